/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* When who came to the sample center: planned in memory from first to last, then written by hearth-sample.c. Open Monday
 * to Saturday from 9 to 8; a few people come often and most seldom; newcomers all the time; today until now, with some
 * who are still here. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-sample-visits.h"

#include <math.h>

#define STREAM_PEOPLE 2
#define STREAM_DAYS 3

#define OPENS_AT_HOUR 9
#define CLOSES_AT_HOUR 20
#define N_HOURS (CLOSES_AT_HOUR - OPENS_AT_HOUR)
#define HOUR_S 3600

/* On a day when the center is closed, or at night, a sample still has a list of today: of the last hours. */
#define ODD_HOURS 5
#define STILL_HERE 12

#define LEAST_DAYS 45
#define MOST_DAYS 1460
#define VISITS_A_DAY 50

/* The order of the bundled vocabulary. */
enum
{
  DROP_IN,
  COACHING,
  MEETING,
  RESOURCE,
  VOLUNTEERING,
  EVENT,
  OTHER,
};

typedef struct
{
  guint starts_on; /* position of the day of the first visit */
  guint stays;     /* for how many days they keep coming */
  guint last_day;  /* + 1; 0: never */
  guint8 usual;    /* reason */
} Visitor;

typedef struct
{
  gint64 begins_at_s, ends_at_s;
  guint n_visits, n_new;
  gboolean is_open;
  double weight;
} Day;

typedef struct
{
  HearthSamplePlan *plan; /* (unowned) */
  HearthDice dice;
  Visitor *visitors; /* (owned) */
  double *sums;      /* (owned): of how often they come, added up */
  guint n_people;
  guint n_started;
  Day *days; /* (owned) */
  guint n_days;
  gint64 now_s;
} Planner;

static void
planner_clear (Planner *self)
{
  g_clear_pointer (&self->visitors, g_free);
  g_clear_pointer (&self->sums, g_free);
  g_clear_pointer (&self->days, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Planner, planner_clear)

static guint8
make_reason (HearthDice *dice)
{
  static const double sums[] = { 36, 52, 78, 90, 94, 98, 100 };

  return (guint8)hearth_dice_pick (dice, sums, G_N_ELEMENTS (sums));
}

/* Most come a few times, some for years: a heavy tail. */
static void
make_visitors (Planner *self, guint32 seed)
{
  double sum = 0;

  self->visitors = g_new0 (Visitor, MAX (self->n_people, 1));
  self->sums = g_new0 (double, MAX (self->n_people, 1));
  for (guint i = 0; i < self->n_people; i++)
    {
      HearthDice dice = hearth_dice (seed, STREAM_PEOPLE, i);
      double often = pow (1 - hearth_dice_part (&dice), -0.8);

      sum += MIN (often, 150);
      self->sums[i] = sum;
      self->visitors[i].stays = hearth_dice_chance (&dice, 25) ? MOST_DAYS : 5 + hearth_dice_below (&dice, 400);
      self->visitors[i].usual = make_reason (&dice);
    }
}

/* How much of a usual day's visits this one has: by weekday, a little more from year to year, and by chance. */
static double
weight_of (Planner *self, guint position, int weekday)
{
  static const double weekdays[] = { 0, 1.1, 1.0, 1.15, 1.0, 0.9, 0.6, 0 };
  double growth = 0.8 + 0.4 * position / self->n_days;

  return weekdays[weekday] * growth * (0.8 + 0.4 * hearth_dice_part (&self->dice));
}

static void
make_days (Planner *self, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->now_s);
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) noon = g_date_time_new (zone, g_date_time_get_year (now), g_date_time_get_month (now),
                                                g_date_time_get_day_of_month (now), 12, 0, 0);

  self->days = g_new0 (Day, self->n_days);
  for (guint i = 0; i < self->n_days; i++)
    {
      g_autoptr (GDateTime) at = g_date_time_add_days (noon, (int)i + 1 - (int)self->n_days);
      Day *day = &self->days[i];

      day->begins_at_s = g_date_time_to_unix (at) - (12 - OPENS_AT_HOUR) * HOUR_S;
      day->ends_at_s = day->begins_at_s + N_HOURS * HOUR_S;
      day->weight = weight_of (self, i, g_date_time_get_day_of_week (at));
      day->is_open = day->weight > 0;
    }

  Day *today = &self->days[self->n_days - 1];
  gint64 midnight_s = self->now_s - (g_date_time_get_hour (now) * HOUR_S + g_date_time_get_minute (now) * 60);

  if (today->is_open && self->now_s >= today->begins_at_s + HOUR_S && self->now_s <= today->ends_at_s)
    {
      today->weight *= (double)(self->now_s - today->begins_at_s) / (N_HOURS * HOUR_S);
      today->ends_at_s = self->now_s;
      return;
    }
  today->is_open = FALSE;
  today->weight = 0.6;
  today->begins_at_s = MAX (midnight_s, self->now_s - ODD_HOURS * HOUR_S);
  today->ends_at_s = self->now_s;
}

