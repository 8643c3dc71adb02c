/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A visit reason in the preferences: closed it shows name and key, open its fields.
 * Owned by the list of its section. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-reason-row.h"

#include <glib/gi18n.h>

struct _HearthReasonRow
{
  AdwExpanderRow parent_instance;

  GtkEditable *definition; /* (unowned): template child */
  GtkLabel *key;           /* (unowned): template child */
  GtkEditable *label;      /* (unowned): template child */
  HearthReason *reason;    /* (owned) (nullable): NULL for a new one */
};

G_DEFINE_FINAL_TYPE (HearthReasonRow, hearth_reason_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
title_cb (HearthReasonRow *self, const char *label)
{
  return label != NULL && *label != '\0' ? g_markup_escape_text (label, -1) : g_strdup (_ ("A new reason"));
}

static void
move_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[MOVED], 0, g_variant_get_int32 (parameter));
}

static void
hearth_reason_row_dispose (GObject *object)
{
  HearthReasonRow *self = HEARTH_REASON_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_REASON_ROW);
  g_clear_object (&self->reason);

  G_OBJECT_CLASS (hearth_reason_row_parent_class)->dispose (object);
}

static void
hearth_reason_row_class_init (HearthReasonRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_reason_row_dispose;

  signals[MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-reason-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthReasonRow, definition);
  gtk_widget_class_bind_template_child (widget_class, HearthReasonRow, key);
  gtk_widget_class_bind_template_child (widget_class, HearthReasonRow, label);
  gtk_widget_class_bind_template_callback (widget_class, title_cb);
  gtk_widget_class_install_action (widget_class, "reason.down", "i", move_cb);
  gtk_widget_class_install_action (widget_class, "reason.retire", "i", move_cb);
  gtk_widget_class_install_action (widget_class, "reason.up", "i", move_cb);
}

static void
hearth_reason_row_init (HearthReasonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_reason_row_new:
 * @reason: (nullable): %NULL for a new one
 *
 * Returns: (transfer floating): a row
 */
HearthReasonRow *
hearth_reason_row_new (HearthReason *reason)
{
  HearthReasonRow *self = g_object_new (HEARTH_TYPE_REASON_ROW, NULL);

  if (reason != NULL)
    {
      self->reason = g_object_ref (reason);
      gtk_editable_set_text (self->label, hearth_reason_get_label (reason));
      gtk_editable_set_text (self->definition, hearth_reason_get_definition (reason));
    }
  return self;
}

/**
 * hearth_reason_row_get_reason:
 * @self: a row
 * @position: its place in the list
 *
 * Returns: (transfer full): the reason as it is written now
 */
HearthReason *
hearth_reason_row_get_reason (HearthReasonRow *self, guint position)
{
  g_autofree char *label = g_strstrip (g_strdup (gtk_editable_get_text (self->label)));
  g_autofree char *definition = g_strstrip (g_strdup (gtk_editable_get_text (self->definition)));

  return g_object_new (HEARTH_TYPE_REASON, "code", self->reason ? hearth_reason_get_code (self->reason) : "", "label",
                       label, "definition", definition, "icon",
                       self->reason ? hearth_reason_get_icon (self->reason) : "hearth-kind-other-symbolic", "position",
                       (gint64)position, "version", self->reason ? hearth_reason_get_version (self->reason) : (gint64)0,
                       NULL);
}

/**
 * hearth_reason_row_set_place:
 * @self: a row
 * @position: its place in the list, from 0
 * @n: how many there are
 *
 * Shows its key and which ways it can go.
 */
void
hearth_reason_row_set_place (HearthReasonRow *self, guint position, guint n)
{
  g_autofree char *key = g_strdup_printf ("F%u", position + 2);

  gtk_label_set_label (self->key, key);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reason.up", position > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reason.down", position + 1 < n);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "reason.retire", n > 1);
}

/**
 * hearth_reason_row_edit:
 * @self: a row
 *
 * Opens it, with the keyboard in its name.
 */
void
hearth_reason_row_edit (HearthReasonRow *self)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->label));
}
