/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the desk says in passing, and what of it can be taken back: one toast at a time, all of the turn by Ctrl+Z. Main
 * context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-desk-view-private.h"

#include <glib/gi18n.h>

#define UNDO_TOAST_S 7

/* One toast at a time: an older one would offer to take back what is no longer the newest. */
static void
show_toast (HearthDeskView *self, AdwToast *toast)
{
  hearth_desk_view_dismiss_toast (self);
  self->toast = g_object_ref (toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
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
  g_autofree char *markup = NULL;
  AdwToast *toast;

  g_return_if_fail (HEARTH_IS_DESK_VIEW (self));

  /* Titles of toasts are markup. */
  markup = g_markup_escape_text (text, -1);
  self->undo_id = 0;
  toast = g_object_new (ADW_TYPE_TOAST, "title", markup, "button-label", label, NULL);
  adw_toast_set_detailed_action_name (toast, action);
  show_toast (self, toast);
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
  g_autofree char *markup = NULL;

  g_return_val_if_fail (HEARTH_IS_DESK_VIEW (self), 0);

  markup = g_markup_escape_text (text, -1);
  self->undo_id = hearth_undo_stack_push (self->undo, undo, data, destroy);
  show_toast (self, g_object_new (ADW_TYPE_TOAST, "title", markup, "button-label", _ ("Undo"), "action-name",
                                  "desk.undo-shown", "timeout", UNDO_TOAST_S, NULL));
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
  g_autofree char *markup = NULL;

  g_return_if_fail (HEARTH_IS_DESK_VIEW (self));

  if (self->toast == NULL || id == 0 || id != self->undo_id)
    return;
  markup = g_markup_escape_text (text, -1);
  adw_toast_set_title (self->toast, markup);
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
