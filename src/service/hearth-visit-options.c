/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Reads what came over the wire about a visit: types, ranges, clean texts. Keys that this version does not know are passed
 * over. Any thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-visit-options.h"

#include "hearth-error.h"
#include "hearth-text.h"

#define CHILDREN_MAX 99
#define HEADS_MAX 999

/* Leaves @out as it is where @key is not there. */
static gboolean
take (GVariant *dict, const char *key, const char *type, gpointer out, GError **error)
{
  g_autoptr (GVariant) value = dict ? g_variant_lookup_value (dict, key, NULL) : NULL;

  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (type)))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "“%s” has type “%s”", key,
                   g_variant_get_type_string (value));
      return FALSE;
    }
  g_variant_get (value, type, out);
  return TRUE;
}

static gboolean
take_clean (GVariant *dict, const char *key, char **out, GError **error)
{
  g_autofree char *raw = NULL;

  if (!take (dict, key, "s", &raw, error))
    return FALSE;
  if (raw == NULL)
    return TRUE;
  *out = hearth_text_clean (raw, HEARTH_TEXT_NAME_MAX, error);
  return *out != NULL;
}

/* @value is -1 where it was not said. */
static gboolean
take_number (GVariant *dict, const char *key, gint64 least, gint64 most, gint64 *value, GError **error)
{
  gint64 given = G_MININT64;

  *value = -1;
  if (!take (dict, key, "x", &given, error))
    return FALSE;
  if (given == G_MININT64)
    return TRUE;
  if (given < least || given > most)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "“%s” is out of range", key);
      return FALSE;
    }
  *value = given;
  return TRUE;
}

/**
 * hearth_visit_options_read:
 * @self: (out): what was said, to be cleared with hearth_visit_options_clear()
 * @dict: (nullable): an a{sv}
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID where something cannot be taken
 */
gboolean
hearth_visit_options_read (HearthVisitOptions *self, GVariant *dict, GError **error)
{
  *self = (HearthVisitOptions){ .children = -1, .head_count = -1 };
  if (dict && !g_variant_is_of_type (dict, G_VARIANT_TYPE_VARDICT))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "options are not an a{sv}");
      return FALSE;
    }
  return take (dict, "reason", "s", &self->reason, error) && take_clean (dict, "name", &self->name, error)
         && take_clean (dict, "label", &self->label, error)
         && take (dict, "arrived-at-s", "x", &self->arrived_at_s, error)
         && take_number (dict, "children", 0, CHILDREN_MAX, &self->children, error)
         && take_number (dict, "head-count", 1, HEADS_MAX, &self->head_count, error)
         && take (dict, "again", "b", &self->again, error) && take (dict, "late", "b", &self->late, error)
         && take (dict, "new", "b", &self->new_here, error);
}

/**
 * hearth_visit_options_clear:
 * @self: options
 *
 * Frees what they hold.
 */
void
hearth_visit_options_clear (HearthVisitOptions *self)
{
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->label, g_free);
}
