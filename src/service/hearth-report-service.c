/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* This month: what the center's visits come to. A nameless visit is a visit, not a person: the two are never added up to
 * people. Functions of one unit of work, on its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-report-service.h"

#include <stdlib.h>
#include <string.h>

#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-report-private.h"

/**
 * hearth_report_month_clear:
 * @self: a month, or all zero
 *
 * Frees what it holds.
 */
void
hearth_report_month_clear (HearthReportMonth *self)
{
  g_clear_pointer (&self->month, g_free);
  g_clear_pointer (&self->reasons, g_array_unref);
}

/* First and last day of @month, or an error. */
static gboolean
days_of_month (HearthReportMonth *self, char **first_day, char **last_day, GError **error)
{
  g_autofree char *first = g_strconcat (self->month, "-01", NULL);
  GDate date;

  if (!hearth_day_is_valid (first))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not a month");
      return FALSE;
    }
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, (GDateMonth)atoi (first + 5), (GDateYear)atoi (first));
  self->n_days = g_date_get_days_in_month (g_date_get_month (&date), g_date_get_year (&date));
  self->first_weekday = g_date_get_weekday (&date);
  *last_day = g_strdup_printf ("%s-%02u", self->month, self->n_days);
  *first_day = g_steal_pointer (&first);
  return TRUE;
}

/**
 * hearth_report_month_weekday:
 * @self: a month
 * @day: of the month, from 1
 *
 * Returns: 1 for Monday to 7
 */
guint
hearth_report_month_weekday (const HearthReportMonth *self, guint day)
{
  return (self->first_weekday - 1 + day - 1) % 7 + 1;
}

static guint
local_hour (gint64 at_s, GTimeZone *zone)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, at_s);
  gint64 local_s = at_s + g_time_zone_get_offset (zone, interval);
  gint64 of_day_s = ((local_s % 86400) + 86400) % 86400;

  return (guint)(of_day_s / 3600);
}

static void
count_visit (HearthReportMonth *self, const HearthReportVisit *visit, GTimeZone *zone)
{
  guint day = CLAMP (visit->day, 1, 31);

  self->visits += visit->heads;
  self->children += visit->children;
  self->hours[hearth_report_month_weekday (self, day)][local_hour (visit->arrived_at_s, zone)] += visit->heads;
  if (visit->person_id != 0)
    {
      self->known += visit->heads;
      self->day_known[day] += visit->heads;
    }
  else
    {
      self->nameless += visit->heads;
      self->day_nameless[day] += visit->heads;
      if (visit->group)
        {
          self->groups++;
          self->group_heads += visit->heads;
        }
      else if (visit->guest_new)
        self->guests_new++;
      else
        self->guests_before++;
    }
  for (guint i = 0; i < self->reasons->len; i++)
    {
      HearthReportReason *reason = &g_array_index (self->reasons, HearthReportReason, i);

      if (reason->id != visit->reason_id)
        continue;
      reason->visits += visit->heads;
      reason->meant = MAX (reason->meant, visit->reason_version);
    }
}

/* A month keeps the words of its time: a reason that was given another meaning since then has the label with which the
 * month's last visits were recorded. */
static gboolean
name_reasons (HearthReportMonth *self, HearthUnit *unit, GError **error)
{
  for (guint i = 0; i < self->reasons->len; i++)
    {
      HearthReportReason *reason = &g_array_index (self->reasons, HearthReportReason, i);

      if (reason->meant != 0 && reason->meant != reason->version
          && !hearth_report_store_label (unit->conn, reason, reason->meant, error))
        return FALSE;
    }
  return TRUE;
}

static guint
count_people (GArray *visits)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < visits->len; i++)
    {
      HearthReportVisit *visit = &g_array_index (visits, HearthReportVisit, i);

      if (visit->person_id != 0)
        g_hash_table_add (seen, &visit->person_id);
    }
  return g_hash_table_size (seen);
}

static gboolean
count_month_before (HearthReportMonth *self, HearthUnit *unit, const char *first_day, GError **error)
{
  g_autofree char *last = hearth_day_add (first_day, -1);
  g_autofree char *first = NULL;

  if (last == NULL)
    return TRUE;
  first = g_strdup_printf ("%.7s-01", last);
  return hearth_report_store_count_heads (unit->conn, first, last, &self->visits_before, error);
}

