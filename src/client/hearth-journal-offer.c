/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The journal: offering again what a restored center may have lost. In order, one at a time; what stands on something that
 * is not there yet is offered again behind the others, and at later connections, because another desk may bring it. What
 * cannot be made again is listed to a person. When all are settled the new epoch is remembered. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-journal-private.h"

#include "hearth-client-private.h"
#include "hearth-outbox-private.h"
#include "hearth-record.h"

#define AGAIN_S 30
/* What stands on something that nobody brings is listed before it would leave the journal. */
#define PATIENCE_S ((HEARTH_JOURNAL_DAYS - 1) * 24 * 60 * 60)

static void offer_next (HearthJournal *self);

/**
 * hearth_journal_new:
 * @client: (transfer none): of the desk
 * @outbox: whose part it is
 *
 * Returns: (transfer full): the journal, for no center yet
 */
HearthJournal *
hearth_journal_new (HearthClient *client, HearthOutbox *outbox)
{
  HearthJournal *self = g_new0 (HearthJournal, 1);

  self->client = client;
  self->outbox = outbox;
  self->fd = -1;
  self->cancellable = g_cancellable_new ();
  self->settled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

/**
 * hearth_journal_free:
 * @self: (transfer full): a journal
 */
void
hearth_journal_free (HearthJournal *self)
{
  g_cancellable_cancel (self->cancellable);
  hearth_journal_away (self);
  hearth_journal_close_file (self);
  g_hash_table_unref (self->settled);
  g_free (self->epoch);
  g_free (self->path);
  g_object_unref (self->cancellable);
  g_free (self);
}

static void
drop_pass (HearthJournal *self)
{
  g_clear_pointer (&self->offers, g_ptr_array_unref);
  g_clear_pointer (&self->later, g_ptr_array_unref);
}

/* Begins a pass over what is not settled. Returns whether there is anything. */
static gboolean
begin_pass (HearthJournal *self, GPtrArray *entries)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  drop_pass (self);
  self->offers = g_ptr_array_new_with_free_func (g_object_unref);
  self->later = g_ptr_array_new_with_free_func (g_object_unref);
  self->next = 0;
  self->n_done = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const char *request = hearth_written_get_request (entries->pdata[i]);

      if (!g_hash_table_contains (self->settled, request) && g_hash_table_add (seen, (gpointer)request))
        g_ptr_array_add (self->offers, g_object_ref (entries->pdata[i]));
    }
  self->n_unsettled = self->offers->len;
  return self->offers->len > 0;
}

static gboolean
again_cb (gpointer data)
{
  HearthJournal *self = data;
  g_autoptr (GPtrArray) entries = NULL;

  self->again_source = 0;
  entries = hearth_journal_load (self);
  if (begin_pass (self, entries))
    offer_next (self);
  return G_SOURCE_REMOVE;
}

static void
all_settled (HearthJournal *self)
{
  g_autoptr (GError) error = NULL;

  if (!hearth_journal_write_epoch (self, self->epoch, &error))
    g_warning ("what is settled will be offered again: %s", error->message);
}

static void
end_pass (HearthJournal *self)
{
  g_autoptr (GPtrArray) later = g_steal_pointer (&self->later);
  gboolean moved = self->n_done > 0;

  self->n_unsettled = later->len;
  drop_pass (self);
  if (later->len == 0)
    all_settled (self);
  else if (moved && begin_pass (self, later))
    {
      offer_next (self);
      return;
    }
  else
    self->again_source = g_timeout_add_seconds (AGAIN_S, again_cb, self);
  hearth_outbox_replay (self->outbox);
}

typedef struct
{
  HearthOutbox *outbox;   /* (owned): it has the journal */
  HearthJournal *journal; /* (unowned) */
  guint turn;
} Offering;

