/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What all commands of hearthctl share: opening the center, working on it, and saying in a plain sentence what went
 * wrong. Main thread. */

#define G_LOG_DOMAIN "hearthctl"

#include "config.h"

#include "hearth-tool.h"

#include "hearth-error.h"
#include "hearth-maintenance.h"

#include <stdio.h>
#include <string.h>

/**
 * hearth_tool_n_rest:
 * @self: a run
 *
 * Returns: how many arguments stand behind the options
 */
guint
hearth_tool_n_rest (HearthTool *self)
{
  return self->rest ? g_strv_length (self->rest) : 0;
}

/**
 * hearth_tool_usage:
 * @self: a run
 * @format: a sentence
 * @...: what it holds
 *
 * Returns: %HEARTH_EXIT_USAGE, once it is said
 */
HearthExit
hearth_tool_usage (HearthTool *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *sentence = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("%s\nSee “hearthctl %s --help”.\n", sentence, self->command);
  return HEARTH_EXIT_USAGE;
}

/* The sentence for what the store cannot open or write; NULL where the message itself is the news. */
static char *
sentence_of_file (const char *center, const GError *error)
{
  switch (error->code)
    {
    case HEARTH_ERROR_BUSY:
      return g_strdup_printf ("“%s” is open in another program (%s). Close it there first.", center, error->message);
    case HEARTH_ERROR_DAMAGED:
      return g_strdup_printf ("“%s” is damaged (%s).", center, error->message);
    case HEARTH_ERROR_TOO_NEW:
      return g_strdup_printf ("“%s” was written by a later Hearth. Install that version, then try again.", center);
    case HEARTH_ERROR_NOT_OURS:
      return g_strdup_printf ("“%s” was not written by Hearth.", center);
    case HEARTH_ERROR_NETWORK_DISK:
      return g_strdup_printf (
          "“%s” lies on a network or shared disk, where it is not safe. Move it to a disk of this computer.", center);
    case HEARTH_ERROR_READ_ONLY:
      return g_strdup_printf ("“%s” or its folder cannot be written (%s).", center, error->message);
    case HEARTH_ERROR_NO_ROOM:
      return g_strdup ("The disk is full. What was there before is unchanged.");
    case HEARTH_ERROR_WRONG_SECRET:
      return g_strdup ("The passphrase does not fit.");
    default:
      return NULL;
    }
}

static void
say (HearthTool *self, const GError *error)
{
  g_autofree char *sentence = error->domain == HEARTH_ERROR ? sentence_of_file (self->center, error) : NULL;

  if (sentence)
    g_printerr ("%s\n", sentence);
  else
    g_printerr ("That could not be done: %s.\n", error->message);
}

static HearthExit
exit_of (const GError *error)
{
  if (error->domain != HEARTH_ERROR)
    return HEARTH_EXIT_FAILED;
  switch (error->code)
    {
    case HEARTH_ERROR_BUSY:
    case HEARTH_ERROR_DAMAGED:
    case HEARTH_ERROR_TOO_NEW:
    case HEARTH_ERROR_NOT_OURS:
    case HEARTH_ERROR_NETWORK_DISK:
      return HEARTH_EXIT_CANNOT_OPEN;
    case HEARTH_ERROR_WRONG_SECRET:
      return HEARTH_EXIT_WRONG_SECRET;
    default:
      return HEARTH_EXIT_FAILED;
    }
}

/**
 * hearth_tool_fail:
 * @self: a run
 * @error: what went wrong
 *
 * Returns: how the run ends, once it is said
 */
HearthExit
hearth_tool_fail (HearthTool *self, const GError *error)
{
  say (self, error);
  return exit_of (error);
}

/* Of a damaged file the newest good copy is named. */
static HearthExit
fail_open (HearthTool *self, const GError *error)
{
  gint64 made_at_s = 0;
  g_autofree char *copy = NULL;

  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND))
    g_printerr ("There is no center at “%s”. “hearthctl init” makes one.\n", self->center);
  else
    say (self, error);
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED))
    copy = hearth_maintenance_newest_copy (self->center, &made_at_s);
  if (copy)
    {
      g_autoptr (GDateTime) made = g_date_time_new_from_unix_local (made_at_s);
      g_autofree char *when = made ? g_date_time_format (made, "%Y-%m-%d %H:%M") : g_strdup ("?");

      g_printerr ("The newest good copy is of %s: “hearthctl restore --newest” puts it back.\n", when);
    }
  return HEARTH_EXIT_CANNOT_OPEN;
}

/**
 * hearth_tool_open:
 * @self: a run
 * @status: (out): how the run ends if it cannot be opened
 *
 * Returns: (transfer full) (nullable): the center
 */
HearthHouse *
hearth_tool_open (HearthTool *self, HearthExit *status)
{
  g_autoptr (GError) error = NULL;
  HearthHouse *house = hearth_house_open (self->center, &error);

  *status = house ? HEARTH_EXIT_DONE : fail_open (self, error);
  return house;
}

/**
 * hearth_tool_close:
 * @self: a run
 * @house: (transfer full): the center
 * @status: how the run ends so far
 *
 * Returns: how it ends
 */
HearthExit
hearth_tool_close (HearthTool *self, HearthHouse *house, HearthExit status)
{
  g_autoptr (HearthHouse) owned = house;
  g_autoptr (GError) error = NULL;

  if (hearth_house_close (owned, &error) || status != HEARTH_EXIT_DONE)
    return status;
  return hearth_tool_fail (self, error);
}

/**
 * hearth_tool_read:
 * @house: the center
 * @work: what to read
 * @data: for @work
 * @error: return location
 *
 * Returns: %FALSE with an error
 */
gboolean
hearth_tool_read (HearthHouse *house, HearthUnitWork work, gpointer data, GError **error)
{
  const HearthCaller caller = HEARTH_CALLER_TOOL;

  return hearth_house_read (house, &caller, work, data, error);
}

/**
 * hearth_tool_write:
 * @house: the center
 * @work: what to write
 * @data: for @work
 * @error: return location
 *
 * Returns: %FALSE with an error
 */
gboolean
hearth_tool_write (HearthHouse *house, HearthUnitWork work, gpointer data, GError **error)
{
  const HearthCaller caller = HEARTH_CALLER_TOOL;

  return hearth_house_write (house, &caller, work, data, error);
}

/**
 * hearth_tool_print:
 * @format: a line or several, for people
 * @...: what it holds
 *
 * Prints to standard output in the terminal's encoding.
 */
void
hearth_tool_print (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *text = g_strdup_vprintf (format, args);
  va_end (args);
  g_print ("%s", text);
}

/**
 * hearth_tool_print_json:
 * @builder: one whole value
 *
 * Prints it to standard output, always as UTF-8.
 */
void
hearth_tool_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  fputs (text, stdout);
  fputc ('\n', stdout);
}
