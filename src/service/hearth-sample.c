/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The sample center: invented people and visits by which Hearth can be looked at, shown and measured. Made by the tool,
 * the first start and benchmarks, on a thread that may wait. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-sample.h"

#include <glib/gstdio.h>

#include "hearth-account-service.h"
#include "hearth-center-service.h"
#include "hearth-clock.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-house.h"
#include "hearth-notice-store.h"
#include "hearth-person-search-store.h"
#include "hearth-person-store.h"
#include "hearth-reason-store.h"
#include "hearth-sample-people.h"
#include "hearth-sample-visits.h"
#include "hearth-secret.h"
#include "hearth-visit-store.h"

#define CENTER "Maple Street Recovery Center"
#define ZONE "America/New_York"
#define DESK "Front desk 1"
#define DESK_ID 1
#define DIRECTOR "Pat"
#define NOTICE "1"

/* Rows of one transaction: many, because nobody else waits for the writer of a file that is being made. */
#define SLICE 20000

static const struct
{
  const char *name;
  const char *role;
} accounts[] = {
  { "Dee", "supervisor" }, { "Ana", "coach" },   { "Ben", "coach" },   { "Cy", "coach" },
  { "Noor", "staff" },     { "Lee", "greeter" }, { "Kim", "greeter" },
};

/* Of them, those who stand at the desk. */
#define FIRST_AT_DESK 4
#define N_AT_DESK 3

typedef struct
{
  guint32 seed;
  guint people;
  gint64 now_s;
  HearthSamplePlan plan;
  HearthSampleNames *names; /* (owned) */
  char *hash;               /* (owned): of the passphrase, one for all */
  gint64 account_ids[G_N_ELEMENTS (accounts)];
  HearthReasonRef *reasons; /* (owned): in the order of the vocabulary */
  guint n_reasons;
  guint from, until; /* of the slice */
} Sample;

