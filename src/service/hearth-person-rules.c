/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a person's record may hold: every field cleaned, bounded and checked, in one place for the desk, merges and
 * imports. Any thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-person-rules.h"

#include "hearth-day.h"
#include "hearth-emergency-contact.h"
#include "hearth-error.h"
#include "hearth-phone.h"
#include "hearth-text.h"

#include <string.h>

/* Nobody who comes in was born before this. */
#define OLDEST_YEAR "1880"
#define POSTAL_CODE_MAX 40
#define EMAIL_MAX 254
#define CARD_CODE_MIN 4
#define CARD_CODE_MAX 32
#define PHONE_DIGITS_MIN 3

static const char *const contact_keys[] = {
  "birth-kind", "birth-date",  "recovery-date", "recovery-noticed",   "phones",
  "email",      "postal-code", "languages",     "emergency-contacts", "note",
};

/**
 * hearth_person_rules_is_contact:
 * @key: a property of #HearthPerson
 *
 * Returns: whether it is seen and changed only with the permission contact-people
 */
gboolean
hearth_person_rules_is_contact (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (contact_keys); i++)
    if (g_str_equal (key, contact_keys[i]))
      return TRUE;
  return FALSE;
}

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, message);
  return FALSE;
}

/* One cleaned line of @value, which must be a text. */
static GVariant *
clean_line (GVariant *value, guint max_chars, GError **error)
{
  g_autofree char *text = hearth_text_clean (g_variant_get_string (value, NULL), max_chars, error);

  return text ? g_variant_new_take_string (g_steal_pointer (&text)) : NULL;
}

static GVariant *
clean_name (GVariant *value, const char *today, GError **error)
{
  return clean_line (value, HEARTH_TEXT_NAME_MAX, error);
}

static GVariant *
clean_required_name (GVariant *value, const char *today, GError **error)
{
  g_autofree char *name = hearth_text_clean (g_variant_get_string (value, NULL), HEARTH_TEXT_NAME_MAX, error);

  if (name == NULL)
    return NULL;
  if (*name == '\0')
    {
      invalid (error, "a name is needed");
      return NULL;
    }
  return g_variant_new_take_string (g_steal_pointer (&name));
}

static GVariant *
clean_postal_code (GVariant *value, const char *today, GError **error)
{
  return clean_line (value, POSTAL_CODE_MAX, error);
}

static GVariant *
clean_note (GVariant *value, const char *today, GError **error)
{
  g_autofree char *text = hearth_text_clean_note (g_variant_get_string (value, NULL), HEARTH_TEXT_NOTE_MAX, error);

  return text ? g_variant_new_take_string (g_steal_pointer (&text)) : NULL;
}

/* One of a few words, which go into the table as they are. */
static GVariant *
clean_choice (GVariant *value, const char *const *choices, GError **error)
{
  const char *text = g_variant_get_string (value, NULL);

  if (g_strv_contains (choices, text))
    return g_variant_new_string (text);
  invalid (error, "not one of the choices");
  return NULL;
}

static GVariant *
clean_birth_kind (GVariant *value, const char *today, GError **error)
{
  static const char *const kinds[] = { "", "date", "year", "under-18", "18-or-over", "not-asked", NULL };

  return clean_choice (value, kinds, error);
}

/* A day of the calendar that is not to come, or with @year_alone a year; "" is fine. */
static GVariant *
clean_day (GVariant *value, const char *today, gboolean year_alone, GError **error)
{
  g_autofree char *text = g_strstrip (g_variant_dup_string (value, NULL));
  gboolean year = strlen (text) == 4 && strspn (text, "0123456789") == 4;

  if (*text == '\0')
    return g_variant_new_string ("");
  if (!hearth_day_is_valid (text) && !(year && year_alone))
    invalid (error, "not a day of the calendar");
  else if (strncmp (text, OLDEST_YEAR, 4) < 0)
    invalid (error, "too long ago");
  else if (strncmp (text, today, strlen (text)) > 0)
    invalid (error, "a day to come");
  else
    return g_variant_new_string (text);
  return NULL;
}

static GVariant *
clean_birth_date (GVariant *value, const char *today, GError **error)
{
  return clean_day (value, today, TRUE, error);
}

static GVariant *
clean_past_day (GVariant *value, const char *today, GError **error)
{
  return clean_day (value, today, FALSE, error);
}

/* Loose on purpose: only what can be no address at all is refused. */
static GVariant *
clean_email (GVariant *value, const char *today, GError **error)
{
  g_autofree char *text = hearth_text_clean (g_variant_get_string (value, NULL), EMAIL_MAX, error);
  const char *at;

  if (text == NULL)
    return NULL;
  at = strrchr (text, '@');
  if (*text && (at == NULL || at == text || at[1] == '\0' || strchr (text, ' ')))
    {
      invalid (error, "not an e-mail address");
      return NULL;
    }
  return g_variant_new_take_string (g_steal_pointer (&text));
}

/* Returns: (transfer full) (nullable): the code in capitals, without spaces and hyphens; "" for none; %NULL if it is not 4
 * to 32 letters and digits */
