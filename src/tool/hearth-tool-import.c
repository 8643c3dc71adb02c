/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* hearthctl import: people from a CSV file, and taking an import back. Main thread. */

#define G_LOG_DOMAIN "hearthctl"

#include "config.h"

#include "hearth-tool.h"

#include "hearth-import.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PIECE (256 * 1024)

static char **maps;
static gboolean dry_run, take_twins, list_batches;
static gint64 undo;

static const GOptionEntry options[] = {
  { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &maps,
    "Column (name or number) fills this field; =: none. Also several times", "COLUMN=FIELD" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Only say what would happen", NULL },
  { "take-twins", 0, 0, G_OPTION_ARG_NONE, &take_twins, "Also take those who may be there already (the first 200)",
    NULL },
  { "list", 0, 0, G_OPTION_ARG_NONE, &list_batches, "List the imports there were", NULL },
  { "undo", 0, 0, G_OPTION_ARG_INT64, &undo, "Take an import back, but for people who were used since", "IMPORT" },
  { NULL },
};

typedef struct
{
  HearthImport *import; /* (owned) */
  GStrv header;         /* (owned) */
  GStrv mapping;        /* (owned) */
  guint n_rows, n_new, n_twins, n_problems;
  GVariant *review; /* (owned): a(usss) */
  GArray *take;     /* (owned): of guint32 */
  HearthImportProgress now, next;
  GVariant *batches; /* (owned) */
} Call;

static void
call_clear (Call *call)
{
  g_clear_pointer (&call->import, hearth_import_free);
  g_clear_pointer (&call->header, g_strfreev);
  g_clear_pointer (&call->mapping, g_strfreev);
  g_clear_pointer (&call->review, g_variant_unref);
  g_clear_pointer (&call->take, g_array_unref);
  g_clear_pointer (&call->batches, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_clear)

static gboolean
work_check (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_pointer (&call->review, g_variant_unref);
  return hearth_import_check (call->import, unit, (const char *const *)call->mapping, &call->n_new, &call->n_twins,
                              &call->n_problems, &call->review, error);
}

static gboolean
work_run (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  return hearth_import_run (call->import, unit, (const char *const *)call->mapping, NULL, 0,
                            (const guint32 *)(void *)call->take->data, call->take->len, &call->now, &call->next, error);
}

static gboolean
work_undo (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  return hearth_import_undo (unit, undo, &call->now, &call->next, error);
}

static gboolean
work_batches (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_pointer (&call->batches, g_variant_unref);
  call->batches = hearth_import_batches (unit, error);
  return call->batches != NULL;
}

/* Slice by slice to the end. */
static gboolean
go_on (HearthHouse *house, Call *call, HearthUnitWork work, GError **error)
{
  for (call->now = (HearthImportProgress){ 0 }; !call->now.done; call->now = call->next)
    if (!hearth_tool_write (house, work, call, error))
      return FALSE;
  return TRUE;
}

static HearthExit
read_file (HearthTool *tool, Call *call, const char *path)
{
  g_autofree char *piece = g_malloc (PIECE);
  g_autoptr (GError) error = NULL;
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  gssize n = fd < 0 ? -1 : 0;

  call->import = hearth_import_new ();
  while (fd >= 0 && (n = read (fd, piece, PIECE)) > 0)
    if (!hearth_import_add (call->import, piece, (gsize)n, &error))
      break;
  if (n < 0)
    g_printerr ("“%s” cannot be read: %s.\n", path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  if (error)
    return hearth_tool_fail (tool, error);
  return n < 0 ? HEARTH_EXIT_FAILED : HEARTH_EXIT_DONE;
}

static int
column_of (Call *call, const char *name)
{
  char *end;
  long number = strtol (name, &end, 10);

  for (int i = 0; call->header[i]; i++)
    if (g_ascii_strcasecmp (call->header[i], name) == 0)
      return i;
  if (*name && *end == '\0' && number >= 1 && number <= (long)g_strv_length (call->header))
    return (int)number - 1;
  return -1;
}

static HearthExit
read_columns (HearthTool *tool, Call *call)
{
  g_autoptr (GVariant) sample = NULL;
  g_autoptr (GError) error = NULL;

  if (!hearth_import_columns (call->import, 0, &call->header, &call->mapping, &sample, &call->n_rows, &error))
    return hearth_tool_fail (tool, error);
  for (guint i = 0; maps && maps[i]; i++)
    {
      char *equals = strrchr (maps[i], '=');
      g_autofree char *name = equals ? g_strndup (maps[i], (gsize)(equals - maps[i])) : NULL;
      int column = name ? column_of (call, name) : -1;

      if (column < 0)
        return hearth_tool_usage (tool, "“%s” names no column of the file.", maps[i]);
      g_free (call->mapping[column]);
      call->mapping[column] = g_strdup (equals + 1);
    }
  return HEARTH_EXIT_DONE;
}

static void
choose_twins (Call *call)
{
  GVariantIter iter;
  const char *verdict;
  guint32 row;

  call->take = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_variant_iter_init (&iter, call->review);
  while (g_variant_iter_next (&iter, "(us&ss)", &row, NULL, &verdict, NULL))
    if (take_twins && !g_str_equal (verdict, "problem"))
      g_array_append_val (call->take, row);
}

static void
add_number (JsonBuilder *json, const char *name, gint64 number)
{
  json_builder_set_member_name (json, name);
  json_builder_add_int_value (json, number);
}

static void
print_json (Call *call)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  GVariantIter iter;
  const char *name, *verdict, *what;
  guint32 row;

  json_builder_begin_object (json);
  add_number (json, "rows", call->n_rows);
  add_number (json, "new", call->n_new);
  add_number (json, "twins", call->n_twins);
  add_number (json, "problems", call->n_problems);
  add_number (json, "imported", call->now.n_done);
  add_number (json, "import", call->now.batch);
  json_builder_set_member_name (json, "encoding");
  json_builder_add_string_value (json, hearth_import_get_encoding (call->import));
  json_builder_set_member_name (json, "mapping");
  json_builder_begin_array (json);
  for (guint i = 0; call->mapping[i]; i++)
    json_builder_add_string_value (json, call->mapping[i]);
  json_builder_end_array (json);
  json_builder_set_member_name (json, "review");
  json_builder_begin_array (json);
  g_variant_iter_init (&iter, call->review);
  while (g_variant_iter_next (&iter, "(u&s&s&s)", &row, &name, &verdict, &what))
    {
      json_builder_begin_object (json);
      add_number (json, "row", row);
      json_builder_set_member_name (json, "name");
      json_builder_add_string_value (json, name);
      json_builder_set_member_name (json, "verdict");
      json_builder_add_string_value (json, verdict);
      json_builder_set_member_name (json, "field");
      json_builder_add_string_value (json, what);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  hearth_tool_print_json (json);
}

static void
print_text (Call *call)
{
  GVariantIter iter;
  const char *name, *verdict, *what;
  guint32 row;

  for (guint i = 0; call->mapping[i]; i++)
    hearth_tool_print ("column %u, “%s”: %s\n", i + 1, call->header[i],
                       *call->mapping[i] ? call->mapping[i] : "left out");
  if (g_str_equal (hearth_import_get_encoding (call->import), "latin-1"))
    hearth_tool_print ("The file is not Unicode: look whether accents are right.\n");
  g_variant_iter_init (&iter, call->review);
  while (g_variant_iter_next (&iter, "(u&s&s&s)", &row, &name, &verdict, &what))
    hearth_tool_print ("row %u, %s: %s%s%s\n", row, name, verdict, *what ? ", " : "", what);
  hearth_tool_print ("%u new, %u may be there already, %u with a problem.\n", call->n_new, call->n_twins,
                     call->n_problems);
  if (!dry_run)
    hearth_tool_print ("%u came in (import %" G_GINT64_FORMAT "), recorded as told what we keep, today.\n",
                       call->now.n_done, call->now.batch);
}

static HearthExit
import_file (HearthTool *tool, HearthHouse *house, Call *call)
{
  g_autoptr (GError) error = NULL;

  if (!hearth_tool_read (house, work_check, call, &error))
    return hearth_tool_fail (tool, error);
  choose_twins (call);
  if (!dry_run && !go_on (house, call, work_run, &error))
    return hearth_tool_fail (tool, error);
  if (tool->json)
    print_json (call);
  else
    print_text (call);
  return HEARTH_EXIT_DONE;
}

static HearthExit
undo_import (HearthTool *tool, HearthHouse *house, Call *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!go_on (house, call, work_undo, &error))
    return hearth_tool_fail (tool, error);
  if (!tool->json)
    {
      hearth_tool_print ("%u people were taken out again, %u were used since and stay.\n", call->now.n_done,
                         call->now.n_kept);
      return HEARTH_EXIT_DONE;
    }
  json_builder_begin_object (json);
  add_number (json, "removed", call->now.n_done);
  add_number (json, "kept", call->now.n_kept);
  json_builder_end_object (json);
  hearth_tool_print_json (json);
  return HEARTH_EXIT_DONE;
}

static HearthExit
print_batches (HearthTool *tool, HearthHouse *house, Call *call)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  GVariantIter iter;
  gint64 batch, at_s;
  guint32 n_rows, n_people;
  gboolean undone;

  if (!hearth_tool_read (house, work_batches, call, &error))
    return hearth_tool_fail (tool, error);
  json_builder_begin_array (json);
  g_variant_iter_init (&iter, call->batches);
  while (g_variant_iter_next (&iter, "(xxuub)", &batch, &at_s, &n_rows, &n_people, &undone))
    {
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (at_s);
      g_autofree char *when = at ? g_date_time_format (at, "%Y-%m-%d %H:%M") : g_strdup ("?");

      if (!tool->json)
        hearth_tool_print ("import %" G_GINT64_FORMAT ", %s: %u rows, %u people are there%s\n", batch, when, n_rows,
                           n_people, undone ? ", taken back" : "");
      json_builder_begin_object (json);
      add_number (json, "import", batch);
      add_number (json, "at-s", at_s);
      add_number (json, "rows", n_rows);
      add_number (json, "people", n_people);
      json_builder_set_member_name (json, "undone");
      json_builder_add_boolean_value (json, undone);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (tool->json)
    hearth_tool_print_json (json);
  return HEARTH_EXIT_DONE;
}

static HearthExit
run_import (HearthTool *tool)
{
  g_auto (Call) call = { 0 };
  guint n = hearth_tool_n_rest (tool);
  HearthExit status = HEARTH_EXIT_DONE;
  HearthHouse *house;

  if ((n == 1) + (undo != 0) + list_batches != 1 || n > 1)
    return hearth_tool_usage (tool, "Name one file, or say --list or --undo.");
  if (n == 1)
    status = read_file (tool, &call, tool->rest[0]);
  if (n == 1 && status == HEARTH_EXIT_DONE)
    status = read_columns (tool, &call);
  if (status != HEARTH_EXIT_DONE)
    return status;
  house = hearth_tool_open (tool, &status);
  if (house == NULL)
    return status;
  if (n == 1)
    status = import_file (tool, house, &call);
  else
    status = undo ? undo_import (tool, house, &call) : print_batches (tool, house, &call);
  return hearth_tool_close (tool, house, status);
}

const HearthCommand hearth_command_import = {
  .name = "import",
  .arguments = "FILE | --list | --undo=IMPORT",
  .summary = "Brings people in from a CSV file",
  .description = "Fields: preferred-name, given-name, family-name, full-name, former-names, pronouns, birth-date,\n"
                 "recovery-date, phone, email, postal-code, languages, card-code, emergency-name, emergency-phone,\n"
                 "emergency-relation, note. Without --map they are guessed from the header. Everybody who comes in is\n"
                 "recorded as told what we keep, as of today: tell them before.",
  .options = options,
  .run = run_import,
};
