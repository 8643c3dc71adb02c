/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Fields of an import and their words. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-import-words.h"

#include <glib/gi18n.h>

static const struct
{
  const char *field;
  const char *label;
} fields[] = {
  { "", N_ ("Leave out") },
  { "preferred-name", N_ ("Preferred name") },
  { "given-name", N_ ("Given name") },
  { "family-name", N_ ("Family name") },
  { "full-name", N_ ("Whole name in one column") },
  { "former-names", N_ ("Former name") },
  { "pronouns", N_ ("Pronouns") },
  { "birth-date", N_ ("Birth: a date or a year") },
  { "recovery-date", N_ ("Recovery date") },
  { "phone", N_ ("Phone") },
  { "email", N_ ("E-mail") },
  { "postal-code", N_ ("Postal code") },
  { "languages", N_ ("Languages") },
  { "card-code", N_ ("Card") },
  { "emergency-name", N_ ("Emergency contact: name") },
  { "emergency-phone", N_ ("Emergency contact: phone") },
  { "emergency-relation", N_ ("Emergency contact: who they are") },
  { "note", N_ ("Note") },
};

/**
 * hearth_import_words_get_n_fields:
 *
 * Returns: how many there are
 */
guint
hearth_import_words_get_n_fields (void)
{
  return G_N_ELEMENTS (fields);
}

/**
 * hearth_import_words_get_field:
 * @position: from 0
 *
 * Returns: (transfer none): the field as the protocol names it
 */
const char *
hearth_import_words_get_field (guint position)
{
  g_return_val_if_fail (position < G_N_ELEMENTS (fields), "");

  return fields[position].field;
}

/**
 * hearth_import_words_get_label:
 * @position: from 0
 *
 * Returns: (transfer none): what it is called on screen
 */
const char *
hearth_import_words_get_label (guint position)
{
  g_return_val_if_fail (position < G_N_ELEMENTS (fields), "");

  return _ (fields[position].label);
}

/**
 * hearth_import_words_find:
 * @field: as the protocol names it
 *
 * Returns: its position; that of "leave out" for an unknown one
 */
guint
hearth_import_words_find (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (field, fields[i].field))
      return i;
  return 0;
}
