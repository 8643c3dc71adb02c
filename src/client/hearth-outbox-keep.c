/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The outbox: keeping, correcting and taking back. A request id is never sent with two contents: what the hub may have
 * heard of stays as it is. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-outbox-private.h"

#include "hearth-client-private.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-record.h"
#include "hearth-text.h"

#define CHILDREN_MAX 99
#define HEADS_MAX 999

static gboolean
refuse (GError **error, HearthError code, const char *why)
{
  g_set_error_literal (error, HEARTH_ERROR, code, why);
  return FALSE;
}

/* A text of @options under @key, clean, where it is there. */
static gboolean
take_text (GVariant *options, const char *key, GVariantDict *to, GError **error)
{
  g_autofree char *clean = NULL;
  const char *raw;

  if (!g_variant_lookup (options, key, "&s", &raw))
    return TRUE;
  clean = hearth_text_clean (raw, HEARTH_TEXT_NAME_MAX, error);
  if (clean == NULL)
    return FALSE;
  g_variant_dict_insert (to, key, "s", clean);
  return TRUE;
}

/* What is said beside whose visit it is. */
static gboolean
take_options (HearthOutbox *self, GVariant *options, GVariantDict *to, GError **error)
{
  gint64 arrived_at_s = 0, children = 0;

  if (!take_text (options, "reason", to, error) || !take_text (options, "name", to, error))
    return FALSE;
  if (g_variant_lookup (options, "children", "x", &children) && (children < 0 || children > CHILDREN_MAX))
    return refuse (error, HEARTH_ERROR_INVALID, "“children” is out of range");
  if (!g_variant_lookup (options, "arrived-at-s", "x", &arrived_at_s) || arrived_at_s == 0)
    arrived_at_s = hearth_client_get_hub_now_s (self->client);
  g_variant_dict_insert (to, "children", "x", children);
  g_variant_dict_insert (to, "arrived-at-s", "x", arrived_at_s);
  return TRUE;
}

/* @fields: (transfer full): the kind of the entry and what belongs to it. */
static HearthKept *
keep (HearthOutbox *self,
      HearthAccount *account,
      const char *request,
      GVariantDict *fields,
      GVariant *options,
      gboolean sent,
      GError **error)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (hearth_client_options (options));
  g_autofree char *id = request ? g_ascii_strdown (request, -1) : hearth_id_new ();
  g_autofree char *name = NULL;
  g_autoptr (GVariant) dict = NULL;
  g_autoptr (HearthKept) kept = NULL;
  gboolean fine = take_options (self, given, fields, error);

  g_variant_dict_insert (fields, "request", "s", id);
  g_variant_dict_insert (fields, "kept-at-s", "x", hearth_clock_now_s ());
  g_variant_dict_insert (fields, "state", "s", "waiting");
  hearth_outbox_note_time (self, fields);
  if (account)
    {
      g_variant_dict_insert (fields, "account", "x", hearth_account_get_id (account));
      g_variant_dict_insert (fields, "account-name", "s", hearth_account_get_preferred_name (account));
    }
  dict = g_variant_ref_sink (g_variant_dict_end (fields));
  if (!fine)
    return NULL;
  if (account == NULL)
    return refuse (error, HEARTH_ERROR_SIGNED_OUT, "nobody is at the desk"), NULL;
  if (!hearth_id_is_valid (id))
    return refuse (error, HEARTH_ERROR_INVALID, "a request has a UUID"), NULL;
  kept = hearth_record_from_variant (HEARTH_TYPE_KEPT, dict, error);
  if (kept == NULL)
    return NULL;
  name = hearth_outbox_store_new_name (&self->store, id);
  if (!hearth_outbox_store_write (&self->store, name, kept, error))
    return NULL;
  hearth_outbox_add (self, g_steal_pointer (&name), kept, sent);
  hearth_outbox_replay (self);
  return g_steal_pointer (&kept);
}

static HearthKept *
keep_person (HearthOutbox *self,
             HearthAccount *account,
             const char *request,
             gint64 person,
             const char *shown_name,
             GVariant *options,
             gboolean sent,
             GError **error)
{
  GVariantDict fields;

  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "kind", "s", "person");
  g_variant_dict_insert (&fields, "person", "x", person);
  g_variant_dict_insert (&fields, "shown-name", "s", shown_name ? shown_name : "");
  return keep (self, account, request, &fields, options, sent, error);
}

static HearthKept *
keep_guest (
    HearthOutbox *self, HearthAccount *account, const char *request, GVariant *options, gboolean sent, GError **error)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (hearth_client_options (options));
  GVariantDict fields;
  gboolean new_here = FALSE;

  g_variant_lookup (given, "new", "b", &new_here);
  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "kind", "s", new_here ? "guest-new" : "guest-before");
  return keep (self, account, request, &fields, given, sent, error);
}