static char *
card_code_of (const char *code, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = code; *p; p++)
    {
      if (*p == ' ' || *p == '-')
        continue;
      if (!g_ascii_isalnum (*p))
        {
          invalid (error, "a card code has letters and digits");
          return NULL;
        }
      g_string_append_c (out, g_ascii_toupper (*p));
    }
  if (out->len > 0 && (out->len < CARD_CODE_MIN || out->len > CARD_CODE_MAX))
    {
      invalid (error, "a card code has 4 to 32 characters");
      return NULL;
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static GVariant *
clean_card_code (GVariant *value, const char *today, GError **error)
{
  g_autofree char *code = card_code_of (g_variant_get_string (value, NULL), error);

  return code ? g_variant_new_take_string (g_steal_pointer (&code)) : NULL;
}

static gboolean
too_many (gsize n, guint most, GError **error)
{
  if (n <= most)
    return FALSE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "%" G_GSIZE_FORMAT " given, %u fit", n, most);
  return TRUE;
}

/* Texts without empty ones and doubles. */
static GVariant *
clean_words (GVariant *value, const char *today, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  GVariantIter iter;
  const char *text;

  if (too_many (g_variant_n_children (value), HEARTH_PERSON_WORDS_MAX, error))
    return NULL;
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "&s", &text))
    {
      g_autofree char *word = hearth_text_clean (text, HEARTH_TEXT_NAME_MAX, error);

      if (word == NULL)
        return NULL;
      if (*word && !g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL))
        g_ptr_array_add (words, g_steal_pointer (&word));
    }
  return g_variant_new_strv ((const char *const *)words->pdata, words->len);
}

/* A phone, cleaned; *@out stays %NULL for one in which nothing stands. */
static gboolean
clean_phone (HearthPhone *phone, HearthPhone **out, GError **error)
{
  static const char *const voicemails[] = { "", "none", "first-name", "center", NULL };
  g_autofree char *number = hearth_text_clean (hearth_phone_get_number (phone), HEARTH_TEXT_NAME_MAX, error);
  g_autofree char *label
      = number ? hearth_text_clean (hearth_phone_get_label (phone), HEARTH_TEXT_NAME_MAX, error) : NULL;
  g_autofree char *safe
      = label ? hearth_text_clean (hearth_phone_get_safe_to_call (phone), HEARTH_TEXT_LINE_MAX, error) : NULL;

  if (safe == NULL)
    return FALSE;
  if (!g_strv_contains (voicemails, hearth_phone_get_voicemail (phone)))
    return invalid (error, "not one of the choices");
  if (*number == '\0' && *safe == '\0')
    return TRUE;

  g_autofree char *digits = hearth_text_digits (number);

  if (strlen (digits) < PHONE_DIGITS_MIN)
    return invalid (error, "not a phone number");
  *out = g_object_new (HEARTH_TYPE_PHONE, "number", number, "label", label, "safe-to-call", safe, "voicemail",
                       hearth_phone_get_voicemail (phone), "texts", hearth_phone_get_texts (phone), NULL);
  return TRUE;
}

static GVariant *
clean_phones (GVariant *value, const char *today, GError **error)
{
  g_autoptr (GListStore) phones = NULL;
  g_autoptr (GListStore) clean = g_list_store_new (HEARTH_TYPE_PHONE);

  if (too_many (g_variant_n_children (value), HEARTH_PERSON_PHONES_MAX, error))
    return NULL;
  phones = hearth_record_list_from_variant (HEARTH_TYPE_PHONE, value, error);
  for (guint i = 0; phones && i < g_list_model_get_n_items (G_LIST_MODEL (phones)); i++)
    {
      g_autoptr (HearthPhone) phone = g_list_model_get_item (G_LIST_MODEL (phones), i);
      g_autoptr (HearthPhone) cleaned = NULL;

      if (!clean_phone (phone, &cleaned, error))
        return NULL;
      if (cleaned)
        g_list_store_append (clean, cleaned);
    }
  return phones ? hearth_record_list_to_variant (G_LIST_MODEL (clean)) : NULL;
}

static GVariant *
clean_contacts (GVariant *value, const char *today, GError **error)
{
  g_autoptr (GListStore) contacts = NULL;
  g_autoptr (GListStore) clean = g_list_store_new (HEARTH_TYPE_EMERGENCY_CONTACT);

  if (too_many (g_variant_n_children (value), HEARTH_PERSON_CONTACTS_MAX, error))
    return NULL;
  contacts = hearth_record_list_from_variant (HEARTH_TYPE_EMERGENCY_CONTACT, value, error);
  for (guint i = 0; contacts && i < g_list_model_get_n_items (G_LIST_MODEL (contacts)); i++)
    {
      g_autoptr (HearthEmergencyContact) contact = g_list_model_get_item (G_LIST_MODEL (contacts), i);
      g_autoptr (HearthEmergencyContact) cleaned = NULL;
      g_autofree char *name
          = hearth_text_clean (hearth_emergency_contact_get_name (contact), HEARTH_TEXT_NAME_MAX, error);
      g_autofree char *relation
          = name ? hearth_text_clean (hearth_emergency_contact_get_relation (contact), HEARTH_TEXT_NAME_MAX, error)
                 : NULL;
      g_autofree char *phone
          = relation ? hearth_text_clean (hearth_emergency_contact_get_phone (contact), HEARTH_TEXT_NAME_MAX, error)
                     : NULL;

      if (phone == NULL)
        return NULL;
      if (*name == '\0' && *relation == '\0' && *phone == '\0')
        continue;
      cleaned = g_object_new (HEARTH_TYPE_EMERGENCY_CONTACT, "name", name, "relation", relation, "phone", phone, NULL);
      g_list_store_append (clean, cleaned);
    }
  return contacts ? hearth_record_list_to_variant (G_LIST_MODEL (clean)) : NULL;
}

