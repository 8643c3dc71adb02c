/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* hearthctl: looks after a center file from the command line. One command a run. Main thread. */

#define G_LOG_DOMAIN "hearthctl"

#include "config.h"

#include "hearth-tool.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

static const HearthCommand *const commands[] = {
  &hearth_command_init,    &hearth_command_sample,  &hearth_command_verify, &hearth_command_backup,
  &hearth_command_restore, &hearth_command_account, &hearth_command_search, &hearth_command_import,
  &hearth_command_stats,   &hearth_command_hub,
};

static void
print_help (void)
{
  g_print ("Usage: hearthctl COMMAND --center=FILE [OPTION…]\n\nLooks after a center of Hearth.\n\nCommands:\n");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-9s %s\n", commands[i]->name, commands[i]->summary);
  g_print ("\n“hearthctl COMMAND --help” says more, “man hearthctl” says all, “hearthctl --version” says which one "
           "this is.\n");
}

static const HearthCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];
  return NULL;
}

/* The word that is the command: the first that is no option. "--center FILE" takes the next word with it. */
static int
command_at (char **argv)
{
  for (int i = 1; argv[i]; i++)
    {
      if (g_str_equal (argv[i], "--center") || g_str_equal (argv[i], "--passphrase-file"))
        {
          if (argv[++i] == NULL)
            break;
        }
      else if (argv[i][0] != '-')
        return i;
    }
  return 0;
}

static char *
usage_line (const HearthCommand *command)
{
  return g_strdup_printf ("%s --center=FILE%s%s", command->name, *command->arguments ? " " : "", command->arguments);
}

static gboolean
parse (const HearthCommand *command, HearthTool *tool, char ***argv, GError **error)
{
  const GOptionEntry common[] = {
    { "center", 0, 0, G_OPTION_ARG_FILENAME, &tool->center, "The center file", "FILE" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &tool->json, "Print the result as JSON", NULL },
    { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &tool->passphrase_file,
      "A file whose first line is the passphrase; - for standard input", "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &tool->rest, NULL, NULL },
    { NULL },
  };
  g_autofree char *line = usage_line (command);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree char *summary = g_strdup_printf ("hearthctl %s\n\n%s.", line, command->summary);

  g_option_context_set_summary (context, summary);
  if (command->description)
    g_option_context_set_description (context, command->description);
  if (command->options)
    g_option_context_add_main_entries (context, command->options, NULL);
  g_option_context_add_main_entries (context, common, NULL);
  return g_option_context_parse_strv (context, argv, error);
}

static HearthExit
run_command (const HearthCommand *command, HearthTool *tool, char ***argv)
{
  g_autoptr (GError) error = NULL;

  if (!parse (command, tool, argv, &error))
    return hearth_tool_usage (tool, "%s.", error->message);
  if (tool->center == NULL || *tool->center == '\0')
    return hearth_tool_usage (tool, "Name the center file with --center=FILE.");
  return command->run (tool);
}

static HearthExit
run (char **argv)
{
  g_auto (GStrv) words = g_strdupv (argv);
  HearthTool tool = { 0 };
  const HearthCommand *command;
  HearthExit status;
  int at = command_at (words);

  if (at == 0)
    {
      for (guint i = 1; words[i]; i++)
        if (g_str_equal (words[i], "--version"))
          {
            g_print ("hearthctl %s\n", HEARTH_VERSION);
            return HEARTH_EXIT_DONE;
          }
      if (words[1] && (g_str_equal (words[1], "--help") || g_str_equal (words[1], "-h")))
        {
          print_help ();
          return HEARTH_EXIT_DONE;
        }
      g_printerr ("Say what to do. See “hearthctl --help”.\n");
      return HEARTH_EXIT_USAGE;
    }
  command = find_command (words[at]);
  if (command == NULL)
    {
      if (g_str_equal (words[at], "help"))
        {
          print_help ();
          return HEARTH_EXIT_DONE;
        }
      g_printerr ("There is no command “%s”. See “hearthctl --help”.\n", words[at]);
      return HEARTH_EXIT_USAGE;
    }
  g_free (words[at]);
  memmove (words + at, words + at + 1, (g_strv_length (words + at + 1) + 1) * sizeof *words);
  tool.command = command->name;
  status = run_command (command, &tool, &words);
  g_free (tool.center);
  g_free (tool.passphrase_file);
  g_strfreev (tool.rest);
  return status;
}

int
main (int argc, char **argv)
{
  HearthExit status;

  /* Scripts run in the plain C locale, in which the name of a person could be neither given nor printed. */
  setlocale (LC_ALL, "");
  if (!g_get_charset (NULL))
    setlocale (LC_CTYPE, "C.UTF-8");
  g_set_prgname ("hearthctl");
  status = run (argv);
  if (fflush (stdout) != 0 && status == HEARTH_EXIT_DONE)
    {
      g_printerr ("The result could not be written.\n");
      status = HEARTH_EXIT_FAILED;
    }
  return (int)status;
}