static HearthKept *
keep_group (HearthOutbox *self,
            HearthAccount *account,
            const char *request,
            guint heads,
            const char *label,
            GVariant *options,
            gboolean sent,
            GError **error)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (hearth_client_options (options));
  g_autofree char *clean = hearth_text_clean (label, HEARTH_TEXT_NAME_MAX, error);
  GVariantDict fields;

  if (clean == NULL)
    return NULL;
  if (heads < 1 || heads > HEADS_MAX)
    return refuse (error, HEARTH_ERROR_INVALID, "a group is 1 to 999 people"), NULL;
  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "kind", "s", "group");
  g_variant_dict_insert (&fields, "count", "x", (gint64)heads);
  g_variant_dict_insert (&fields, "label", "s", clean);
  return keep (self, account, request, &fields, given, sent, error);
}

/**
 * hearth_outbox_keep_name:
 * @typed: a name, as somebody said it
 * @options: (nullable) (transfer floating): as of Checkin.Record
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is on the disk now; %NULL with %HEARTH_ERROR_NO_ROOM, %HEARTH_ERROR_READ_ONLY,
 *   %HEARTH_ERROR_SIGNED_OUT, %HEARTH_ERROR_INVALID: then nothing is kept. So does the one below
 */
HearthKept *
hearth_outbox_keep_name (HearthOutbox *self, const char *typed, GVariant *options, GError **error)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (hearth_client_options (options));
  g_autofree char *clean = NULL;
  GVariantDict fields, rest;

  g_return_val_if_fail (HEARTH_IS_OUTBOX (self), NULL);

  clean = hearth_text_clean (typed, HEARTH_TEXT_NAME_MAX, error);
  if (clean == NULL)
    return NULL;
  if (*clean == '\0')
    return refuse (error, HEARTH_ERROR_INVALID, "no name was typed"), NULL;
  /* What is called name among the options is that of a guest. */
  g_variant_dict_init (&rest, given);
  g_variant_dict_remove (&rest, "name");
  g_variant_dict_init (&fields, NULL);
  g_variant_dict_insert (&fields, "kind", "s", "name");
  g_variant_dict_insert (&fields, "name", "s", clean);
  return keep (self, hearth_client_get_account (self->client), NULL, &fields, g_variant_dict_end (&rest), FALSE, error);
}

/**
 * hearth_outbox_keep_guest:
 * @options: (nullable) (transfer floating): as of Checkin.RecordGuest
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what is kept
 */
HearthKept *
hearth_outbox_keep_guest (HearthOutbox *self, GVariant *options, GError **error)
{
  g_return_val_if_fail (HEARTH_IS_OUTBOX (self), NULL);

  return keep_guest (self, hearth_client_get_account (self->client), NULL, options, FALSE, error);
}

/*< private >
 * hearth_outbox_keep_call:
 * @account: who was at the desk when they asked
 * @method: of Checkin: Record, RecordGuest or RecordGroup
 * @args: its arguments
 * @shown_name: (nullable): of whom the person is
 * @sent: whether the hub may have heard of it
 *
 * Keeps what a call asked for, under its own request.
 */
HearthKept *
hearth_outbox_keep_call (HearthOutbox *self,
                         HearthAccount *account,
                         const char *method,
                         GVariant *args,
                         const char *shown_name,
                         gboolean sent,
                         GError **error)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (args, g_variant_n_children (args) - 1);
  const char *request, *label;
  gint64 person;
  guint heads;

  g_variant_get_child (args, 0, "&s", &request);
  if (g_str_equal (method, "Record"))
    {
      g_variant_get_child (args, 1, "x", &person);
      return keep_person (self, account, request, person, shown_name, options, sent, error);
    }
  if (g_str_equal (method, "RecordGuest"))
    return keep_guest (self, account, request, options, sent, error);
  g_variant_get (args, "(&su&s@a{sv})", NULL, &heads, &label, NULL);
  return keep_group (self, account, request, heads, label, options, sent, error);
}

/*< private >
 * hearth_outbox_keep_refused:
 * @written: what cannot be made again
 *
 * Returns: whether it stands among those to settle now, also if it did before
 */
