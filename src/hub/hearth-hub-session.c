/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Session: who sits at a desk. Hub's main context, but for the units of work (ask_, settle_, work_), which run on database
 * threads. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-center-service.h"
#include "hearth-desk-service.h"
#include "hearth-door.h"
#include "hearth-error.h"
#include "hearth-hub.h"
#include "hearth-peer.h"
#include "hearth-protocol.h"
#include "hearth-secret.h"

#include <string.h>

/* Entries of one desk that may wait at the door. */
#define MAX_ENTRIES 4
#define MAX_VERSION_BYTES 64

static GVariant *
work_hello (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (HearthCenter) center = hearth_center_service_get (unit, error);
  g_autoptr (HearthCenter) told = NULL;
  g_autoptr (GVariant) changes = NULL;
  const char *fingerprint = hearth_peer_get_fingerprint (hearth_call_get_peer (call));
  gboolean copied = hearth_call_get_subject (call) != NULL;
  GVariant *greeting;
  GVariantDict dict;
  guint newest;

  if (center == NULL)
    return NULL;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "hub-version", "s", HEARTH_VERSION);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  told = hearth_record_with (center, changes, error);
  g_variant_get_child (hearth_call_get_args (call), 2, "u", &newest);
  greeting = told ? hearth_desk_service_greet (unit, fingerprint, copied, MIN (newest, HEARTH_PROTOCOL_NEWEST), error)
                  : NULL;
  return greeting ? g_variant_new ("(@a{sv}@a{sv})", hearth_record_to_variant (told), greeting) : NULL;
}

