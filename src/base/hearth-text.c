/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Text that people type: cleaned before it is kept, folded before it is compared. Any thread. */

#define G_LOG_DOMAIN "hearth-base"

#include "config.h"

#include "hearth-text.h"

#include "hearth-error.h"

/**
 * hearth_set_str:
 * @field: the field, owned by its struct
 * @value: (nullable): the new value
 *
 * Returns: whether the field changed (g_set_str() of later GLib)
 */
gboolean
hearth_set_str (char **field, const char *value)
{
  if (g_strcmp0 (*field, value) == 0)
    return FALSE;

  g_free (*field);
  *field = g_strdup (value);
  return TRUE;
}

/* Characters that change how the text around them is read or that cannot be seen: they would let one name look like
 * another. Joiners (U+200C, U+200D) stay: Persian names and emoji need them. */
static gboolean
is_unwanted (gunichar c)
{
  if (c == 0x200B || c == 0xFEFF || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
    return TRUE;
  return g_unichar_type (c) == G_UNICODE_CONTROL;
}

static char *
clean (const char *text, guint max_chars, gboolean keep_lines, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint n_chars = 0;
  gboolean space = FALSE;

  if (text == NULL)
    return g_strdup ("");
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "text is not UTF-8");
      return NULL;
    }

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (keep_lines && c == '\n')
        {
          g_string_append_c (out, '\n');
          space = FALSE;
          n_chars++;
          continue;
        }
      if (g_unichar_isspace (c) || c == '\t' || c == '\n' || c == '\r')
        {
          space = TRUE;
          continue;
        }
      if (is_unwanted (c))
        continue;
      if (space && out->len > 0 && out->str[out->len - 1] != '\n')
        {
          g_string_append_c (out, ' ');
          n_chars++;
        }
      space = FALSE;
      g_string_append_unichar (out, c);
      n_chars++;
    }

  if (n_chars > max_chars)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "text has %u characters, %u fit", n_chars, max_chars);
      return NULL;
    }
  g_autofree char *joined = g_string_free (g_steal_pointer (&out), FALSE);

  return g_utf8_normalize (g_strchomp (joined), -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

/**
 * hearth_text_clean:
 * @text: (nullable): what was typed or sent
 * @max_chars: how many characters fit
 * @error: return location
 *
 * One line of text as it is kept: composed (NFC), without control and direction characters, with single spaces and none
 * at the ends. %NULL gives "".
 *
 * Returns: (transfer full) (nullable): the text; %NULL with %HEARTH_ERROR_INVALID if it is too long or no UTF-8
 */
char *
hearth_text_clean (const char *text, guint max_chars, GError **error)
{
  return clean (text, max_chars, FALSE, error);
}

/**
 * hearth_text_clean_note:
 * @text: (nullable): what was typed or sent
 * @max_chars: how many characters fit
 * @error: return location
 *
 * As hearth_text_clean(), for text of several lines.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
hearth_text_clean_note (const char *text, guint max_chars, GError **error)
{
  return clean (text, max_chars, TRUE, error);
}

/* Signs inside a word that some write and others leave out: marks, apostrophes (also the Hawaiian one), joiners, the
 * Arabic stretching stroke. */
static gboolean
is_left_out (gunichar c)
{
  switch (c)
    {
    case '\'':
    case '`':
    case 0x02BB:
    case 0x02BC:
    case 0x0640:
    case 0x200C:
    case 0x200D:
    case 0x2018:
    case 0x2019:
      return TRUE;
    default:
      return g_unichar_ismark (c);
    }
}

/* Letters that decomposition leaves whole, and what people type for them; Persian keyboards have their own yeh and kaf. */
static const char *
plain_letter (gunichar c)
{
  switch (c)
    {
    case 0x00DF:
      return "ss";
    case 0x00E6:
      return "ae";
    case 0x0153:
      return "oe";
    case 0x00F8:
      return "o";
    case 0x0142:
      return "l";
    case 0x0111:
    case 0x00F0:
      return "d";
    case 0x00FE:
      return "th";
    case 0x0131:
      return "i";
    case 0x0649:
    case 0x06CC:
      return "\u064A";
    case 0x06A9:
      return "\u0643";
    default:
      return NULL;
    }
}

/**
 * hearth_text_fold:
 * @text: (nullable): valid UTF-8
 *
 * The text as it is compared and searched: lower case, without accents, every run of what is neither letter nor digit as
 * one space; an apostrophe inside a word vanishes ("O’Brien" is found by "obrien").
 *
 * Returns: (transfer full): the folded text
 */
char *
hearth_text_fold (const char *text)
{
  g_autofree char *lower = g_utf8_casefold (text ? text : "", -1);
  g_autofree char *apart = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (apart ? apart : "", -1); /* some letters only now have a lower case */
  GString *out = g_string_sized_new (32);
  gboolean space = FALSE;

  for (const char *p = folded; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      const char *plain;

      if (is_left_out (c))
        continue;
      if (!g_unichar_isalnum (c))
        {
          space = TRUE;
          continue;
        }
      if (space && out->len > 0)
        g_string_append_c (out, ' ');
      space = FALSE;
      if ((plain = plain_letter (c)) != NULL)
        g_string_append (out, plain);
      else
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

/**
 * hearth_text_initial:
 * @name: (nullable): a family name
 *
 * What the privacy view shows of a family name: its first letter with its marks and a full stop ("Ł."), or "".
 *
 * Returns: (transfer full): the initial
 */
char *
hearth_text_initial (const char *name)
{
  const char *end;

  if (name == NULL || *name == '\0')
    return g_strdup ("");
  for (end = g_utf8_next_char (name); *end && g_unichar_ismark (g_utf8_get_char (end)); end = g_utf8_next_char (end))
    ;
  g_autofree char *first = g_strndup (name, end - name);

  return g_strconcat (first, ".", NULL);
}

/**
 * hearth_text_digits:
 * @text: (nullable): a phone number as typed
 *
 * Returns: (transfer full): its ASCII digits alone
 */
char *
hearth_text_digits (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text ? text : ""; *p; p = g_utf8_next_char (p))
    {
      int value = g_unichar_digit_value (g_utf8_get_char (p));

      if (value >= 0)
        g_string_append_c (out, (char)('0' + value));
    }
  return g_string_free (out, FALSE);
}