gboolean
hearth_outbox_keep_refused (HearthOutbox *self, HearthWritten *written, GError **error)
{
  const char *request = hearth_written_get_request (written);
  g_autofree char *what
      = g_strconcat (hearth_written_get_noun (written), ".", hearth_written_get_method (written), NULL);
  g_autofree char *name = NULL;
  g_autoptr (HearthKept) kept = NULL;
  guint position;

  if (hearth_outbox_find (self, request, &position))
    return TRUE;
  if (!hearth_id_is_valid (request))
    return refuse (error, HEARTH_ERROR_INVALID, "a request has a UUID");
  kept = g_object_new (HEARTH_TYPE_KEPT, "request", request, "kind", "written", "name", what, "arrived-at-s",
                       hearth_written_get_answered_at_s (written), "kept-at-s", hearth_clock_now_s (), "account",
                       hearth_written_get_account (written), "state", "refused", NULL);
  name = hearth_outbox_store_new_name (&self->store, request);
  if (!hearth_outbox_store_write (&self->store, name, kept, error))
    return FALSE;
  hearth_outbox_add (self, g_steal_pointer (&name), kept, TRUE);
  return TRUE;
}

/* An entry that may still change. */
static HearthOutboxEntry *
get_own (HearthOutbox *self, HearthKept *kept, guint *position, GError **error)
{
  HearthOutboxEntry *entry = hearth_outbox_find (self, hearth_kept_get_request (kept), position);

  if (entry == NULL)
    return refuse (error, HEARTH_ERROR_NOT_FOUND, "it is not kept any more"), NULL;
  if (entry->sending || (entry->sent && g_str_equal (hearth_kept_get_state (entry->kept), "waiting")))
    return refuse (error, HEARTH_ERROR_OFFLINE, "the hub may have heard of it"), NULL;
  return entry;
}

/* @key of @changes, where this kind of entry has it. */
static gboolean
may_change (HearthKept *kept, const char *key)
{
  const char *kind = hearth_kept_get_kind (kept);

  if (g_str_equal (key, "reason"))
    return TRUE;
  if (g_str_equal (key, "children"))
    return !g_str_equal (kind, "group");
  return g_str_equal (key, "name") && g_str_has_prefix (kind, "guest");
}

/**
 * hearth_outbox_change:
 * @kept: one that waits
 * @changes: (transfer floating): a{sv}: reason (s), children (x), name (s, of a guest)
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the entry as it is on the disk now; %NULL with %HEARTH_ERROR_NOT_FOUND where it was
 *   sent meanwhile, %HEARTH_ERROR_OFFLINE where the hub may have heard of it, %HEARTH_ERROR_INVALID
 */
HearthKept *
hearth_outbox_change (HearthOutbox *self, HearthKept *kept, GVariant *changes, GError **error)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (changes);
  g_autoptr (GVariant) clean = NULL;
  g_autoptr (HearthKept) after = NULL;
  HearthOutboxEntry *entry;
  GVariantDict dict;
  GVariantIter iter;
  const char *key;
  gint64 children = 0;
  guint position;
  gboolean fine;

  g_return_val_if_fail (HEARTH_IS_OUTBOX (self), NULL);
  g_return_val_if_fail (HEARTH_IS_KEPT (kept), NULL);

  entry = get_own (self, kept, &position, error);
  if (entry == NULL)
    return NULL;
  g_variant_iter_init (&iter, given);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    if (!may_change (entry->kept, key) || !g_str_equal (hearth_kept_get_state (entry->kept), "waiting"))
      return refuse (error, HEARTH_ERROR_INVALID, "this cannot be changed"), NULL;
  if (g_variant_lookup (given, "children", "x", &children) && (children < 0 || children > CHILDREN_MAX))
    return refuse (error, HEARTH_ERROR_INVALID, "“children” is out of range"), NULL;
  g_variant_dict_init (&dict, given);
  fine = take_text (given, "reason", &dict, error) && take_text (given, "name", &dict, error);
  clean = g_variant_ref_sink (g_variant_dict_end (&dict));
  after = fine ? hearth_record_with (entry->kept, clean, error) : NULL;
  if (after == NULL || !hearth_outbox_store_write (&self->store, entry->name, after, error))
    return NULL;
  hearth_outbox_replace (self, position, after);
  return g_steal_pointer (&after);
}

/**
 * hearth_outbox_drop:
 * @kept: one that waits, or of which nothing is to come
 * @error: return location
 *
 * Returns: whether it is gone for good; %HEARTH_ERROR_NOT_FOUND where it was sent meanwhile, %HEARTH_ERROR_OFFLINE where
 *   the hub may have heard of it: then it can be taken back when the hub has answered
 */
gboolean
hearth_outbox_drop (HearthOutbox *self, HearthKept *kept, GError **error)
{
  HearthOutboxEntry *entry;
  guint position;

  g_return_val_if_fail (HEARTH_IS_OUTBOX (self), FALSE);
  g_return_val_if_fail (HEARTH_IS_KEPT (kept), FALSE);

  entry = get_own (self, kept, &position, error);
  if (entry == NULL || !hearth_outbox_store_remove (&self->store, entry->name, error))
    return FALSE;
  hearth_outbox_forget (self, position);
  return TRUE;
}