static void
run_hello (HearthCall *call)
{
  const char *version;
  guint oldest, newest;
  GError *error = NULL;

  g_variant_get (hearth_call_get_args (call), "(&suu)", &version, &oldest, &newest);
  if (*version == '\0' || strlen (version) > MAX_VERSION_BYTES)
    g_set_error (&error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not a version of Hearth");
  else if (hearth_protocol_check (oldest, newest, &error))
    {
      HearthPeer *peer = hearth_call_get_peer (call);

      hearth_peer_set_version (peer, version);
      if (hearth_hub_is_copied (hearth_call_get_hub (call), hearth_peer_get_desk (peer)))
        hearth_call_set_subject (call, g_strdup ("copied"), g_free);
      hearth_call_work (call, HEARTH_VERB_READ, work_hello);
      return;
    }
  hearth_call_fail (call, error);
}

static GVariant *
work_faces (HearthCall *call, HearthUnit *unit, GError **error)
{
  gboolean more = FALSE;
  g_autoptr (GVariant) faces = hearth_account_service_faces (unit, &more, error);

  if (faces == NULL)
    return NULL;
  g_variant_take_ref (faces);
  return g_variant_new ("(@a(xssb)b)", faces, more);
}

static GVariant *
account_dict (HearthAccount *account)
{
  return account ? hearth_record_to_variant (account) : g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
}

/* Whoever was welcome sits there now; FALSE, and the call has failed: the desk was locked meanwhile. */
static gboolean
let_in (HearthEntry *entry)
{
  HearthPeer *peer = hearth_call_get_peer (entry->call);

  if (entry->account == NULL)
    return TRUE;
  if (hearth_peer_get_turn (peer) != entry->turn)
    {
      hearth_call_fail (entry->call,
                        g_error_new (HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT, "the desk was locked meanwhile"));
      return FALSE;
    }
  hearth_peer_sign_in (peer, entry->account);
  return TRUE;
}

/* Too many at once from one desk: nobody types that fast. */
static gboolean
is_crowded (HearthCall *call)
{
  return hearth_door_count (hearth_hub_get_door (hearth_call_get_hub (call)), hearth_call_get_peer (call))
         >= MAX_ENTRIES;
}

static void
begin (HearthEntry *entry)
{
  hearth_door_begin (hearth_hub_get_door (hearth_call_get_hub (entry->call)), entry);
}

static gboolean
ask_passphrase (HearthUnit *unit, gpointer data, GError **error)
{
  HearthEntry *entry = data;
  gint64 account;
  const char *name;

  hearth_challenge_clear (&entry->challenge);
  g_variant_get (hearth_call_get_args (entry->call), "(x&s&s)", &account, &name, NULL);
  return hearth_account_service_challenge (unit, account, name, &entry->challenge, error);
}

/* Whoever was welcome is given a way back. */
static gboolean
give_resume (HearthUnit *unit, HearthEntry *entry, GError **error)
{
  g_clear_pointer (&entry->resume, g_free);
  if (entry->account == NULL)
    return TRUE;
  entry->resume = hearth_account_service_new_resume (unit, hearth_account_get_id (entry->account), error);
  return entry->resume != NULL;
}

static const char *
resume_of (HearthEntry *entry)
{
  return entry->resume ? entry->resume : "";
}

static gboolean
settle_sign_in (HearthUnit *unit, gpointer data, GError **error)
{
  HearthEntry *entry = data;

  g_clear_object (&entry->account);
  return hearth_account_service_signed_in (unit, &entry->challenge, entry->right, &entry->wait_s, &entry->account,
                                           error)
         && give_resume (unit, entry, error);
}

static void
sign_in_done (HearthEntry *entry)
{
  const char *outcome = entry->account ? "welcome" : entry->verified ? "wrong" : "wait";

  if (let_in (entry))
    hearth_call_reply (entry->call, g_variant_new ("(su@a{sv}s)", outcome, entry->wait_s, account_dict (entry->account),
                                                   resume_of (entry)));
}

static void
run_sign_in (HearthCall *call)
{
  HearthEntry *entry;
  const char *passphrase;

  if (is_crowded (call))
    {
      hearth_call_reply (call, g_variant_new ("(su@a{sv}s)", "wait", 1, account_dict (NULL), ""));
      return;
    }
  g_variant_get (hearth_call_get_args (call), "(x&s&s)", NULL, NULL, &passphrase);
  entry = hearth_door_entry_new (call, passphrase);
  entry->ask = ask_passphrase;
  entry->settle = settle_sign_in;
  entry->done = sign_in_done;
  begin (entry);
}

static gboolean
ask_pin (HearthUnit *unit, gpointer data, GError **error)
{
  HearthEntry *entry = data;
  gint64 account;

  hearth_challenge_clear (&entry->challenge);
  g_variant_get (hearth_call_get_args (entry->call), "(x&s)", &account, NULL);
  return hearth_account_service_pin_challenge (unit, account, &entry->challenge, error);
}

static gboolean
settle_unlock (HearthUnit *unit, gpointer data, GError **error)
{
  HearthEntry *entry = data;

  g_clear_object (&entry->account);
  return hearth_account_service_unlocked (unit, &entry->challenge, entry->right, &entry->tries_left, &entry->account,
                                          error)
         && give_resume (unit, entry, error);
}

static void
unlock_done (HearthEntry *entry)
{
  const char *outcome = "passphrase";

  if (entry->account)
    outcome = "welcome";
  else if (!entry->verified && entry->wait_s > 0)
    outcome = "wait";
  else if (entry->verified && entry->tries_left > 0)
    outcome = "wrong";
  if (let_in (entry))
    hearth_call_reply (entry->call, g_variant_new ("(suu@a{sv}s)", outcome, entry->tries_left, entry->wait_s,
                                                   account_dict (entry->account), resume_of (entry)));
}

static void
run_unlock (HearthCall *call)
{
  HearthEntry *entry;
  const char *pin;

  if (is_crowded (call))
    {
      hearth_call_reply (call, g_variant_new ("(suu@a{sv}s)", "wait", 0, 1, account_dict (NULL), ""));
      return;
    }
  g_variant_get (hearth_call_get_args (call), "(x&s)", NULL, &pin);
  entry = hearth_door_entry_new (call, pin);
  entry->ask = ask_pin;
  entry->settle = settle_unlock;
  entry->done = unlock_done;
  entry->needs_pin = TRUE;
  begin (entry);
}

static gboolean
end_shift (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_end_shift (unit, error);
}

static gboolean
drop_resume (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_drop_resume (unit, error);
}

static void
on_left (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthCall *call = user_data;
  GError *error = NULL;

  if (hearth_house_write_finish (HEARTH_HOUSE (source), result, NULL, &error))
    hearth_call_reply (call, NULL);
  else
    hearth_call_fail (call, error);
}

static void
write_left_of (HearthCall *call, gint64 account, HearthUnitWork work)
{
  HearthCaller caller = *hearth_call_get_caller (call);

  caller.account_id = account;
  if (account == 0)
    hearth_call_reply (call, NULL);
  else
    hearth_house_write_async (hearth_hub_get_house (hearth_call_get_hub (call)), &caller, work, NULL, NULL, on_left,
                              call);
}

/* The desk is locked already; what is written makes sure that it stays so. */
static void
write_left (HearthCall *call, HearthUnitWork work)
{
  write_left_of (call, hearth_peer_get_last_account (hearth_call_get_peer (call)), work);
}

static void
run_lock (HearthCall *call)
{
  hearth_peer_lock (hearth_call_get_peer (call));
  write_left (call, drop_resume);
}

/* Heard late: the hub was away when they signed out. Whoever else sits there by now stays. */
static gboolean
end_shift_heard (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_end_shift_heard (unit, error);
}

/* Where nobody sits any more there is nothing to write, however often it is said. */
static void
run_sign_out (HearthCall *call)
{
  HearthPeer *peer = hearth_call_get_peer (call);
  gboolean sat = hearth_peer_get_sitting (peer) != NULL;

  hearth_peer_sign_out (peer);
  write_left (call, sat ? end_shift : end_shift_heard);
}

static void
run_end_shift (HearthCall *call)
{
  HearthPeer *peer = hearth_call_get_peer (call);
  HearthAccount *sitting = hearth_peer_get_sitting (peer);
  gint64 account;

  g_variant_get (hearth_call_get_args (call), "(x)", &account);
  if (sitting && hearth_account_get_id (sitting) == account)
    run_sign_out (call);
  else
    write_left_of (call, account, end_shift_heard);
}

/* Somebody who comes back after a lost connection. */
typedef struct
{
  HearthCall *call;       /* (owned) */
  HearthAccount *account; /* (owned) (nullable): who is back */
  const char *outcome;    /* (unowned): as of Session.Resume */
  guint turn;             /* of the desk, when it asked */
} Return;

static gboolean
settle_return (HearthUnit *unit, gpointer data, GError **error)
{
  Return *back = data;
  gint64 account;
  const char *resume;

  g_clear_object (&back->account);
  g_variant_get (hearth_call_get_args (back->call), "(x&s)", &account, &resume);
  return hearth_account_service_resume (unit, account, resume, &back->account, &back->outcome, error);
}

static void
on_returned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Return *back = user_data;
  HearthPeer *peer = hearth_call_get_peer (back->call);
  GError *error = NULL;

  hearth_house_write_finish (HEARTH_HOUSE (source), result, NULL, &error);
  if (error == NULL && (hearth_peer_get_turn (peer) != back->turn || hearth_peer_is_signed_in (peer)))
    g_set_error (&error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT, "the desk was locked meanwhile");
  if (error)
    hearth_call_fail (back->call, error);
  else
    {
      if (back->account)
        hearth_peer_sign_in (peer, back->account);
      hearth_call_reply (back->call, g_variant_new ("(s@a{sv})", back->outcome, account_dict (back->account)));
    }
  g_clear_object (&back->account);
  g_free (back);
}

