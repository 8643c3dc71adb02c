/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Account: what the hub does for each of its methods. What changes somebody holds where they sit before it is answered.
 * Hub's main context, but for the units of work (work_, ask_, settle_). */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-account-service.h"
#include "hearth-account-store.h"
#include "hearth-door.h"
#include "hearth-hub.h"
#include "hearth-secret.h"

/* What became of somebody: the subject of a call. */
typedef struct
{
  HearthAccount *account; /* (owned) (nullable): NULL: nothing */
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_clear_object (&self->account);
  g_free (self);
}

static GVariant *
work_list (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GListStore) accounts = hearth_account_service_list (unit, error);

  return accounts ? g_variant_new ("(@aa{sv})", hearth_record_list_to_variant (G_LIST_MODEL (accounts))) : NULL;
}

/* As they are now, for the desks where they sit. */
static GVariant *
changed (HearthCall *call, HearthUnit *unit, gint64 account, GError **error)
{
  Change *change = hearth_call_get_subject (call);

  g_clear_object (&change->account);
  change->account = hearth_account_store_get (unit->conn, account, error);
  return change->account ? g_variant_new ("()") : NULL;
}

static GVariant *
work_set_roles (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autofree const char **roles = NULL;
  gint64 account, revision;

  g_variant_get (hearth_call_get_args (call), "(&sxx^a&s)", NULL, &account, &revision, &roles);
  if (!hearth_account_service_set_roles (unit, account, MAX (revision, 0), roles, error))
    return NULL;
  return changed (call, unit, account, error);
}

static GVariant *
work_set_disabled (HearthCall *call, HearthUnit *unit, GError **error)
{
  gint64 account;
  gboolean disabled;

  g_variant_get (hearth_call_get_args (call), "(&sxb)", NULL, &account, &disabled);
  if (!hearth_account_service_set_disabled (unit, account, disabled, error))
    return NULL;
  return changed (call, unit, account, error);
}

static void
apply (HearthCall *call)
{
  Change *change = hearth_call_get_subject (call);

  if (change->account)
    hearth_hub_put_account (hearth_call_get_hub (call), change->account);
}

static void
run_set_roles (HearthCall *call)
{
  hearth_call_set_subject (call, g_new0 (Change, 1), change_free);
  hearth_call_set_committed (call, apply);
  hearth_call_work (call, HEARTH_VERB_REQUEST, work_set_roles);
}

static void
run_set_disabled (HearthCall *call)
{
  hearth_call_set_subject (call, g_new0 (Change, 1), change_free);
  hearth_call_set_committed (call, apply);
  hearth_call_work (call, HEARTH_VERB_REQUEST, work_set_disabled);
}

/* A passphrase that is hashed beside the hub's loop, one at a time, as at a sign-in. */
static void
begin_once (HearthCall *call, HearthUnitWork ask, HearthUnitWork settle, void (*done) (HearthEntry *entry))
{
  HearthEntry *entry;
  GError *error = NULL;
  char *once;

  if (!hearth_call_take_request (call))
    return;
  once = hearth_secret_new_once (&error);
  if (once == NULL)
    {
      hearth_call_fail (call, error);
      return;
    }
  entry = hearth_door_entry_new (call, "");
  entry->unproven = TRUE;
  entry->new_secret = once;
  entry->ask = ask;
  entry->settle = settle;
  entry->done = done;
  hearth_door_begin (hearth_hub_get_door (hearth_call_get_hub (call)), entry);
}

/* A repeated request is not told the passphrase again: it is kept nowhere. */
static const char *
once_of (HearthEntry *entry)
{
  return entry->before ? "" : entry->new_secret;
}

static gboolean
ask_create (HearthUnit *unit, gpointer data, GError **error)
{
  HearthEntry *entry = data;
  g_autofree const char **roles = NULL;
  const char *name, *preferred_name;

  g_variant_get (hearth_call_get_args (entry->call), "(&s&s&s^a&s)", NULL, &name, &preferred_name, &roles);
  return hearth_account_service_check_new (unit, name, preferred_name, roles, error);
}

static gboolean
settle_create (HearthUnit *unit, gpointer data, GError **error)
{
  HearthEntry *entry = data;
  g_autofree const char **roles = NULL;
  const char *name, *preferred_name;

  g_clear_pointer (&entry->before, g_variant_unref);
  if (!hearth_call_find_answer (entry->call, unit, &entry->before, error))
    return FALSE;
  if (entry->before)
    {
      g_variant_get (entry->before, "(xs)", &entry->made, NULL);
      return TRUE;
    }
  g_variant_get (hearth_call_get_args (entry->call), "(&s&s&s^a&s)", NULL, &name, &preferred_name, &roles);
  entry->made = hearth_account_service_create (unit, name, preferred_name, roles, entry->new_hash, error);
  return entry->made != 0
         && hearth_call_keep_answer (entry->call, unit, g_variant_new ("(xs)", entry->made, ""), error);
}

static void
create_done (HearthEntry *entry)
{
  hearth_call_reply (entry->call, g_variant_new ("(xs)", entry->made, once_of (entry)));
}

static void
run_create (HearthCall *call)
{
  begin_once (call, ask_create, settle_create, create_done);
}

static gint64
account_of (HearthEntry *entry)
{
  gint64 account;

  g_variant_get_child (hearth_call_get_args (entry->call), 1, "x", &account);
  return account;
}

static gboolean
ask_reset (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_check_there (unit, account_of (data), error);
}

static gboolean
settle_reset (HearthUnit *unit, gpointer data, GError **error)
{
  HearthEntry *entry = data;

  g_clear_pointer (&entry->before, g_variant_unref);
  if (!hearth_call_find_answer (entry->call, unit, &entry->before, error))
    return FALSE;
  return entry->before
         || (hearth_account_service_reset_passphrase (unit, account_of (entry), entry->new_hash, error)
             && hearth_call_keep_answer (entry->call, unit, g_variant_new ("(s)", ""), error));
}

static void
reset_done (HearthEntry *entry)
{
  if (entry->before == NULL)
    hearth_hub_sign_out_account (hearth_call_get_hub (entry->call), account_of (entry), "passphrase", NULL);
  hearth_call_reply (entry->call, g_variant_new ("(s)", once_of (entry)));
}

static void
run_reset (HearthCall *call)
{
  begin_once (call, ask_reset, settle_reset, reset_done);
}

const HearthVerb hearth_hub_account_verbs[] = {
  { "List", HEARTH_VERB_READ, work_list, NULL },
  { "Create", HEARTH_VERB_RUN, NULL, run_create },
  { "SetRoles", HEARTH_VERB_RUN, NULL, run_set_roles },
  { "Reset", HEARTH_VERB_RUN, NULL, run_reset },
  { "SetDisabled", HEARTH_VERB_RUN, NULL, run_set_disabled },
  { NULL, 0, NULL, NULL },
};
