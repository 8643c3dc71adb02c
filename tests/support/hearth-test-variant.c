/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Values that no desk of ours would send, chosen by the bytes of a fuzz target. Any thread; nothing is kept but one long
 * text that is made once. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-variant.h"

#include "hearth-center.h"
#include "hearth-desk.h"
#include "hearth-id.h"
#include "hearth-kept.h"
#include "hearth-person.h"
#include "hearth-reason.h"
#include "hearth-record.h"
#include "hearth-visit.h"
#include "hearth-written.h"

#include <math.h>

#define LONG_TEXT_BYTES 10000
#define HUGE_TEXT_BYTES 300000
/* Deeper than this nothing of ours nests; GDBus itself takes 64. */
#define MAX_DEPTH 12
#define MANY_IDS 20000

static const gint64 odd_numbers[] = { 0, 1, 2, -1, 3, 255, 1000, G_MAXINT32, G_MININT64, G_MAXINT64, G_MAXUINT32 };

static const char *const odd_texts[] = {
  "",
  "jon smyht",
  "\"",
  "* OR NEAR (a b) - ^ : {x}",
  "'; DROP TABLE visit; --",
  "\xE2\x80\xAE-word\xE2\x80\xAC \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
  "\xF0\x9F\x94\xA5\xF0\x9F\x8F\xBD\xE2\x80\x8D",
  "\x01\x02\x1b[31m\x7f\n\t",
  "2026-02-30",
  "2026-03-12",
  "9999-99",
  "date",
  "drop-in",
  "person",
  "greeter",
  "director",
  "America/New_York",
  "../../x",
  "%s%n%d",
  "\xEF\xBF\xBF\xEF\xB7\x90",
  "00000000-0000-4000-8000-000000000000",
};

static const char *
filled_text (gsize length)
{
  static char *long_text, *huge_text;
  char **place = length == LONG_TEXT_BYTES ? &long_text : &huge_text;

  if (g_once_init_enter (place))
    g_once_init_leave (place, g_strnfill (length, 'm'));
  return *place;
}

/**
 * hearth_test_chance_init:
 * @self: where choices come from
 * @data: (unowned): as long as @self is used
 * @size: of @data
 */
void
hearth_test_chance_init (HearthTestChance *self, const guint8 *data, gsize size)
{
  *self = (HearthTestChance){ .data = data, .size = size, .state = 2166136261u };
  for (gsize i = 0; i < size; i++)
    self->state = (self->state ^ data[i]) * 16777619u;
}

static guint
next_byte (HearthTestChance *self)
{
  if (self->at < self->size)
    return self->data[self->at++];
  self->state = self->state * 1664525u + 1013904223u;
  return self->state >> 24;
}

guint
hearth_test_chance_pick (HearthTestChance *self, guint n)
{
  g_assert (n > 0 && n <= 65536);

  return n <= 256 ? next_byte (self) % n : (next_byte (self) << 8 | next_byte (self)) % n;
}

const char *
hearth_test_variant_text (HearthTestChance *chance)
{
  guint i = hearth_test_chance_pick (chance, G_N_ELEMENTS (odd_texts) + 1);

  if (i < G_N_ELEMENTS (odd_texts))
    return odd_texts[i];
  return filled_text (hearth_test_chance_pick (chance, 8) > 0 ? LONG_TEXT_BYTES : HUGE_TEXT_BYTES);
}

gint64
hearth_test_variant_number (HearthTestChance *chance)
{
  guint i = hearth_test_chance_pick (chance, G_N_ELEMENTS (odd_numbers) + 1);

  return i < G_N_ELEMENTS (odd_numbers) ? odd_numbers[i] : (gint64)hearth_test_chance_pick (chance, 65536) - 32768;
}

static double
odd_double (HearthTestChance *chance)
{
  const double odd[] = { 0, -0.0, NAN, -NAN, INFINITY, -INFINITY, 1e308, 4.9e-324, 0.5 };

  return odd[hearth_test_chance_pick (chance, G_N_ELEMENTS (odd))];
}