static void
run_resume (HearthCall *call)
{
  HearthPeer *peer = hearth_call_get_peer (call);
  Return *back;

  if (hearth_peer_is_signed_in (peer))
    {
      hearth_call_fail (call, g_error_new (HEARTH_ERROR, HEARTH_ERROR_INVALID, "somebody sits there"));
      return;
    }
  back = g_new0 (Return, 1);
  back->call = call;
  back->turn = hearth_peer_get_turn (peer);
  hearth_house_write_async (hearth_hub_get_house (hearth_call_get_hub (call)), hearth_call_get_caller (call),
                            settle_return, back, NULL, on_returned, back);
}

static gboolean
ask_own_passphrase (HearthUnit *unit, gpointer data, GError **error)
{
  HearthEntry *entry = data;

  hearth_challenge_clear (&entry->challenge);
  return hearth_account_service_challenge (unit, unit->caller.account_id, "", &entry->challenge, error);
}

/* A wrong passphrase counts here as it does at sign-in. */
static gboolean
count_failure (HearthUnit *unit, HearthEntry *entry, GError **error)
{
  g_autoptr (HearthAccount) nobody = NULL;

  return hearth_account_service_signed_in (unit, &entry->challenge, FALSE, &entry->wait_s, &nobody, error);
}

static gboolean
settle_pin (HearthUnit *unit, gpointer data, GError **error)
{
  HearthEntry *entry = data;

  if (!entry->right)
    return count_failure (unit, entry, error);
  return hearth_account_service_set_pin_hash (unit, entry->new_hash ? entry->new_hash : "", error);
}

