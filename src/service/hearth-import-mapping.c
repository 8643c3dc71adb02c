/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Which field a column fills, guessed from its header as other systems and people write it, in English and Spanish. A
 * mapping names for each column a property of HearthPerson, or one of "phone", "full-name", "emergency-name",
 * "emergency-phone", "emergency-relation", or "" for none. Any thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-import-mapping.h"

#include "hearth-error.h"
#include "hearth-text.h"

#include <string.h>

/* What a column may fill, and the headers by which it is known, folded. Several columns may fill one field with @many. */
static const struct
{
  const char *field;
  gboolean many;
  const char *headers; /* separated by | */
} fields[] = {
  { "preferred-name", FALSE,
    "preferred name|preferred|preferred first name|preferred first|nickname|nick name|nick|goes by|known as|chosen "
    "name|"
    "name used|likes to be called|apodo|sobrenombre|nombre preferido|nombre elegido" },
  { "given-name", FALSE,
    "first name|first|firstname|given name|given names|given|givenname|fname|f name|forename|legal first name|"
    "legal name|nombres|primer nombre|nombre de pila|nombre legal" },
  { "family-name", FALSE,
    "last name|last|lastname|surname|family name|familyname|lname|l name|legal last name|apellido|apellidos|"
    "primer apellido" },
  { "full-name", FALSE,
    "name|full name|fullname|first and last name|nombre|nombre completo|nombre y apellido|nombre y apellidos" },
  { "former-names", TRUE,
    "former name|former names|maiden name|previous name|previous names|previous last name|other name|other names|alias|"
    "aliases|aka|a k a|also known as|apellido de soltera|nombre anterior|nombres anteriores|segundo apellido|"
    "middle name|middle|segundo nombre" },
  { "pronouns", FALSE, "pronouns|pronoun|preferred pronouns|preferred pronoun|pronombres|pronombre" },
  { "birth-date", FALSE,
    "dob|d o b|date of birth|birth date|birthdate|birthday|birth day|born|born on|birth year|year of birth|"
    "fecha de nacimiento|fecha nacimiento|nacimiento|ano de nacimiento|cumpleanos|f nacimiento" },
  { "recovery-date", FALSE,
    "recovery date|date of recovery|recovery start|recovery start date|in recovery since|recovery birthday|"
    "recovery anniversary|fecha de recuperacion|en recuperacion desde" },
  { "phone", TRUE,
    "phone|phone number|telephone|telephone number|tel|ph|cell|cell phone|cellphone|cell number|mobile|mobile phone|"
    "mobile number|home phone|work phone|other phone|primary phone|secondary phone|contact number|phone home|phone "
    "cell|"
    "phone mobile|phone work|telefono|numero de telefono|celular|movil|telefono celular|telefono movil|"
    "telefono de casa|telefono casa|telefono del trabajo" },
  { "email", FALSE,
    "email|e mail|mail|email address|e mail address|primary email|personal email|correo|correo electronico" },
  { "postal-code", FALSE,
    "zip|zip code|zipcode|zip postal code|postal code|postalcode|postcode|postal|codigo postal|c p|cp" },
  { "languages", TRUE,
    "language|languages|primary language|preferred language|spoken language|spoken languages|languages spoken|"
    "first language|idioma|idiomas|lengua|lenguas" },
  { "card-code", FALSE,
    "card|card code|card number|card id|card no|barcode|bar code|bar code number|key tag|keytag|scan code|tarjeta|"
    "codigo de tarjeta|numero de tarjeta|codigo de barras" },
  { "emergency-name", FALSE,
    "emergency contact|emergency contact name|emergency name|contacto de emergencia|nombre de contacto de emergencia" },
  { "emergency-phone", FALSE,
    "emergency phone|emergency contact phone|emergency contact number|emergency contact phone number|emergency number|"
    "telefono de emergencia" },
  { "emergency-relation", FALSE,
    "emergency relation|emergency relationship|emergency contact relation|emergency contact relationship|parentesco" },
  { "note", TRUE, "note|notes|comment|comments|remark|remarks|nota|notas|comentario|comentarios|observaciones" },
};

/* Words at the beginning of a header that say nothing of the field. */
static const char *const hollow[]
    = { "participant", "member", "guest",        "person",  "contact",  "mailing", "current", "your",
        "their",       "main",   "participante", "miembro", "invitado", "su",      NULL };

/* "FirstName", "first_name", "First Name *" and "First Name 2" all are "first name". */
static char *
plain_header (const char *header)
{
  g_autoptr (GString) apart = g_string_new (NULL);
  gunichar before = 0;
  g_autofree char *folded = NULL;
  gsize length;

  for (const char *p = header; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isupper (c) && g_unichar_islower (before))
        g_string_append_c (apart, ' ');
      g_string_append_unichar (apart, c);
      before = c;
    }
  folded = hearth_text_fold (apart->str);
  length = strlen (folded);
  while (length > 1 && g_ascii_isdigit (folded[length - 1]))
    folded[--length] = '\0';
  /* Salesforce marks a center's own fields with "__c". */
  if (g_str_has_suffix (folded, " c"))
    folded[length - 2] = '\0';
  return g_strdup (g_strstrip (folded));
}

