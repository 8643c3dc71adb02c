/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Two records into one, and back: which field comes from where. No database; any thread.
 *
 * Together: a field that was chosen is as chosen; any other is the kept record's, or the other one's where the kept record
 * says nothing. Lists hold what both held. Names that are not the merged record's become former names, so that people are
 * still found by them.
 *
 * Apart, the kept record: a field that nobody changed since the merge is as before it; one that somebody changed since
 * keeps the change. In lists, what came since the merge stays and what was taken out since stays out. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-merge-fields.h"

#include "hearth-emergency-contact.h"
#include "hearth-phone.h"
#include "hearth-text.h"

#include <string.h>

/* Fields that make sense only together are taken together. */
static const char *const groups[][3] = {
  { "preferred-name" },
  { "given-name" },
  { "family-name" },
  { "pronouns" },
  { "birth-kind", "birth-date" },
  { "recovery-date", "recovery-noticed" },
  { "email" },
  { "postal-code" },
  { "card-code" },
  { "note" },
  { "told-version", "told-on" },
};

static GVariant *
dict_of (HearthPerson *person)
{
  return g_variant_ref_sink (hearth_record_to_variant (person));
}

/* Lets @key of @out be as in @from, where no key means the default. */
static void
copy_key (GVariantDict *out, GVariant *from, const char *key)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (from, key, NULL);

  if (value)
    g_variant_dict_insert_value (out, key, value);
  else
    g_variant_dict_remove (out, key);
}

static gboolean
has_any (GVariant *dict, const char *const *keys)
{
  for (guint i = 0; keys[i]; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (dict, keys[i], NULL);

      if (value)
        return TRUE;
    }
  return FALSE;
}

static gboolean
says_nothing (GVariant *dict, const char *const *keys)
{
  const char *kind;

  if (g_str_equal (keys[0], "birth-kind") && g_variant_lookup (dict, "birth-kind", "&s", &kind))
    return g_str_equal (kind, "not-asked");
  return !has_any (dict, keys);
}

/* Two notes of one person, one under the other. */
static void
join_notes (GVariantDict *out, HearthPerson *kept, HearthPerson *gone)
{
  const char *first = hearth_person_get_note (kept), *second = hearth_person_get_note (gone);

  if (*first && *second && !g_str_equal (first, second))
    {
      g_autofree char *both = g_strconcat (first, "\n\n", second, NULL);

      g_variant_dict_insert (out, "note", "s", both);
    }
}

/* The notice that was told last counts for the one person they are. */
static void
take_told (GVariantDict *out, HearthPerson *kept, HearthPerson *gone)
{
  HearthPerson *later = strcmp (hearth_person_get_told_on (gone), hearth_person_get_told_on (kept)) > 0 ? gone : kept;

  g_variant_dict_insert (out, "told-version", "s", hearth_person_get_told_version (later));
  g_variant_dict_insert (out, "told-on", "s", hearth_person_get_told_on (later));
}

static gboolean
has_folded (GPtrArray *words, const char *word)
{
  g_autofree char *folded = hearth_text_fold (word);

  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *other = hearth_text_fold (words->pdata[i]);

      if (g_str_equal (folded, other))
        return TRUE;
    }
  return FALSE;
}

static void
add_words (GPtrArray *words, const char *const *more)
{
  for (guint i = 0; more[i]; i++)
    if (*more[i] && !has_folded (words, more[i]))
      g_ptr_array_add (words, (gpointer)more[i]);
}

static void
insert_words (GVariantDict *out, const char *key, GPtrArray *words, guint from)
{
  const char *const *texts = words->len > from ? (const char *const *)words->pdata + from : NULL;

  g_variant_dict_insert_value (out, key, g_variant_new_strv (texts, (gssize)(words->len - from)));
}

/* The former names of both, and every name of either that the merged record has not. */
static void
join_former_names (GVariantDict *out, HearthPerson *base, HearthPerson *kept, HearthPerson *gone)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  HearthPerson *const people[] = { kept, gone };
  const char *const now[] = { hearth_person_get_preferred_name (base), hearth_person_get_given_name (base),
                              hearth_person_get_family_name (base), NULL };
  guint n_now = 0;

  /* The names of now stand first so that they are not taken again, and are left out at the end. */
  for (guint i = 0; now[i]; i++)
    if (*now[i])
      g_ptr_array_add (words, (gpointer)now[i]);
  n_now = words->len;
  add_words (words, hearth_person_get_former_names (base));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const char *const names[]
          = { hearth_person_get_preferred_name (people[i]), hearth_person_get_given_name (people[i]),
              hearth_person_get_family_name (people[i]), NULL };

      add_words (words, hearth_person_get_former_names (people[i]));
      add_words (words, names);
    }
  insert_words (out, "former-names", words, n_now);
}

static void
join_languages (GVariantDict *out, HearthPerson *base, HearthPerson *kept, HearthPerson *gone)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  add_words (words, hearth_person_get_languages (base));
  add_words (words, hearth_person_get_languages (kept));
  add_words (words, hearth_person_get_languages (gone));
  insert_words (out, "languages", words, 0);
}

