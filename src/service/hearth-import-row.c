/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One row of a file becomes a person: names put together or taken apart, days in several spellings, several phones. What
 * the row cannot mean is a problem that names the field. Any thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-import-row.h"

#include "hearth-id.h"
#include "hearth-import-day.h"
#include "hearth-import-mapping.h"
#include "hearth-person-rules.h"
#include "hearth-text.h"

#include <string.h>

/* Particles that belong to the family name behind them. */
static gboolean
is_particle (const char *word)
{
  static const char *const particles[] = { "de",  "del", "la",  "las", "los", "da",  "dos", "di", "van",
                                           "von", "der", "den", "le",  "st",  "mac", "bin", NULL };
  g_autofree char *folded = hearth_text_fold (word);

  return g_strv_contains (particles, folded);
}

static gboolean
is_suffix (const char *word)
{
  static const char *const suffixes[] = { "jr", "sr", "ii", "iii", "iv", NULL };
  g_autofree char *folded = hearth_text_fold (word);

  return g_strv_contains (suffixes, folded);
}

/* What stands before and behind the first comma, each stripped. */
static void
split_at_comma (const char *whole, const char *comma, char **before, char **behind)
{
  *before = g_strstrip (g_strndup (whole, (gsize)(comma - whole)));
  *behind = g_strstrip (g_strdup (comma + 1));
}

static char *
join_words (char **words, guint from, guint to)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    g_string_append_printf (joined, "%s%s", joined->len ? " " : "", words[i]);
  return g_string_free (g_steal_pointer (&joined), FALSE);
}

/* "First Last", "First de la Last", "First Last Jr." */
static void
split_words (const char *whole, char **given, char **family)
{
  g_auto (GStrv) words = g_strsplit (whole, " ", -1);
  guint n = g_strv_length (words);
  guint begin = n;

  if (n > 2 && is_suffix (words[n - 1]))
    begin--;
  if (begin > 1)
    begin--;
  else
    begin = n;
  while (begin > 1 && begin < n && is_particle (words[begin - 1]))
    begin--;
  *given = join_words (words, 0, begin);
  *family = join_words (words, begin, n);
}

/* A whole name, also as "Last, First". */
static void
split_name (const char *text, char **given, char **family)
{
  g_autofree char *whole = hearth_text_clean (text, G_MAXUINT, NULL);
  g_autofree char *before = NULL;
  g_autofree char *behind = NULL;
  const char *comma = whole ? strchr (whole, ',') : NULL;

  if (comma)
    split_at_comma (whole, comma, &before, &behind);
  if (comma && !is_suffix (behind) && *before)
    {
      *family = g_steal_pointer (&before);
      *given = g_steal_pointer (&behind);
      return;
    }
  if (comma)
    {
      g_autofree char *apart = g_strdelimit (g_steal_pointer (&whole), ",", ' ');

      whole = hearth_text_clean (apart, G_MAXUINT, NULL);
    }
  split_words (whole ? whole : "", given, family);
}

/* What is gathered from the cells of one row. */
typedef struct
{
  GVariantDict fields;
  char *preferred;      /* (owned) (nullable) */
  char *given;          /* (owned) (nullable) */
  char *family;         /* (owned) (nullable) */
  GPtrArray *former;    /* (owned): of text (owned) */
  GPtrArray *languages; /* (owned): of text (owned) */
  GVariantBuilder phones;
  GVariantDict contact;
  gboolean has_contact;
  gboolean has_phone;
  GString *note; /* (owned) */
} Gathered;

static void
gathered_init (Gathered *self)
{
  *self = (Gathered){ 0 };
  g_variant_dict_init (&self->fields, NULL);
  g_variant_dict_init (&self->contact, NULL);
  g_variant_builder_init (&self->phones, G_VARIANT_TYPE ("aa{sv}"));
  self->former = g_ptr_array_new_with_free_func (g_free);
  self->languages = g_ptr_array_new_with_free_func (g_free);
  self->note = g_string_new (NULL);
}

