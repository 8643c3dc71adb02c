/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* From the search field to the form of a new person; the person at the desk sees it and corrects it. Any thread. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-typed-name.h"

#include <string.h>

#include "hearth-text.h"

/* Words with which a family name may begin, and that stay small. */
static const char *const particles[] = { "al",  "ap", "bin", "da", "de", "del", "della", "den", "der", "di", "do",
                                         "dos", "du", "el",  "la", "le", "ten", "ter",   "van", "von", "zu", NULL };

static gboolean
is_lower (const char *text)
{
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    if (g_unichar_isupper (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

/* A word that was typed small in a hurry. */
static char *
capitalized (const char *word)
{
  GString *out = g_string_new (NULL);
  gboolean begins = TRUE;

  for (const char *at = word; *at; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      g_string_append_unichar (out, begins ? g_unichar_totitle (letter) : letter);
      begins = letter == '-' || letter == '\'';
    }
  return g_string_free (out, FALSE);
}

static gboolean
is_particle (const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);

  return g_strv_contains (particles, lower);
}

/* Words @from to @to with a space between them. A preferred name begins large, a family name may begin with a particle. */
static char *
join (char **words, guint from, guint to, gboolean capitalize, gboolean preferred)
{
  GString *out = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    {
      g_autofree char *word = capitalize && ((preferred && i == from) || !is_particle (words[i]))
                                  ? capitalized (words[i])
                                  : g_strdup (words[i]);

      if (out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, word);
    }
  return g_string_free (out, FALSE);
}

static char **
split_words (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (text, " \t\n", -1);

  for (guint i = 0; parts[i]; i++)
    if (*parts[i])
      g_strv_builder_add (builder, parts[i]);
  return g_strv_builder_end (builder);
}

/* The family name begins at its first particle, else it is the last word. */
static guint
family_begins (char **words, guint n_words)
{
  for (guint i = 1; i + 1 < n_words; i++)
    if (is_particle (words[i]))
      return i;
  return n_words > 1 ? n_words - 1 : n_words;
}

/**
 * hearth_typed_name_split:
 * @typed: what was typed
 * @preferred: (out) (transfer full): the name to call them by
 * @family: (out) (transfer full): the family name
 * @phone: (out) (transfer full): a phone number
 */
void
hearth_typed_name_split (const char *typed, char **preferred, char **family, char **phone)
{
  g_autofree char *digits = hearth_text_digits (typed);
  g_auto (GStrv) words = NULL;
  gboolean small = is_lower (typed);
  const char *comma = strchr (typed, ',');
  guint n_words, begins;

  *preferred = *family = *phone = NULL;
  if (*digits)
    {
      /* Four digits find somebody; they are not a phone yet. */
      *phone = strlen (digits) >= 7 ? g_strstrip (g_strdup (typed)) : g_strdup ("");
      *preferred = g_strdup ("");
      *family = g_strdup ("");
      return;
    }
  *phone = g_strdup ("");
  if (comma)
    {
      g_autofree char *before = g_strndup (typed, comma - typed);
      g_auto (GStrv) first = split_words (comma + 1), last = split_words (before);

      *preferred = join (first, 0, g_strv_length (first), small, TRUE);
      *family = join (last, 0, g_strv_length (last), small, FALSE);
      return;
    }
  words = split_words (typed);
  n_words = g_strv_length (words);
  begins = family_begins (words, n_words);
  *preferred = join (words, 0, begins, small, TRUE);
  *family = join (words, begins, n_words, small, FALSE);
}