static gboolean
same_number (HearthPhone *a, HearthPhone *b)
{
  g_autofree char *first = hearth_text_digits (hearth_phone_get_number (a));
  g_autofree char *second = hearth_text_digits (hearth_phone_get_number (b));
  const char *plain_first = strlen (first) == 11 && *first == '1' ? first + 1 : first;
  const char *plain_second = strlen (second) == 11 && *second == '1' ? second + 1 : second;

  return g_str_equal (plain_first, plain_second);
}

/* What may be left on an answering machine: the less, the more careful. */
static guint
carefulness (const char *voicemail)
{
  static const char *const order[] = { "center", "first-name", "", "none" };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (g_str_equal (voicemail, order[i]))
      return i;
  return 0;
}

/* One number with two sets of rules: of each the more careful. */
static HearthPhone *
careful_phone (HearthPhone *a, HearthPhone *b)
{
  const char *safe_a = hearth_phone_get_safe_to_call (a), *safe_b = hearth_phone_get_safe_to_call (b);
  const char *label = *hearth_phone_get_label (a) ? hearth_phone_get_label (a) : hearth_phone_get_label (b);
  const char *voicemail_a = hearth_phone_get_voicemail (a), *voicemail_b = hearth_phone_get_voicemail (b);
  g_autofree char *safe = NULL;

  if (*safe_a == '\0' || g_str_equal (safe_a, safe_b) || g_str_equal (safe_b, "never"))
    safe = g_strdup (safe_b);
  else if (*safe_b == '\0' || g_str_equal (safe_a, "never"))
    safe = g_strdup (safe_a);
  else
    safe = g_strconcat (safe_a, "; ", safe_b, NULL);
  return g_object_new (HEARTH_TYPE_PHONE, "number", hearth_phone_get_number (a), "label", label, "safe-to-call", safe,
                       "voicemail", carefulness (voicemail_a) >= carefulness (voicemail_b) ? voicemail_a : voicemail_b,
                       "texts", hearth_phone_get_texts (a) && hearth_phone_get_texts (b), NULL);
}

/* @settled: how many of @phones were chosen with their rules. */
static void
add_phones (GListStore *phones, GListModel *more, guint settled)
{
  for (guint i = 0; more && i < g_list_model_get_n_items (more); i++)
    {
      g_autoptr (HearthPhone) phone = g_list_model_get_item (more, i);
      guint n = g_list_model_get_n_items (G_LIST_MODEL (phones));
      gboolean found = FALSE;

      for (guint j = 0; j < n && !found; j++)
        {
          g_autoptr (HearthPhone) other = g_list_model_get_item (G_LIST_MODEL (phones), j);

          found = same_number (phone, other);
          if (found && j >= settled)
            {
              g_autoptr (HearthPhone) careful = careful_phone (other, phone);

              g_list_store_splice (phones, j, 1, (gpointer *)&careful, 1);
            }
        }
      if (!found)
        g_list_store_append (phones, phone);
    }
}

static void
join_phones (GVariantDict *out, GVariant *chosen, HearthPerson *base, HearthPerson *kept, HearthPerson *gone)
{
  static const char *const key[] = { "phones", NULL };
  g_autoptr (GListStore) phones = g_list_store_new (HEARTH_TYPE_PHONE);
  guint settled = 0;

  if (has_any (chosen, key))
    {
      add_phones (phones, hearth_person_get_phones (base), 0);
      settled = g_list_model_get_n_items (G_LIST_MODEL (phones));
    }
  add_phones (phones, hearth_person_get_phones (kept), settled);
  add_phones (phones, hearth_person_get_phones (gone), settled);
  g_variant_dict_insert_value (out, "phones", hearth_record_list_to_variant (G_LIST_MODEL (phones)));
}

static gboolean
has_record (GListModel *list, gpointer record)
{
  for (guint i = 0; list && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (GObject) other = g_list_model_get_item (list, i);

      if (hearth_record_equal (other, record))
        return TRUE;
    }
  return FALSE;
}

/* Adds the records of @more that are not there yet and, with @unless, are not in that list either. */
static void
add_records (GListStore *list, GListModel *more, GListModel *unless)
{
  for (guint i = 0; more && i < g_list_model_get_n_items (more); i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (more, i);

      if (!has_record (G_LIST_MODEL (list), record) && !has_record (unless, record))
        g_list_store_append (list, record);
    }
}

static void
join_contacts (GVariantDict *out, HearthPerson *base, HearthPerson *kept, HearthPerson *gone)
{
  g_autoptr (GListStore) contacts = g_list_store_new (HEARTH_TYPE_EMERGENCY_CONTACT);

  add_records (contacts, hearth_person_get_emergency_contacts (base), NULL);
  add_records (contacts, hearth_person_get_emergency_contacts (kept), NULL);
  add_records (contacts, hearth_person_get_emergency_contacts (gone), NULL);
  g_variant_dict_insert_value (out, "emergency-contacts", hearth_record_list_to_variant (G_LIST_MODEL (contacts)));
}