static void
gathered_clear (Gathered *self)
{
  g_variant_dict_clear (&self->fields);
  g_variant_dict_clear (&self->contact);
  g_variant_builder_clear (&self->phones);
  g_free (self->preferred);
  g_free (self->given);
  g_free (self->family);
  g_ptr_array_unref (self->former);
  g_ptr_array_unref (self->languages);
  g_string_free (self->note, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gathered, gathered_clear)

/* The parts of a cell that holds several. */
static void
add_parts (GPtrArray *parts, const char *text, const char *separators)
{
  g_auto (GStrv) pieces = g_strsplit_set (text, separators, -1);

  for (guint i = 0; pieces[i]; i++)
    if (*g_strstrip (pieces[i]) && !hearth_import_day_is_nothing (pieces[i]))
      g_ptr_array_add (parts, g_strdup (pieces[i]));
}

static void
add_phones (Gathered *row, const char *text, const char *header)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);

  add_parts (numbers, text, ";/,|");
  for (guint i = 0; i < numbers->len; i++)
    {
      g_auto (GVariantDict) phone = G_VARIANT_DICT_INIT (NULL);

      g_variant_dict_insert (&phone, "number", "s", numbers->pdata[i]);
      g_variant_dict_insert (&phone, "label", "s", hearth_import_mapping_phone_label (header));
      g_variant_builder_add_value (&row->phones, g_variant_dict_end (&phone));
      row->has_phone = TRUE;
    }
}

static void
add_contact (Gathered *row, const char *field, const char *text)
{
  if (hearth_import_day_is_nothing (text))
    return;
  g_variant_dict_insert (&row->contact, field, "s", text);
  row->has_contact = TRUE;
}

/* A day that cannot be read goes on as it is: the rules refuse it and name the field. */
static void
add_birth (Gathered *row, const char *text, const char *today)
{
  g_autofree char *day = hearth_import_day_read (text, today);

  if (day && *day == '\0')
    return;
  g_variant_dict_insert (&row->fields, "birth-date", "s", day ? day : "?");
  g_variant_dict_insert (&row->fields, "birth-kind", "s", day && strlen (day) == 4 ? "year" : "date");
}

static void
add_day (Gathered *row, const char *field, const char *text, const char *today)
{
  g_autofree char *day = hearth_import_day_read (text, today);

  g_variant_dict_insert (&row->fields, field, "s", day ? day : "?");
}

static void
add_note (Gathered *row, const char *text)
{
  if (row->note->len)
    g_string_append_c (row->note, '\n');
  g_string_append (row->note, text);
}

static void
add_name (char **name, const char *text)
{
  if (*name == NULL)
    *name = g_strstrip (g_strdup (text));
}

static void
add_whole_name (Gathered *row, const char *text)
{
  g_autofree char *given = NULL;
  g_autofree char *family = NULL;

  split_name (text, &given, &family);
  add_name (&row->given, given);
  add_name (&row->family, family);
}

static void
add_cell (const HearthImportRowContext *context, Gathered *row, guint column, const char *text)
{
  const char *field = context->mapping[column];

  if (g_str_equal (field, "preferred-name"))
    add_name (&row->preferred, text);
  else if (g_str_equal (field, "given-name"))
    add_name (&row->given, text);
  else if (g_str_equal (field, "family-name"))
    add_name (&row->family, text);
  else if (g_str_equal (field, "full-name"))
    add_whole_name (row, text);
  else if (g_str_equal (field, "former-names"))
    add_parts (row->former, text, ";,/");
  else if (g_str_equal (field, "languages"))
    add_parts (row->languages, text, ";,/");
  else if (g_str_equal (field, "phone"))
    add_phones (row, text, hearth_csv_get (context->csv, 0, column));
  else if (g_str_equal (field, "birth-date"))
    add_birth (row, text, context->today);
  else if (g_str_equal (field, "recovery-date"))
    add_day (row, field, text, context->today);
  else if (g_str_equal (field, "note"))
    add_note (row, text);
  else if (g_str_has_prefix (field, "emergency-"))
    add_contact (row, field + strlen ("emergency-"), text);
  else if (!hearth_import_day_is_nothing (text))
    g_variant_dict_insert (&row->fields, field, "s", text);
}

static void
gather (const HearthImportRowContext *context, guint row, Gathered *gathered)
{
  for (guint i = 0; context->mapping[i]; i++)
    {
      const char *text = hearth_csv_get (context->csv, row, i);

      if (*context->mapping[i] && *text)
        add_cell (context, gathered, i, text);
    }
}

static void
insert_words (GVariantDict *fields, const char *key, GPtrArray *words)
{
  if (words->len > 0)
    g_variant_dict_insert_value (fields, key, g_variant_new_strv ((const char *const *)words->pdata, words->len));
}

