/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A person's record line by line, for looking at two side by side: a merge, or an edit that met another.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-person-line.h"

#include <glib/gi18n.h>

#include "hearth-date-text.h"
#include "hearth-emergency-contact.h"
#include "hearth-phone-words.h"

static const struct
{
  const char *label;
  const char *fields[3]; /* NULL-terminated */
  gboolean keeps_both;
} lines[HEARTH_N_PERSON_LINES] = {
  [HEARTH_PERSON_LINE_PREFERRED_NAME] = { N_ ("Preferred name"), { "preferred-name" }, FALSE },
  [HEARTH_PERSON_LINE_GIVEN_NAME] = { N_ ("Given name"), { "given-name" }, FALSE },
  [HEARTH_PERSON_LINE_FAMILY_NAME] = { N_ ("Family name"), { "family-name" }, FALSE },
  [HEARTH_PERSON_LINE_FORMER_NAMES] = { N_ ("Former names"), { "former-names" }, TRUE },
  [HEARTH_PERSON_LINE_PRONOUNS] = { N_ ("Pronouns"), { "pronouns" }, FALSE },
  [HEARTH_PERSON_LINE_BIRTH] = { N_ ("Birth"), { "birth-kind", "birth-date" }, FALSE },
  [HEARTH_PERSON_LINE_RECOVERY] = { N_ ("Recovery date"), { "recovery-date", "recovery-noticed" }, FALSE },
  [HEARTH_PERSON_LINE_PHONES] = { N_ ("Phones"), { "phones" }, TRUE },
  [HEARTH_PERSON_LINE_EMAIL] = { N_ ("E-mail"), { "email" }, FALSE },
  [HEARTH_PERSON_LINE_POSTAL_CODE] = { N_ ("Postal code"), { "postal-code" }, FALSE },
  [HEARTH_PERSON_LINE_LANGUAGES] = { N_ ("Languages"), { "languages" }, TRUE },
  [HEARTH_PERSON_LINE_EMERGENCY_CONTACTS] = { N_ ("Emergency"), { "emergency-contacts" }, TRUE },
  [HEARTH_PERSON_LINE_CARD] = { N_ ("Card"), { "card-code" }, FALSE },
  [HEARTH_PERSON_LINE_NOTE] = { N_ ("Note"), { "note" }, TRUE },
  [HEARTH_PERSON_LINE_TOLD] = { N_ ("Told what we keep"), { "told-version", "told-on" }, FALSE },
};

/**
 * hearth_person_line_get_label:
 * @line: a line
 *
 * Returns: (transfer none): what it is called on screen
 */
const char *
hearth_person_line_get_label (HearthPersonLine line)
{
  g_return_val_if_fail ((guint)line < HEARTH_N_PERSON_LINES, "");

  return _ (lines[line].label);
}

/**
 * hearth_person_line_keeps_both:
 * @line: a line
 *
 * Returns: whether a merge keeps what both records have on it
 */
gboolean
hearth_person_line_keeps_both (HearthPersonLine line)
{
  g_return_val_if_fail ((guint)line < HEARTH_N_PERSON_LINES, FALSE);

  return lines[line].keeps_both;
}

static char *
birth_text (HearthPerson *person)
{
  const char *kind = hearth_person_get_birth_kind (person);

  if (g_str_equal (kind, "date"))
    return hearth_date_text_show (hearth_person_get_birth_date (person));
  if (g_str_equal (kind, "year"))
    return g_strdup (hearth_person_get_birth_date (person));
  if (g_str_equal (kind, "under-18"))
    return g_strdup (_ ("Under 18"));
  if (g_str_equal (kind, "18-or-over"))
    return g_strdup (_ ("18 or over"));
  return g_strdup (g_str_equal (kind, "not-asked") ? _ ("Not asked") : "");
}

static char *
recovery_text (HearthPerson *person)
{
  g_autofree char *shown = hearth_date_text_show (hearth_person_get_recovery_date (person));

  if (!hearth_person_get_recovery_noticed (person))
    return g_steal_pointer (&shown);
  /* Translators: a day */
  return g_strdup_printf (_ ("%s, may be noticed"), shown);
}

static char *
phones_text (HearthPerson *person)
{
  GListModel *phones = hearth_person_get_phones (person);
  GString *text = g_string_new (NULL);

  for (guint i = 0; phones && i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr (HearthPhone) phone = g_list_model_get_item (phones, i);
      g_autofree char *words = hearth_phone_words (phone);

      g_string_append_printf (text, "%s%s\n%s", i > 0 ? "\n" : "", hearth_phone_get_number (phone), words);
    }
  return g_string_free (text, FALSE);
}

static char *
contacts_text (HearthPerson *person)
{
  GListModel *contacts = hearth_person_get_emergency_contacts (person);
  GString *text = g_string_new (NULL);

  for (guint i = 0; contacts && i < g_list_model_get_n_items (contacts); i++)
    {
      g_autoptr (HearthEmergencyContact) contact = g_list_model_get_item (contacts, i);
      const char *parts[]
          = { hearth_emergency_contact_get_name (contact), hearth_emergency_contact_get_relation (contact),
              hearth_emergency_contact_get_phone (contact) };

      if (text->len > 0)
        g_string_append_c (text, '\n');
      for (guint part = 0, n = 0; part < G_N_ELEMENTS (parts); part++)
        if (*parts[part])
          g_string_append_printf (text, "%s%s", n++ ? " · " : "", parts[part]);
    }
  return g_string_free (text, FALSE);
}

