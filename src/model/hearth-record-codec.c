/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How records travel: as an a{sv} of the fields that differ from their default, so that neighbouring versions understand
 * each other, or in long lists as a struct. Both ends use this. Any thread. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-record-private.h"

#include "hearth-error.h"

/* %NULL where the value is the default: it need not travel. */
static GVariant *
value_to_variant (const GValue *value)
{
  if (G_VALUE_HOLDS_STRING (value))
    {
      const char *text = g_value_get_string (value);
      return text && *text ? g_variant_new_string (text) : NULL;
    }
  if (G_VALUE_HOLDS_INT64 (value))
    return g_value_get_int64 (value) ? g_variant_new_int64 (g_value_get_int64 (value)) : NULL;
  if (G_VALUE_HOLDS_BOOLEAN (value))
    return g_value_get_boolean (value) ? g_variant_new_boolean (TRUE) : NULL;
  if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    {
      const char *const *list = g_value_get_boxed (value);
      return list && list[0] ? g_variant_new_strv (list, -1) : NULL;
    }
  GListModel *records = g_value_get_object (value);

  return records && g_list_model_get_n_items (records) ? hearth_record_list_to_variant (records) : NULL;
}

/* The other way; @out is initialised here. */
static gboolean
value_from_variant (GParamSpec *pspec, GVariant *variant, GValue *out, GError **error)
{
  g_value_init (out, pspec->value_type);
  if (pspec->value_type == G_TYPE_STRING && g_variant_is_of_type (variant, G_VARIANT_TYPE_STRING))
    g_value_set_string (out, g_variant_get_string (variant, NULL));
  else if (pspec->value_type == G_TYPE_INT64 && g_variant_is_of_type (variant, G_VARIANT_TYPE_INT64))
    g_value_set_int64 (out, g_variant_get_int64 (variant));
  else if (pspec->value_type == G_TYPE_BOOLEAN && g_variant_is_of_type (variant, G_VARIANT_TYPE_BOOLEAN))
    g_value_set_boolean (out, g_variant_get_boolean (variant));
  else if (pspec->value_type == G_TYPE_STRV && g_variant_is_of_type (variant, G_VARIANT_TYPE_STRING_ARRAY))
    g_value_take_boxed (out, g_variant_dup_strv (variant, NULL));
  else if (pspec->value_type == G_TYPE_LIST_MODEL && g_variant_is_of_type (variant, G_VARIANT_TYPE ("aa{sv}")))
    {
      GListStore *list = hearth_record_list_from_variant (hearth_record_item_type (pspec), variant, error);

      if (list == NULL)
        return FALSE;
      g_value_take_object (out, list);
    }
  else
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "field “%s” has type “%s”", pspec->name,
                   g_variant_get_type_string (variant));
      return FALSE;
    }
  return TRUE;
}

/**
 * hearth_record_to_variant:
 * @self: (type HearthRecord): a record
 *
 * Returns: (transfer floating): an a{sv} of the fields that differ from their default
 */
GVariant *
hearth_record_to_variant (gpointer self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);
  HearthRecordClass *klass;

  g_return_val_if_fail (HEARTH_IS_RECORD (self), NULL);

  klass = HEARTH_RECORD_GET_CLASS (self);
  for (guint i = 0; i < klass->n_fields; i++)
    {
      GVariant *value = value_to_variant (hearth_record_value (self, i + 1));

      if (value)
        g_variant_builder_add_value (&builder, g_variant_new_dict_entry (g_variant_new_string (klass->fields[i]->name),
                                                                         g_variant_new_variant (value)));
    }
  return g_variant_builder_end (&builder);
}

/* Of a key that stands twice the first counts. */
static gboolean
has_name (const char **names, const char *name)
{
  for (; *names; names++)
    if (*names == name)
      return TRUE;
  return FALSE;
}

/**
 * hearth_record_from_variant:
 * @type: a type of record
 * @dict: an a{sv}
 * @error: return location
 *
 * Unknown keys are passed over, missing ones take their default: neighbouring versions understand each other.
 *
 * Returns: (transfer full) (nullable): the record; %NULL with %HEARTH_ERROR_INVALID where a value has the wrong type
 */
