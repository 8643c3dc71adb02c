/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A person to call in an emergency, in the person form. Owned by its section. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-emergency-row.h"

#include <glib/gi18n.h>

struct _HearthEmergencyRow
{
  AdwExpanderRow parent_instance;

  AdwEntryRow *name_row;
  AdwEntryRow *phone_row;
  AdwEntryRow *relation_row;
};

G_DEFINE_FINAL_TYPE (HearthEmergencyRow, hearth_emergency_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
read_row (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
on_changed (HearthEmergencyRow *self)
{
  g_autofree char *name = read_row (self->name_row);
  g_autofree char *relation = read_row (self->relation_row);
  g_autofree char *phone = read_row (self->phone_row);
  g_autofree char *both = *relation && *phone ? g_strdup_printf ("%s · %s", relation, phone) : NULL;
  g_autofree char *title = g_markup_escape_text (*name ? name : _ ("New emergency contact"), -1);
  g_autofree char *subtitle = g_markup_escape_text (both ? both : *relation ? relation : phone, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

static void
on_remove (HearthEmergencyRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
hearth_emergency_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_EMERGENCY_ROW);

  G_OBJECT_CLASS (hearth_emergency_row_parent_class)->dispose (object);
}

static void
hearth_emergency_row_class_init (HearthEmergencyRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_emergency_row_dispose;

  signals[REMOVED]
      = g_signal_new ("removed", HEARTH_TYPE_EMERGENCY_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-emergency-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthEmergencyRow, name_row);
  gtk_widget_class_bind_template_child (widget_class, HearthEmergencyRow, phone_row);
  gtk_widget_class_bind_template_child (widget_class, HearthEmergencyRow, relation_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
hearth_emergency_row_init (HearthEmergencyRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_emergency_row_new:
 * @contact: (nullable): what to show; %NULL for an empty row that is open
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
hearth_emergency_row_new (HearthEmergencyContact *contact)
{
  HearthEmergencyRow *self = g_object_new (HEARTH_TYPE_EMERGENCY_ROW, "expanded", contact == NULL, NULL);

  if (contact != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->name_row), hearth_emergency_contact_get_name (contact));
      gtk_editable_set_text (GTK_EDITABLE (self->relation_row), hearth_emergency_contact_get_relation (contact));
      gtk_editable_set_text (GTK_EDITABLE (self->phone_row), hearth_emergency_contact_get_phone (contact));
    }
  on_changed (self);
  return GTK_WIDGET (self);
}

/**
 * hearth_emergency_row_dup_contact:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the contact as it is typed; %NULL where nothing is
 */
HearthEmergencyContact *
hearth_emergency_row_dup_contact (HearthEmergencyRow *self)
{
  g_autofree char *name = NULL, *relation = NULL, *phone = NULL;

  g_return_val_if_fail (HEARTH_IS_EMERGENCY_ROW (self), NULL);

  name = read_row (self->name_row);
  relation = read_row (self->relation_row);
  phone = read_row (self->phone_row);
  if (*name == 0 && *relation == 0 && *phone == 0)
    return NULL;
  return g_object_new (HEARTH_TYPE_EMERGENCY_CONTACT, "name", name, "relation", relation, "phone", phone, NULL);
}

/**
 * hearth_emergency_row_get_name_row:
 * @self: a row
 *
 * Returns: (transfer none): where the name is typed
 */
GtkWidget *
hearth_emergency_row_get_name_row (HearthEmergencyRow *self)
{
  g_return_val_if_fail (HEARTH_IS_EMERGENCY_ROW (self), NULL);

  return GTK_WIDGET (self->name_row);
}
