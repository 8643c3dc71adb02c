/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A line of a comparison: title, left cell, right cell. Cells are toggle buttons of one group, so that Tab, the arrows
 * and Space choose. Owned by the dialog. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-merge-line.h"

#include <glib/gi18n.h>

struct _HearthMergeLine
{
  GtkBox parent_instance;

  GtkWidget *cells;
  GtkToggleButton *left;
  GtkImage *left_check;
  GtkLabel *left_hint;
  GtkLabel *left_label;
  GtkToggleButton *right;
  GtkImage *right_check;
  GtkLabel *right_hint;
  GtkLabel *right_label;
  GtkLabel *same_label;
  GtkLabel *title_label;
};

G_DEFINE_FINAL_TYPE (HearthMergeLine, hearth_merge_line, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_toggled (HearthMergeLine *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->left_check), gtk_toggle_button_get_active (self->left));
  gtk_widget_set_visible (GTK_WIDGET (self->right_check), gtk_toggle_button_get_active (self->right));
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
hearth_merge_line_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_MERGE_LINE);

  G_OBJECT_CLASS (hearth_merge_line_parent_class)->dispose (object);
}

static void
hearth_merge_line_class_init (HearthMergeLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_merge_line_dispose;

  signals[CHOSEN]
      = g_signal_new ("chosen", HEARTH_TYPE_MERGE_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/people/hearth-merge-line.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, cells);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, left);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, left_check);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, left_hint);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, left_label);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, right);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, right_check);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, right_hint);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, right_label);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, same_label);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeLine, title_label);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
hearth_merge_line_init (HearthMergeLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_cell (HearthMergeLine *self, GtkToggleButton *cell, GtkLabel *label, const char *value)
{
  g_autofree char *name
      = g_strdup_printf ("%s: %s", gtk_label_get_text (self->title_label), *value ? value : _ ("Not given"));

  gtk_label_set_text (label, *value ? value : _ ("Not given"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (*value == 0)
    gtk_widget_add_css_class (GTK_WIDGET (label), "secondary");
}

/**
 * hearth_merge_line_new:
 * @title: what the line is called
 * @left: the value on the left, "" for none
 * @right: the other
 *
 * Returns: (transfer floating): a line where one has to be chosen
 */
GtkWidget *
hearth_merge_line_new (const char *title, const char *left, const char *right)
{
  HearthMergeLine *self = g_object_new (HEARTH_TYPE_MERGE_LINE, NULL);

  gtk_label_set_text (self->title_label, title);
  fill_cell (self, self->left, self->left_label, left);
  fill_cell (self, self->right, self->right_label, right);
  gtk_widget_set_visible (GTK_WIDGET (self->same_label), FALSE);
  return GTK_WIDGET (self);
}

/**
 * hearth_merge_line_new_same:
 * @title: what the line is called
 * @value: what both records have
 *
 * Returns: (transfer floating): a line without a choice
 */
GtkWidget *
hearth_merge_line_new_same (const char *title, const char *value)
{
  HearthMergeLine *self = g_object_new (HEARTH_TYPE_MERGE_LINE, NULL);
  /* Translators: a value that two records have in common */
  g_autofree char *text = g_strdup_printf (_ ("%s (the same)"), value);

  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->same_label, text);
  gtk_widget_set_visible (self->cells, FALSE);
  return GTK_WIDGET (self);
}

/**
 * hearth_merge_line_new_both:
 * @title: what the line is called
 * @left: the value on the left, "" for none
 * @right: the other
 *
 * Returns: (transfer floating): a line of which both sides stay
 */
GtkWidget *
hearth_merge_line_new_both (const char *title, const char *left, const char *right)
{
  HearthMergeLine *self = HEARTH_MERGE_LINE (hearth_merge_line_new (title, left, right));

  gtk_toggle_button_set_group (self->right, NULL);
  gtk_toggle_button_set_active (self->left, *left != 0);
  gtk_toggle_button_set_active (self->right, *right != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->left_check), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->right_check), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->left_hint), *left && *right);
  gtk_widget_set_visible (GTK_WIDGET (self->right_hint), *left && *right);
  gtk_widget_set_can_target (self->cells, FALSE);
  gtk_widget_set_can_focus (self->cells, FALSE);
  return GTK_WIDGET (self);
}

/**
 * hearth_merge_line_get_title:
 * @self: a line
 *
 * Returns: (transfer none): the label in front, for a size group over all lines
 */
GtkWidget *
hearth_merge_line_get_title (HearthMergeLine *self)
{
  g_return_val_if_fail (HEARTH_IS_MERGE_LINE (self), NULL);

  return GTK_WIDGET (self->title_label);
}

/**
 * hearth_merge_line_choose:
 * @self: a line with a choice
 * @choice: left or right
 */
void
hearth_merge_line_choose (HearthMergeLine *self, HearthMergeChoice choice)
{
  g_return_if_fail (HEARTH_IS_MERGE_LINE (self));

  gtk_toggle_button_set_active (choice == HEARTH_MERGE_LINE_RIGHT ? self->right : self->left,
                                choice != HEARTH_MERGE_LINE_NONE);
}

/**
 * hearth_merge_line_get_choice:
 * @self: a line
 *
 * Returns: which cell is chosen
 */
HearthMergeChoice
hearth_merge_line_get_choice (HearthMergeLine *self)
{
  g_return_val_if_fail (HEARTH_IS_MERGE_LINE (self), HEARTH_MERGE_LINE_NONE);

  if (gtk_toggle_button_get_active (self->left))
    return HEARTH_MERGE_LINE_LEFT;
  return gtk_toggle_button_get_active (self->right) ? HEARTH_MERGE_LINE_RIGHT : HEARTH_MERGE_LINE_NONE;
}
