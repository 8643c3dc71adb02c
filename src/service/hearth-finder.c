/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Search at the desk: who fits what is typed, as the privacy view may show them, and whom Enter may check in. Checking in
 * the wrong person is the worst slip there: when in doubt it is nobody. Reader threads. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-finder.h"

#include "hearth-candidate-store.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-house.h"
#include "hearth-people-index.h"
#include "hearth-text.h"

#define LIMIT_MAX 20

static const char *
match_to_nick (HearthMatch match)
{
  switch (match)
    {
    case HEARTH_MATCH_CARD:
      return "card";
    case HEARTH_MATCH_EXACT:
      return "exact";
    case HEARTH_MATCH_PREFIX:
      return "prefix";
    case HEARTH_MATCH_PHONE:
      return "phone";
    case HEARTH_MATCH_INNER:
      return "inner";
    case HEARTH_MATCH_TYPO:
    default:
      return "typo";
    }
}

/* Whom Enter may check in: the first, if they fit by card, exact name or prefix, nobody else does, and nobody else is
 * near. With whole names or a card somebody who fits less well is no rival; while a name is still being typed, anybody is
 * whom one slip or none keeps apart. The best stand first and fewer slips before more, so the second tells for all. */
static gint64
who_stands_alone (GArray *found)
{
  const HearthFound *first, *second;

  if (found->len == 0)
    return 0;
  first = &g_array_index (found, HearthFound, 0);
  if (first->match > HEARTH_MATCH_PREFIX)
    return 0;
  if (found->len == 1)
    return first->person_id;
  second = &g_array_index (found, HearthFound, 1);
  if (second->match <= HEARTH_MATCH_PREFIX)
    return 0;
  if (first->match == HEARTH_MATCH_PREFIX && second->slips <= 1)
    return 0;
  return first->person_id;
}

/* Adds @found to @candidates; somebody who went away meanwhile is passed over. */
static gboolean
add_candidate (HearthUnit *unit, const HearthFound *found, gint64 today_s, GPtrArray *candidates, GError **error)
{
  HearthShown shown;
  g_autofree char *initial = NULL;
  gboolean there;

  if (!hearth_candidate_store_shown (unit->conn, found->person_id, today_s, &there, &shown, error))
    return FALSE;
  if (!there)
    return TRUE;

  initial = hearth_text_initial (shown.family_name);
  g_ptr_array_add (candidates,
                   g_object_new (HEARTH_TYPE_CANDIDATE, "person-id", found->person_id, "name", shown.preferred_name,
                                 "initial", initial, "pronouns", shown.pronouns, "here-since-s", shown.here_since_s,
                                 "match", match_to_nick (found->match), NULL));
  hearth_shown_clear (&shown);
  return TRUE;
}

/**
 * hearth_finder_find:
 * @unit: a unit of work, reading
 * @query: what was typed, anything at all
 * @limit: how many at most; never more than 20
 * @alone: (out): the person whom Enter may check in, 0 for none
 * @error: return location
 *
 * See Checkin.Find of the protocol.
 *
 * Returns: (transfer full) (element-type HearthCandidate) (nullable): best first
 */
GPtrArray *
hearth_finder_find (HearthUnit *unit, const char *query, guint limit, gint64 *alone, GError **error)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) found = NULL;
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);
  guint most = MIN (limit, LIMIT_MAX);
  gint64 today_s, tomorrow_s;

  *alone = 0;
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_FIND_PEOPLE, error))
    return NULL;

  /* Two at least, or nobody could tell whether the first stands alone. */
  found
      = hearth_people_index_find (hearth_house_get_people_index (unit->house), unit->conn, query, MAX (most, 2), error);
  if (found == NULL)
    return NULL;
  if (!hearth_day_bounds (today, unit->zone, &today_s, &tomorrow_s))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "the clock is at no day of the calendar");
      return NULL;
    }

  for (guint i = 0; i < MIN (found->len, most); i++)
    if (!add_candidate (unit, &g_array_index (found, HearthFound, i), today_s, candidates, error))
      return NULL;
  if (candidates->len > 0)
    {
      gint64 first = hearth_candidate_get_person_id (g_ptr_array_index (candidates, 0));

      /* Never somebody who is not shown. */
      *alone = who_stands_alone (found) == first ? first : 0;
    }
  return g_steal_pointer (&candidates);
}
