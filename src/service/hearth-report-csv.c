/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* This month as a file for a spreadsheet: RFC 4180, with the mark by which spreadsheets know UTF-8, one section below the
 * other. Functions of one unit of work, on its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-report-service.h"

#include <string.h>

#include "hearth-center-store.h"
#include "hearth-report-private.h"
#include "hearth-small-numbers.h"

#define UTF8_MARK "\xEF\xBB\xBF"
#define NO_CELL G_MAXUINT

/* The month, where each of its numbers stands among those that may have to be kept back, and the text so far. */
typedef struct
{
  const HearthReportMonth *month; /* (unowned) */
  HearthSmallNumbers *small;      /* (owned) (nullable): NULL for the team, who see the numbers */
  GString *out;                   /* (owned) */
  guint visits, known, people, nameless, guests_new, guests_before, first_visits, groups, group_heads, children;
  guint visits_before;
  guint day_known[32], day_nameless[32], hours[8][24];
  GArray *reasons; /* (owned): of guint */
} Csv;

static void
csv_clear (Csv *self)
{
  g_clear_pointer (&self->small, hearth_small_numbers_free);
  g_clear_pointer (&self->reasons, g_array_unref);
  if (self->out)
    g_string_free (self->out, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Csv, csv_clear)

/* A spreadsheet takes a text that begins like a formula for one: an apostrophe keeps it a text. */
static void
put_text (Csv *csv, const char *text)
{
  gboolean formula = *text && strchr ("=+-@\t\r", *text) != NULL;

  g_string_append_c (csv->out, '"');
  if (formula)
    g_string_append_c (csv->out, '\'');
  for (const char *p = text; *p; p++)
    {
      if (*p == '"')
        g_string_append_c (csv->out, '"');
      g_string_append_c (csv->out, *p);
    }
  g_string_append_c (csv->out, '"');
}

static void
put_number (Csv *csv, guint number, guint cell)
{
  HearthSmall how = csv->small ? hearth_small_numbers_get (csv->small, cell) : HEARTH_SMALL_SHOWN;

  if (how == HEARTH_SMALL_SHOWN)
    g_string_append_printf (csv->out, "%u", number);
  else
    g_string_append (csv->out, how == HEARTH_SMALL_FEW ? "fewer than 5" : "not shown");
}

static void
next (Csv *csv)
{
  g_string_append_c (csv->out, ',');
}

static void
end_line (Csv *csv)
{
  g_string_append (csv->out, "\r\n");
}

static void
add_days (Csv *csv)
{
  const HearthReportMonth *month = csv->month;
  guint known[31], nameless[31];

  for (guint day = 1; day <= month->n_days; day++)
    {
      known[day - 1] = csv->day_known[day] = hearth_small_numbers_add (csv->small, month->day_known[day]);
      nameless[day - 1] = csv->day_nameless[day] = hearth_small_numbers_add (csv->small, month->day_nameless[day]);
    }
  hearth_small_numbers_sum (csv->small, csv->known, known, month->n_days);
  hearth_small_numbers_sum (csv->small, csv->nameless, nameless, month->n_days);
}

/* The hours of all Mondays and the days that are Mondays come to the same, which is printed nowhere. */
static void
add_weekday (Csv *csv, guint weekday)
{
  const HearthReportMonth *month = csv->month;
  guint hours[24], days[10], n_days = 0, sum = 0, total;

  for (guint hour = 0; hour < 24; hour++)
    {
      hours[hour] = csv->hours[weekday][hour] = hearth_small_numbers_add (csv->small, month->hours[weekday][hour]);
      sum += month->hours[weekday][hour];
    }
  for (guint day = 1; day <= month->n_days; day++)
    if (hearth_report_month_weekday (month, day) == weekday)
      {
        days[n_days++] = csv->day_known[day];
        days[n_days++] = csv->day_nameless[day];
      }
  total = hearth_small_numbers_add_unseen (csv->small, sum);
  hearth_small_numbers_sum (csv->small, total, hours, G_N_ELEMENTS (hours));
  hearth_small_numbers_sum (csv->small, total, days, n_days);
}

static void
add_reasons (Csv *csv)
{
  for (guint i = 0; i < csv->month->reasons->len; i++)
    {
      guint cell
          = hearth_small_numbers_add (csv->small, g_array_index (csv->month->reasons, HearthReportReason, i).visits);

      g_array_append_val (csv->reasons, cell);
    }
  hearth_small_numbers_sum (csv->small, csv->visits, &g_array_index (csv->reasons, guint, 0), csv->reasons->len);
}

static void
add_figures (Csv *csv)
{
  const HearthReportMonth *month = csv->month;

  csv->visits = hearth_small_numbers_add (csv->small, month->visits);
  csv->known = hearth_small_numbers_add (csv->small, month->known);
  csv->people = hearth_small_numbers_add (csv->small, month->people);
  csv->nameless = hearth_small_numbers_add (csv->small, month->nameless);
  csv->guests_new = hearth_small_numbers_add (csv->small, month->guests_new);
  csv->guests_before = hearth_small_numbers_add (csv->small, month->guests_before);
  csv->first_visits = hearth_small_numbers_add (csv->small, month->first_visits);
  csv->groups = hearth_small_numbers_add (csv->small, month->groups);
  csv->group_heads = hearth_small_numbers_add (csv->small, month->group_heads);
  csv->children = hearth_small_numbers_add (csv->small, month->children);
  csv->visits_before = hearth_small_numbers_add (csv->small, month->visits_before);

  const guint visits[] = { csv->known, csv->nameless };
  const guint nameless[] = { csv->guests_new, csv->guests_before, csv->group_heads };

  hearth_small_numbers_sum (csv->small, csv->visits, visits, G_N_ELEMENTS (visits));
  hearth_small_numbers_sum (csv->small, csv->nameless, nameless, G_N_ELEMENTS (nameless));
}

static void
keep_small_back (Csv *csv)
{
  csv->small = hearth_small_numbers_new ();
  add_figures (csv);
  add_days (csv);
  add_reasons (csv);
  for (guint weekday = 1; weekday <= 7; weekday++)
    add_weekday (csv, weekday);
  hearth_small_numbers_hide (csv->small);
}

static void
put_figure (Csv *csv, const char *name, guint number, guint cell)
{
  put_text (csv, name);
  next (csv);
  put_number (csv, number, cell);
  end_line (csv);
}

static void
put_figures (Csv *csv)
{
  const HearthReportMonth *month = csv->month;

  g_string_append (csv->out, "Figure,Number\r\n");
  put_figure (csv, "Visits", month->visits, csv->visits);
  put_figure (csv, "Visits of people we know", month->known, csv->known);
  put_figure (csv, "Different people we know", month->people, csv->people);
  put_figure (csv, "First visits of people we know", month->first_visits, csv->first_visits);
  put_figure (csv, "Nameless visits", month->nameless, csv->nameless);
  put_figure (csv, "Guests, new here", month->guests_new, csv->guests_new);
  put_figure (csv, "Guests, been before", month->guests_before, csv->guests_before);
  put_figure (csv, "People counted in groups", month->group_heads, csv->group_heads);
  put_figure (csv, "Groups", month->groups, csv->groups);
  put_figure (csv, "Children with them", month->children, csv->children);
  put_figure (csv, "Visits in the month before", month->visits_before, csv->visits_before);
}

static void
put_days (Csv *csv)
{
  const HearthReportMonth *month = csv->month;

  g_string_append (csv->out, "Day,Visits of people we know,Nameless visits\r\n");
  for (guint day = 1; day <= month->n_days; day++)
    {
      g_string_append_printf (csv->out, "%s-%02u,", month->month, day);
      put_number (csv, month->day_known[day], csv->day_known[day]);
      next (csv);
      put_number (csv, month->day_nameless[day], csv->day_nameless[day]);
      end_line (csv);
    }
}

static void
put_reasons (Csv *csv)
{
  g_string_append (csv->out, "Reason,Visits\r\n");
  for (guint i = 0; i < csv->month->reasons->len; i++)
    {
      const HearthReportReason *reason = &g_array_index (csv->month->reasons, HearthReportReason, i);

      put_figure (csv, reason->label, reason->visits, csv->small ? g_array_index (csv->reasons, guint, i) : NO_CELL);
    }
}

static void
put_hours (Csv *csv)
{
  static const char *const weekdays[]
      = { "", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

  g_string_append (csv->out, "Weekday,Hour,Visits\r\n");
  for (guint weekday = 1; weekday <= 7; weekday++)
    for (guint hour = 0; hour < 24; hour++)
      {
        guint number = csv->month->hours[weekday][hour];

        if (number == 0)
          continue;
        g_string_append_printf (csv->out, "%s,%02u:00,", weekdays[weekday], hour);
        put_number (csv, number, csv->hours[weekday][hour]);
        end_line (csv);
      }
}

/**
 * hearth_report_service_month_csv:
 * @unit: a unit
 * @month: YYYY-MM; "" for this one
 * @for_others: whether it leaves the center: then numbers from 1 to 4 read "fewer than 5", and those that would give them
 *   away by subtraction "not shown"
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the file; %NULL with %HEARTH_ERROR_INVALID if @month is none
 */
char *
hearth_report_service_month_csv (HearthUnit *unit, const char *month, gboolean for_others, GError **error)
{
  g_auto (HearthReportMonth) read = { 0 };
  g_auto (Csv) csv = { .month = &read };
  g_autoptr (HearthCenter) center = hearth_center_store_get (unit->conn, 0, 0, error);

  if (center == NULL || !hearth_report_month_read (&read, unit, month, error))
    return NULL;
  csv.out = g_string_new (UTF8_MARK);
  csv.reasons = g_array_new (FALSE, FALSE, sizeof (guint));
  if (for_others)
    keep_small_back (&csv);

  g_string_append (csv.out, "Center,Month\r\n");
  put_text (&csv, hearth_center_get_name (center));
  g_string_append_printf (csv.out, ",%s\r\n\r\n", read.month);
  put_figures (&csv);
  end_line (&csv);
  put_days (&csv);
  end_line (&csv);
  put_reasons (&csv);
  end_line (&csv);
  put_hours (&csv);
  return g_string_free (g_steal_pointer (&csv.out), FALSE);
}