static gboolean
settle_passphrase (HearthUnit *unit, gpointer data, GError **error)
{
  HearthEntry *entry = data;

  if (!entry->right)
    return count_failure (unit, entry, error);
  return hearth_account_service_set_passphrase_hash (unit, entry->new_hash, error);
}

static void
set_done (HearthEntry *entry)
{
  const char *outcome = !entry->verified ? "wait" : entry->right ? "done" : "wrong";

  HearthPeer *peer = hearth_call_get_peer (entry->call);

  if (entry->settle == settle_passphrase && entry->right)
    {
      gint64 account = hearth_call_get_caller (entry->call)->account_id;

      /* Another may sit there by now. */
      if (hearth_peer_get_caller (peer).account_id == account)
        hearth_peer_passphrase_chosen (peer);
      /* Whoever knew the old one is out everywhere else. */
      hearth_hub_sign_out_account (hearth_call_get_hub (entry->call), account, "own-passphrase", peer);
    }
  hearth_call_reply (entry->call, g_variant_new ("(s)", outcome));
}

static void
begin_set (HearthCall *call, HearthUnitWork settle, gboolean (*fits) (const char *new_secret))
{
  HearthEntry *entry;
  const char *passphrase, *new_secret;
  gboolean good;

  g_variant_get (hearth_call_get_args (call), "(&s&s)", &passphrase, &new_secret);
  /* A passphrase that was given for once is not chosen by typing it again. */
  good = fits (new_secret) && !g_str_equal (passphrase, new_secret);
  if (!good || is_crowded (call))
    {
      hearth_call_reply (call, g_variant_new ("(s)", good ? "wait" : "weak"));
      return;
    }
  entry = hearth_door_entry_new (call, passphrase);
  entry->new_secret = g_strdup (new_secret);
  entry->ask = ask_own_passphrase;
  entry->settle = settle;
  entry->done = set_done;
  begin (entry);
}

static gboolean
is_pin_or_none (const char *pin)
{
  return *pin == '\0' || hearth_pin_is_valid (pin);
}

static void
run_set_pin (HearthCall *call)
{
  begin_set (call, settle_pin, is_pin_or_none);
}

static void
run_set_passphrase (HearthCall *call)
{
  begin_set (call, settle_passphrase, hearth_secret_is_strong);
}

const HearthVerb hearth_hub_session_verbs[] = {
  { "Hello", HEARTH_VERB_RUN, NULL, run_hello },
  { "Faces", HEARTH_VERB_READ, work_faces, NULL },
  { "SignIn", HEARTH_VERB_RUN, NULL, run_sign_in },
  { "Unlock", HEARTH_VERB_RUN, NULL, run_unlock },
  { "Lock", HEARTH_VERB_RUN, NULL, run_lock },
  { "SignOut", HEARTH_VERB_RUN, NULL, run_sign_out },
  { "SetPin", HEARTH_VERB_RUN, NULL, run_set_pin },
  { "SetPassphrase", HEARTH_VERB_RUN, NULL, run_set_passphrase },
  { "Resume", HEARTH_VERB_RUN, NULL, run_resume },
  { "EndShift", HEARTH_VERB_RUN, NULL, run_end_shift },
  { NULL, 0, NULL, NULL },
};