/* A name of a field of some record, of an option, or of nothing. */
static const char *
odd_key (HearthTestChance *chance)
{
  static const char *const keys[]
      = { "reason", "arrived-at-s", "again",      "children",        "late", "new",    "name", "label", "head-count",
          "person", "account",      "front-desk", "nothing we know", "",     "method", "args" };
  GType types[] = { HEARTH_TYPE_PERSON, HEARTH_TYPE_VISIT, HEARTH_TYPE_REASON,
                    HEARTH_TYPE_DESK,   HEARTH_TYPE_KEPT,  HEARTH_TYPE_WRITTEN };
  HearthRecordClass *klass;

  if (hearth_test_chance_pick (chance, 2) == 0)
    return keys[hearth_test_chance_pick (chance, G_N_ELEMENTS (keys))];
  g_autoptr (GTypeClass) type_class = g_type_class_ref (types[hearth_test_chance_pick (chance, G_N_ELEMENTS (types))]);

  klass = (HearthRecordClass *)type_class;
  return klass->fields[hearth_test_chance_pick (chance, klass->n_fields)]->name;
}

static GVariant *odd_value (HearthTestChance *chance, const GVariantType *type, guint depth);

/* Anything at all, mostly of the wrong type for its key. */
static GVariant *
odd_variant (HearthTestChance *chance, guint depth)
{
  static const char *const types[]
      = { "s", "x", "b", "as", "aa{sv}", "u", "ay", "v", "v", "v", "(si)", "a{sv}", "d", "ax", "a(sx)" };

  return odd_value (chance, G_VARIANT_TYPE (types[hearth_test_chance_pick (chance, G_N_ELEMENTS (types))]), depth + 1);
}

static GVariant *
odd_array (HearthTestChance *chance, const GVariantType *type, guint depth)
{
  GVariantBuilder builder;
  guint n = depth > MAX_DEPTH ? 0 : hearth_test_chance_pick (chance, depth > 2 ? 2 : 6);

  /* Sometimes more ids than anybody may ask for at once. */
  if (g_variant_type_equal (type, G_VARIANT_TYPE ("ax")) && hearth_test_chance_pick (chance, 8) == 0)
    n = MANY_IDS;
  g_variant_builder_init (&builder, type);
  for (guint i = 0; i < n; i++)
    if (g_variant_type_is_dict_entry (g_variant_type_element (type)))
      g_variant_builder_add (&builder, "{sv}", odd_key (chance), odd_variant (chance, depth));
    else
      g_variant_builder_add_value (&builder, odd_value (chance, g_variant_type_element (type), depth + 1));
  return g_variant_builder_end (&builder);
}

static GVariant *
odd_tuple (HearthTestChance *chance, const GVariantType *type, guint depth)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, type);
  for (const GVariantType *item = g_variant_type_first (type); item; item = g_variant_type_next (item))
    g_variant_builder_add_value (&builder, odd_value (chance, item, depth + 1));
  return g_variant_builder_end (&builder);
}

static GVariant *
odd_value (HearthTestChance *chance, const GVariantType *type, guint depth)
{
  switch (*g_variant_type_peek_string (type))
    {
    case 's':
      return g_variant_new_string (hearth_test_variant_text (chance));
    case 'x':
      return g_variant_new_int64 (hearth_test_variant_number (chance));
    case 'u':
      return g_variant_new_uint32 ((guint32)hearth_test_variant_number (chance));
    case 'i':
      return g_variant_new_int32 ((gint32)hearth_test_variant_number (chance));
    case 't':
      return g_variant_new_uint64 ((guint64)hearth_test_variant_number (chance));
    case 'q':
      return g_variant_new_uint16 ((guint16)hearth_test_variant_number (chance));
    case 'b':
      return g_variant_new_boolean (hearth_test_chance_pick (chance, 2) > 0);
    case 'y':
      return g_variant_new_byte ((guchar)hearth_test_chance_pick (chance, 256));
    case 'd':
      return g_variant_new_double (odd_double (chance));
    case 'v':
      return g_variant_new_variant (depth > MAX_DEPTH ? g_variant_new_boolean (TRUE) : odd_variant (chance, depth));
    case 'a':
      return odd_array (chance, type, depth);
    default:
      g_assert_true (g_variant_type_is_tuple (type));
      return odd_tuple (chance, type, depth);
    }
}

