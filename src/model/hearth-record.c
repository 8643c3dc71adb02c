/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The base of every domain value: an immutable object whose construct-only properties are its fields. A type lists its
 * fields once; storage and properties come from here, how it travels from hearth-record-codec.c. A change is a new object.
 * Any thread may read. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-record-private.h"

typedef struct
{
  GValue *values; /* (owned): one per field */
} HearthRecordPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HearthRecord, hearth_record, G_TYPE_OBJECT)

static GQuark
item_type_quark (void)
{
  return g_quark_from_static_string ("hearth-record-item-type");
}

/**
 * hearth_record_item_type:
 * @pspec: a field that hearth_record_class_add_list() made
 *
 * Returns: the type of the records in it
 */
GType
hearth_record_item_type (const GParamSpec *pspec)
{
  return (GType)GPOINTER_TO_SIZE (g_param_spec_get_qdata ((GParamSpec *)pspec, item_type_quark ()));
}

/**
 * hearth_record_value:
 * @self: a record
 * @field: the field's number
 *
 * All fields are construct-only, so the room is made while the object is still its maker's alone.
 *
 * Returns: (transfer none): its value; not initialised before the object is made
 */
GValue *
hearth_record_value (HearthRecord *self, guint field)
{
  HearthRecordPrivate *priv = hearth_record_get_instance_private (self);
  guint n = HEARTH_RECORD_GET_CLASS (self)->n_fields;

  g_assert (field >= 1 && field <= n);
  if (priv->values == NULL)
    priv->values = g_new0 (GValue, n);
  return &priv->values[field - 1];
}

static void
hearth_record_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  GValue *own = hearth_record_value (HEARTH_RECORD (object), prop_id);

  if (!G_IS_VALUE (own))
    g_value_init (own, pspec->value_type);
  g_value_copy (value, own);
}

static void
hearth_record_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  GValue *own = hearth_record_value (HEARTH_RECORD (object), prop_id);

  if (G_IS_VALUE (own))
    g_value_copy (own, value);
}

static void
hearth_record_finalize (GObject *object)
{
  HearthRecordPrivate *priv = hearth_record_get_instance_private (HEARTH_RECORD (object));
  guint n = HEARTH_RECORD_GET_CLASS (object)->n_fields;

  for (guint i = 0; priv->values && i < n; i++)
    if (G_IS_VALUE (&priv->values[i]))
      g_value_unset (&priv->values[i]);
  g_free (priv->values);

  G_OBJECT_CLASS (hearth_record_parent_class)->finalize (object);
}

static void
hearth_record_class_init (HearthRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = hearth_record_finalize;
}

static void
hearth_record_init (HearthRecord *self)
{
}

static void
add_field (HearthRecordClass *klass, GParamSpec *pspec)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  g_assert (klass->n_fields < HEARTH_RECORD_MAX_FIELDS);
  klass->fields[klass->n_fields] = pspec;
  /* GObject does not inherit these two. */
  object_class->set_property = hearth_record_set_property;
  object_class->get_property = hearth_record_get_property;
  g_object_class_install_property (object_class, ++klass->n_fields, pspec);
}

#define FIELD_FLAGS (G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS)

/**
 * hearth_record_class_add_string:
 * @klass: the record class, in its class_init
 * @name: a static string: the property's name and the key on the wire
 *
 * Adds a text field, default "". The first field added is field 1.
 */
void
hearth_record_class_add_string (HearthRecordClass *klass, const char *name)
{
  add_field (klass, g_param_spec_string (name, NULL, NULL, "", FIELD_FLAGS));
}

/**
 * hearth_record_class_add_int:
 * @klass: the record class
 * @name: a static string
 *
 * Adds an integer field, default 0.
 */
void
hearth_record_class_add_int (HearthRecordClass *klass, const char *name)
{
  add_field (klass, g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, FIELD_FLAGS));
}

/**
 * hearth_record_class_add_bool:
 * @klass: the record class
 * @name: a static string
 *
 * Adds a yes-or-no field, default no.
 */
void
hearth_record_class_add_bool (HearthRecordClass *klass, const char *name)
{
  add_field (klass, g_param_spec_boolean (name, NULL, NULL, FALSE, FIELD_FLAGS));
}

/**
 * hearth_record_class_add_strv:
 * @klass: the record class
 * @name: a static string
 *
 * Adds a field of several texts, default none.
 */
void
hearth_record_class_add_strv (HearthRecordClass *klass, const char *name)
{
  add_field (klass, g_param_spec_boxed (name, NULL, NULL, G_TYPE_STRV, FIELD_FLAGS));
}

/**
 * hearth_record_class_add_list:
 * @klass: the record class
 * @name: a static string
 * @item_type: the #HearthRecord type of the items
 *
 * Adds a field that holds other records, default none.
 */
void
hearth_record_class_add_list (HearthRecordClass *klass, const char *name, GType item_type)
{
  GParamSpec *pspec = g_param_spec_object (name, NULL, NULL, G_TYPE_LIST_MODEL, FIELD_FLAGS);

  g_param_spec_set_qdata (pspec, item_type_quark (), GSIZE_TO_POINTER (item_type));
  add_field (klass, pspec);
}

/**
 * hearth_record_get_string:
 * @self: a record
 * @field: the field's number
 *
 * Returns: (transfer none) (not nullable): the text, "" if there is none
 */
const char *
hearth_record_get_string (HearthRecord *self, guint field)
{
  g_return_val_if_fail (HEARTH_IS_RECORD (self), "");

  const char *text = g_value_get_string (hearth_record_value (self, field));

  return text ? text : "";
}

/**
 * hearth_record_get_int:
 * @self: a record
 * @field: the field's number
 *
 * Returns: the number
 */
gint64
hearth_record_get_int (HearthRecord *self, guint field)
{
  g_return_val_if_fail (HEARTH_IS_RECORD (self), 0);

  return g_value_get_int64 (hearth_record_value (self, field));
}

/**
 * hearth_record_get_bool:
 * @self: a record
 * @field: the field's number
 *
 * Returns: yes or no
 */
gboolean
hearth_record_get_bool (HearthRecord *self, guint field)
{
  g_return_val_if_fail (HEARTH_IS_RECORD (self), FALSE);

  return g_value_get_boolean (hearth_record_value (self, field));
}

/**
 * hearth_record_get_strv:
 * @self: a record
 * @field: the field's number
 *
 * Returns: (transfer none) (not nullable): the texts, an empty list if there are none
 */
const char *const *
hearth_record_get_strv (HearthRecord *self, guint field)
{
  static const char *const none[] = { NULL };

  g_return_val_if_fail (HEARTH_IS_RECORD (self), none);

  const char *const *list = g_value_get_boxed (hearth_record_value (self, field));

  return list ? list : none;
}

/**
 * hearth_record_get_list:
 * @self: a record
 * @field: the field's number
 *
 * Returns: (transfer none) (nullable): the records, %NULL if there are none
 */
GListModel *
hearth_record_get_list (HearthRecord *self, guint field)
{
  g_return_val_if_fail (HEARTH_IS_RECORD (self), NULL);

  return g_value_get_object (hearth_record_value (self, field));
}