static char *
told_text (HearthPerson *person)
{
  g_autofree char *shown = hearth_date_text_show (hearth_person_get_told_on (person));

  if (*hearth_person_get_told_version (person) == 0)
    return g_strdup ("");
  /* Translators: the version of a text and a day, as in “Version 2, on March 3, 2026” */
  return g_strdup_printf (_ ("Version %s, on %s"), hearth_person_get_told_version (person), shown);
}

/**
 * hearth_person_line_text:
 * @line: a line
 * @person: a record
 *
 * Returns: (transfer full): what stands on the line, "" for nothing
 */
char *
hearth_person_line_text (HearthPersonLine line, HearthPerson *person)
{
  g_autofree char *text = NULL;

  switch (line)
    {
    case HEARTH_PERSON_LINE_FORMER_NAMES:
      return g_strjoinv (", ", (char **)hearth_person_get_former_names (person));
    case HEARTH_PERSON_LINE_BIRTH:
      return birth_text (person);
    case HEARTH_PERSON_LINE_RECOVERY:
      return recovery_text (person);
    case HEARTH_PERSON_LINE_PHONES:
      return phones_text (person);
    case HEARTH_PERSON_LINE_LANGUAGES:
      return g_strjoinv (", ", (char **)hearth_person_get_languages (person));
    case HEARTH_PERSON_LINE_EMERGENCY_CONTACTS:
      return contacts_text (person);
    case HEARTH_PERSON_LINE_TOLD:
      return told_text (person);
    default:
      g_object_get (person, lines[line].fields[0], &text, NULL);
      return text ? g_steal_pointer (&text) : g_strdup ("");
    }
}

/* The value of one field as it travels, also where it is the default. Returns (transfer full). */
static GVariant *
dup_field (HearthPerson *person, const char *field)
{
  g_autoptr (GVariant) all = g_variant_ref_sink (hearth_record_to_variant (person));
  GVariant *value = g_variant_lookup_value (all, field, NULL);
  GType type;

  if (value != NULL)
    return value;
  type = g_object_class_find_property (G_OBJECT_GET_CLASS (person), field)->value_type;
  if (type == G_TYPE_BOOLEAN)
    return g_variant_ref_sink (g_variant_new_boolean (FALSE));
  if (type == G_TYPE_STRV)
    return g_variant_ref_sink (g_variant_new_strv (NULL, 0));
  if (type == G_TYPE_LIST_MODEL)
    return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE_VARDICT, NULL, 0));
  return g_variant_ref_sink (g_variant_new_string (""));
}

/**
 * hearth_person_line_same:
 * @line: a line
 * @a: a record
 * @b: another
 *
 * Returns: whether the same stands on the line in both
 */
gboolean
hearth_person_line_same (HearthPersonLine line, HearthPerson *a, HearthPerson *b)
{
  for (guint i = 0; lines[line].fields[i]; i++)
    {
      g_autoptr (GVariant) in_a = dup_field (a, lines[line].fields[i]);
      g_autoptr (GVariant) in_b = dup_field (b, lines[line].fields[i]);

      if (!g_variant_equal (in_a, in_b))
        return FALSE;
    }
  return TRUE;
}

/**
 * hearth_person_line_copy:
 * @line: a line
 * @from: a record
 * @fields: gets the fields of the line
 */
void
hearth_person_line_copy (HearthPersonLine line, HearthPerson *from, GVariantDict *fields)
{
  for (guint i = 0; lines[line].fields[i]; i++)
    {
      g_autoptr (GVariant) value = dup_field (from, lines[line].fields[i]);

      g_variant_dict_insert_value (fields, lines[line].fields[i], value);
    }
}

/**
 * hearth_person_line_rebase:
 * @base: the record as somebody began to edit it
 * @mine: what they made of it
 * @theirs: what the record is by now
 * @conflicts: (out) (transfer full): #HearthPersonLine of each line that both changed to something else
 *
 * Returns: (transfer full): @theirs with the changes of @mine; on lines in conflict that of @mine
 */
HearthPerson *
hearth_person_line_rebase (HearthPerson *base, HearthPerson *mine, HearthPerson *theirs, GArray **conflicts)
{
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (HearthPersonLine));

  for (HearthPersonLine line = 0; line < HEARTH_N_PERSON_LINES; line++)
    {
      if (hearth_person_line_same (line, base, mine))
        continue;
      hearth_person_line_copy (line, mine, &fields);
      if (!hearth_person_line_same (line, base, theirs) && !hearth_person_line_same (line, mine, theirs))
        g_array_append_val (found, line);
    }
  changes = g_variant_ref_sink (g_variant_dict_end (&fields));
  *conflicts = g_steal_pointer (&found);
  return hearth_record_with (theirs, changes, NULL);
}
