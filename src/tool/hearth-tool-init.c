/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* hearthctl init and hearthctl sample: a new center, empty or with invented people. Main thread. */

#define G_LOG_DOMAIN "hearthctl"

#include "config.h"

#include "hearth-tool.h"

#include "hearth-center-service.h"
#include "hearth-clock.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-sample.h"

static char *name, *time_zone, *desk, *director;

static const GOptionEntry init_options[] = {
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, "The center's name", "NAME" },
  { "director", 0, 0, G_OPTION_ARG_STRING, &director, "With which name the first director signs in", "NAME" },
  { "time-zone", 0, 0, G_OPTION_ARG_STRING, &time_zone, "An IANA name; without it that of this computer", "ZONE" },
  { "desk", 0, 0, G_OPTION_ARG_STRING, &desk, "The name of the first desk", "NAME" },
  { NULL },
};

/* What a failure to make a file says: one that is there already is left alone. */
static HearthExit
fail_to_make (HearthTool *tool, const GError *error)
{
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT))
    {
      g_printerr ("There is a file “%s” already. It was left alone.\n", tool->center);
      return HEARTH_EXIT_FAILED;
    }
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND))
    {
      g_printerr ("There is no folder for “%s”.\n", tool->center);
      return HEARTH_EXIT_CANNOT_OPEN;
    }
  return hearth_tool_fail (tool, error);
}

static HearthExit
made (HearthTool *tool, guint people, guint visits)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!tool->json)
    {
      hearth_tool_print ("“%s” is ready.\n", tool->center);
      return HEARTH_EXIT_DONE;
    }
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "center");
  json_builder_add_string_value (json, tool->center);
  json_builder_set_member_name (json, "people");
  json_builder_add_int_value (json, people);
  json_builder_set_member_name (json, "visits");
  json_builder_add_int_value (json, visits);
  json_builder_end_object (json);
  hearth_tool_print_json (json);
  return HEARTH_EXIT_DONE;
}

static HearthExit
run_init (HearthTool *tool)
{
  g_autofree char *of_pc = hearth_day_zone_of_pc ();
  const char *zone = time_zone ? time_zone : of_pc;
  g_autoptr (GError) error = NULL;
  HearthExit status;
  gboolean done;
  char *passphrase;

  if (hearth_tool_n_rest (tool) > 0)
    return hearth_tool_usage (tool, "“%s” says nothing here.", tool->rest[0]);
  if (name == NULL || director == NULL)
    return hearth_tool_usage (tool, "Give the center a --name and a first --director.");
  if (g_file_test (tool->center, G_FILE_TEST_EXISTS))
    {
      g_set_error (&error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "there is one");
      return fail_to_make (tool, error);
    }
  if (zone == NULL)
    return hearth_tool_usage (tool,
                              "Give the center a --time-zone, for instance America/New_York: this PC is set to none "
                              "that has a name.");
  passphrase = hearth_tool_passphrase (tool, TRUE, &status);
  if (passphrase == NULL)
    return status;
  done = hearth_center_service_create (tool->center, name, zone, desk ? desk : "Front desk", director, passphrase,
                                       FALSE, &error);
  hearth_tool_forget (passphrase);
  return done ? made (tool, 0, 0) : fail_to_make (tool, error);
}

const HearthCommand hearth_command_init = {
  .name = "init",
  .arguments = "--name=NAME --director=NAME",
  .summary = "Makes a new center with its first director",
  .options = init_options,
  .run = run_init,
};

static int people = 400, visits = 8000, seed = 1;
static char *until;

static const GOptionEntry sample_options[] = {
  { "people", 0, 0, G_OPTION_ARG_INT, &people, "How many have a record (400)", "N" },
  { "visits", 0, 0, G_OPTION_ARG_INT, &visits, "How many visits there are (8000)", "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "Another number gives other people (1)", "S" },
  { "until", 0, 0, G_OPTION_ARG_STRING, &until, "The last day, YYYY-MM-DD; without it today, up to now", "DAY" },
  { NULL },
};

static HearthExit
run_sample (HearthTool *tool)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  gint64 start_s, end_s;

  if (hearth_tool_n_rest (tool) > 0)
    return hearth_tool_usage (tool, "“%s” says nothing here.", tool->rest[0]);
  if (people < 0 || visits < 0 || people > HEARTH_SAMPLE_PEOPLE_MAX || visits > HEARTH_SAMPLE_VISITS_MAX)
    return hearth_tool_usage (tool, "A sample has up to %d people and %d visits.", HEARTH_SAMPLE_PEOPLE_MAX,
                              HEARTH_SAMPLE_VISITS_MAX);
  if (visits > 0 && people == 0)
    return hearth_tool_usage (tool, "Visits need --people.");
  if (until)
    {
      if (!hearth_day_bounds (until, utc, &start_s, &end_s))
        return hearth_tool_usage (tool, "“%s” is not a day, YYYY-MM-DD.", until);
      hearth_clock_set (end_s - 1);
    }
  if (!hearth_sample_make (tool->center, (guint)people, (guint)visits, (guint32)seed, &error))
    return fail_to_make (tool, error);
  return made (tool, (guint)people, (guint)visits);
}

const HearthCommand hearth_command_sample = {
  .name = "sample",
  .arguments = "[--people=N] [--visits=N] [--seed=S]",
  .summary = "Makes a center of invented people",
  .description = "The same seed and the same last day give the same people and visits. Everybody signs in with the\n"
                 "passphrase “" HEARTH_SAMPLE_PASSPHRASE "”.",
  .options = sample_options,
  .run = run_sample,
};
