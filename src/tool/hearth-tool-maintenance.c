/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* hearthctl verify, backup and restore: is the center whole, and what if not. Main thread. */

#define G_LOG_DOMAIN "hearthctl"

#include "config.h"

#include "hearth-tool.h"

#include "hearth-error.h"
#include "hearth-maintenance.h"

static void
print_verdicts (HearthTool *tool, GPtrArray *verdicts)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "good");
  json_builder_add_boolean_value (json, hearth_verify_all_good (verdicts));
  json_builder_set_member_name (json, "checks");
  json_builder_begin_array (json);
  for (guint i = 0; i < verdicts->len; i++)
    {
      const HearthVerdict *verdict = verdicts->pdata[i];

      if (!tool->json)
        hearth_tool_print ("%-13s %-8s %s\n", verdict->check, verdict->good ? "good" : "NOT GOOD", verdict->detail);
      json_builder_begin_object (json);
      json_builder_set_member_name (json, "check");
      json_builder_add_string_value (json, verdict->check);
      json_builder_set_member_name (json, "good");
      json_builder_add_boolean_value (json, verdict->good);
      json_builder_set_member_name (json, "detail");
      json_builder_add_string_value (json, verdict->detail);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  if (tool->json)
    hearth_tool_print_json (json);
}

static HearthExit
run_verify (HearthTool *tool)
{
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GError) error = NULL;
  HearthExit status;
  HearthHouse *house;

  if (hearth_tool_n_rest (tool) > 0)
    return hearth_tool_usage (tool, "“%s” says nothing here.", tool->rest[0]);
  house = hearth_tool_open (tool, &status);
  if (house == NULL)
    return status;
  verdicts = hearth_maintenance_verify (house, &error);
  if (verdicts == NULL)
    return hearth_tool_close (tool, house, hearth_tool_fail (tool, error));
  print_verdicts (tool, verdicts);
  return hearth_tool_close (tool, house, hearth_verify_all_good (verdicts) ? HEARTH_EXIT_DONE : HEARTH_EXIT_FAILED);
}

const HearthCommand hearth_command_verify = {
  .name = "verify",
  .arguments = "",
  .summary = "Checks that the center is whole",
  .description
  = "Looks at the file's pages, at references, at the search index beside the tables it is made of, and at\n"
    "the chain of the log. Ends with 1 if something is not good.",
  .run = run_verify,
};

static HearthExit
done_with (HearthTool *tool, const char *member, const char *path, const char *sentence)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!tool->json)
    {
      hearth_tool_print ("%s\n", sentence);
      return HEARTH_EXIT_DONE;
    }
  json_builder_begin_object (json);
  json_builder_set_member_name (json, member);
  json_builder_add_string_value (json, path);
  json_builder_end_object (json);
  hearth_tool_print_json (json);
  return HEARTH_EXIT_DONE;
}

static HearthExit
backup_to (HearthTool *tool, HearthHouse *house, const char *to)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = g_strdup_printf ("“%s” holds all of the center, encrypted and proven.", to);
  HearthExit status;
  gboolean done;
  char *passphrase = hearth_tool_passphrase (tool, TRUE, &status);

  if (passphrase == NULL)
    return status;
  done = hearth_maintenance_backup (house, passphrase, to, &error);
  hearth_tool_forget (passphrase);
  if (done)
    return done_with (tool, "backup", to, sentence);
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT))
    g_printerr ("There is a file “%s” already. It was left alone.\n", to);
  else if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_READ_ONLY)
           || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND))
    g_printerr ("“%s” cannot be written (%s).\n", to, error->message);
  else
    return hearth_tool_fail (tool, error);
  return HEARTH_EXIT_FAILED;
}

static HearthExit
run_backup (HearthTool *tool)
{
  HearthExit status;
  HearthHouse *house;

  if (hearth_tool_n_rest (tool) != 1)
    return hearth_tool_usage (tool, "Name one file for the backup.");
  house = hearth_tool_open (tool, &status);
  return house ? hearth_tool_close (tool, house, backup_to (tool, house, tool->rest[0])) : status;
}

const HearthCommand hearth_command_backup = {
  .name = "backup",
  .arguments = "OUT",
  .summary = "Writes one encrypted file with all of the center",
  .description = "Only the passphrase opens it again. Without it the backup is lost.",
  .run = run_backup,
};

static gboolean newest;

static const GOptionEntry restore_options[] = {
  { "newest", 0, 0, G_OPTION_ARG_NONE, &newest, "Put the newest good daily copy back", NULL },
  { NULL },
};

static HearthExit
restored (HearthTool *tool, const char *from, gboolean replaced)
{
  return done_with (tool, "restored", from,
                    replaced ? "The center is restored. What stood there before is kept beside it under another name."
                             : "The center is restored.");
}

static HearthExit
restore_newest (HearthTool *tool)
{
  g_autoptr (GError) error = NULL;
  gint64 made_at_s = 0;
  g_autofree char *copy = hearth_maintenance_newest_copy (tool->center, &made_at_s);
  gboolean replaced = g_file_test (tool->center, G_FILE_TEST_EXISTS);

  if (copy == NULL)
    {
      g_printerr ("There is no good daily copy beside “%s”.\n", tool->center);
      return HEARTH_EXIT_FAILED;
    }
  return hearth_maintenance_put_back (copy, tool->center, &error) ? restored (tool, copy, replaced)
                                                                  : hearth_tool_fail (tool, error);
}

/* What can be wrong with the backup itself is said of it, not of the center. */
static HearthExit
fail_to_restore (HearthTool *tool, const char *from, const GError *error)
{
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NOT_OURS))
    g_printerr ("“%s” is no backup of Hearth. Nothing was replaced.\n", from);
  else if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED))
    g_printerr ("“%s” is damaged or not complete. Nothing was replaced.\n", from);
  else if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_TOO_NEW))
    g_printerr ("“%s” was written by a later Hearth. Nothing was replaced.\n", from);
  else if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET))
    {
      g_printerr ("The passphrase does not open “%s”. Nothing was replaced.\n", from);
      return HEARTH_EXIT_WRONG_SECRET;
    }
  else
    return hearth_tool_fail (tool, error);
  return HEARTH_EXIT_FAILED;
}

static HearthExit
run_restore (HearthTool *tool)
{
  g_autoptr (GError) error = NULL;
  gboolean replaced = g_file_test (tool->center, G_FILE_TEST_EXISTS);
  HearthExit status;
  gboolean done;
  char *passphrase;

  if (hearth_tool_n_rest (tool) != (newest ? 0 : 1))
    return hearth_tool_usage (tool, "Name one backup, or say --newest.");
  if (newest)
    return restore_newest (tool);
  if (!g_file_test (tool->rest[0], G_FILE_TEST_EXISTS))
    {
      g_printerr ("There is no file “%s”.\n", tool->rest[0]);
      return HEARTH_EXIT_FAILED;
    }
  passphrase = hearth_tool_passphrase (tool, FALSE, &status);
  if (passphrase == NULL)
    return status;
  done = hearth_maintenance_restore (tool->rest[0], passphrase, tool->center, &error);
  hearth_tool_forget (passphrase);
  return done ? restored (tool, tool->rest[0], replaced) : fail_to_restore (tool, tool->rest[0], error);
}

const HearthCommand hearth_command_restore = {
  .name = "restore",
  .arguments = "BACKUP | --newest",
  .summary = "Puts a backup in the place of the center",
  .description = "The backup is opened and checked before anything is replaced; what was there is kept beside it.",
  .options = restore_options,
  .run = run_restore,
};