/**
 * hearth_merge_fields_together:
 * @kept: the record that stays
 * @gone: the record that becomes part of it
 * @chosen: an a{sv} of cleaned fields that were chosen
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the merged record, see above
 */
HearthPerson *
hearth_merge_fields_together (HearthPerson *kept, HearthPerson *gone, GVariant *chosen, GError **error)
{
  g_autoptr (GVariant) of_kept = dict_of (kept);
  g_autoptr (GVariant) of_gone = dict_of (gone);
  g_autoptr (HearthPerson) base = hearth_record_with (kept, chosen, error);
  g_autoptr (GVariant) of_base = base ? dict_of (base) : NULL;
  g_autoptr (GVariant) whole = NULL;

  if (base == NULL)
    return NULL;

  g_auto (GVariantDict) out = G_VARIANT_DICT_INIT (of_base);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (!has_any (chosen, groups[i]) && says_nothing (of_kept, groups[i]))
      for (guint j = 0; groups[i][j]; j++)
        copy_key (&out, of_gone, groups[i][j]);

  static const char *const note[] = { "note", NULL };

  if (!has_any (chosen, note))
    join_notes (&out, kept, gone);
  take_told (&out, kept, gone);
  join_former_names (&out, base, kept, gone);
  join_languages (&out, base, kept, gone);
  join_phones (&out, chosen, base, kept, gone);
  join_contacts (&out, base, kept, gone);
  whole = g_variant_ref_sink (g_variant_dict_end (&out));
  return hearth_record_from_variant (HEARTH_TYPE_PERSON, whole, error);
}

static gboolean
same_values (GVariant *a, GVariant *b, const char *const *keys)
{
  for (guint i = 0; keys[i]; i++)
    {
      g_autoptr (GVariant) first = g_variant_lookup_value (a, keys[i], NULL);
      g_autoptr (GVariant) second = g_variant_lookup_value (b, keys[i], NULL);

      if (first != second && (first == NULL || second == NULL || !g_variant_equal (first, second)))
        return FALSE;
    }
  return TRUE;
}

static void
part_words (
    GVariantDict *out, const char *key, const char *const *before, const char *const *after, const char *const *now)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  for (guint i = 0; before[i]; i++)
    if (g_strv_contains (now, before[i]) || !g_strv_contains (after, before[i]))
      g_ptr_array_add (words, (gpointer)before[i]);
  for (guint i = 0; now[i]; i++)
    if (!g_strv_contains (after, now[i]) && !g_strv_contains (before, now[i]))
      g_ptr_array_add (words, (gpointer)now[i]);
  insert_words (out, key, words, 0);
}

static void
part_records (GVariantDict *out, const char *key, GType type, GListModel *before, GListModel *after, GListModel *now)
{
  g_autoptr (GListStore) list = g_list_store_new (type);

  for (guint i = 0; before && i < g_list_model_get_n_items (before); i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (before, i);

      if (has_record (now, record) || !has_record (after, record))
        g_list_store_append (list, record);
    }
  add_records (list, now, after);
  g_variant_dict_insert_value (out, key, hearth_record_list_to_variant (G_LIST_MODEL (list)));
}

/**
 * hearth_merge_fields_apart:
 * @before: the kept record before the merge
 * @after: the kept record as the merge made it
 * @now: the kept record now
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the kept record without the other one, see above
 */
HearthPerson *
hearth_merge_fields_apart (HearthPerson *before, HearthPerson *after, HearthPerson *now, GError **error)
{
  g_autoptr (GVariant) was = dict_of (before);
  g_autoptr (GVariant) made = dict_of (after);
  g_autoptr (GVariant) is = dict_of (now);
  g_autoptr (GVariant) whole = NULL;
  g_auto (GVariantDict) out = G_VARIANT_DICT_INIT (is);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (same_values (made, is, groups[i]))
      for (guint j = 0; groups[i][j]; j++)
        copy_key (&out, was, groups[i][j]);

  part_words (&out, "former-names", hearth_person_get_former_names (before), hearth_person_get_former_names (after),
              hearth_person_get_former_names (now));
  part_words (&out, "languages", hearth_person_get_languages (before), hearth_person_get_languages (after),
              hearth_person_get_languages (now));
  part_records (&out, "phones", HEARTH_TYPE_PHONE, hearth_person_get_phones (before), hearth_person_get_phones (after),
                hearth_person_get_phones (now));
  part_records (&out, "emergency-contacts", HEARTH_TYPE_EMERGENCY_CONTACT,
                hearth_person_get_emergency_contacts (before), hearth_person_get_emergency_contacts (after),
                hearth_person_get_emergency_contacts (now));
  whole = g_variant_ref_sink (g_variant_dict_end (&out));
  return hearth_record_from_variant (HEARTH_TYPE_PERSON, whole, error);
}