static void
sample_clear (Sample *self)
{
  hearth_sample_plan_clear (&self->plan);
  g_clear_pointer (&self->names, hearth_sample_names_free);
  g_clear_pointer (&self->hash, g_free);
  g_clear_pointer (&self->reasons, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_clear)

static gboolean
add_accounts (HearthUnit *unit, gpointer data, GError **error)
{
  Sample *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      const char *const roles[] = { accounts[i].role, NULL };

      self->account_ids[i] = hearth_account_service_add (unit, accounts[i].name, NULL, roles, self->hash, error);
      if (self->account_ids[i] == 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_reasons (HearthUnit *unit, gpointer data, GError **error)
{
  Sample *self = data;
  g_autoptr (GListStore) list = hearth_reason_store_list (unit->conn, error);

  if (list == NULL)
    return FALSE;
  self->n_reasons = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_free (self->reasons);
  self->reasons = g_new0 (HearthReasonRef, MAX (self->n_reasons, 1));
  for (guint i = 0; i < self->n_reasons; i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (!hearth_reason_store_find (unit->conn, hearth_reason_get_code (reason), &self->reasons[i], error))
        return FALSE;
    }
  if (self->n_reasons == 0)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "the new center has no visit reasons");
  return self->n_reasons > 0;
}

/* Nobody was told the notice before there was one. */
static gboolean
date_notice (HearthUnit *unit, gpointer data, GError **error)
{
  Sample *self = data;
  gint64 first_s = unit->now_s;

  for (guint i = 0; i < self->people; i++)
    first_s = MIN (first_s, self->plan.first_at_s[i]);

  g_autofree char *first = hearth_day_of (first_s, unit->zone);
  g_autofree char *before = hearth_day_add (first, -1);

  return hearth_notice_store_set_day (unit->conn, NOTICE, before ? before : first, error);
}

static gint64
account_at_desk (Sample *self, gint64 at_s)
{
  return self->account_ids[FIRST_AT_DESK + at_s / (5 * 3600) % N_AT_DESK];
}

static gboolean
add_people (HearthUnit *unit, gpointer data, GError **error)
{
  Sample *self = data;

  for (guint i = self->from; i < self->until; i++)
    {
      gint64 at_s = self->plan.first_at_s[i];
      const HearthPersonOrigin origin = { .now_s = at_s, .account_id = account_at_desk (self, at_s) };
      g_autofree char *told_on = hearth_day_of (at_s, unit->zone);
      g_autoptr (HearthPerson) person = hearth_sample_person (self->names, self->seed, i, NOTICE, told_on);

      /* The table was empty: whoever has number 0 gets id 1, and so on. */
      if (hearth_person_store_insert (unit->conn, person, &origin, error) != (gint64)i + 1)
        {
          if (error && *error == NULL)
            g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "the new center already had people");
          return FALSE;
        }
    }
  return TRUE;
}

static char *
guest_name (Sample *self, guint position)
{
  HearthDice dice = hearth_dice (self->seed, 4, position);
  const char *name = hearth_sample_names_given (self->names, &dice);
  g_autofree char *initial = NULL;

  if (hearth_dice_chance (&dice, 60))
    return g_strdup (name);
  initial = g_utf8_substring (name, 0, 1);
  return g_strdup_printf ("%s. %c.", initial, 'A' + (int)hearth_dice_below (&dice, 20));
}

static gboolean
add_visit (HearthUnit *unit, Sample *self, guint position, const char *day, GError **error)
{
  static const char *const kinds[] = { "person", "guest-new", "guest-before", "group" };
  const HearthSampleVisit *visit = &g_array_index (self->plan.visits, HearthSampleVisit, position);
  HearthReasonRef reason = self->reasons[MIN (visit->reason, self->n_reasons - 1)];
  gboolean is_guest = visit->kind == HEARTH_SAMPLE_GUEST_NEW || visit->kind == HEARTH_SAMPLE_GUEST_BEFORE;
  gboolean is_late = position % 97 == 0 && visit->arrived_at_s + 20 * 3600 < unit->now_s;
  g_auto (HearthVisitRow) row = {
    .kind = g_strdup (kinds[visit->kind]),
    .person_id = visit->kind == HEARTH_SAMPLE_PERSON ? (gint64)visit->person + 1 : 0,
    .guest_name = is_guest && visit->words ? guest_name (self, position) : NULL,
    .label = visit->kind == HEARTH_SAMPLE_GROUP ? g_strdup (hearth_sample_group_label (visit->words)) : NULL,
    .head_count = visit->head_count,
    .children = visit->children,
    .reason_id = reason.id,
    .reason_version = reason.version,
    .arrived_at_s = visit->arrived_at_s,
    .visited_on = g_strdup (day),
    .left_at_s = visit->left_at_s,
    .late = is_late,
    .recorded_at_s = visit->arrived_at_s + (is_late ? 20 * 3600 : 0),
    .recorded_by_id = account_at_desk (self, visit->arrived_at_s),
    .desk_id = DESK_ID,
  };

  if (visit->left_at_s > 0)
    row.left_how = g_strdup ("left");
  else if (!visit->still_here && visit->kind != HEARTH_SAMPLE_GROUP)
    row.left_how = g_strdup ("unknown");
  return hearth_visit_store_insert (unit->conn, &row, error) != 0;
}

static gboolean
add_visits (HearthUnit *unit, gpointer data, GError **error)
{
  Sample *self = data;
  g_autofree char *day = NULL;
  gint64 begins_s = 0, ends_s = 0;

  for (guint i = self->from; i < self->until; i++)
    {
      gint64 at_s = g_array_index (self->plan.visits, HearthSampleVisit, i).arrived_at_s;

      if (at_s < begins_s || at_s >= ends_s)
        {
          g_free (day);
          day = hearth_day_of (at_s, unit->zone);
          if (!hearth_day_bounds (day, unit->zone, &begins_s, &ends_s))
            begins_s = ends_s = 0;
        }
      if (!add_visit (unit, self, i, day, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
note_last_visits (HearthUnit *unit, gpointer data, GError **error)
{
  Sample *self = data;
  gint64 at_s;

  for (guint i = self->from; i < self->until; i++)
    if (!hearth_person_store_recompute_last_visit (unit->conn, (gint64)i + 1, &at_s, error))
      return FALSE;
  return TRUE;
}

static gboolean
finish (HearthUnit *unit, gpointer data, GError **error)
{
  Sample *self = data;
  g_autofree char *detail
      = g_strdup_printf ("%u people, %u visits, seed %u", self->people, self->plan.visits->len, self->seed);

  return hearth_person_search_store_optimize (unit->conn, error)
         && hearth_unit_audit (unit, "sample", "center", 1, detail, error);
}

/* Runs @work over @n rows, a transaction for each slice. */
static gboolean
write_slices (HearthHouse *house, Sample *self, HearthUnitWork work, guint n, GError **error)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;

  for (self->from = 0; self->from < n; self->from = self->until)
    {
      self->until = MIN (self->from + SLICE, n);
      if (!hearth_house_write (house, &tool, work, self, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill (HearthHouse *house, Sample *self, guint visits, GError **error)
{
  const HearthCaller tool = HEARTH_CALLER_TOOL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (ZONE);

  if (zone == NULL)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "this machine does not know the time zone of the sample");
      return FALSE;
    }
  hearth_sample_plan_make (&self->plan, self->people, visits, self->seed, self->now_s, zone);
  return hearth_house_write (house, &tool, add_accounts, self, error)
         && hearth_house_write (house, &tool, date_notice, self, error)
         && hearth_house_read (house, &tool, read_reasons, self, error)
         && write_slices (house, self, add_people, self->people, error)
         && write_slices (house, self, add_visits, self->plan.visits->len, error)
         && write_slices (house, self, note_last_visits, self->people, error)
         && hearth_house_write (house, &tool, finish, self, error);
}

static void
remove_file (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal", "-lock" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      g_unlink (file);
    }
}

/**
 * hearth_sample_make:
 * @path: where the center file is to be; nothing is there yet
 * @people: how many have a record
 * @visits: how many visits there are, of them and of others
 * @seed: another one gives other people
 * @error: return location
 *
 * Makes a center with invented people, up to this minute (hearth_clock_now_s()). The same seed gives the same people and,
 * in the same minute, the same visits. There is an account of every role; %HEARTH_SAMPLE_PASSPHRASE is the passphrase of all.
 * 20,000 people with 500,000 visits take some ten seconds.
 *
 * Returns: whether it is there; if not, there is no file
 */
gboolean
hearth_sample_make (const char *path, guint people, guint visits, guint32 seed, GError **error)
{
  gint64 now_s = hearth_clock_now_s ();
  g_auto (Sample) sample = { .seed = seed, .people = people, .now_s = now_s - now_s % 60 };
  g_autoptr (HearthHouse) house = NULL;
  gboolean made = FALSE;

  if (people > HEARTH_SAMPLE_PEOPLE_MAX || visits > HEARTH_SAMPLE_VISITS_MAX)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "a sample has at most %u people and %u visits",
                   HEARTH_SAMPLE_PEOPLE_MAX, HEARTH_SAMPLE_VISITS_MAX);
      return FALSE;
    }
  if ((sample.names = hearth_sample_names_new (error)) == NULL
      || (sample.hash = hearth_secret_hash (HEARTH_SAMPLE_PASSPHRASE, error)) == NULL
      || !hearth_center_service_create (path, CENTER, ZONE, DESK, DIRECTOR, HEARTH_SAMPLE_PASSPHRASE, TRUE, error))
    return FALSE;

  house = hearth_house_open (path, error);
  if (house)
    {
      made = fill (house, &sample, visits, error);
      if (!hearth_house_close (house, made ? error : NULL))
        made = FALSE;
    }
  if (!made)
    remove_file (path);
  return made;
}
