/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Notices: told once to who is there, and those that stand again to whoever signs in. Numbers and ids only, never a name.
 * Owned by the hub; its main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-notices.h"

#include "hearth-clock.h"
#include "hearth-hub-private.h"
#include "hearth-peer.h"

struct _HearthNotices
{
  HearthHub *hub;       /* (unowned): it owns this */
  GHashTable *standing; /* (owned): kind to GVariant, the arguments of Session.Notice */
};

/* Somebody has just signed in: the answer to that goes out first. */
typedef struct
{
  HearthPeer *peer; /* (owned) */
  HearthHub *hub;   /* (owned) */
} Welcome;

/**
 * hearth_notices_new:
 * @hub: the hub, which outlives it
 *
 * Returns: (transfer full): notices, of which none stands
 */
HearthNotices *
hearth_notices_new (HearthHub *hub)
{
  HearthNotices *self = g_new0 (HearthNotices, 1);

  self->hub = hub;
  self->standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
  return self;
}

/**
 * hearth_notices_free:
 * @self: (transfer full): notices
 */
void
hearth_notices_free (HearthNotices *self)
{
  g_hash_table_unref (self->standing);
  g_free (self);
}

static GVariant *
notice_new (const char *kind, gint64 id, GVariant *detail)
{
  if (detail == NULL)
    detail = g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
  return g_variant_ref_sink (g_variant_new ("(sxx@a{sv})", kind, id, hearth_clock_now_s (), detail));
}

static gboolean
is_for (HearthPeer *peer, gint64 account_id, gboolean stands)
{
  HearthAccount *sitting = hearth_peer_get_sitting (peer);

  /* What stands is told when the desk is unlocked; the rest is said once. */
  if (account_id == 0)
    return stands ? hearth_peer_looks_after_center (peer) : hearth_peer_seats_manager (peer);
  return sitting != NULL && hearth_account_get_id (sitting) == account_id;
}

static guint
tell (HearthHub *hub, GVariant *notice, gint64 account_id, gboolean stands)
{
  GPtrArray *peers = hearth_hub_get_peers (hub);
  guint n_told = 0;

  for (guint i = 0; i < peers->len; i++)
    if (is_for (peers->pdata[i], account_id, stands))
      {
        hearth_peer_notify (peers->pdata[i], notice);
        n_told++;
      }
  return n_told;
}

/**
 * hearth_hub_notice:
 * @self: the hub
 * @kind: see Session.Notice
 * @id: which, 0 for none
 * @detail: (transfer floating) (nullable): an a{sv} of numbers
 * @account_id: told where they sit; 0: where somebody sits who may manage the center; both also behind a locked desk
 *
 * Returns: how many desks were told
 */
guint
hearth_hub_notice (HearthHub *self, const char *kind, gint64 id, GVariant *detail, gint64 account_id)
{
  g_autoptr (GVariant) notice = notice_new (kind, id, detail);

  return tell (self, notice, account_id, FALSE);
}

/**
 * hearth_hub_stand_notice:
 * @self: the hub
 * @kind: see Session.Notice
 * @id: which, 0 for none
 * @detail: (transfer floating) (nullable): an a{sv} of numbers
 *
 * Told now, unless one of this kind stands already, and at each sign-in of somebody who may manage the center, with the
 * newest @detail.
 */
void
hearth_hub_stand_notice (HearthHub *self, const char *kind, gint64 id, GVariant *detail)
{
  GHashTable *standing = hearth_hub_get_notices (self)->standing;
  GVariant *notice = notice_new (kind, id, detail);

  if (!g_hash_table_contains (standing, kind))
    tell (self, notice, 0, TRUE);
  g_hash_table_insert (standing, g_strdup (kind), notice);
}

/**
 * hearth_hub_withdraw_notice:
 * @self: the hub
 * @kind: what stands no more; no error where none did
 *
 * Wherever it may have been told it is told that it is over, also where a desk is locked by now: it names nobody.
 */
void
hearth_hub_withdraw_notice (HearthHub *self, const char *kind)
{
  GPtrArray *peers = hearth_hub_get_peers (self);
  GVariantDict detail = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) notice = NULL;

  if (!g_hash_table_remove (hearth_hub_get_notices (self)->standing, kind))
    return;
  g_variant_dict_insert (&detail, "over", "b", TRUE);
  notice = notice_new (kind, 0, g_variant_dict_end (&detail));
  for (guint i = 0; i < peers->len; i++)
    if (hearth_peer_get_last_account (peers->pdata[i]) != 0)
      hearth_peer_notify (peers->pdata[i], notice);
}

static void
welcome_free (gpointer data)
{
  Welcome *welcome = data;

  g_object_unref (welcome->peer);
  g_object_unref (welcome->hub);
  g_free (welcome);
}

static gboolean
on_welcome (gpointer user_data)
{
  Welcome *welcome = user_data;
  GHashTableIter iter;
  GVariant *notice;

  if (hearth_hub_is_stopping (welcome->hub) || !hearth_peer_looks_after_center (welcome->peer))
    return G_SOURCE_REMOVE;
  g_hash_table_iter_init (&iter, hearth_hub_get_notices (welcome->hub)->standing);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&notice))
    hearth_peer_notify (welcome->peer, notice);
  return G_SOURCE_REMOVE;
}

/**
 * hearth_notices_welcome:
 * @self: notices
 * @peer: a desk where somebody has signed in
 *
 * Tells what stands, when the loop turns.
 */
void
hearth_notices_welcome (HearthNotices *self, HearthPeer *peer)
{
  g_autoptr (GSource) source = NULL;
  Welcome *welcome;

  if (g_hash_table_size (self->standing) == 0)
    return;
  welcome = g_new0 (Welcome, 1);
  welcome->peer = g_object_ref (peer);
  welcome->hub = g_object_ref (self->hub);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_welcome, welcome, welcome_free);
  g_source_attach (source, g_main_context_get_thread_default ());
}