static void
take_outcome (HearthJournal *self, HearthWritten *written, const char *outcome)
{
  gint64 age_s = hearth_client_get_hub_now_s (self->client) - hearth_written_get_answered_at_s (written);
  gboolean refused = g_str_equal (outcome, "refused") || (g_str_equal (outcome, "later") && age_s > PATIENCE_S);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (outcome, "done") || g_str_equal (outcome, "there")
      || (refused && hearth_outbox_keep_refused (self->outbox, written, &error)))
    {
      g_hash_table_add (self->settled, g_strdup (hearth_written_get_request (written)));
      self->n_done++;
      return;
    }
  if (error)
    g_warning ("what is refused cannot be listed: %s", error->message);
  g_ptr_array_add (self->later, g_object_ref (written));
}

static void
on_offered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Offering *offering = user_data;
  g_autoptr (HearthOutbox) outbox = g_steal_pointer (&offering->outbox);
  HearthJournal *self = outbox->journal;
  guint turn = offering->turn;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (HEARTH_CLIENT (source), result, &error);
  const char *outcome = "";

  g_free (offering);
  if (self == NULL || turn != self->turn || self->offers == NULL)
    return;
  if (reply)
    g_variant_get_child (reply, 0, "&s", &outcome);
  else
    g_debug ("a write could not be offered: %s", error->message);
  take_outcome (self, self->offers->pdata[self->next], outcome);
  self->next++;
  offer_next (self);
}

static void
offer_next (HearthJournal *self)
{
  HearthWritten *written;
  Offering *offering;

  if (self->next >= self->offers->len)
    {
      end_pass (self);
      return;
    }
  written = self->offers->pdata[self->next];
  offering = g_new0 (Offering, 1);
  offering->outbox = g_object_ref (self->outbox);
  offering->turn = self->turn;
  hearth_client_ask (self->client, hearth_client_get_kept_bus (self->client), "Again",
                     g_variant_new ("(s@a{sv})", hearth_written_get_request (written),
                                    hearth_record_to_variant (written)),
                     NULL, on_offered, offering);
}

/**
 * hearth_journal_connected:
 * @path: the folder of the center whose hub has greeted
 *
 * Returns: whether it offers something now
 */
gboolean
hearth_journal_connected (HearthJournal *self, const char *path)
{
  const char *epoch = hearth_hub_greeting_get_epoch (hearth_client_get_greeting (self->client));
  g_autofree char *known = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (g_strcmp0 (self->path, path) != 0)
    {
      hearth_journal_close_file (self);
      g_free (self->path);
      self->path = g_strdup (path);
      g_clear_pointer (&self->epoch, g_free);
    }
  if (*epoch == '\0')
    return FALSE;
  if (g_strcmp0 (self->epoch, epoch) != 0)
    {
      g_hash_table_remove_all (self->settled);
      g_free (self->epoch);
      self->epoch = g_strdup (epoch);
    }
  hearth_journal_prune (self);
  known = hearth_journal_read_epoch (self);
  if (g_str_equal (known, epoch))
    return FALSE;
  entries = hearth_journal_load (self);
  /* Where it is not known which epoch has them, all are offered: the hub knows those it has. */
  if (!begin_pass (self, entries))
    {
      drop_pass (self);
      all_settled (self);
      return FALSE;
    }
  offer_next (self);
  return TRUE;
}

/**
 * hearth_journal_away:
 *
 * The hub is gone: what was not answered is offered at the next connection.
 */
void
hearth_journal_away (HearthJournal *self)
{
  self->turn++;
  drop_pass (self);
  g_clear_handle_id (&self->again_source, g_source_remove);
}

/**
 * hearth_journal_is_offering:
 *
 * Returns: whether what was kept must wait: it may stand on what is being offered
 */
gboolean
hearth_journal_is_offering (HearthJournal *self)
{
  return self->offers != NULL;
}

/**
 * hearth_journal_count_unsettled:
 *
 * Returns: how many the center does not have yet
 */
guint
hearth_journal_count_unsettled (HearthJournal *self)
{
  return self->n_unsettled;
}