/**
 * hearth_report_month_read:
 * @self: (out): the figures, to be cleared with hearth_report_month_clear()
 * @unit: a unit
 * @month: YYYY-MM; "" for this one
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID if @month is none
 */
gboolean
hearth_report_month_read (HearthReportMonth *self, HearthUnit *unit, const char *month, GError **error)
{
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);
  g_autofree char *first_day = NULL, *last_day = NULL;
  g_autoptr (GArray) visits = NULL;

  *self = (HearthReportMonth){ 0 };
  self->month = *month ? g_strdup (month) : g_strndup (today, strlen ("2026-03"));
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_REPORT, error) || !days_of_month (self, &first_day, &last_day, error)
      || (self->reasons = hearth_report_store_reasons (unit->conn, error)) == NULL
      || (visits = hearth_report_store_visits (unit->conn, first_day, last_day, error)) == NULL
      || !hearth_report_store_count_first (unit->conn, first_day, last_day, &self->first_visits, error)
      || !count_month_before (self, unit, first_day, error))
    return FALSE;
  for (guint i = 0; i < visits->len; i++)
    count_visit (self, &g_array_index (visits, HearthReportVisit, i), unit->zone);
  self->people = count_people (visits);
  if (!name_reasons (self, unit, error))
    return FALSE;
  for (guint i = self->reasons->len; i > 0; i--)
    {
      HearthReportReason *reason = &g_array_index (self->reasons, HearthReportReason, i - 1);

      if (reason->retired && reason->visits == 0)
        g_array_remove_index (self->reasons, i - 1);
    }
  return TRUE;
}

static GVariant *
figures_of (const HearthReportMonth *month)
{
  const struct
  {
    const char *name;
    guint number;
  } figures[] = {
    { "visits", month->visits },
    { "people", month->people },
    { "nameless", month->nameless },
    { "guests-new", month->guests_new },
    { "guests-before", month->guests_before },
    { "first-visits", month->first_visits },
    { "groups", month->groups },
    { "group-heads", month->group_heads },
    { "children", month->children },
    { "visits-before", month->visits_before },
  };
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{su}"));

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    g_variant_builder_add (&builder, "{su}", figures[i].name, figures[i].number);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static GVariant *
days_of (const HearthReportMonth *month)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(uuu)"));

  for (guint day = 1; day <= month->n_days; day++)
    g_variant_builder_add (&builder, "(uuu)", day, month->day_known[day], month->day_nameless[day]);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static GVariant *
reasons_of (const HearthReportMonth *month)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ssu)"));

  for (guint i = 0; i < month->reasons->len; i++)
    {
      const HearthReportReason *reason = &g_array_index (month->reasons, HearthReportReason, i);

      g_variant_builder_add (&builder, "(ssu)", reason->code, reason->label, reason->visits);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static GVariant *
hours_of (const HearthReportMonth *month)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(uuu)"));

  for (guint weekday = 1; weekday <= 7; weekday++)
    for (guint hour = 0; hour < 24; hour++)
      if (month->hours[weekday][hour] > 0)
        g_variant_builder_add (&builder, "(uuu)", weekday, hour, month->hours[weekday][hour]);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/**
 * hearth_report_service_month:
 * @unit: a unit
 * @month: YYYY-MM; "" for this one
 * @the_month: (out) (transfer full): which month it is
 * @figures: (out) (transfer full): a{su}, see the protocol
 * @days: (out) (transfer full): a(uuu): every day of the month, heads known and nameless
 * @reasons: (out) (transfer full): a(ssu): those offered, and retired ones with visits; labels as the month knew them
 * @hours: (out) (transfer full): a(uuu): weekday, local hour, heads; only where there were any
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID if @month is none
 */
gboolean
hearth_report_service_month (HearthUnit *unit,
                             const char *month,
                             char **the_month,
                             GVariant **figures,
                             GVariant **days,
                             GVariant **reasons,
                             GVariant **hours,
                             GError **error)
{
  g_auto (HearthReportMonth) read = { 0 };

  *the_month = NULL;
  *figures = *days = *reasons = *hours = NULL;
  if (!hearth_report_month_read (&read, unit, month, error))
    return FALSE;
  *the_month = g_strdup (read.month);
  *figures = figures_of (&read);
  *days = days_of (&read);
  *reasons = reasons_of (&read);
  *hours = hours_of (&read);
  return TRUE;
}