/* All that was gathered, as the rules take it. Who has no preferred name is called by the given one. */
static GVariant *
fields_of (Gathered *row, const char *told_version)
{
  const char *preferred = row->preferred && *row->preferred ? row->preferred : row->given;

  g_variant_dict_insert (&row->fields, "preferred-name", "s", preferred ? preferred : "");
  if (row->given && *row->given)
    g_variant_dict_insert (&row->fields, "given-name", "s", row->given);
  if (row->family && *row->family)
    g_variant_dict_insert (&row->fields, "family-name", "s", row->family);
  insert_words (&row->fields, "former-names", row->former);
  insert_words (&row->fields, "languages", row->languages);
  if (row->has_phone)
    g_variant_dict_insert_value (&row->fields, "phones", g_variant_builder_end (&row->phones));
  if (row->has_contact)
    {
      GVariant *contact = g_variant_dict_end (&row->contact);

      g_variant_dict_insert_value (&row->fields, "emergency-contacts", g_variant_new_array (NULL, &contact, 1));
    }
  if (row->note->len > 0)
    g_variant_dict_insert (&row->fields, "note", "s", row->note->str);
  g_variant_dict_insert (&row->fields, "told-version", "s", told_version);
  return g_variant_ref_sink (g_variant_dict_end (&row->fields));
}

/* The field of which a rule's message speaks, as the mapping calls it. */
static char *
field_of_problem (const GError *error)
{
  const char *colon = strchr (error->message, ':');
  g_autofree char *field = colon ? g_strndup (error->message, (gsize)(colon - error->message)) : g_strdup ("row");

  if (g_str_equal (field, "phones"))
    return g_strdup ("phone");
  if (g_str_equal (field, "emergency-contacts"))
    return g_strdup ("emergency-name");
  return g_steal_pointer (&field);
}

/* A cell beyond the header's columns: the row was shifted, and nothing in it can be trusted. */
static gboolean
is_too_long (const HearthImportRowContext *context, guint row)
{
  guint n_columns = g_strv_length ((char **)context->mapping);

  for (guint i = n_columns; i < hearth_csv_get_n_cells (context->csv, row); i++)
    if (*hearth_csv_get (context->csv, row, i))
      return TRUE;
  return FALSE;
}

/**
 * hearth_import_row_read:
 * @context: what is known of every row
 * @row: a row; 1 is the first below the header
 * @problem: (out) (transfer full): the field that cannot be taken, "row" for the whole row
 *
 * Returns: (transfer full) (nullable): the person of that row; %NULL with a problem
 */
HearthPerson *
hearth_import_row_read (const HearthImportRowContext *context, guint row, char **problem)
{
  g_auto (Gathered) gathered;
  g_autoptr (GVariant) fields = NULL;
  g_autoptr (GVariant) clean = NULL;
  g_autoptr (HearthPerson) person = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uuid = hearth_id_new ();

  gathered_init (&gathered);
  *problem = NULL;
  if (is_too_long (context, row))
    {
      *problem = g_strdup ("row");
      return NULL;
    }
  gather (context, row, &gathered);
  fields = fields_of (&gathered, context->told_version);
  clean = hearth_person_rules_clean (fields, context->today, &error);
  if (clean)
    {
      g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (clean);
      g_autoptr (GVariant) whole = NULL;

      g_variant_dict_insert (&dict, "uuid", "s", uuid);
      g_variant_dict_insert (&dict, "told-on", "s", context->today);
      whole = g_variant_ref_sink (g_variant_dict_end (&dict));
      person = hearth_record_from_variant (HEARTH_TYPE_PERSON, whole, &error);
    }
  if (person && hearth_person_rules_check (person, &error))
    return g_steal_pointer (&person);
  *problem = field_of_problem (error);
  return NULL;
}

/**
 * hearth_import_row_shown_name:
 * @context: what is known of every row
 * @row: a row
 *
 * Returns: (transfer full): preferred name and initial of the row, however it is otherwise, cut to what a list shows
 */
char *
hearth_import_row_shown_name (const HearthImportRowContext *context, guint row)
{
  g_auto (Gathered) gathered;
  const char *first;

  gathered_init (&gathered);
  gather (context, row, &gathered);
  first = gathered.preferred && *gathered.preferred ? gathered.preferred : gathered.given;

  g_autofree char *clean = hearth_text_clean (first, G_MAXUINT, NULL);
  g_autofree char *family = hearth_text_clean (gathered.family, G_MAXUINT, NULL);
  g_autofree char *initial = hearth_text_initial (family);
  g_autofree char *name = g_strconcat (clean ? clean : "", *initial ? " " : "", initial, NULL);

  return g_utf8_strlen (name, -1) > 60 ? g_utf8_substring (name, 0, 60) : g_steal_pointer (&name);
}

/**
 * hearth_import_row_is_empty:
 * @csv: a file
 * @row: a row
 *
 * Returns: whether nothing stands in it
 */
gboolean
hearth_import_row_is_empty (HearthCsv *csv, guint row)
{
  for (guint i = 0; i < hearth_csv_get_n_cells (csv, row); i++)
    if (*hearth_csv_get (csv, row, i))
      return FALSE;
  return TRUE;
}
