/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The time zones of this PC, from its table of zones (zone1970.tab, small, read at once).
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-zone-list.h"

#include "hearth-day.h"

#include <string.h>

#define USUAL_ZONE "America/New_York"

/* A PC without the table still has to set up a center: the zones of the United States and UTC. */
static const char *const without_table[] = {
  "America/Anchorage", "America/Chicago",
  "America/Denver",    "America/Los_Angeles",
  "America/New_York",  "America/Phoenix",
  "Europe/Berlin",     "Pacific/Honolulu",
  "Etc/UTC",           NULL,
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
add_lines (GPtrArray *names, const char *table)
{
  g_auto (GStrv) lines = g_strsplit (table, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) cells = *lines[i] == '#' ? NULL : g_strsplit (lines[i], "\t", 4);

      if (cells && g_strv_length (cells) >= 3)
        g_ptr_array_add (names, g_strdup (cells[2]));
    }
}

/**
 * hearth_zone_list_new:
 *
 * Returns: (transfer full): IANA names in their order, with "Etc/UTC"
 */
GtkStringList *
hearth_zone_list_new (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *table = NULL;
  g_autofree char *system = hearth_zone_list_system ();
  gboolean has_system = FALSE;

  if (g_file_get_contents ("/usr/share/zoneinfo/zone1970.tab", &table, NULL, NULL))
    add_lines (names, table);
  if (names->len > 0)
    g_ptr_array_add (names, g_strdup ("Etc/UTC"));
  for (guint i = 0; names->len == 0 && without_table[i]; i++)
    g_ptr_array_add (names, g_strdup (without_table[i]));
  for (guint i = 0; i < names->len; i++)
    has_system |= g_str_equal (names->pdata[i], system);
  if (!has_system)
    g_ptr_array_add (names, g_steal_pointer (&system));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return gtk_string_list_new ((const char *const *)names->pdata);
}

/**
 * hearth_zone_list_system:
 *
 * Returns: (transfer full): the zone that this PC is set to
 */
char *
hearth_zone_list_system (void)
{
  g_autofree char *name = hearth_day_zone_of_pc ();

  if (name == NULL)
    return g_strdup (USUAL_ZONE);
  return g_str_equal (name, "UTC") ? g_strdup ("Etc/UTC") : g_steal_pointer (&name);
}

/**
 * hearth_zone_list_find:
 * @zones: a list of zones
 * @name: an IANA name
 *
 * Returns: its position; GTK_INVALID_LIST_POSITION if it is not there
 */
guint
hearth_zone_list_find (GtkStringList *zones, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (zones));

  for (guint i = 0; i < n; i++)
    if (g_str_equal (gtk_string_list_get_string (zones, i), name))
      return i;
  return GTK_INVALID_LIST_POSITION;
}
