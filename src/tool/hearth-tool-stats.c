/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* hearthctl stats: the figures of a month. Main thread. */

#define G_LOG_DOMAIN "hearthctl"

#include "config.h"

#include "hearth-tool.h"

#include "hearth-day.h"
#include "hearth-report-service.h"

static char *month;
static gboolean csv, for_others;

static const GOptionEntry options[] = {
  { "month", 0, 0, G_OPTION_ARG_STRING, &month, "Which month; without it this one", "YYYY-MM" },
  { "csv", 0, 0, G_OPTION_ARG_NONE, &csv, "Print all of it as CSV", NULL },
  { "for-others", 0, 0, G_OPTION_ARG_NONE, &for_others, "In the CSV numbers from 1 to 4 read “fewer than 5”", NULL },
  { NULL },
};

typedef struct
{
  char *month;                                /* (owned) */
  GVariant *figures, *days, *reasons, *hours; /* (owned) */
  char *csv;                                  /* (owned) */
} Call;

static void
call_clear (Call *call)
{
  g_clear_pointer (&call->month, g_free);
  g_clear_pointer (&call->figures, g_variant_unref);
  g_clear_pointer (&call->days, g_variant_unref);
  g_clear_pointer (&call->reasons, g_variant_unref);
  g_clear_pointer (&call->hours, g_variant_unref);
  g_clear_pointer (&call->csv, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_clear)

static gboolean
is_month (const char *text)
{
  g_autofree char *first = g_strconcat (text, "-01", NULL);

  return hearth_day_is_valid (first);
}

static gboolean
work (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  call_clear (call);
  if (csv)
    {
      call->csv = hearth_report_service_month_csv (unit, month ? month : "", for_others, error);
      return call->csv != NULL;
    }
  return hearth_report_service_month (unit, month ? month : "", &call->month, &call->figures, &call->days,
                                      &call->reasons, &call->hours, error);
}

static void
add_number (JsonBuilder *json, const char *name, guint number)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, number);
}

static void
add_figures (JsonBuilder *json, GVariant *figures)
{
  GVariantIter iter;
  const char *name;
  guint number;

  json_builder_set_member_name (json, "figures");
  json_builder_begin_object (json);
  g_variant_iter_init (&iter, figures);
  while (g_variant_iter_next (&iter, "{&su}", &name, &number))
    add_number (json, name, number);
  json_builder_end_object (json);
}

/* An array of objects of three numbers each. */
static void
add_numbers (JsonBuilder *json, const char *member, GVariant *rows, const char *const names[3])
{
  GVariantIter iter;
  guint numbers[3];

  json_builder_set_member_name (json, member);
  json_builder_begin_array (json);
  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(uuu)", &numbers[0], &numbers[1], &numbers[2]))
    {
      json_builder_begin_object (json);
      for (guint i = 0; i < 3; i++)
        add_number (json, names[i], numbers[i]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_reasons (JsonBuilder *json, GVariant *reasons)
{
  GVariantIter iter;
  const char *code, *label;
  guint visits;

  json_builder_set_member_name (json, "reasons");
  json_builder_begin_array (json);
  g_variant_iter_init (&iter, reasons);
  while (g_variant_iter_next (&iter, "(&s&su)", &code, &label, &visits))
    {
      json_builder_begin_object (json);
      json_builder_set_member_name (json, "code");
      json_builder_add_string_value (json, code);
      json_builder_set_member_name (json, "label");
      json_builder_add_string_value (json, label);
      add_number (json, "visits", visits);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
print_json (Call *call)
{
  static const char *const of_day[] = { "day", "known", "nameless" };
  static const char *const of_hour[] = { "weekday", "hour", "visits" };
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "month");
  json_builder_add_string_value (json, call->month);
  add_figures (json, call->figures);
  add_numbers (json, "days", call->days, of_day);
  add_reasons (json, call->reasons);
  add_numbers (json, "hours", call->hours, of_hour);
  json_builder_end_object (json);
  hearth_tool_print_json (json);
}

static void
print_text (Call *call)
{
  static const struct
  {
    const char *figure;
    const char *words;
  } lines[] = {
    { "visits", "visits" },
    { "people", "different people we know" },
    { "nameless", "nameless visits" },
    { "guests-new", "of them guests who are new" },
    { "guests-before", "of them guests who have been before" },
    { "group-heads", "of them counted in groups" },
    { "groups", "groups" },
    { "first-visits", "first visits" },
    { "children", "children with a guest" },
    { "visits-before", "visits in the month before" },
  };
  GVariantIter iter;
  const char *label;
  guint number;

  hearth_tool_print ("%s\n", call->month);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (g_variant_lookup (call->figures, lines[i].figure, "u", &number))
      hearth_tool_print ("%8u  %s\n", number, lines[i].words);
  hearth_tool_print ("\n");
  g_variant_iter_init (&iter, call->reasons);
  while (g_variant_iter_next (&iter, "(s&su)", NULL, &label, &number))
    hearth_tool_print ("%8u  %s\n", number, label);
}

static HearthExit
run_stats (HearthTool *tool)
{
  g_auto (Call) call = { 0 };
  g_autoptr (GError) error = NULL;
  HearthExit status;
  HearthHouse *house;

  if (hearth_tool_n_rest (tool) > 0)
    return hearth_tool_usage (tool, "“%s” says nothing here.", tool->rest[0]);
  if ((csv && tool->json) || (for_others && !csv))
    return hearth_tool_usage (tool, "--csv and --json do not go together, and --for-others needs --csv.");
  if (month && !is_month (month))
    return hearth_tool_usage (tool, "“%s” is not a month, YYYY-MM.", month);
  house = hearth_tool_open (tool, &status);
  if (house == NULL)
    return status;
  if (!hearth_tool_read (house, work, &call, &error))
    status = hearth_tool_fail (tool, error);
  else if (csv)
    hearth_tool_print ("%s", call.csv);
  else if (tool->json)
    print_json (&call);
  else
    print_text (&call);
  return hearth_tool_close (tool, house, status);
}

const HearthCommand hearth_command_stats = {
  .name = "stats",
  .arguments = "[--month=YYYY-MM]",
  .summary = "Prints the figures of a month",
  .options = options,
  .run = run_stats,
};
