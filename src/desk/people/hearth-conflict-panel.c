/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* On top of the person form after an edit met another one: nothing is chosen beforehand, so nothing is overwritten
 * unseen. Owned by the dialog. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-conflict-panel.h"

#include <glib/gi18n.h>

#include "hearth-merge-line.h"
#include "hearth-person-line.h"

struct _HearthConflictPanel
{
  GtkBox parent_instance;

  GPtrArray *lines;     /* (owned): of HearthMergeLine */
  GArray *line_ids;     /* (owned): HearthPersonLine of each */
  HearthPerson *mine;   /* (owned) (nullable) */
  HearthPerson *theirs; /* (owned) (nullable) */

  GtkWidget *heads;
  GtkWidget *lines_box;
  GtkLabel *sentence;
  GtkSizeGroup *titles;
};

G_DEFINE_FINAL_TYPE (HearthConflictPanel, hearth_conflict_panel, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
on_chosen (HearthMergeLine *line, HearthConflictPanel *self)
{
  HearthMergeChoice choice = hearth_merge_line_get_choice (line);
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) chosen = NULL;
  guint position;

  if (choice == HEARTH_MERGE_LINE_NONE || !g_ptr_array_find (self->lines, line, &position))
    return;
  hearth_person_line_copy (g_array_index (self->line_ids, HearthPersonLine, position),
                           choice == HEARTH_MERGE_LINE_LEFT ? self->mine : self->theirs, &fields);
  chosen = g_variant_ref_sink (g_variant_dict_end (&fields));
  g_signal_emit (self, signals[CHOSEN], 0, chosen);
}

static void
hearth_conflict_panel_dispose (GObject *object)
{
  HearthConflictPanel *self = HEARTH_CONFLICT_PANEL (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_CONFLICT_PANEL);
  g_ptr_array_set_size (self->lines, 0);
  g_clear_object (&self->mine);
  g_clear_object (&self->theirs);

  G_OBJECT_CLASS (hearth_conflict_panel_parent_class)->dispose (object);
}

static void
hearth_conflict_panel_finalize (GObject *object)
{
  HearthConflictPanel *self = HEARTH_CONFLICT_PANEL (object);

  g_ptr_array_unref (self->lines);
  g_array_unref (self->line_ids);

  G_OBJECT_CLASS (hearth_conflict_panel_parent_class)->finalize (object);
}

static void
hearth_conflict_panel_class_init (HearthConflictPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_conflict_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_conflict_panel_finalize;

  signals[CHOSEN] = g_signal_new ("chosen", HEARTH_TYPE_CONFLICT_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_VARIANT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-conflict-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthConflictPanel, heads);
  gtk_widget_class_bind_template_child (widget_class, HearthConflictPanel, lines_box);
  gtk_widget_class_bind_template_child (widget_class, HearthConflictPanel, sentence);
  gtk_widget_class_bind_template_child (widget_class, HearthConflictPanel, titles);
}

static void
hearth_conflict_panel_init (HearthConflictPanel *self)
{
  self->lines = g_ptr_array_new ();
  self->line_ids = g_array_new (FALSE, FALSE, sizeof (HearthPersonLine));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_line (HearthConflictPanel *self, HearthPersonLine id)
{
  g_autofree char *left = hearth_person_line_text (id, self->mine);
  g_autofree char *right = hearth_person_line_text (id, self->theirs);
  GtkWidget *line = hearth_merge_line_new (hearth_person_line_get_label (id), left, right);

  gtk_size_group_add_widget (self->titles, hearth_merge_line_get_title (HEARTH_MERGE_LINE (line)));
  g_signal_connect_object (line, "chosen", G_CALLBACK (on_chosen), self, 0);
  gtk_box_append (GTK_BOX (self->lines_box), line);
  g_ptr_array_add (self->lines, line);
  g_array_append_val (self->line_ids, id);
}

/**
 * hearth_conflict_panel_show:
 * @self: a panel
 * @mine: what is typed here
 * @theirs: what the record is by now
 * @lines: #HearthPersonLine of each line in conflict
 *
 * Shows the lines; those of an earlier conflict go.
 */
void
hearth_conflict_panel_show (HearthConflictPanel *self, HearthPerson *mine, HearthPerson *theirs, GArray *lines)
{
  g_return_if_fail (HEARTH_IS_CONFLICT_PANEL (self));

  for (guint i = 0; i < self->lines->len; i++)
    gtk_box_remove (GTK_BOX (self->lines_box), g_ptr_array_index (self->lines, i));
  g_ptr_array_set_size (self->lines, 0);
  g_array_set_size (self->line_ids, 0);
  g_set_object (&self->mine, mine);
  g_set_object (&self->theirs, theirs);
  for (guint i = 0; i < lines->len; i++)
    add_line (self, g_array_index (lines, HearthPersonLine, i));
  gtk_widget_set_visible (self->heads, lines->len > 0);
  gtk_label_set_text (
      self->sentence,
      lines->len > 0
          ? _ ("Somebody changed this record meanwhile. Yours and theirs are side by side below. Choose on each line, "
               "then "
               "save.")
          : _ ("Somebody changed this record meanwhile, but nothing that you changed. Both are in the form below: look "
               "once more, then save."));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * hearth_conflict_panel_is_settled:
 * @self: a panel
 *
 * Returns: whether a side is chosen on every line
 */
gboolean
hearth_conflict_panel_is_settled (HearthConflictPanel *self)
{
  g_return_val_if_fail (HEARTH_IS_CONFLICT_PANEL (self), TRUE);

  for (guint i = 0; i < self->lines->len; i++)
    if (hearth_merge_line_get_choice (g_ptr_array_index (self->lines, i)) == HEARTH_MERGE_LINE_NONE)
      return FALSE;
  return TRUE;
}

/**
 * hearth_conflict_panel_get_line:
 * @self: a panel
 * @position: which line, from 0
 *
 * Returns: (transfer none) (nullable): the line
 */
GtkWidget *
hearth_conflict_panel_get_line (HearthConflictPanel *self, guint position)
{
  g_return_val_if_fail (HEARTH_IS_CONFLICT_PANEL (self), NULL);

  return position < self->lines->len ? g_ptr_array_index (self->lines, position) : NULL;
}
