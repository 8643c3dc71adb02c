/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The news: what COMMITs changed and who sits where, told to everybody who is signed in when the loop turns, together with
 * whatever else came in meanwhile. Kinds and ids, never a name. Owned by the hub; its main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-news.h"

#include "hearth-hub-private.h"
#include "hearth-peer.h"

/* More changes of one kind than this are told as "all of the kind". */
#define MAX_TOLD 100

struct _HearthNews
{
  HearthHub *hub;        /* (unowned): it owns this */
  GMainContext *context; /* (owned) */
  GHashTable *kinds;     /* (owned): kind to GHashTable of ids: since the last event */
  GSource *telling;      /* (owned) (nullable) */
  guint64 revision;      /* events told so far */
};

/**
 * hearth_news_new:
 * @hub: the hub
 *
 * Returns: (transfer full): no news
 */
HearthNews *
hearth_news_new (HearthHub *hub)
{
  HearthNews *self = g_new0 (HearthNews, 1);

  self->hub = hub;
  self->context = g_main_context_ref_thread_default ();
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
  return self;
}

/**
 * hearth_news_free:
 * @self: (transfer full): news, told or not
 */
void
hearth_news_free (HearthNews *self)
{
  if (self->telling)
    g_source_destroy (self->telling);
  g_clear_pointer (&self->telling, g_source_unref);
  g_hash_table_unref (self->kinds);
  g_main_context_unref (self->context);
  g_free (self);
}

static void
add_ids (GVariantBuilder *builder, const char *kind, GHashTable *ids)
{
  GHashTableIter iter;
  gint64 *id;

  if (g_hash_table_size (ids) > MAX_TOLD)
    {
      g_variant_builder_add (builder, "(sx)", kind, G_GINT64_CONSTANT (0));
      return;
    }
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, (gpointer *)&id, NULL))
    g_variant_builder_add (builder, "(sx)", kind, *id);
}

/* (transfer full): the arguments of Session.Changed. Who sits where is for those who may see the desks; the others hear that
 * there was an event, so that they miss no number. */
static GVariant *
event_new (HearthNews *self, gboolean with_seats)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sx)"));
  GHashTableIter iter;
  const char *kind;
  GHashTable *ids;

  g_hash_table_iter_init (&iter, self->kinds);
  while (g_hash_table_iter_next (&iter, (gpointer *)&kind, (gpointer *)&ids))
    if (with_seats || !g_str_equal (kind, "seat"))
      add_ids (&builder, kind, ids);
  return g_variant_ref_sink (g_variant_new ("(ta(sx))", self->revision, &builder));
}

/* What the center says of that very desk may be another: not whenever some other desk comes or goes. */
static gboolean
is_of_desk (HearthNews *self, HearthPeer *peer)
{
  const gint64 all = 0, desk = hearth_peer_get_desk (peer);
  GHashTable *desks = g_hash_table_lookup (self->kinds, "desk");

  return g_hash_table_contains (self->kinds, "center")
         || (desks && (g_hash_table_contains (desks, &desk) || g_hash_table_contains (desks, &all)));
}

static gboolean
on_tell (gpointer user_data)
{
  HearthNews *self = user_data;
  GPtrArray *peers = hearth_hub_get_peers (self->hub);
  gboolean of_center = g_hash_table_contains (self->kinds, "center");
  gboolean of_faces = g_hash_table_contains (self->kinds, "account");
  g_autoptr (GVariant) all = NULL, without_seats = NULL;

  g_clear_pointer (&self->telling, g_source_unref);
  self->revision++;
  all = event_new (self, TRUE);
  without_seats = g_hash_table_contains (self->kinds, "seat") ? event_new (self, FALSE) : g_variant_ref (all);
  for (guint i = 0; i < peers->len; i++)
    hearth_peer_tell (peers->pdata[i], hearth_peer_looks_after_center (peers->pdata[i]) ? all : without_seats);
  for (guint i = 0; i < peers->len && of_faces; i++)
    hearth_peer_tell_faces (peers->pdata[i]);
  for (guint i = 0; i < peers->len; i++)
    if (is_of_desk (self, peers->pdata[i]))
      hearth_peer_read_desk (peers->pdata[i]);
  g_hash_table_remove_all (self->kinds);
  if (of_center)
    hearth_hub_center_changed (self->hub);
  return G_SOURCE_REMOVE;
}

/**
 * hearth_news_add:
 * @self: the news
 * @kind: see Session.Changed
 * @id: which
 *
 * Told when the loop turns. The same again is told once.
 */
void
hearth_news_add (HearthNews *self, const char *kind, gint64 id)
{
  GHashTable *ids = g_hash_table_lookup (self->kinds, kind);

  if (ids == NULL)
    {
      ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      g_hash_table_insert (self->kinds, g_strdup (kind), ids);
    }
  g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
  if (self->telling)
    return;
  self->telling = g_idle_source_new ();
  g_source_set_priority (self->telling, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->telling, on_tell, self, NULL);
  g_source_attach (self->telling, self->context);
}

/**
 * hearth_news_get_revision:
 *
 * Returns: the number of the last event: what is read from now on holds all that it and those before told of
 */
guint64
hearth_news_get_revision (HearthNews *self)
{
  return self->revision;
}
