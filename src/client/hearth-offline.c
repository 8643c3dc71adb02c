/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who may go on at this desk while the hub is away: learned from what the hub lets in, forgotten when it says that an
 * account is gone or has changed. Signing in with it is in hearth-offline-sign-in.c, the disk in hearth-offline-store.c.
 * Owned by the outbox. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-offline-private.h"

#include <sodium.h>
#include <string.h>

#include "hearth-client-private.h"
#include "hearth-clock.h"
#include "hearth-record.h"

static void
person_free (gpointer data)
{
  HearthOfflinePerson *self = data;

  g_clear_object (&self->account);
  g_free (self->verifier);
  g_free (self->pin);
  g_free (self);
}

/*< private >
 * hearth_offline_find:
 *
 * Returns: (transfer none) (nullable): who has that account
 */
HearthOfflinePerson *
hearth_offline_find (HearthOffline *self, gint64 account)
{
  for (guint i = 0; i < self->people->len; i++)
    {
      HearthOfflinePerson *person = self->people->pdata[i];

      if (hearth_account_get_id (person->account) == account)
        return person;
    }
  return NULL;
}

static void
on_changed (HearthClient *client, guint64 revision, GVariant *what, gpointer user_data)
{
  HearthOffline *self = user_data;
  GVariantIter iter;
  const char *kind;
  gint64 id;

  g_variant_iter_init (&iter, what);
  while (g_variant_iter_next (&iter, "(&sx)", &kind, &id))
    if (g_str_equal (kind, "account"))
      hearth_offline_forget (self, id);
}

static void
on_center (HearthClient *client, GParamSpec *pspec, gpointer user_data)
{
  HearthOffline *self = user_data;
  HearthCenter *center = hearth_client_get_center (client);

  if (self->center && center && hearth_client_get_state (client) != HEARTH_CLIENT_AWAY
      && g_set_object (&self->record, center))
    hearth_offline_save (self);
}

/**
 * hearth_offline_new:
 * @client: (transfer none): of the desk
 * @folder: of the desk
 *
 * While the hub was not heard yet the client has the center as it was told last.
 *
 * Returns: (transfer full): who may go on
 */
HearthOffline *
hearth_offline_new (HearthClient *client, const char *folder)
{
  HearthOffline *self = g_new0 (HearthOffline, 1);

  self->client = client;
  self->path = g_build_filename (folder, "offline", NULL);
  self->people = g_ptr_array_new_with_free_func (person_free);
  self->cancellable = g_cancellable_new ();
  self->signed_out = g_array_new (FALSE, FALSE, sizeof (gint64));
  hearth_offline_load (self);
  if (self->record && hearth_client_get_center (client) == NULL)
    hearth_client_set_center (client, self->record);
  self->changed_handler = g_signal_connect (client, "changed", G_CALLBACK (on_changed), self);
  self->center_handler = g_signal_connect (client, "notify::center", G_CALLBACK (on_center), self);
  return self;
}

/**
 * hearth_offline_free:
 * @self: (transfer full): who may go on
 */
void
hearth_offline_free (HearthOffline *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_signal_handler (&self->changed_handler, self->client);
  g_clear_signal_handler (&self->center_handler, self->client);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->people);
  g_clear_object (&self->record);
  g_clear_object (&self->reasons);
  g_array_unref (self->signed_out);
  g_free (self->center);
  g_free (self->path);
  g_free (self);
}

/**
 * hearth_offline_greeted:
 *
 * The hub has said which center it is: nobody of another one goes on here.
 */
void
hearth_offline_greeted (HearthOffline *self)
{
  const char *center = hearth_hub_greeting_get_center_uuid (hearth_client_get_greeting (self->client));

  if (g_strcmp0 (self->center, center) != 0)
    {
      g_ptr_array_set_size (self->people, 0);
      g_array_set_size (self->signed_out, 0);
      g_clear_object (&self->reasons);
      g_free (self->center);
      self->center = g_strdup (center);
    }
  g_set_object (&self->record, hearth_client_get_center (self->client));
  hearth_offline_save (self);
}

/* Hashing of what the hub has just taken. */
typedef struct
{
  HearthOffline *offline; /* (unowned): the cancellable says whether it is there */
  HearthAccount *account; /* (owned) (nullable): of a passphrase */
  gint64 account_id;
  char *passphrase, *pin;           /* (owned) (nullable) */
  char *passphrase_hash, *pin_hash; /* (owned) (nullable) */
} Heard;

static void
secret_free (char *secret)
{
  if (secret)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

static void
heard_free (gpointer data)
{
  Heard *heard = data;

  g_clear_object (&heard->account);
  secret_free (heard->passphrase);
  secret_free (heard->pin);
  g_free (heard->passphrase_hash);
  g_free (heard->pin_hash);
  g_free (heard);
}

static char *
hash_of (const char *secret)
{
  g_autofree char *hash = g_malloc0 (crypto_pwhash_STRBYTES);

  if (secret == NULL || sodium_init () < 0
      || crypto_pwhash_str (hash, secret, strlen (secret), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE)
             != 0)
    return NULL;
  return g_steal_pointer (&hash);
}

/* One after the other: each takes 64 MiB. */
static void
hash_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Heard *heard = data;

  heard->passphrase_hash = hash_of (heard->passphrase);
  heard->pin_hash = hash_of (heard->pin);
  g_task_return_boolean (task, TRUE);
}