static const char *
field_of (const char *plain)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_auto (GStrv) headers = g_strsplit (fields[i].headers, "|", -1);

      if (g_strv_contains ((const char *const *)headers, plain))
        return fields[i].field;
    }
  return NULL;
}

static gboolean
may_repeat (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].field, field))
      return fields[i].many;
  return FALSE;
}

static gsize
first_word (const char *plain)
{
  const char *space = strchr (plain, ' ');

  return space ? (gsize)(space - plain) : 0;
}

/* A word with which at least half of the headers begin says what the table is about and nothing of the field. */
static char *
common_word (char **plain)
{
  guint n = g_strv_length (plain);

  for (guint i = 0; i < n; i++)
    {
      gsize length = first_word (plain[i]);
      guint shared = 0;

      for (guint j = 0; length > 0 && j < n; j++)
        shared += first_word (plain[j]) == length && strncmp (plain[i], plain[j], length) == 0;
      if (shared >= 3 && shared * 2 >= n)
        return g_strndup (plain[i], length);
    }
  return NULL;
}

static const char *
guess (const char *plain, const char *common)
{
  const char *field = field_of (plain);
  gsize length = first_word (plain);

  if (field || length == 0)
    return field;

  g_autofree char *word = g_strndup (plain, length);

  if (g_strv_contains (hollow, word) || g_strcmp0 (word, common) == 0)
    return guess (plain + length + 1, common);
  return NULL;
}

static int
position_of (const char *const *mapping, const char *field)
{
  for (int i = 0; mapping[i]; i++)
    if (g_str_equal (mapping[i], field))
      return i;
  return -1;
}

/* "Name" beside a column of family names holds first names; beside first names it says nothing new. */
static void
settle_full_name (const char **mapping)
{
  int whole = position_of (mapping, "full-name");

  if (whole < 0)
    return;
  if (position_of (mapping, "given-name") >= 0)
    mapping[whole] = "";
  else if (position_of (mapping, "family-name") >= 0)
    mapping[whole] = "given-name";
}

/**
 * hearth_import_mapping_guess:
 * @header: (array zero-terminated=1): the header of a file
 *
 * Returns: (transfer full): for each column the field it seems to fill, or ""
 */
char **
hearth_import_mapping_guess (const char *const *header)
{
  guint n = g_strv_length ((char **)header);
  g_auto (GStrv) plain = g_new0 (char *, n + 1);
  g_autofree const char **mapping = g_new0 (const char *, n + 1);
  g_autofree char *common = NULL;

  for (guint i = 0; i < n; i++)
    plain[i] = plain_header (header[i]);
  common = common_word (plain);
  for (guint i = 0; i < n; i++)
    {
      const char *field = guess (plain[i], common);

      /* Of two columns for one field the first is taken; a person may choose the other. */
      mapping[i] = "";
      if (field && (may_repeat (field) || position_of (mapping, field) < 0))
        mapping[i] = field;
    }
  settle_full_name (mapping);
  return g_strdupv ((char **)mapping);
}

/**
 * hearth_import_mapping_check:
 * @mapping: (array zero-terminated=1): for each column a field or ""
 * @n_columns: how many columns there are
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID where it does not fit the file, names an unknown field, fills one from two
 *   columns, or gives nobody a name
 */
gboolean
hearth_import_mapping_check (const char *const *mapping, guint n_columns, GError **error)
{
  static const char *const names[] = { "preferred-name", "given-name", "full-name" };
  gboolean named = FALSE;

  if (g_strv_length ((char **)mapping) != n_columns)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "mapping: %u columns are there", n_columns);
      return FALSE;
    }
  for (guint i = 0; i < n_columns; i++)
    {
      gboolean known = *mapping[i] == '\0';

      for (guint j = 0; j < G_N_ELEMENTS (fields) && !known; j++)
        known = g_str_equal (mapping[i], fields[j].field);
      if (!known || (*mapping[i] && !may_repeat (mapping[i]) && position_of (mapping, mapping[i]) != (int)i))
        {
          g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "mapping: column %u %s", i + 1,
                       known ? "fills a field twice" : "fills an unknown field");
          return FALSE;
        }
      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        named = named || g_str_equal (mapping[i], names[j]);
    }
  if (!named)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "mapping: no column holds a name");
  return named;
}

/**
 * hearth_import_mapping_phone_label:
 * @header: the header of a column of phone numbers
 *
 * Returns: (transfer none): "mobile", "home", "work" or ""
 */
const char *
hearth_import_mapping_phone_label (const char *header)
{
  static const struct
  {
    const char *word;
    const char *label;
  } words[] = {
    { "cell", "mobile" }, { "mobile", "mobile" }, { "celular", "mobile" }, { "movil", "mobile" },
    { "home", "home" },   { "casa", "home" },     { "work", "work" },      { "trabajo", "work" },
  };
  g_autofree char *plain = plain_header (header);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (plain, words[i].word))
      return words[i].label;
  return "";
}