gpointer
hearth_record_from_variant (GType type, GVariant *dict, GError **error)
{
  g_autoptr (GTypeClass) type_class = g_type_class_ref (type);
  GObjectClass *klass = G_OBJECT_CLASS (type_class);
  guint n = HEARTH_RECORD_CLASS (type_class)->n_fields;
  g_autofree const char **names = g_new0 (const char *, n + 1);
  g_autofree GValue *values = g_new0 (GValue, n + 1);
  gpointer record = NULL;
  gboolean fine = TRUE;
  guint n_set = 0;
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_return_val_if_fail (g_type_is_a (type, HEARTH_TYPE_RECORD), NULL);
  g_return_val_if_fail (g_variant_is_of_type (dict, G_VARIANT_TYPE_VARDICT), NULL);

  /* Once over the dict: looking each field up would go through it for every one of them. */
  g_variant_iter_init (&iter, dict);
  while (fine && g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;
      GParamSpec *field = g_object_class_find_property (klass, key);

      if (field && !has_name (names, field->name))
        {
          names[n_set] = field->name;
          fine = value_from_variant (field, owned, &values[n_set++], error);
        }
    }
  if (fine)
    record = g_object_new_with_properties (type, n_set, names, values);
  for (guint i = 0; i < n_set; i++)
    g_value_unset (&values[i]);
  return record;
}

/**
 * hearth_record_with:
 * @self: (type HearthRecord): a record
 * @changes: an a{sv} of the fields to change
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a new record, as @self but for the changes
 */
gpointer
hearth_record_with (gpointer self, GVariant *changes, GError **error)
{
  GObjectClass *klass = G_OBJECT_GET_CLASS (self);
  g_autofree GParamSpec **fields = NULL;
  gpointer record = NULL;
  gboolean fine = TRUE;
  guint n = 0, done = 0;

  g_return_val_if_fail (HEARTH_IS_RECORD (self), NULL);
  g_return_val_if_fail (g_variant_is_of_type (changes, G_VARIANT_TYPE_VARDICT), NULL);

  fields = g_object_class_list_properties (klass, &n);
  g_autofree const char **names = g_new0 (const char *, n + 1);
  g_autofree GValue *values = g_new0 (GValue, n + 1);

  for (guint i = 0; i < n && fine; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (changes, fields[i]->name, NULL);

      names[i] = fields[i]->name;
      done = i + 1;
      if (value)
        fine = value_from_variant (fields[i], value, &values[i], error);
      else
        {
          g_value_init (&values[i], fields[i]->value_type);
          g_object_get_property (G_OBJECT (self), fields[i]->name, &values[i]);
        }
    }
  if (fine)
    record = g_object_new_with_properties (G_OBJECT_TYPE (self), n, names, values);
  for (guint i = 0; i < done; i++)
    g_value_unset (&values[i]);
  return record;
}

/* What a field is when it does not travel. */
static GVariant *
default_variant (GParamSpec *pspec)
{
  if (pspec->value_type == G_TYPE_STRING)
    return g_variant_new_string ("");
  if (pspec->value_type == G_TYPE_INT64)
    return g_variant_new_int64 (0);
  if (pspec->value_type == G_TYPE_BOOLEAN)
    return g_variant_new_boolean (FALSE);
  if (pspec->value_type == G_TYPE_STRV)
    return g_variant_new_strv (NULL, 0);
  return g_variant_new_array (G_VARIANT_TYPE_VARDICT, NULL, 0);
}

/**
 * hearth_record_changes:
 * @before: (type HearthRecord) (nullable): a record, or %NULL for one of defaults
 * @after: (type HearthRecord): a record of the same type
 *
 * Returns: (transfer floating): an a{sv} of the fields of @after that differ from @before
 */
GVariant *
hearth_record_changes (gpointer before, gpointer after)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autofree GParamSpec **fields = NULL;
  guint n = 0;

  g_return_val_if_fail (before == NULL || HEARTH_IS_RECORD (before), NULL);
  g_return_val_if_fail (HEARTH_IS_RECORD (after), NULL);
  g_return_val_if_fail (before == NULL || G_OBJECT_TYPE (before) == G_OBJECT_TYPE (after), NULL);

  fields = g_object_class_list_properties (G_OBJECT_GET_CLASS (after), &n);
  for (guint i = 0; i < n; i++)
    {
      g_auto (GValue) was = G_VALUE_INIT, is = G_VALUE_INIT;
      g_autoptr (GVariant) old = NULL, new = NULL;

      g_value_init (&is, fields[i]->value_type);
      g_object_get_property (after, fields[i]->name, &is);
      new = value_to_variant (&is);
      if (before)
        {
          g_value_init (&was, fields[i]->value_type);
          g_object_get_property (before, fields[i]->name, &was);
          old = value_to_variant (&was);
        }
      if (new)
        g_variant_ref_sink (new);
      if (old)
        g_variant_ref_sink (old);
      if (old == NULL && new == NULL)
        continue;
      if (old && new &&g_variant_equal (old, new))
        continue;
      g_variant_dict_insert_value (&dict, fields[i]->name, new ? new : default_variant (fields[i]));
    }
  return g_variant_dict_end (&dict);
}