/**
 * hearth_test_variant_odd:
 * @chance: where the choices come from
 * @type: what it must be
 *
 * Returns: (transfer floating): such a value, with contents that nobody expects
 */
GVariant *
hearth_test_variant_odd (HearthTestChance *chance, const GVariantType *type)
{
  return odd_value (chance, type, 0);
}

/* Of the type that the field has on the wire. */
static GVariant *
odd_field (HearthTestChance *chance, const GParamSpec *field)
{
  const char *type = G_IS_PARAM_SPEC_STRING (field)     ? "s"
                     : G_IS_PARAM_SPEC_INT64 (field)    ? "x"
                     : G_IS_PARAM_SPEC_BOOLEAN (field)  ? "b"
                     : field->value_type == G_TYPE_STRV ? "as"
                                                        : "aa{sv}";

  return odd_value (chance, G_VARIANT_TYPE (type), 1);
}

/**
 * hearth_test_variant_dict:
 * @chance: where the choices come from
 * @record_type: a type of src/model
 *
 * Returns: (transfer floating): an a{sv}: fields of such a record, now and then one of the wrong type or of no record
 */
GVariant *
hearth_test_variant_dict (HearthTestChance *chance, GType record_type)
{
  g_autoptr (GTypeClass) type_class = g_type_class_ref (record_type);
  HearthRecordClass *klass = (HearthRecordClass *)type_class;
  gboolean tidy = hearth_test_chance_pick (chance, 2) > 0;
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  for (guint n = hearth_test_chance_pick (chance, 10); n > 0; n--)
    {
      const GParamSpec *field = klass->fields[hearth_test_chance_pick (chance, klass->n_fields)];

      if (tidy || hearth_test_chance_pick (chance, 8) > 0)
        g_variant_builder_add (&builder, "{sv}", field->name, odd_field (chance, field));
      else
        g_variant_builder_add (&builder, "{sv}", odd_key (chance), odd_variant (chance, 1));
    }
  return g_variant_builder_end (&builder);
}

/* A dictionary argument is mostly of the record that its name speaks of. */
static GVariant *
odd_arg (HearthTestChance *chance, const GDBusArgInfo *arg)
{
  GType of_changes[] = { HEARTH_TYPE_VISIT, HEARTH_TYPE_PERSON, HEARTH_TYPE_DESK, HEARTH_TYPE_CENTER };
  GType type = g_str_equal (arg->name, "kept")      ? HEARTH_TYPE_KEPT
               : g_str_equal (arg->name, "written") ? HEARTH_TYPE_WRITTEN
               : g_str_equal (arg->name, "changes")
                   ? of_changes[hearth_test_chance_pick (chance, G_N_ELEMENTS (of_changes))]
               : g_str_equal (arg->name, "options") ? HEARTH_TYPE_VISIT
                                                    : HEARTH_TYPE_PERSON;

  if (g_str_equal (arg->signature, "a{sv}") && hearth_test_chance_pick (chance, 4) > 0)
    return hearth_test_variant_dict (chance, type);
  return odd_value (chance, G_VARIANT_TYPE (arg->signature), 0);
}

/**
 * hearth_test_variant_odd_args:
 * @chance: where the choices come from
 * @method: as the XML describes it
 *
 * Returns: (transfer floating): arguments of its types
 */
GVariant *
hearth_test_variant_odd_args (HearthTestChance *chance, const GDBusMethodInfo *method)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE);

  for (guint i = 0; method->in_args && method->in_args[i]; i++)
    if (g_str_equal (method->in_args[i]->name, "request") && hearth_test_chance_pick (chance, 8) > 0)
      {
        g_autofree char *request = hearth_id_new ();

        g_variant_builder_add (&builder, "s", request);
      }
    else
      g_variant_builder_add_value (&builder, odd_arg (chance, method->in_args[i]));
  return g_variant_builder_end (&builder);
}

