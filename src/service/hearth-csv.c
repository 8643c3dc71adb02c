/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* CSV as programs and offices write it: UTF-8, UTF-16 or an old Western encoding; commas, semicolons or tabs. Parsed by
 * libcsv into one block of text, because a file of 64 MiB may hold twenty million empty cells. Any thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-csv.h"

#include "hearth-error.h"

#include <csv.h>
#include <string.h>

#define PIECE (64 * 1024)
/* libcsv's state between the first and the last character of a cell. It tells of an open quote itself only when it is
 * so strict that it refuses a single inch sign. */
#define WITHIN_FIELD 2

struct _HearthCsv
{
  const char *encoding; /* static */
  GString *text;        /* (owned): all cells, each ends with a NUL */
  GArray *cells;        /* (owned): of guint32: where in the text each begins */
  GArray *rows;         /* (owned): of guint32: with which cell each begins, and one past the last */
};

typedef struct
{
  HearthCsv *csv; /* (unowned) */
  guint rows_max;
  guint columns_max;
  const char *complaint; /* (nullable): static */
} Reading;

static void
take_cell (void *data, size_t length, void *user_data)
{
  Reading *reading = user_data;
  HearthCsv *csv = reading->csv;
  guint32 begin = (guint32)csv->text->len;
  guint32 row_begin = g_array_index (csv->rows, guint32, csv->rows->len - 1);

  if (reading->complaint)
    return;
  if (csv->cells->len - row_begin >= reading->columns_max)
    {
      reading->complaint = "too many columns";
      return;
    }
  g_array_append_val (csv->cells, begin);
  g_string_append_len (csv->text, data, (gssize)length);
  g_string_append_c (csv->text, '\0');
}

static gboolean
row_is_empty (HearthCsv *csv)
{
  guint32 begin = g_array_index (csv->rows, guint32, csv->rows->len - 1);

  for (guint32 i = begin; i < csv->cells->len; i++)
    if (csv->text->str[g_array_index (csv->cells, guint32, i)] != '\0')
      return FALSE;
  return TRUE;
}

static void
take_row (int terminator, void *user_data)
{
  Reading *reading = user_data;
  HearthCsv *csv = reading->csv;
  guint32 end = csv->cells->len;

  if (reading->complaint)
    return;
  /* Rows of empty cells above the header are no rows; below it they count, so that the numbers of rows are those of a
   * spreadsheet. */
  if (csv->rows->len == 1 && row_is_empty (csv))
    {
      g_array_set_size (csv->cells, 0);
      g_string_truncate (csv->text, 0);
      return;
    }
  if (csv->rows->len > reading->rows_max)
    {
      reading->complaint = "too many rows";
      return;
    }
  g_array_append_val (csv->rows, end);
}

/* Files of spreadsheet programs begin so. */
static gboolean
is_spreadsheet (const guint8 *bytes, gsize length)
{
  return length >= 4 && (memcmp (bytes, "PK\x03\x04", 4) == 0 || memcmp (bytes, "\xD0\xCF\x11\xE0", 4) == 0);
}

static char *
from_utf16 (const guint8 *bytes, gsize length, gsize *out_length, GError **error)
{
  const char *charset = bytes[0] == 0xFF ? "UTF-16LE" : "UTF-16BE";
  char *text = g_convert ((const char *)bytes + 2, (gssize)(length - 2), "UTF-8", charset, NULL, out_length, NULL);

  if (text == NULL)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the file is not whole UTF-16");
  return text;
}

/* The characters of an old Western encoding; where a byte means nothing in the one of Windows, the plain one has it. */
static char *
from_latin1 (const char *bytes, gsize length, gsize *out_length)
{
  char *text = g_convert (bytes, (gssize)length, "UTF-8", "WINDOWS-1252", NULL, out_length, NULL);

  return text ? text : g_convert (bytes, (gssize)length, "UTF-8", "ISO-8859-1", NULL, out_length, NULL);
}

/* The file as UTF-8 without a mark at the beginning and without NULs. */
static char *
decode (const guint8 *bytes, gsize length, gsize *out_length, const char **encoding, GError **error)
{
  g_autofree char *text = NULL;
  gsize n = 0;

  *encoding = "utf-8";
  if (is_spreadsheet (bytes, length))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "a spreadsheet, not CSV");
      return NULL;
    }
  if (length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF)))
    {
      *encoding = "utf-16";
      text = from_utf16 (bytes, length, out_length, error);
      if (text == NULL)
        return NULL;
    }
  else
    {
      gsize mark = length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

      *out_length = length - mark;
      text = g_memdup2 (bytes + mark, length - mark + 1);
    }

  for (gsize i = 0; i < *out_length; i++)
    if (text[i] != '\0')
      text[n++] = text[i];
  *out_length = n;
  if (g_utf8_validate_len (text, n, NULL))
    return g_steal_pointer (&text);

  *encoding = "latin-1";
  return from_latin1 (text, n, out_length);
}

