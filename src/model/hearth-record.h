/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_RECORD (hearth_record_get_type ())
G_DECLARE_DERIVABLE_TYPE (HearthRecord, hearth_record, HEARTH, RECORD, GObject)

#define HEARTH_RECORD_MAX_FIELDS 48

struct _HearthRecordClass
{
  GObjectClass parent_class;

  /*< private >*/
  guint n_fields;
  GParamSpec *fields[HEARTH_RECORD_MAX_FIELDS]; /* (unowned): in the order in which they were added */
};

void hearth_record_class_add_string (HearthRecordClass *klass, const char *name);
void hearth_record_class_add_int (HearthRecordClass *klass, const char *name);
void hearth_record_class_add_bool (HearthRecordClass *klass, const char *name);
void hearth_record_class_add_strv (HearthRecordClass *klass, const char *name);
void hearth_record_class_add_list (HearthRecordClass *klass, const char *name, GType item_type);

const char *hearth_record_get_string (HearthRecord *self, guint field);
gint64 hearth_record_get_int (HearthRecord *self, guint field);
gboolean hearth_record_get_bool (HearthRecord *self, guint field);
const char *const *hearth_record_get_strv (HearthRecord *self, guint field);
GListModel *hearth_record_get_list (HearthRecord *self, guint field);

GVariant *hearth_record_to_variant (gpointer self);
gpointer hearth_record_from_variant (GType type, GVariant *dict, GError **error);
gpointer hearth_record_with (gpointer self, GVariant *changes, GError **error);
GVariant *hearth_record_changes (gpointer before, gpointer after);
gboolean hearth_record_equal (gpointer a, gpointer b);

GVariant *hearth_record_to_row (gpointer self);
gpointer hearth_record_from_row (GType type, GVariant *row);

GVariant *hearth_record_list_to_variant (GListModel *records);
GListStore *hearth_record_list_from_variant (GType type, GVariant *dicts, GError **error);

/* Getters of a record type, one line each. FIELD is the position in which the class added it. */
#define HEARTH_RECORD_STRING(Type, prefix, field, FIELD)                                                               \
  const char *prefix##_get_##field (Type *self)                                                                        \
  {                                                                                                                    \
    return hearth_record_get_string ((HearthRecord *)self, FIELD);                                                     \
  }
#define HEARTH_RECORD_INT(Type, prefix, field, FIELD)                                                                  \
  gint64 prefix##_get_##field (Type *self)                                                                             \
  {                                                                                                                    \
    return hearth_record_get_int ((HearthRecord *)self, FIELD);                                                        \
  }
#define HEARTH_RECORD_BOOL(Type, prefix, field, FIELD)                                                                 \
  gboolean prefix##_get_##field (Type *self)                                                                           \
  {                                                                                                                    \
    return hearth_record_get_bool ((HearthRecord *)self, FIELD);                                                       \
  }
#define HEARTH_RECORD_STRV(Type, prefix, field, FIELD)                                                                 \
  const char *const *prefix##_get_##field (Type *self)                                                                 \
  {                                                                                                                    \
    return hearth_record_get_strv ((HearthRecord *)self, FIELD);                                                       \
  }
#define HEARTH_RECORD_LIST(Type, prefix, field, FIELD)                                                                 \
  GListModel *prefix##_get_##field (Type *self)                                                                        \
  {                                                                                                                    \
    return hearth_record_get_list ((HearthRecord *)self, FIELD);                                                       \
  }

G_END_DECLS