/**
 * hearth_test_variant_wrong_args:
 * @chance: where the choices come from
 * @method: as the XML describes it
 *
 * Returns: (transfer floating): one argument too many or one of another type
 */
GVariant *
hearth_test_variant_wrong_args (HearthTestChance *chance, const GDBusMethodInfo *method)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE);
  guint n = 0;

  while (method->in_args && method->in_args[n])
    n++;
  for (guint i = 0; i < n; i++)
    {
      gboolean wrong = hearth_test_chance_pick (chance, 2) > 0;

      g_variant_builder_add_value (
          &builder,
          odd_value (chance, wrong ? G_VARIANT_TYPE_DOUBLE : G_VARIANT_TYPE (method->in_args[i]->signature), 0));
    }
  g_variant_builder_add_value (&builder, odd_value (chance, G_VARIANT_TYPE_VARIANT, 0));
  return g_variant_builder_end (&builder);
}

static GVariant *
empty_value (const char *type)
{
  switch (*type)
    {
    case 'a':
      return g_variant_new_array (G_VARIANT_TYPE (type + 1), NULL, 0);
    case 'b':
      return g_variant_new_boolean (FALSE);
    case 's':
      return g_variant_new_string ("");
    case 't':
      return g_variant_new_uint64 (0);
    case 'u':
      return g_variant_new_uint32 (0);
    default:
      g_assert_cmpstr (type, ==, "x");
      return g_variant_new_int64 (0);
    }
}

/**
 * hearth_test_variant_empty_args:
 * @method: as the XML describes it
 *
 * Returns: (transfer floating): arguments of its types with nothing in them
 */
GVariant *
hearth_test_variant_empty_args (const GDBusMethodInfo *method)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE);

  for (guint i = 0; method->in_args && method->in_args[i]; i++)
    g_variant_builder_add_value (&builder, empty_value (method->in_args[i]->signature));
  return g_variant_builder_end (&builder);
}

/* By the names that the XML gives arguments: a first and a second record, the first revision, something to write. */
static GVariant *
meant_value (const GDBusArgInfo *arg)
{
  static const char *const second[] = { "b", "gone", "account", NULL };

  if (g_str_equal (arg->name, "request"))
    {
      g_autofree char *request = hearth_id_new ();

      return g_variant_new_string (request);
    }
  if (g_str_equal (arg->name, "roles"))
    return g_variant_new_parsed ("['director']");
  if (g_str_equal (arg->name, "at_s"))
    return g_variant_new_int64 (0);
  if (g_str_equal (arg->signature, "x"))
    return g_variant_new_int64 (g_strv_contains (second, arg->name) ? 2 : 1);
  if (g_str_equal (arg->signature, "ax"))
    return g_variant_new_parsed ("@ax [1]");
  if (g_str_equal (arg->signature, "b"))
    return g_variant_new_boolean (TRUE);
  if (g_str_equal (arg->signature, "s"))
    return g_variant_new_string ("meant");
  if (g_str_equal (arg->signature, "u"))
    return g_variant_new_uint32 (1);
  if (g_str_equal (arg->signature, "a{sv}"))
    return g_variant_new_parsed ("@a{sv} {'name': <'Meant'>, 'preferred-name': <'Meant'>, 'told-version': <'1'>}");
  return empty_value (arg->signature);
}

/**
 * hearth_test_variant_meant_args:
 * @method: as the XML describes it
 *
 * Returns: (transfer floating): arguments with which it would write something, in a center with two of everything
 */
GVariant *
hearth_test_variant_meant_args (const GDBusMethodInfo *method)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE);

  for (guint i = 0; method->in_args && method->in_args[i]; i++)
    g_variant_builder_add_value (&builder, meant_value (method->in_args[i]));
  return g_variant_builder_end (&builder);
}
