/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What this desk keeps while its hub is away, as a list. Keeping is in hearth-outbox-keep.c, the disk in
 * hearth-outbox-store.c, sending in hearth-outbox-replay.c. Owned by the window. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-outbox-private.h"

#include "hearth-client-private.h"
#include "hearth-error.h"
#include "hearth-record.h"

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthOutbox,
                               hearth_outbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_WAITING = 1,
  PROP_TO_SETTLE,
} HearthOutboxProperty;

static GParamSpec *properties[PROP_TO_SETTLE + 1];

enum
{
  SIGNAL_RECORDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
entry_free (gpointer data)
{
  HearthOutboxEntry *entry = data;

  g_free (entry->name);
  g_object_unref (entry->kept);
  g_free (entry);
}

static GType
get_item_type (GListModel *model)
{
  return HEARTH_TYPE_KEPT;
}

static guint
get_n_items (GListModel *model)
{
  return HEARTH_OUTBOX (model)->entries->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  HearthOutbox *self = HEARTH_OUTBOX (model);

  if (position >= self->entries->len)
    return NULL;
  return g_object_ref (((HearthOutboxEntry *)self->entries->pdata[position])->kept);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
count (HearthOutbox *self)
{
  guint waiting = 0, to_settle = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      HearthOutboxEntry *entry = self->entries->pdata[i];

      if (g_str_equal (hearth_kept_get_state (entry->kept), "waiting"))
        waiting++;
      else
        to_settle++;
    }
  g_object_freeze_notify (G_OBJECT (self));
  if (self->waiting != waiting)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
  if (self->to_settle != to_settle)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TO_SETTLE]);
  self->waiting = waiting;
  self->to_settle = to_settle;
  g_object_thaw_notify (G_OBJECT (self));
}

static void
changed (HearthOutbox *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  count (self);
}

/*< private >
 * hearth_outbox_find:
 * @request: of an entry
 * @position: (out): where it stands
 *
 * Returns: (transfer none) (nullable): the entry
 */
HearthOutboxEntry *
hearth_outbox_find (HearthOutbox *self, const char *request, guint *position)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      HearthOutboxEntry *entry = self->entries->pdata[i];

      if (g_ascii_strcasecmp (hearth_kept_get_request (entry->kept), request) == 0)
        {
          *position = i;
          return entry;
        }
    }
  return NULL;
}

/*< private >
 * hearth_outbox_replace:
 * @position: of an entry
 * @kept: (transfer none): what it is now
 */
void
hearth_outbox_replace (HearthOutbox *self, guint position, HearthKept *kept)
{
  HearthOutboxEntry *entry = self->entries->pdata[position];

  if (g_set_object (&entry->kept, kept))
    changed (self, position, 1, 1);
}

/*< private >
 * hearth_outbox_forget:
 * @position: of an entry that is gone from the disk
 */
void
hearth_outbox_forget (HearthOutbox *self, guint position)
{
  g_ptr_array_remove_index (self->entries, position);
  changed (self, position, 1, 0);
}

/*< private >
 * hearth_outbox_add:
 * @name: (transfer full): of its file, which is on the disk
 * @kept: the entry
 * @sent: whether the hub may have heard of it
 */
void
hearth_outbox_add (HearthOutbox *self, char *name, HearthKept *kept, gboolean sent)
{
  HearthOutboxEntry *entry = g_new0 (HearthOutboxEntry, 1);

  entry->name = name;
  entry->kept = g_object_ref (kept);
  entry->sent = sent;
  g_ptr_array_add (self->entries, entry);
  changed (self, self->entries->len - 1, 0, 1);
}

/*< private >
 * hearth_outbox_arrived:
 *
 * Tells that @kept is a visit by now.
 */
void
hearth_outbox_arrived (HearthOutbox *self, HearthKept *kept, HearthVisit *visit)
{
  g_signal_emit (self, signals[SIGNAL_RECORDED], 0, kept, visit);
}

/*< private >
 * hearth_outbox_with_state:
 *
 * Returns: (transfer full): @kept, with another state
 */