/**
 * hearth_record_equal:
 * @a: (type HearthRecord): a record
 * @b: (type HearthRecord): another
 *
 * Returns: whether they are of one type and all their fields are the same
 */
gboolean
hearth_record_equal (gpointer a, gpointer b)
{
  if (G_OBJECT_TYPE (a) != G_OBJECT_TYPE (b))
    return FALSE;

  g_autoptr (GVariant) changes = g_variant_ref_sink (hearth_record_changes (a, b));

  return g_variant_n_children (changes) == 0;
}

/**
 * hearth_record_to_row:
 * @self: (type HearthRecord): a record without lists
 *
 * The record as a struct of all its fields in their order: for lists, where an a{sv} a row would cost too much. The
 * protocol's XML names the signature.
 *
 * Returns: (transfer floating): the struct
 */
GVariant *
hearth_record_to_row (gpointer self)
{
  GVariant *children[HEARTH_RECORD_MAX_FIELDS];
  guint n;

  g_return_val_if_fail (HEARTH_IS_RECORD (self), NULL);

  n = HEARTH_RECORD_GET_CLASS (self)->n_fields;
  for (guint i = 0; i < n; i++)
    {
      const GValue *value = hearth_record_value (self, i + 1);

      if (G_VALUE_HOLDS_INT64 (value))
        children[i] = g_variant_new_int64 (g_value_get_int64 (value));
      else if (G_VALUE_HOLDS_BOOLEAN (value))
        children[i] = g_variant_new_boolean (g_value_get_boolean (value));
      else if (G_VALUE_HOLDS (value, G_TYPE_STRV))
        children[i] = g_variant_new_strv (hearth_record_get_strv (self, i + 1), -1);
      else
        children[i] = g_variant_new_string (hearth_record_get_string (self, i + 1));
    }
  return g_variant_new_tuple (children, n);
}

/**
 * hearth_record_from_row:
 * @type: a type of record without lists
 * @row: a struct as hearth_record_to_row() makes it; its signature was checked by the protocol
 *
 * Returns: (transfer full): the record
 */
gpointer
hearth_record_from_row (GType type, GVariant *row)
{
  g_autoptr (GTypeClass) type_class = g_type_class_ref (type);
  HearthRecordClass *klass = (HearthRecordClass *)type_class;
  const char *names[HEARTH_RECORD_MAX_FIELDS];
  GValue values[HEARTH_RECORD_MAX_FIELDS] = { G_VALUE_INIT };
  gpointer record;

  g_return_val_if_fail (klass->n_fields == g_variant_n_children (row), NULL);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (row, i);
      gboolean fine = value_from_variant (klass->fields[i], child, &values[i], NULL);

      g_warn_if_fail (fine);
      names[i] = klass->fields[i]->name;
    }
  record = g_object_new_with_properties (type, klass->n_fields, names, values);
  for (guint i = 0; i < klass->n_fields; i++)
    g_value_unset (&values[i]);
  return record;
}

/**
 * hearth_record_list_to_variant:
 * @records: (nullable): a list of #HearthRecord
 *
 * Returns: (transfer floating): an aa{sv}
 */
GVariant *
hearth_record_list_to_variant (GListModel *records)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  guint n = records ? g_list_model_get_n_items (records) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthRecord) record = g_list_model_get_item (records, i);

      g_variant_builder_add_value (&builder, hearth_record_to_variant (record));
    }
  return g_variant_builder_end (&builder);
}

/**
 * hearth_record_list_from_variant:
 * @type: the type of the items
 * @dicts: an aa{sv}
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the list; %NULL with %HEARTH_ERROR_INVALID
 */
GListStore *
hearth_record_list_from_variant (GType type, GVariant *dicts, GError **error)
{
  g_autoptr (GListStore) list = g_list_store_new (type);

  g_return_val_if_fail (g_variant_is_of_type (dicts, G_VARIANT_TYPE ("aa{sv}")), NULL);

  for (gsize i = 0; i < g_variant_n_children (dicts); i++)
    {
      g_autoptr (GVariant) dict = g_variant_get_child_value (dicts, i);
      g_autoptr (GObject) record = hearth_record_from_variant (type, dict, error);

      if (record == NULL)
        return NULL;
      g_list_store_append (list, record);
    }
  return g_steal_pointer (&list);
}