static void
take_verifier (HearthOffline *self, HearthAccount *account, char *verifier)
{
  HearthOfflinePerson *person = hearth_offline_find (self, hearth_account_get_id (account));

  if (person == NULL)
    {
      person = g_new0 (HearthOfflinePerson, 1);
      g_ptr_array_add (self->people, person);
    }
  g_set_object (&person->account, account);
  g_free (person->verifier);
  person->verifier = verifier;
  person->at_s = hearth_client_get_hub_now_s (self->client);
  person->failures = person->pin_failures = 0;
  person->wait_until_us = 0;
  person->shift_us = hearth_clock_since_boot_us ();
  hearth_offline_save (self);
}

static void
take_pin (HearthOffline *self, gint64 account, char *pin)
{
  HearthOfflinePerson *person = hearth_offline_find (self, account);

  if (person == NULL)
    {
      g_free (pin);
      return;
    }
  g_free (person->pin);
  person->pin = pin;
  person->pin_failures = 0;
  if (person->shift_us == 0)
    person->shift_us = hearth_clock_since_boot_us ();
}

static void
on_hashed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Heard *heard = g_task_get_task_data (G_TASK (result));
  HearthOffline *self = heard->offline;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return; /* cancelled: it is gone */
  self->hashing--;
  if (heard->passphrase_hash)
    take_verifier (self, heard->account, g_steal_pointer (&heard->passphrase_hash));
  if (heard->pin_hash)
    take_pin (self, heard->account_id, g_steal_pointer (&heard->pin_hash));
}

/* @account: (nullable), @passphrase: (nullable): its passphrase. @pin: (nullable) */
static void
hash (HearthOffline *self, HearthAccount *account, gint64 account_id, const char *passphrase, const char *pin)
{
  g_autoptr (GTask) task = NULL;
  Heard *heard = g_new0 (Heard, 1);

  heard->offline = self;
  heard->account = account ? g_object_ref (account) : NULL;
  heard->account_id = account_id;
  heard->passphrase = passphrase ? hearth_offline_normal (passphrase) : NULL;
  heard->pin = pin ? hearth_offline_normal (pin) : NULL;
  self->hashing++;
  task = g_task_new (NULL, self->cancellable, on_hashed, NULL);
  g_task_set_source_tag (task, hash);
  g_task_set_task_data (task, heard, heard_free);
  g_task_run_in_thread (task, hash_thread);
}

/* From now on the passphrase is enough here while the hub is away, for 14 days. One that somebody else chose is not. */
static void
heard_passphrase (HearthOffline *self, HearthAccount *account, const char *passphrase, const char *pin)
{
  gint64 id = hearth_account_get_id (account);

  if (hearth_account_get_new_passphrase (account))
    hearth_offline_forget (self, id);
  else
    hash (self, account, id, passphrase, pin);
}

/* Who is not among the faces any more may not sign in. Where there are more than the hub names, that cannot be told. */
static void
heard_faces (HearthOffline *self, GVariant *reply)
{
  g_autoptr (GVariant) faces = g_variant_get_child_value (reply, 0);
  guint before = self->people->len;
  gboolean more;

  g_variant_get_child (reply, 1, "b", &more);
  for (guint i = more ? 0 : before; i > 0; i--)
    {
      HearthOfflinePerson *person = self->people->pdata[i - 1];
      gboolean there = FALSE;
      GVariantIter iter;
      gint64 id;

      g_variant_iter_init (&iter, faces);
      while (g_variant_iter_next (&iter, "(x&s&sb)", &id, NULL, NULL, NULL))
        there = there || id == hearth_account_get_id (person->account);
      if (!there)
        g_ptr_array_remove_index (self->people, i - 1);
    }
  if (self->people->len != before)
    hearth_offline_save (self);
}

/**
 * hearth_offline_forget:
 * @account: who is gone, disabled or changed; 0: all
 *
 * They sign in at the hub once before they may go on without it.
 */
void
hearth_offline_forget (HearthOffline *self, gint64 account)
{
  HearthOfflinePerson *person = hearth_offline_find (self, account);

  if (account == 0)
    g_ptr_array_set_size (self->people, 0);
  else if (person == NULL)
    return;
  else
    g_ptr_array_remove (self->people, person);
  hearth_offline_save (self);
}

