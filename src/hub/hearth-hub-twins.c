/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A certificate that comes in twice: a desk whose folder was copied to another PC. Hub's main context, but for the unit of
 * work. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-private.h"

#include "hearth-peer.h"

/* A PC that changes from one network to another and back is no copy; two PCs with one key take turns at once. */
#define TURN_US (10 * 60 * G_USEC_PER_SEC)

/* Of a desk that came from two addresses. */
typedef struct
{
  char *gone; /* (owned): the address that had to go */
  gint64 at_us;
  gboolean told;
} Twin;

static void
twin_free (gpointer data)
{
  Twin *twin = data;

  g_free (twin->gone);
  g_free (twin);
}

/*< private >
 * hearth_hub_twins_new:
 *
 * Returns: (transfer full): no desk that came twice
 */
GHashTable *
hearth_hub_twins_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, twin_free);
}

static gboolean
write_twin (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_unit_audit (unit, "twice", "desk", unit->caller.desk_id, "", error);
}

static void
on_twin_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthHub) hub = user_data;
  g_autoptr (GError) error = NULL;

  if (!hearth_house_write_finish (HEARTH_HOUSE (source), result, NULL, &error))
    g_warning ("a desk that is here twice was not logged: %s", error->message);
  hearth_hub_release (hub);
}

static void
log_twin (HearthHub *self, gint64 desk_id)
{
  HearthCaller caller = { 0, desk_id, 0 };

  g_message ("the certificate of desk %" G_GINT64_FORMAT " came from two addresses at once: it may have been copied",
             desk_id);
  hearth_hub_hold (self);
  hearth_house_write_async (hearth_hub_get_house (self), &caller, write_twin, NULL, NULL, on_twin_written,
                            g_object_ref (self));
}

static void
tell_twin (HearthHub *self, gint64 desk_id)
{
  GVariantDict detail = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&detail, "desk", "x", desk_id);
  hearth_hub_stand_notice (self, "desk-twice", desk_id, g_variant_dict_end (&detail));
}

/* Logged once for each desk and run; told when the address that had to go comes back for its turn. */
static void
note_twin (HearthHub *self, HearthPeer *gone, HearthPeer *came)
{
  GHashTable *twins = hearth_hub_get_twins (self);
  gint64 desk_id = hearth_peer_get_desk (came), now_us = g_get_monotonic_time ();
  Twin *twin = g_hash_table_lookup (twins, &desk_id);
  gboolean turns
      = twin && now_us - twin->at_us < TURN_US && g_strcmp0 (twin->gone, hearth_peer_get_address (came)) == 0;

  if (twin == NULL)
    {
      twin = g_new0 (Twin, 1);
      g_hash_table_insert (twins, g_memdup2 (&desk_id, sizeof desk_id), twin);
      log_twin (self, desk_id);
    }
  g_free (twin->gone);
  twin->gone = g_strdup (hearth_peer_get_address (gone));
  twin->at_us = now_us;
  if (turns && !twin->told)
    tell_twin (self, desk_id);
  twin->told |= turns;
}

/*< private >
 * hearth_hub_part_twins:
 * @self: the hub
 * @newest: a desk of the LAN that has just come in
 *
 * A desk is here once. One that lost its connection without a word comes back from the same address while the hub still
 * has the old one: that is no news. From another address it is.
 */
void
hearth_hub_part_twins (HearthHub *self, HearthPeer *newest)
{
  g_autoptr (GPtrArray) peers = hearth_hub_copy_peers (self);

  for (guint i = 0; i < peers->len; i++)
    {
      HearthPeer *peer = peers->pdata[i];

      if (peer == newest || hearth_peer_get_kind (peer) != HEARTH_PEER_DESK
          || hearth_peer_get_desk (peer) != hearth_peer_get_desk (newest))
        continue;
      if (g_strcmp0 (hearth_peer_get_address (peer), hearth_peer_get_address (newest)) != 0)
        note_twin (self, peer, newest);
      hearth_peer_cut (peer);
    }
}

/**
 * hearth_hub_is_copied:
 * @self: the hub
 * @desk_id: a desk
 *
 * Returns: whether two PCs take turns with its key, until it is removed
 */
gboolean
hearth_hub_is_copied (HearthHub *self, gint64 desk_id)
{
  Twin *twin = g_hash_table_lookup (hearth_hub_get_twins (self), &desk_id);

  return twin != NULL && twin->told;
}

/*< private >
 * hearth_hub_list_copied:
 *
 * Returns: (transfer full) (element-type gint64): the desks of which hearth_hub_is_copied() says so
 */
GArray *
hearth_hub_list_copied (HearthHub *self)
{
  GArray *copied = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gint64 *desk_id;
  Twin *twin;

  g_hash_table_iter_init (&iter, hearth_hub_get_twins (self));
  while (g_hash_table_iter_next (&iter, (gpointer *)&desk_id, (gpointer *)&twin))
    if (twin->told)
      g_array_append_vals (copied, desk_id, 1);
  return copied;
}

/*< private >
 * hearth_hub_forget_twin:
 * @desk_id: a desk that was removed
 *
 * Its key opens nothing any more, whoever has it.
 */
void
hearth_hub_forget_twin (HearthHub *self, gint64 desk_id)
{
  GHashTable *twins = hearth_hub_get_twins (self);
  GHashTableIter iter;
  Twin *twin;

  if (!g_hash_table_remove (twins, &desk_id))
    return;
  g_hash_table_iter_init (&iter, twins);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&twin))
    if (twin->told)
      return;
  hearth_hub_withdraw_notice (self, "desk-twice");
}