HearthKept *
hearth_outbox_with_state (HearthKept *kept, const char *state, guint matches)
{
  g_autoptr (GVariant) changes = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "state", "s", state);
  g_variant_dict_insert (&dict, "matches", "x", (gint64)matches);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  return hearth_record_with (kept, changes, NULL);
}

/*< private >
 * hearth_outbox_is_connected:
 *
 * Returns: whether the hub of the center for which this is kept is there, and it can be opened
 */
gboolean
hearth_outbox_is_connected (HearthOutbox *self)
{
  return hearth_client_get_state (self->client) != HEARTH_CLIENT_AWAY && self->readable;
}

/* Reads the center's entries anew. The hub may have heard of every one that waits. */
static void
load (HearthOutbox *self, const char *secret_key)
{
  g_autoptr (GPtrArray) names = hearth_outbox_store_list (&self->store);
  guint before = self->entries->len;

  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; i < names->len; i++)
    {
      HearthOutboxEntry *entry = g_new0 (HearthOutboxEntry, 1);

      entry->name = g_strdup (names->pdata[i]);
      entry->kept = hearth_outbox_store_read (&self->store, entry->name, secret_key);
      entry->sent = TRUE;
      g_ptr_array_add (self->entries, entry);
    }
  if (before > 0 || self->entries->len > 0)
    changed (self, 0, before, self->entries->len);
}

/* Opens what could not be read until now; entries of this run are known. */
static void
open_entries (HearthOutbox *self, const char *secret_key)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      HearthOutboxEntry *entry = self->entries->pdata[i];
      g_autoptr (HearthKept) kept = NULL;

      if (*hearth_kept_get_kind (entry->kept))
        continue;
      kept = hearth_outbox_store_read (&self->store, entry->name, secret_key);
      hearth_outbox_replace (self, i, kept);
    }
}

/* The hub has greeted: which center it is, and the keys. */
static void
greeted (HearthOutbox *self)
{
  HearthHubGreeting *greeting = hearth_client_get_greeting (self->client);
  const char *center, *public_key, *secret_key;
  gint64 heard_s = self->store.heard_s;
  g_autoptr (GError) error = NULL;
  gboolean same;

  if (greeting == NULL || !hearth_hub_greeting_get_shared (greeting))
    return;
  center = hearth_hub_greeting_get_center_uuid (greeting);
  public_key = hearth_hub_greeting_get_kept_public_key (greeting);
  secret_key = hearth_hub_greeting_get_kept_secret_key (greeting);
  if (*public_key == '\0' || *secret_key == '\0')
    return;
  same = self->store.center && g_ascii_strcasecmp (self->store.center, center) == 0;
  if (!hearth_outbox_store_set_hub (&self->store, center, public_key, hearth_client_get_skew_s (self->client),
                                    hearth_client_get_hub_now_s (self->client), &error))
    g_warning ("what is kept cannot be opened after a restart: %s", error->message);
  self->readable = TRUE;
  if (same)
    open_entries (self, secret_key);
  else
    load (self, secret_key);
  hearth_outbox_set_times (self, same ? heard_s : 0);
  hearth_offline_greeted (self->offline);
  hearth_journal_connected (self->journal, self->store.path);
}

static void
state_cb (HearthOutbox *self)
{
  if (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY)
    {
      self->readable = FALSE;
      hearth_journal_away (self->journal);
      hearth_outbox_replay_stop (self);
      return;
    }
  if (!self->readable)
    greeted (self);
  hearth_outbox_replay (self);
}

static void
hearth_outbox_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthOutbox *self = HEARTH_OUTBOX (object);

  switch ((HearthOutboxProperty)prop_id)
    {
    case PROP_WAITING:
      g_value_set_uint (value, self->waiting);
      break;
    case PROP_TO_SETTLE:
      g_value_set_uint (value, self->to_settle);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_outbox_dispose (GObject *object)
{
  HearthOutbox *self = HEARTH_OUTBOX (object);

  hearth_outbox_replay_stop (self);
  g_cancellable_cancel (self->cancellable);
  if (self->client)
    {
      g_clear_signal_handler (&self->state_handler, self->client);
      if (self->client->journal == self->journal)
        hearth_client_set_helpers (self->client, NULL, NULL);
    }
  g_clear_pointer (&self->journal, hearth_journal_free);
  g_clear_pointer (&self->offline, hearth_offline_free);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_outbox_parent_class)->dispose (object);
}