/* The separator that stands most often in the first line, outside of quotes. */
static char
guess_separator (const char *text, gsize length)
{
  static const char separators[] = { ',', ';', '\t' };
  gsize counts[G_N_ELEMENTS (separators)] = { 0 };
  gboolean quoted = FALSE;
  guint best = 0;

  for (gsize i = 0; i < length && (quoted || (text[i] != '\n' && text[i] != '\r')); i++)
    {
      if (text[i] == '"')
        quoted = !quoted;
      for (guint j = 0; j < G_N_ELEMENTS (separators) && !quoted; j++)
        counts[j] += text[i] == separators[j];
    }
  for (guint j = 1; j < G_N_ELEMENTS (separators); j++)
    if (counts[j] > counts[best])
      best = j;
  return separators[best];
}

/* Excel's own first line: "sep=;" names the separator and is no row. Returns how long it is. */
static gsize
separator_line (const char *text, gsize length, char *separator)
{
  gsize i = 5;

  if (length < 5 || g_ascii_strncasecmp (text, "sep=", 4) != 0)
    return 0;
  if ((i < length && text[i] != '\r' && text[i] != '\n') || text[4] == '\r' || text[4] == '\n')
    return 0;
  *separator = text[4];
  while (i < length && (text[i] == '\r' || text[i] == '\n'))
    i++;
  return i;
}

static gboolean
parse (Reading *reading, const char *text, gsize length, char separator, GError **error)
{
  struct csv_parser parser;
  const char *complaint = NULL;

  if (csv_init (&parser, 0) != 0)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "libcsv cannot start");
      return FALSE;
    }
  csv_set_delim (&parser, (unsigned char)separator);
  for (gsize at = 0; at < length && reading->complaint == NULL && complaint == NULL; at += PIECE)
    {
      gsize piece = MIN (PIECE, length - at);

      if (csv_parse (&parser, text + at, piece, take_cell, take_row, reading) != piece)
        complaint = csv_strerror (csv_error (&parser));
    }
  if (complaint == NULL && parser.quoted && parser.pstate == WITHIN_FIELD)
    complaint = "a quote is not closed";
  if (csv_fini (&parser, take_cell, take_row, reading) != 0 && complaint == NULL)
    complaint = csv_strerror (csv_error (&parser));
  csv_free (&parser);

  if (reading->complaint)
    complaint = reading->complaint;
  if (complaint == NULL)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "%s", complaint);
  return FALSE;
}

/**
 * hearth_csv_parse:
 * @data: (array length=length): a file
 * @length: its length in bytes
 * @rows_max: how many rows may stand below the header
 * @columns_max: how many cells a row may have
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its rows; %NULL with %HEARTH_ERROR_INVALID for a file that is no CSV, goes beyond
 *   the bounds or ends inside quotes (then it was cut off, or a stray quote would swallow rows)
 */
HearthCsv *
hearth_csv_parse (gconstpointer data, gsize length, guint rows_max, guint columns_max, GError **error)
{
  g_autoptr (HearthCsv) self = g_new0 (HearthCsv, 1);
  g_autofree guint8 *bytes = g_malloc (length + 1);
  g_autofree char *text = NULL;
  Reading reading = { .csv = self, .rows_max = rows_max, .columns_max = columns_max };
  gsize text_length = 0, skip;
  guint32 first = 0;
  char separator;

  self->text = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->rows, first);

  if (length > 0)
    memcpy (bytes, data, length);
  bytes[length] = '\0';
  text = decode (bytes, length, &text_length, &self->encoding, error);
  g_clear_pointer (&bytes, g_free);
  if (text == NULL)
    return NULL;
  skip = separator_line (text, text_length, &separator);
  if (skip == 0)
    separator = guess_separator (text, text_length);
  if (!parse (&reading, text + skip, text_length - skip, separator, error))
    return NULL;
  if (self->rows->len > 1)
    return g_steal_pointer (&self);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the file is empty");
  return NULL;
}

/**
 * hearth_csv_free:
 * @self: (nullable) (transfer full): a file
 */
void
hearth_csv_free (HearthCsv *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_free (self);
}

/**
 * hearth_csv_get_encoding:
 * @self: a file
 *
 * Returns: (transfer none): "utf-8", "utf-16", or "latin-1" where it had to be guessed
 */
const char *
hearth_csv_get_encoding (HearthCsv *self)
{
  return self->encoding;
}

/**
 * hearth_csv_get_n_rows:
 * @self: a file
 *
 * Returns: how many rows there are, the header with them
 */
guint
hearth_csv_get_n_rows (HearthCsv *self)
{
  return self->rows->len - 1;
}

/**
 * hearth_csv_get_n_cells:
 * @self: a file
 * @row: a row; 0 is the header
 *
 * Returns: how many cells stand in it
 */
guint
hearth_csv_get_n_cells (HearthCsv *self, guint row)
{
  g_return_val_if_fail (row < hearth_csv_get_n_rows (self), 0);

  return g_array_index (self->rows, guint32, row + 1) - g_array_index (self->rows, guint32, row);
}

/**
 * hearth_csv_get:
 * @self: a file
 * @row: a row; 0 is the header
 * @column: a column; one beyond the end of the row is empty
 *
 * Returns: (transfer none): the text of the cell
 */
const char *
hearth_csv_get (HearthCsv *self, guint row, guint column)
{
  if (column >= hearth_csv_get_n_cells (self, row))
    return "";
  return self->text->str + g_array_index (self->cells, guint32, g_array_index (self->rows, guint32, row) + column);
}
