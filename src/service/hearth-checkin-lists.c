/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Check-in, the lists: a day, some visits, who is here now. Functions of one unit of work, on its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-checkin-service.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-visit-store.h"

#define PAGE 200

/**
 * hearth_checkin_service_day:
 * @unit: a unit
 * @day: a day; "" for today
 * @today: (out) (transfer full): which day it is at the center
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthVisit): the day's visits that count, newest first
 */
GPtrArray *
hearth_checkin_service_day (HearthUnit *unit, const char *day, char **today, GError **error)
{
  *today = NULL;
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error))
    return NULL;
  if (*day && !hearth_day_is_valid (day))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not a day");
      return NULL;
    }

  g_autofree char *now = hearth_day_of (unit->now_s, unit->zone);
  g_autoptr (GPtrArray) visits = hearth_visit_store_day (unit->conn, *day ? day : now, error);

  if (visits)
    *today = g_steal_pointer (&now);
  return g_steal_pointer (&visits);
}

/**
 * hearth_checkin_service_visits:
 * @unit: a unit
 * @ids: (array length=n_ids): visits
 * @n_ids: how many, at most 200
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthVisit): those that are there, taken-back ones too
 */
GPtrArray *
hearth_checkin_service_visits (HearthUnit *unit, const gint64 *ids, gsize n_ids, GError **error)
{
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error))
    return NULL;
  if (n_ids > PAGE)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "more than %d visits at once", PAGE);
      return NULL;
    }
  return hearth_visit_store_some (unit->conn, ids, n_ids, error);
}

/* Who was checked in again, or whose two records became one, is one person all the same. */
static void
name_once (GPtrArray *visits)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint i = 0;

  while (i < visits->len)
    {
      gint64 person = hearth_visit_get_person_id (visits->pdata[i]);

      if (person == 0 || g_hash_table_add (people, g_memdup2 (&person, sizeof person)))
        i++;
      else
        g_ptr_array_remove_index (visits, i);
    }
}

/**
 * hearth_checkin_service_roll:
 * @unit: a unit
 * @error: return location
 *
 * Also those of days before who were never checked out: after a fire nobody may be missing from the list, and nobody is
 * looked for who was counted twice.
 *
 * Returns: (transfer full) (nullable) (element-type HearthVisit): everybody who is here now, longest first
 */
GPtrArray *
hearth_checkin_service_roll (HearthUnit *unit, GError **error)
{
  g_autoptr (GPtrArray) visits = NULL;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error))
    return NULL;
  visits = hearth_visit_store_roll (unit->conn, error);
  if (visits)
    name_once (visits);
  return g_steal_pointer (&visits);
}
