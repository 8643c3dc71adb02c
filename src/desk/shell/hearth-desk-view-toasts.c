/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the desk says in passing, and what of it can be taken back: one toast at a time, all of the turn by Ctrl+Z. Main
 * context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-desk-view-private.h"

#include "hearth-side-pane-layout.h"

#include <glib/gi18n.h>

#define TOAST_S 5
#define UNDO_TOAST_S 7
/* Of a toast, in px: what is beside its sentence, the button to close it among it; and beside the words of its button. */
#define AROUND 108
#define AROUND_BUTTON 44

/* How many characters of a sentence stand in one line beside the buttons. A toast is as tall as its sentence would like to
 * be, so the sentence must not like to be wider than there is room. */
static int
line_chars (HearthDeskView *self, const char *button)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  /* The sentence and the button are bold. */
  int letter = 11 * pango_font_metrics_get_approximate_char_width (metrics) / PANGO_SCALE / 10 + 1;
  int room = hearth_side_pane_layout_get_width (widget, gtk_widget_get_width (GTK_WIDGET (self->pages))) - AROUND;

  pango_font_metrics_unref (metrics);
  if (button != NULL)
    room -= (int)g_utf8_strlen (button, -1) * letter + AROUND_BUTTON;
  return MAX (room / letter, 10);
}

/* A sentence is read whole: it takes as many lines as it needs, where the toast's own title would be cut. */
static AdwToast *
toast_new (HearthDeskView *self, const char *text, const char *button)
{
  GtkWidget *label = gtk_label_new (text);
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_button_label (toast, button);
  gtk_label_set_max_width_chars (GTK_LABEL (label), line_chars (self, button));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  return toast;
}

/* One toast at a time: an older one would offer to take back what is no longer the newest. */
static void
show_toast (HearthDeskView *self, AdwToast *toast)
{
  g_autoptr (AdwToast) before = g_steal_pointer (&self->toast);

  self->toast = g_object_ref (toast);
  if (before != NULL)
    adw_toast_dismiss (before);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* @seconds: 0 for one that stays; set before it is shown, for then its time begins to run. */
static void
say (HearthDeskView *self, const char *text, const char *label, const char *action, guint seconds)
{
  AdwToast *toast = toast_new (self, text, label);

  self->undo_id = 0;
  adw_toast_set_detailed_action_name (toast, action);
  adw_toast_set_timeout (toast, seconds);
  show_toast (self, toast);
}

/**
 * hearth_desk_view_say:
 * @self: a view
 * @text: one sentence
 *
 * A toast.
 */
void
hearth_desk_view_say (HearthDeskView *self, const char *text)
{
  hearth_desk_view_say_with_action (self, text, NULL, NULL);
}

/**
 * hearth_desk_view_say_with_action:
 * @self: a view
 * @text: one sentence
 * @label: (nullable): of a button
 * @action: (nullable): name of the action of the button, with its target: "win.page(uint32 0)"
 *
 * A toast with a button.
 */
void
hearth_desk_view_say_with_action (HearthDeskView *self, const char *text, const char *label, const char *action)
{
  g_return_if_fail (HEARTH_IS_DESK_VIEW (self));

  say (self, text, label, action, TOAST_S);
}

/**
 * hearth_desk_view_tell:
 * @self: a view
 * @text: one sentence or two
 * @label: (nullable): of a button
 * @action: (nullable): as hearth_desk_view_say_with_action()
 *
 * A toast that stays until it is closed, or something else is said.
 */
void
hearth_desk_view_tell (HearthDeskView *self, const char *text, const char *label, const char *action)
{
  g_return_if_fail (HEARTH_IS_DESK_VIEW (self));

  say (self, text, label, action, 0);
}

/**
 * hearth_desk_view_offer_undo:
 * @self: a view
 * @text: what was done
 * @undo: takes it back
 * @data: (transfer full): for @undo
 * @destroy: (nullable): frees @data
 *
 * A toast with Undo, and one more thing for Ctrl+Z.
 *
 * Returns: its number
 */
guint
hearth_desk_view_offer_undo (
    HearthDeskView *self, const char *text, HearthUndoFunc undo, gpointer data, GDestroyNotify destroy)
{
  AdwToast *toast;

  g_return_val_if_fail (HEARTH_IS_DESK_VIEW (self), 0);

  self->undo_id = hearth_undo_stack_push (self->undo, undo, data, destroy);
  toast = toast_new (self, text, _ ("Undo"));
  adw_toast_set_action_name (toast, "desk.undo-shown");
  adw_toast_set_timeout (toast, UNDO_TOAST_S);
  show_toast (self, toast);
  return self->undo_id;
}

/**
 * hearth_desk_view_reword_undo:
 * @self: a view
 * @id: what hearth_desk_view_offer_undo() gave
 * @text: what was done, as it is now
 *
 * Changes the words of the toast in place. Another toast keeps its own.
 */
void
hearth_desk_view_reword_undo (HearthDeskView *self, guint id, const char *text)
{
  g_return_if_fail (HEARTH_IS_DESK_VIEW (self));

  if (self->toast != NULL && id != 0 && id == self->undo_id)
    gtk_label_set_label (GTK_LABEL (adw_toast_get_custom_title (self->toast)), text);
}

/**
 * hearth_desk_view_undo:
 * @self: a view
 *
 * Takes back the newest.
 *
 * Returns: %FALSE if there is nothing to take back
 */
gboolean
hearth_desk_view_undo (HearthDeskView *self)
{
  g_return_val_if_fail (HEARTH_IS_DESK_VIEW (self), FALSE);

  if (self->undo_id != 0)
    hearth_desk_view_dismiss_toast (self);
  return hearth_undo_stack_undo (self->undo);
}

/**
 * hearth_desk_view_dismiss_toast:
 * @self: a view
 *
 * Takes the toast away. What it offered can still be taken back with Ctrl+Z.
 */
void
hearth_desk_view_dismiss_toast (HearthDeskView *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

/**
 * hearth_desk_view_get_toast:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the last toast, on the screen or gone by itself or by hand; not one in whose place
 *   something else is said
 */
AdwToast *
hearth_desk_view_get_toast (HearthDeskView *self)
{
  g_return_val_if_fail (HEARTH_IS_DESK_VIEW (self), NULL);

  return self->toast;
}

static void
missed_changed_cb (HearthDeskView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->missed));
  g_autofree char *text = g_strdup_printf (ngettext ("%u notice", "%u notices", n), n);

  gtk_label_set_label (self->missed_label, text);
  gtk_widget_set_visible (self->missed_button, n > 0);
}

/**
 * hearth_desk_view_set_missed:
 * @self: a view
 * @missed: what was said while the desk was locked
 *
 * A button leads to it while there is anything. To be called once.
 */
void
hearth_desk_view_set_missed (HearthDeskView *self, HearthMissedList *missed)
{
  g_return_if_fail (HEARTH_IS_DESK_VIEW (self));
  g_return_if_fail (self->missed == NULL);

  self->missed = g_object_ref (missed);
  g_signal_connect_object (missed, "items-changed", G_CALLBACK (missed_changed_cb), self, G_CONNECT_SWAPPED);
  missed_changed_cb (self);
}

/**
 * hearth_desk_view_undo_shown:
 * @widget: a view
 * @name: of the action
 * @parameter: none
 *
 * Takes back what the toast tells of.
 */
void
hearth_desk_view_undo_shown (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthDeskView *self = HEARTH_DESK_VIEW (widget);

  hearth_undo_stack_undo_one (self->undo, self->undo_id);
}
