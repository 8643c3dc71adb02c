/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The rules of a phone, in words and in order of care. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-phone-words.h"

#include <string.h>

#include <glib/gi18n.h>

const char *const hearth_phone_safe_codes[] = { "", "any time", "mornings", "after 5 pm", "never", "words", NULL };
const char *const hearth_phone_label_codes[] = { "mobile", "home", "work", "other", NULL };
const char *const hearth_phone_voicemail_codes[] = { "", "none", "first-name", "center", NULL };

static const char *const safe_words[] = { "", N_ ("any time"), N_ ("mornings"), N_ ("after 5 pm"), N_ ("never call") };
static const char *const label_words[] = { N_ ("Mobile"), N_ ("Home"), N_ ("Work"), N_ ("Other") };
static const char *const voicemail_words[]
    = { "", N_ ("no voicemail"), N_ ("first name only on voicemail"), N_ ("voicemail may name the center") };

/* The word for a code; @code itself where it is their own words. */
static const char *
word_of (const char *const *codes, const char *const *words, guint n_words, const char *code)
{
  for (guint i = 0; i < n_words; i++)
    if (g_str_equal (codes[i], code))
      return *words[i] ? _ (words[i]) : "";
  return code;
}

static void
append (GString *text, const char *word)
{
  if (*word == 0)
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, word);
}

/**
 * hearth_phone_words:
 * @phone: a phone
 *
 * Returns: (transfer full): its rules in one line, without the number
 */
char *
hearth_phone_words (HearthPhone *phone)
{
  GString *text = g_string_new (NULL);

  append (text,
          word_of (hearth_phone_label_codes, label_words, G_N_ELEMENTS (label_words), hearth_phone_get_label (phone)));
  append (text, word_of (hearth_phone_safe_codes, safe_words, G_N_ELEMENTS (safe_words),
                         hearth_phone_get_safe_to_call (phone)));
  append (text, word_of (hearth_phone_voicemail_codes, voicemail_words, G_N_ELEMENTS (voicemail_words),
                         hearth_phone_get_voicemail (phone)));
  if (hearth_phone_get_texts (phone))
    append (text, _ ("texts are fine"));
  return g_string_free (text, FALSE);
}

static guint
care_of_calling (const char *safe)
{
  if (g_str_equal (safe, "never"))
    return 3;
  if (g_str_equal (safe, ""))
    return 0;
  return g_str_equal (safe, "any time") ? 1 : 2;
}

static guint
care_of_voicemail (const char *voicemail)
{
  static const char *const in_order[] = { "", "center", "first-name", "none" };

  for (guint i = 0; i < G_N_ELEMENTS (in_order); i++)
    if (g_str_equal (in_order[i], voicemail))
      return i;
  return 0;
}

/**
 * hearth_phone_more_careful:
 * @a: a phone
 * @b: the same number, with other rules
 *
 * When to call weighs most, then voicemail, then texts.
 *
 * Returns: whether the rules of @a are at least as careful
 */
gboolean
hearth_phone_more_careful (HearthPhone *a, HearthPhone *b)
{
  guint safe_a = care_of_calling (hearth_phone_get_safe_to_call (a));
  guint safe_b = care_of_calling (hearth_phone_get_safe_to_call (b));
  guint voicemail_a = care_of_voicemail (hearth_phone_get_voicemail (a));
  guint voicemail_b = care_of_voicemail (hearth_phone_get_voicemail (b));

  if (safe_a != safe_b)
    return safe_a > safe_b;
  if (voicemail_a != voicemail_b)
    return voicemail_a > voicemail_b;
  return !hearth_phone_get_texts (a) || hearth_phone_get_texts (b);
}
