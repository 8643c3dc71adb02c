/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Folders that hold one copy for each day: which there are, which are too many, and what a program that was ended in the
 * middle left there. Any thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-day-copies.h"

#include "hearth-clock.h"
#include "hearth-day.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define DAY_DIGITS (HEARTH_DAY_LENGTH - 1)
#define DAY_S (24 * 60 * 60)
#define LEFT_OVER_AFTER_S DAY_S

/* Of the copies in a folder. */
typedef struct
{
  gsize stem_length;
  const char *last_day; /* (unowned): that can have begun anywhere by now */
} Days;

static gboolean
is_ahead (const char *name, const Days *days)
{
  return strncmp (name + days->stem_length + 1, days->last_day, DAY_DIGITS) > 0;
}

/* A copy of a day that is still to come was made while the clock was wrong: it is older than all that were made since. */
static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const char *name = *(const char *const *)a, *other = *(const char *const *)b;
  const Days *days = user_data;
  gboolean ahead = is_ahead (name, days), other_ahead = is_ahead (other, days);

  return ahead != other_ahead ? (int)other_ahead - (int)ahead : strcmp (name, other);
}

/**
 * hearth_day_copies_list:
 * @folder: where they are; it may be gone
 * @stem: how their names begin
 * @ending: how they end
 *
 * Returns: (transfer full) (element-type utf8): their names, oldest first; those whose day is still to come before all
 */
GPtrArray *
hearth_day_copies_list (const char *folder, const char *stem, const char *ending)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *last_day = hearth_day_of (hearth_clock_now_s () + DAY_S, utc);
  gsize stem_length = strlen (stem);
  Days days = { stem_length, last_day };
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *day = NULL;

      if (strlen (name) != stem_length + 1 + DAY_DIGITS + strlen (ending) || !g_str_has_prefix (name, stem)
          || name[stem_length] != '-' || !g_str_has_suffix (name, ending))
        continue;
      day = g_strndup (name + stem_length + 1, DAY_DIGITS);
      if (hearth_day_is_valid (day))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort_with_data (names, compare_names, &days);
  return names;
}

/**
 * hearth_day_copies_prune:
 * @folder: where they are
 * @stem: how their names begin
 * @ending: how they end
 * @depth: how many stay
 * @just_made: the path of one that stays, whatever its day: a clock that was set back must not cost it
 *
 * Removes the oldest.
 */
void
hearth_day_copies_prune (const char *folder, const char *stem, const char *ending, guint depth, const char *just_made)
{
  g_autoptr (GPtrArray) names = hearth_day_copies_list (folder, stem, ending);
  guint surplus = names->len > depth ? names->len - depth : 0;

  for (guint i = 0; i < names->len && surplus > 0; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_equal (path, just_made))
        continue;
      if (g_unlink (path) != 0)
        g_warning ("cannot remove an old backup: %s", g_strerror (errno));
      surplus--;
    }
}

/**
 * hearth_day_copies_remove_left_overs:
 * @folder: where copies are made
 *
 * Removes what a program that was ended in the middle of a backup or a restore left behind.
 */
void
hearth_day_copies_remove_left_overs (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_str_has_prefix (name, ".hearth-") && strstr (name, ".tmp") && g_stat (path, &status) == 0
          && now_s - status.st_mtime > LEFT_OVER_AFTER_S)
        g_unlink (path);
    }
}
