/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* On top of a short form after a save met somebody else's: nothing is chosen beforehand, so nothing is overwritten
 * unseen. Owned by the form. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-sides-panel.h"

#include <glib/gi18n.h>

#include "hearth-merge-line.h"

struct _HearthSidesPanel
{
  GtkBox parent_instance;

  GtkWidget *heads;
  GtkWidget *lines_box;
  GtkLabel *sentence;
  GtkSizeGroup *titles;

  GPtrArray *lines; /* (owned): of HearthMergeLine (unowned), each with its "key" */
};

G_DEFINE_FINAL_TYPE (HearthSidesPanel, hearth_sides_panel, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
chosen_cb (HearthMergeLine *line, HearthSidesPanel *self)
{
  HearthMergeChoice choice = hearth_merge_line_get_choice (line);

  if (choice != HEARTH_MERGE_LINE_NONE)
    g_signal_emit (self, signals[CHOSEN], 0, g_object_get_data (G_OBJECT (line), "key"),
                   choice == HEARTH_MERGE_LINE_LEFT);
}

static void
hearth_sides_panel_dispose (GObject *object)
{
  HearthSidesPanel *self = HEARTH_SIDES_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_SIDES_PANEL);
  g_ptr_array_set_size (self->lines, 0);

  G_OBJECT_CLASS (hearth_sides_panel_parent_class)->dispose (object);
}

static void
hearth_sides_panel_finalize (GObject *object)
{
  g_ptr_array_unref (HEARTH_SIDES_PANEL (object)->lines);

  G_OBJECT_CLASS (hearth_sides_panel_parent_class)->finalize (object);
}

static void
hearth_sides_panel_class_init (HearthSidesPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_sides_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_sides_panel_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/widgets/hearth-sides-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthSidesPanel, heads);
  gtk_widget_class_bind_template_child (widget_class, HearthSidesPanel, lines_box);
  gtk_widget_class_bind_template_child (widget_class, HearthSidesPanel, sentence);
  gtk_widget_class_bind_template_child (widget_class, HearthSidesPanel, titles);
}

static void
hearth_sides_panel_init (HearthSidesPanel *self)
{
  self->lines = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_sides_panel_clear:
 * @self: a panel
 *
 * The lines of an earlier conflict go, and the panel with them.
 */
void
hearth_sides_panel_clear (HearthSidesPanel *self)
{
  g_return_if_fail (HEARTH_IS_SIDES_PANEL (self));

  for (guint i = 0; i < self->lines->len; i++)
    gtk_box_remove (GTK_BOX (self->lines_box), g_ptr_array_index (self->lines, i));
  g_ptr_array_set_size (self->lines, 0);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hearth_sides_panel_add:
 * @self: a panel
 * @key: what "chosen" says
 * @title: of the field
 * @mine: what is typed here
 * @theirs: what it is by now
 *
 * One more line.
 */
void
hearth_sides_panel_add (
    HearthSidesPanel *self, const char *key, const char *title, const char *mine, const char *theirs)
{
  GtkWidget *line;

  g_return_if_fail (HEARTH_IS_SIDES_PANEL (self));

  line = hearth_merge_line_new (title, mine, theirs);
  g_object_set_data_full (G_OBJECT (line), "key", g_strdup (key), g_free);
  gtk_size_group_add_widget (self->titles, hearth_merge_line_get_title (HEARTH_MERGE_LINE (line)));
  g_signal_connect_object (line, "chosen", G_CALLBACK (chosen_cb), self, 0);
  gtk_box_append (GTK_BOX (self->lines_box), line);
  g_ptr_array_add (self->lines, line);
}

/**
 * hearth_sides_panel_show:
 * @self: a panel whose lines were added
 *
 * Says what happened, also where nothing has to be chosen.
 */
void
hearth_sides_panel_show (HearthSidesPanel *self)
{
  g_return_if_fail (HEARTH_IS_SIDES_PANEL (self));

  gtk_widget_set_visible (self->heads, self->lines->len > 0);
  gtk_label_set_label (self->sentence, self->lines->len > 0
                                           ? _ ("Somebody changed this meanwhile. Yours and theirs are side by side "
                                                "below. Choose on each line, then save.")
                                           : _ ("Somebody changed this meanwhile, but nothing that you changed. Both "
                                                "are in the form below: look once more, then save."));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * hearth_sides_panel_is_settled:
 * @self: a panel
 *
 * Returns: whether a side is chosen on every line
 */
gboolean
hearth_sides_panel_is_settled (HearthSidesPanel *self)
{
  g_return_val_if_fail (HEARTH_IS_SIDES_PANEL (self), TRUE);

  for (guint i = 0; i < self->lines->len; i++)
    if (hearth_merge_line_get_choice (g_ptr_array_index (self->lines, i)) == HEARTH_MERGE_LINE_NONE)
      return FALSE;
  return TRUE;
}

/**
 * hearth_sides_panel_get_n_lines:
 *
 * Returns: how many fields both changed
 */
guint
hearth_sides_panel_get_n_lines (HearthSidesPanel *self)
{
  g_return_val_if_fail (HEARTH_IS_SIDES_PANEL (self), 0);

  return self->lines->len;
}

/**
 * hearth_sides_panel_get_line:
 * @position: which line, from 0
 *
 * Returns: (transfer none) (nullable): the line
 */
GtkWidget *
hearth_sides_panel_get_line (HearthSidesPanel *self, guint position)
{
  g_return_val_if_fail (HEARTH_IS_SIDES_PANEL (self), NULL);

  return position < self->lines->len ? g_ptr_array_index (self->lines, position) : NULL;
}