static gboolean
is_signed_out (HearthOffline *self, gint64 account, guint *index)
{
  for (guint i = 0; i < self->signed_out->len; i++)
    if (g_array_index (self->signed_out, gint64, i) == account)
      {
        if (index)
          *index = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * hearth_offline_signed_out:
 * @account: who went: only their passphrase opens the desk again, here and, as soon as it hears of it, at the hub
 */
void
hearth_offline_signed_out (HearthOffline *self, gint64 account)
{
  HearthOfflinePerson *person = hearth_offline_find (self, account);

  if (person)
    person->shift_us = 0;
  if (hearth_client_get_state (self->client) != HEARTH_CLIENT_AWAY || self->center == NULL
      || is_signed_out (self, account, NULL))
    return;
  g_array_append_val (self->signed_out, account);
  hearth_offline_save (self);
}

/**
 * hearth_offline_next_signed_out:
 * @center_uuid: of the hub that is there now
 *
 * Returns: an account that signed out here while that hub was away, 0 where it has heard of all
 */
gint64
hearth_offline_next_signed_out (HearthOffline *self, const char *center_uuid)
{
  if (self->signed_out->len == 0 || g_strcmp0 (self->center, center_uuid) != 0)
    return 0;
  return g_array_index (self->signed_out, gint64, 0);
}

/**
 * hearth_offline_told_signed_out:
 * @account: of whom the hub has heard now
 */
void
hearth_offline_told_signed_out (HearthOffline *self, gint64 account)
{
  guint index;

  if (!is_signed_out (self, account, &index))
    return;
  g_array_remove_index (self->signed_out, index);
  hearth_offline_save (self);
}

static gboolean
same_reasons (GListModel *one, GListModel *other)
{
  g_autoptr (GVariant) a = g_variant_ref_sink (hearth_record_list_to_variant (one));
  g_autoptr (GVariant) b = g_variant_ref_sink (hearth_record_list_to_variant (other));

  return g_variant_equal (a, b);
}

/**
 * hearth_offline_note_reasons:
 * @reasons: of #HearthReason, as the hub told them
 *
 * Nothing of a person: a desk that is started while the hub is away offers these.
 */
void
hearth_offline_note_reasons (HearthOffline *self, GListStore *reasons)
{
  if (self->center == NULL || (self->reasons && same_reasons (G_LIST_MODEL (self->reasons), G_LIST_MODEL (reasons))))
    return;
  g_set_object (&self->reasons, reasons);
  hearth_offline_save (self);
}

/**
 * hearth_offline_get_reasons:
 *
 * Returns: (transfer none) (nullable): of #HearthReason, as the hub told them last
 */
GListStore *
hearth_offline_get_reasons (HearthOffline *self)
{
  return self->reasons;
}

static void
heard_sign_in (HearthOffline *self, GVariant *args, GVariant *reply)
{
  g_autoptr (GVariant) dict = g_variant_get_child_value (reply, 2);
  g_autoptr (HearthAccount) account = hearth_record_from_variant (HEARTH_TYPE_ACCOUNT, dict, NULL);
  const char *passphrase;

  g_variant_get_child (args, 2, "&s", &passphrase);
  if (account == NULL)
    return;
  /* A shift of its own begins. */
  hearth_offline_told_signed_out (self, hearth_account_get_id (account));
  heard_passphrase (self, account, passphrase, NULL);
}

static void
heard_unlock (HearthOffline *self, GVariant *args)
{
  const char *pin;
  gint64 account;

  g_variant_get (args, "(x&s)", &account, &pin);
  if (hearth_offline_find (self, account))
    hash (self, NULL, account, NULL, pin);
}

/* The hub tells every desk that the account has changed, this one too, and it is forgotten here: but the passphrase was just
 * typed, and is known to be right. */
static void
heard_set_pin (HearthOffline *self, HearthAccount *account, GVariant *args)
{
  const char *passphrase, *pin;

  g_variant_get (args, "(&s&s)", &passphrase, &pin);
  heard_passphrase (self, account, passphrase, *pin ? pin : NULL);
}

static void
heard_set_passphrase (HearthOffline *self, HearthAccount *account, GVariant *args)
{
  const char *passphrase;

  g_variant_get_child (args, 1, "&s", &passphrase);
  heard_passphrase (self, account, passphrase, NULL);
}

/**
 * hearth_offline_note:
 * @method: of Session
 * @args: (nullable): what was asked
 * @reply: what the hub said
 *
 * Learns from it who may go on here.
 */
void
hearth_offline_note (HearthOffline *self, const char *method, GVariant *args, GVariant *reply)
{
  HearthAccount *account = hearth_client_get_account (self->client);
  const char *outcome = "";

  if (self->center == NULL)
    return;
  if (g_str_equal (method, "Faces"))
    {
      heard_faces (self, reply);
      return;
    }
  if (args == NULL || !g_variant_is_of_type (reply, G_VARIANT_TYPE_TUPLE) || g_variant_n_children (reply) == 0)
    return;
  if (g_variant_type_equal (g_variant_type_first (g_variant_get_type (reply)), G_VARIANT_TYPE_STRING))
    g_variant_get_child (reply, 0, "&s", &outcome);
  if (g_str_equal (method, "SignIn") && g_str_equal (outcome, "welcome"))
    heard_sign_in (self, args, reply);
  else if (g_str_equal (method, "Unlock") && g_str_equal (outcome, "welcome"))
    heard_unlock (self, args);
  else if (g_str_equal (method, "SetPin") && g_str_equal (outcome, "done") && account)
    heard_set_pin (self, account, args);
  else if (g_str_equal (method, "SetPassphrase") && g_str_equal (outcome, "done") && account)
    heard_set_passphrase (self, account, args);
}
