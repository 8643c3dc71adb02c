/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-house.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How hearthctl ends; the same in data/man/hearthctl.1. */
typedef enum
{
  HEARTH_EXIT_DONE = 0,
  HEARTH_EXIT_FAILED = 1,       /* it could not be done, or verify found something */
  HEARTH_EXIT_USAGE = 2,        /* the command line says nothing that can be done */
  HEARTH_EXIT_CANNOT_OPEN = 3,  /* the center cannot be opened: not there, in use, damaged, of a later Hearth ... */
  HEARTH_EXIT_WRONG_SECRET = 4, /* a passphrase that does not fit */
} HearthExit;

/* One run of hearthctl. Main thread. */
typedef struct
{
  const char *command;   /* (unowned) */
  char *center;          /* (owned): the center file */
  char *passphrase_file; /* (owned) (nullable) */
  gboolean json;
  char **rest; /* (owned): what stands behind the options */
} HearthTool;

/* A command. It prints its result to standard output and returns how it ended; sentences about failures go to standard
 * error. */
typedef struct
{
  const char *name;
  const char *arguments;       /* of the usage line */
  const char *summary;         /* one line, for the list of commands */
  const char *description;     /* (nullable): for --help of the command */
  const GOptionEntry *options; /* (nullable) */
  HearthExit (*run) (HearthTool *tool);
} HearthCommand;

extern const HearthCommand hearth_command_init;
extern const HearthCommand hearth_command_sample;
extern const HearthCommand hearth_command_verify;
extern const HearthCommand hearth_command_backup;
extern const HearthCommand hearth_command_restore;
extern const HearthCommand hearth_command_account;
extern const HearthCommand hearth_command_search;
extern const HearthCommand hearth_command_import;
extern const HearthCommand hearth_command_stats;
extern const HearthCommand hearth_command_hub;

guint hearth_tool_n_rest (HearthTool *self);
HearthExit hearth_tool_usage (HearthTool *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
HearthExit hearth_tool_fail (HearthTool *self, const GError *error);

HearthHouse *hearth_tool_open (HearthTool *self, HearthExit *status);
HearthExit hearth_tool_close (HearthTool *self, HearthHouse *house, HearthExit status);
gboolean hearth_tool_read (HearthHouse *house, HearthUnitWork work, gpointer data, GError **error);
gboolean hearth_tool_write (HearthHouse *house, HearthUnitWork work, gpointer data, GError **error);

void hearth_tool_print (const char *format, ...) G_GNUC_PRINTF (1, 2);
void hearth_tool_print_json (JsonBuilder *builder);

/* Returns (transfer full): cleared and freed by hearth_tool_forget(). NULL: @status is set. */
char *hearth_tool_passphrase (HearthTool *self, gboolean fresh, HearthExit *status);
void hearth_tool_forget (char *passphrase);

G_END_DECLS