/* Shares @n out by the days' weights, so that they add up to it. */
static void
share_visits (Planner *self, guint n)
{
  Day *today = &self->days[self->n_days - 1];
  double sum = 0, so_far = 0;
  guint given = 0;

  for (guint i = 0; i < self->n_days; i++)
    sum += self->days[i].weight;

  /* Today is never empty, and never most of it. */
  today->n_visits = (guint)(n * today->weight / sum);
  today->n_visits = CLAMP (today->n_visits, MIN (30, n / 8), MAX (n / 4, 1));
  today->n_visits = MIN (today->n_visits, n);
  n -= today->n_visits;
  sum -= today->weight;
  for (guint i = 0; i + 1 < self->n_days; i++)
    {
      guint until;

      so_far += self->days[i].weight;
      until = MIN ((guint)(n * (so_far / sum) + 0.5), n);
      self->days[i].n_visits = until - given;
      given = until;
    }
  self->days[self->n_days - 2].n_visits += n - given;
}

/* On which days people come for the first time: more in the beginning, never most of a day's visits after it. */
static void
share_newcomers (Planner *self, guint n_visits)
{
  guint wanted = MIN (self->n_people, n_visits * 6 / 10);
  double sum = 0, so_far = 0;
  guint given = 0;

  for (guint i = 0; i < self->n_days; i++)
    sum += self->days[i].n_visits * (i < self->n_days / 8 ? 5.0 : 1.0);
  for (guint i = 0; i < self->n_days; i++)
    {
      Day *day = &self->days[i];
      guint until;

      so_far += day->n_visits * (i < self->n_days / 8 ? 5.0 : 1.0);
      until = (guint)(wanted * (sum > 0 ? so_far / sum : 0) + 0.5);
      day->n_new = MIN (until - MIN (given, until), day->n_visits * 8 / 10);
      given += day->n_new;
    }
}

static gint64
make_time (Planner *self, const Day *day)
{
  static const double sums[N_HOURS] = { 7, 18, 28, 41, 50, 58, 66, 75, 87, 103, 109 };
  gint64 at_s;

  if (day->is_open)
    at_s = day->begins_at_s + hearth_dice_pick (&self->dice, sums, N_HOURS) * HOUR_S
           + hearth_dice_below (&self->dice, HOUR_S);
  else
    at_s = G_MAXINT64;
  /* Of a day that has not ended, what would come later comes at any time before. */
  if (at_s >= day->ends_at_s)
    at_s = day->begins_at_s + hearth_dice_below (&self->dice, (guint)MAX (day->ends_at_s - day->begins_at_s, 1));
  return at_s;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *)a, second = *(const gint64 *)b;

  return (first > second) - (first < second);
}

/* Somebody who has been before, keeps coming and was not here today yet. */
static gboolean
pick_visitor (Planner *self, guint day, guint *person)
{
  for (guint tries = 0; tries < 20 && self->n_started > 0; tries++)
    {
      const Visitor *visitor;

      *person = hearth_dice_pick (&self->dice, self->sums, self->n_started);
      visitor = &self->visitors[*person];
      if (visitor->last_day != day + 1 && (tries > 12 || day <= visitor->starts_on + visitor->stays))
        return TRUE;
    }
  return FALSE;
}

static guint
hour_of (const Day *day, gint64 at_s)
{
  return OPENS_AT_HOUR + (guint)((at_s - day->begins_at_s) / HOUR_S);
}

static void
make_known (Planner *self, HearthSampleVisit *visit, guint day, guint person)
{
  Visitor *visitor = &self->visitors[person];
  guint hour = hour_of (&self->days[day], visit->arrived_at_s);

  visitor->last_day = day + 1;
  visit->kind = HEARTH_SAMPLE_PERSON;
  visit->person = person;
  visit->reason = visitor->usual;
  if (!hearth_dice_chance (&self->dice, 70))
    visit->reason = make_reason (&self->dice);
  else if ((hour == 12 || hour == 18) && hearth_dice_chance (&self->dice, 40))
    visit->reason = MEETING;
}

static void
make_nameless (Planner *self, HearthSampleVisit *visit, const Day *day, guint which)
{
  guint hour = hour_of (day, visit->arrived_at_s);

  visit->reason = make_reason (&self->dice);
  if (which < 6)
    visit->kind = HEARTH_SAMPLE_GUEST_BEFORE;
  else if (which < 11 || !day->is_open)
    visit->kind = HEARTH_SAMPLE_GUEST_NEW;
  else
    {
      visit->kind = HEARTH_SAMPLE_GROUP;
      visit->reason = MEETING;
      visit->head_count = (guint16)(5 + hearth_dice_below (&self->dice, 18));
      visit->words = (guint8)(hour < 12 ? 0 : hour < 14 ? 1 : hour < 17 ? 2 : 3);
      return;
    }
  visit->words = hearth_dice_chance (&self->dice, 25);
}

