/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A code in groups while it is typed. What is typed, pasted or taken away is worked into the whole text before it gets into
 * the entry, so that the caret never jumps and no step in between is seen.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-code-format.h"

#include "hearth-join-code.h"

#include <string.h>

static void insert_cb (GtkEditable *editable, const char *text, int length, int *position, gpointer data);
static void delete_cb (GtkEditable *editable, int start, int end, gpointer data);

static GQuark
backspace_quark (void)
{
  return g_quark_from_static_string ("hearth-code-backspace");
}

static guint
count_characters (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += *p != '-';
  return n;
}

/* Returns: (transfer full): @typed in its groups, without a dash at the end that nobody has typed past yet */
static char *
tidy (const char *typed)
{
  char *text = hearth_join_code_tidy (typed);
  gsize length = strlen (text);

  while (length > 0 && text[length - 1] == '-')
    text[--length] = '\0';
  return text;
}

/* Returns: where the caret is after the @n-th character of the code */
static int
position_after (const char *text, guint n)
{
  const char *p = text;

  while (*p != '\0' && n > 0)
    n -= *p++ != '-';
  return (int)(p - text);
}

static void
replace (GtkEditable *editable, const char *text, int caret)
{
  int position = 0;

  g_signal_handlers_block_by_func (editable, insert_cb, NULL);
  g_signal_handlers_block_by_func (editable, delete_cb, NULL);
  gtk_editable_delete_text (editable, 0, -1);
  gtk_editable_insert_text (editable, text, -1, &position);
  gtk_editable_set_position (editable, caret);
  g_signal_handlers_unblock_by_func (editable, insert_cb, NULL);
  g_signal_handlers_unblock_by_func (editable, delete_cb, NULL);
}

static void
insert_cb (GtkEditable *editable, const char *text, int length, int *position, gpointer data)
{
  g_autofree char *before = gtk_editable_get_chars (editable, 0, *position);
  g_autofree char *after = gtk_editable_get_chars (editable, *position, -1);
  g_autofree char *typed = g_strndup (text, length < 0 ? strlen (text) : (gsize)length);
  g_autofree char *left = g_strconcat (before, typed, NULL);
  g_autofree char *all = g_strconcat (left, after, NULL);
  g_autofree char *tidy_left = tidy (left);
  g_autofree char *tidy_all = tidy (all);

  g_signal_stop_emission_by_name (editable, "insert-text");
  *position = position_after (tidy_all, count_characters (tidy_left));
  replace (editable, tidy_all, *position);
}

/* A dash is no character of its own: who takes it away means the character beside it. */
static void
widen (GtkEditable *editable, int *start, int *end)
{
  g_autofree char *range = gtk_editable_get_chars (editable, *start, *end);

  if (!g_str_equal (range, "-"))
    return;
  if (g_object_get_qdata (G_OBJECT (editable), backspace_quark ()) != NULL)
    *start = MAX (*start - 1, 0);
  else
    *end += 1;
}

static void
delete_cb (GtkEditable *editable, int start, int end, gpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *all = NULL;
  g_autofree char *tidy_before = NULL;
  g_autofree char *tidy_all = NULL;

  if (end < 0)
    end = (int)g_utf8_strlen (gtk_editable_get_text (editable), -1);
  widen (editable, &start, &end);
  before = gtk_editable_get_chars (editable, 0, start);
  after = gtk_editable_get_chars (editable, end, -1);
  all = g_strconcat (before, after, NULL);
  tidy_before = tidy (before);
  tidy_all = tidy (all);
  g_signal_stop_emission_by_name (editable, "delete-text");
  replace (editable, tidy_all, position_after (tidy_all, count_characters (tidy_before)));
}

static void
backspace_cb (GtkEditable *editable)
{
  g_object_set_qdata (G_OBJECT (editable), backspace_quark (), editable);
}

static void
backspace_over_cb (GtkEditable *editable)
{
  g_object_set_qdata (G_OBJECT (editable), backspace_quark (), NULL);
}

/**
 * hearth_code_format_attach:
 * @entry: where a code is typed
 *
 * Keeps what is in @entry in groups of five from now on.
 */
void
hearth_code_format_attach (GtkEntry *entry)
{
  GtkEditable *text;

  g_return_if_fail (GTK_IS_ENTRY (entry));

  text = gtk_editable_get_delegate (GTK_EDITABLE (entry));
  g_signal_connect (text, "insert-text", G_CALLBACK (insert_cb), NULL);
  g_signal_connect (text, "delete-text", G_CALLBACK (delete_cb), NULL);
  g_signal_connect (text, "backspace", G_CALLBACK (backspace_cb), NULL);
  g_signal_connect_after (text, "backspace", G_CALLBACK (backspace_over_cb), NULL);
}
