/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Which desk this is, and the day, where nobody is signed in. A locked desk stands overnight, and its own clock may be
 * wrong: the day is the hub's, and is looked at again.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-desk-line.h"

#include "hearth-day.h"
#include "hearth-shown-name.h"

#include <glib/gi18n.h>

#define LOOK_AGAIN_S 30

typedef struct
{
  GtkLabel *label;      /* (unowned): it owns this */
  HearthClient *client; /* (owned) */
  guint source;
} Line;

static void
line_free (gpointer data)
{
  Line *self = data;

  g_source_remove (self->source);
  g_signal_handlers_disconnect_by_data (self->client, self);
  g_object_unref (self->client);
  g_free (self);
}

static void
show (Line *self)
{
  HearthCenter *center = hearth_client_get_center (self->client);
  const char *desk = center ? hearth_center_get_desk (center) : "";
  g_autofree char *today
      = hearth_day_of (hearth_client_get_hub_now_s (self->client), hearth_client_get_time_zone (self->client));
  g_autofree char *long_day = hearth_shown_long_day (today);
  /* Translators: name of this desk and the day: "Front desk 1 · Thursday, March 12". */
  g_autofree char *text = *desk != '\0' ? g_strdup_printf (_ ("%s · %s"), desk, long_day) : g_strdup (long_day);

  gtk_label_set_label (self->label, text);
}

static gboolean
look_again_cb (gpointer user_data)
{
  show (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * hearth_desk_line_follow:
 * @label: shows it from now on, as long as it lives
 * @client: of the desk
 */
void
hearth_desk_line_follow (GtkLabel *label, HearthClient *client)
{
  Line *self = g_new0 (Line, 1);

  self->label = label;
  self->client = g_object_ref (client);
  self->source = g_timeout_add_seconds (LOOK_AGAIN_S, look_again_cb, self);
  g_object_set_data_full (G_OBJECT (label), "hearth-desk-line", self, line_free);
  g_signal_connect_swapped (client, "notify::center", G_CALLBACK (show), self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (show), self);
  g_signal_connect_swapped (label, "map", G_CALLBACK (show), self);
  show (self);
}