/* Many check out, the others are found gone when the day is closed. */
static void
make_leaving (Planner *self, HearthSampleVisit *visit, const Day *day, gboolean today)
{
  guint minutes = 15 + hearth_dice_below (&self->dice, 150);
  gint64 left_at_s = visit->arrived_at_s + minutes * 60;
  gboolean checks_out = hearth_dice_chance (&self->dice, 62);

  if (visit->kind == HEARTH_SAMPLE_GROUP)
    return;
  if (today)
    visit->left_at_s = MIN (left_at_s, visit->arrived_at_s + (self->now_s - visit->arrived_at_s) / 2);
  else if (checks_out)
    visit->left_at_s = MIN (left_at_s, day->ends_at_s + 600);
}

static void
make_visit (Planner *self, guint position, gint64 at_s, gboolean is_new)
{
  const Day *day = &self->days[position];
  HearthSampleVisit visit = { .arrived_at_s = at_s, .head_count = 1 };
  guint which = hearth_dice_below (&self->dice, 100);
  guint person;

  if (is_new)
    {
      person = self->n_started++;
      self->visitors[person].starts_on = position;
      self->plan->first_at_s[person] = at_s;
      make_known (self, &visit, position, person);
    }
  else if (which >= 13 && pick_visitor (self, position, &person))
    make_known (self, &visit, position, person);
  else
    make_nameless (self, &visit, day, which % 13);
  if (visit.kind != HEARTH_SAMPLE_GROUP && hearth_dice_chance (&self->dice, 3))
    visit.children = (guint8)(1 + hearth_dice_below (&self->dice, 3));
  make_leaving (self, &visit, day, position + 1 == self->n_days);
  g_array_append_val (self->plan->visits, visit);
}

static void
make_day (Planner *self, guint position)
{
  const Day *day = &self->days[position];
  g_autofree gint64 *times = g_new (gint64, MAX (day->n_visits, 1));

  for (guint i = 0; i < day->n_visits; i++)
    times[i] = make_time (self, day);
  qsort (times, day->n_visits, sizeof *times, compare_times);
  for (guint i = 0; i < day->n_visits; i++)
    {
      guint before = (guint)((guint64)i * day->n_new / day->n_visits);
      guint after = (guint)((guint64)(i + 1) * day->n_new / day->n_visits);

      make_visit (self, position, times[i], after > before);
    }
}

/* The last who came are still here. */
static void
mark_still_here (Planner *self)
{
  GArray *visits = self->plan->visits;
  guint n_today = self->days[self->n_days - 1].n_visits;
  guint n_here = 0;

  for (guint i = visits->len; i > visits->len - n_today && n_here < STILL_HERE; i--)
    {
      HearthSampleVisit *visit = &g_array_index (visits, HearthSampleVisit, i - 1);

      if (visit->kind == HEARTH_SAMPLE_GROUP)
        continue;
      visit->still_here = TRUE;
      visit->left_at_s = 0;
      n_here++;
    }
}

/**
 * hearth_sample_plan_make:
 * @plan: (out caller-allocates): the plan; clear it with hearth_sample_plan_clear()
 * @people: how many have a record
 * @visits: how many visits there are
 * @seed: of the sample
 * @now_s: when it is made; nothing is later
 * @zone: the center's
 *
 * The same plan for the same arguments. People who never came got their record on some day before the last.
 */
void
hearth_sample_plan_make (
    HearthSamplePlan *plan, guint people, guint visits, guint32 seed, gint64 now_s, GTimeZone *zone)
{
  g_auto (Planner) planner = {
    .plan = plan,
    .dice = hearth_dice (seed, STREAM_DAYS, 0),
    .n_people = people,
    .n_days = CLAMP (visits / VISITS_A_DAY, LEAST_DAYS, MOST_DAYS),
    .now_s = now_s,
  };

  plan->visits = g_array_sized_new (FALSE, FALSE, sizeof (HearthSampleVisit), visits);
  plan->first_at_s = g_new0 (gint64, MAX (people, 1));
  make_visitors (&planner, seed);
  make_days (&planner, zone);
  share_visits (&planner, visits);
  share_newcomers (&planner, visits);
  for (guint i = 0; i < planner.n_days; i++)
    make_day (&planner, i);
  mark_still_here (&planner);
  for (guint i = planner.n_started; i < people; i++)
    plan->first_at_s[i]
        = planner.days[hearth_dice_below (&planner.dice, planner.n_days - 1)].begins_at_s + (i % (N_HOURS * HOUR_S));
}

/**
 * hearth_sample_plan_clear:
 * @plan: a plan, or all zero
 *
 * Frees what it holds.
 */
void
hearth_sample_plan_clear (HearthSamplePlan *plan)
{
  g_clear_pointer (&plan->visits, g_array_unref);
  g_clear_pointer (&plan->first_at_s, g_free);
}

/* What a group of the sample is called. */
const char *
hearth_sample_group_label (guint words)
{
  static const char *const labels[] = { "Morning check-in group", "Noon meeting", "Resume workshop", "6 pm meeting" };

  return labels[MIN (words, G_N_ELEMENTS (labels) - 1)];
}