static void
hearth_outbox_finalize (GObject *object)
{
  HearthOutbox *self = HEARTH_OUTBOX (object);

  g_ptr_array_unref (self->entries);
  g_clear_object (&self->cancellable);
  hearth_outbox_store_clear (&self->store);
  g_free (self->boot);

  G_OBJECT_CLASS (hearth_outbox_parent_class)->finalize (object);
}

static void
hearth_outbox_class_init (HearthOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = hearth_outbox_get_property;
  object_class->dispose = hearth_outbox_dispose;
  object_class->finalize = hearth_outbox_finalize;

  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TO_SETTLE] = g_param_spec_uint ("to-settle", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * HearthOutbox::recorded:
   * @kept: what was kept
   * @visit: what the hub made of it, now or before
   */
  signals[SIGNAL_RECORDED] = g_signal_new ("recorded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 2, HEARTH_TYPE_KEPT, HEARTH_TYPE_VISIT);
}

static void
hearth_outbox_init (HearthOutbox *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->cancellable = g_cancellable_new ();
  self->boot = hearth_outbox_read_boot ();
}

/**
 * hearth_outbox_new:
 * @client: of a desk that joined a center; it goes on by itself while this lives
 * @folder: of the desk
 *
 * What was kept in an earlier run is in the list at once, and can be read when the hub was heard. With the outbox come the
 * journal of what this desk wrote (HearthJournal), and who may sign in here while the hub is away (HearthOffline).
 *
 * Returns: (transfer full): the outbox
 */
HearthOutbox *
hearth_outbox_new (HearthClient *client, const char *folder)
{
  HearthOutbox *self;

  g_return_val_if_fail (HEARTH_IS_CLIENT (client), NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (HEARTH_TYPE_OUTBOX, NULL);
  self->client = g_object_ref (client);
  hearth_outbox_store_open (&self->store, folder);
  hearth_client_set_skew_s (client, self->store.skew_s);
  load (self, NULL);
  self->journal = hearth_journal_new (client, self);
  self->offline = hearth_offline_new (client, folder);
  hearth_client_set_helpers (client, self->journal, self->offline);
  self->state_handler = g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_cb), self);
  hearth_client_set_outbox (client, self);
  state_cb (self);
  return self;
}

/**
 * hearth_outbox_get_waiting:
 *
 * Returns: how many will be sent
 */
guint
hearth_outbox_get_waiting (HearthOutbox *self)
{
  g_return_val_if_fail (HEARTH_IS_OUTBOX (self), 0);

  return self->waiting;
}

/**
 * hearth_outbox_get_to_settle:
 *
 * Returns: how many wait for a person
 */
guint
hearth_outbox_get_to_settle (HearthOutbox *self)
{
  g_return_val_if_fail (HEARTH_IS_OUTBOX (self), 0);

  return self->to_settle;
}

/*< private >
 * hearth_outbox_is_of_disk:
 * @error: what the hub said
 *
 * Returns: whether it could not write: nothing is wrong with what was asked, and it may go better later
 */
gboolean
hearth_outbox_is_of_disk (const GError *error)
{
  return g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM)
         || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_READ_ONLY);
}

/*< private >
 * hearth_outbox_set_hub_full:
 * @full: whether the hub, though connected, could not write just now
 */
void
hearth_outbox_set_hub_full (HearthOutbox *self, gboolean full)
{
  if (self->hub_full == full)
    return;
  self->hub_full = full;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
}

/**
 * hearth_outbox_is_hub_full:
 *
 * Returns: whether something waits because the hub, though connected, cannot write
 */
gboolean
hearth_outbox_is_hub_full (HearthOutbox *self)
{
  g_return_val_if_fail (HEARTH_IS_OUTBOX (self), FALSE);

  return self->hub_full && self->waiting > 0 && hearth_client_get_state (self->client) != HEARTH_CLIENT_AWAY;
}
