/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The hub's daily work: the copy of the day. Looked at soon after the start and then every hour, because the PC of a front
 * desk is switched off at night; and at the end, for a day on which it never ran for long. Owned by the hub; its main
 * context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-upkeep.h"

#include "hearth-backup.h"

/* Not while the first people sign in. */
#define FIRST_LOOK_S 30
#define LOOK_AGAIN_S 3600

struct _HearthUpkeep
{
  HearthHub *hub;  /* (unowned): it owns this */
  GSource *source; /* (owned) */
};

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthHub) hub = user_data;
  g_autoptr (GError) error = NULL;

  if (!hearth_backup_daily_finish (HEARTH_DB (source), result, &error))
    g_warning ("the copy of the day was not made: %s", error->message);
  hearth_hub_release (hub);
}

static gboolean
on_look (gpointer user_data)
{
  hearth_upkeep_look (user_data);
  return G_SOURCE_REMOVE;
}

static void
look_in (HearthUpkeep *self, guint seconds)
{
  if (self->source)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  self->source = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->source, on_look, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/**
 * hearth_upkeep_look:
 * @self: the daily work
 *
 * Does what is due, without waiting for it, and looks again in an hour.
 */
void
hearth_upkeep_look (HearthUpkeep *self)
{
  HearthHouse *house = hearth_hub_get_house (self->hub);

  hearth_hub_hold (self->hub);
  hearth_backup_daily_async (hearth_house_get_db (house), NULL, on_backed_up, g_object_ref (self->hub));
  look_in (self, LOOK_AGAIN_S);
}

/**
 * hearth_upkeep_new:
 * @hub: the hub, which outlives it
 *
 * Returns: (transfer full): the daily work, waiting for its first look
 */
HearthUpkeep *
hearth_upkeep_new (HearthHub *hub)
{
  HearthUpkeep *self = g_new0 (HearthUpkeep, 1);

  self->hub = hub;
  look_in (self, FIRST_LOOK_S);
  return self;
}

/**
 * hearth_upkeep_free:
 * @self: (transfer full): the daily work; what it began is finished by the hub
 */
void
hearth_upkeep_free (HearthUpkeep *self)
{
  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_free (self);
}