static GVariant *
clean_switch (GVariant *value, const char *today, GError **error)
{
  return g_variant_new_boolean (g_variant_get_boolean (value));
}

/* What may be written of a person, and how. Other keys are the services' own (id, revision, uuid, told-on, created-at-s,
 * contact-hidden) or of another version, and are passed over. */
static const struct
{
  const char *key;
  const char *type;
  GVariant *(*clean) (GVariant *value, const char *today, GError **error); /* floating */
} rules[] = {
  { "preferred-name", "s", clean_required_name },
  { "given-name", "s", clean_name },
  { "family-name", "s", clean_name },
  { "former-names", "as", clean_words },
  { "pronouns", "s", clean_name },
  { "birth-kind", "s", clean_birth_kind },
  { "birth-date", "s", clean_birth_date },
  { "recovery-date", "s", clean_past_day },
  { "recovery-noticed", "b", clean_switch },
  { "phones", "aa{sv}", clean_phones },
  { "email", "s", clean_email },
  { "postal-code", "s", clean_postal_code },
  { "languages", "as", clean_words },
  { "card-code", "s", clean_card_code },
  { "emergency-contacts", "aa{sv}", clean_contacts },
  { "note", "s", clean_note },
  { "told-version", "s", clean_name },
};

static int
rule_of (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_str_equal (rules[i].key, key))
      return (int)i;
  return -1;
}

/**
 * hearth_person_rules_clean:
 * @changes: an a{sv} of fields of #HearthPerson
 * @today: the center's day, YYYY-MM-DD
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an a{sv} of those fields that may be written, cleaned; %NULL with
 *   %HEARTH_ERROR_INVALID, whose message begins with the field and a colon
 */
GVariant *
hearth_person_rules_clean (GVariant *changes, const char *today, GError **error)
{
  g_auto (GVariantDict) clean = G_VARIANT_DICT_INIT (NULL);
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned G_GNUC_UNUSED = value;
      int rule = rule_of (key);
      GVariant *cleaned = NULL;

      if (rule < 0)
        continue;
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE (rules[rule].type)))
        invalid (error, "has another type");
      else
        cleaned = rules[rule].clean (value, today, error);
      if (cleaned == NULL)
        {
          g_prefix_error (error, "%s: ", key);
          return NULL;
        }
      g_variant_dict_insert_value (&clean, key, cleaned);
    }
  return g_variant_ref_sink (g_variant_dict_end (&clean));
}

/**
 * hearth_person_rules_check:
 * @person: a record of cleaned fields
 * @error: return location
 *
 * What several fields say together: a name is there, and the date of birth is what its kind says.
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID, whose message begins with the field and a colon
 */
gboolean
hearth_person_rules_check (HearthPerson *person, GError **error)
{
  const char *kind = hearth_person_get_birth_kind (person);
  const char *date = hearth_person_get_birth_date (person);

  if (*hearth_person_get_preferred_name (person) == '\0')
    return invalid (error, "preferred-name: a name is needed");
  if (g_str_equal (kind, "date"))
    return hearth_day_is_valid (date) || invalid (error, "birth-date: a day is needed");
  if (g_str_equal (kind, "year"))
    return strlen (date) == 4 || invalid (error, "birth-date: a year is needed");
  return *date == '\0' || invalid (error, "birth-kind: a date of birth stands beside it");
}

/**
 * hearth_person_rules_hide_contact:
 * @person: a record
 *
 * Returns: (transfer full): the record as somebody without contact-people sees it
 */
HearthPerson *
hearth_person_rules_hide_contact (HearthPerson *person)
{
  g_autoptr (GVariant) dict = g_variant_ref_sink (hearth_record_to_variant (person));
  g_auto (GVariantDict) shown = G_VARIANT_DICT_INIT (dict);

  for (guint i = 0; i < G_N_ELEMENTS (contact_keys); i++)
    g_variant_dict_remove (&shown, contact_keys[i]);
  g_variant_dict_insert (&shown, "contact-hidden", "b", TRUE);

  g_autoptr (GVariant) hidden = g_variant_ref_sink (g_variant_dict_end (&shown));

  return hearth_record_from_variant (HEARTH_TYPE_PERSON, hidden, NULL);
}
