/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Which keys the check-in page takes before the widget that has the focus, and which letters go to the search. Main
 * context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-checkin-page-private.h"

/* Escape clears the search first, then closes the card. */
static gboolean
escape (HearthCheckinPage *self)
{
  gboolean typed = *gtk_editable_get_text (self->search) != '\0';
  gboolean idle = hearth_checkin_page_get_state (self) == HEARTH_CHECKIN_STATE_IDLE;

  hearth_checkin_page_show_error (self, NULL);
  gtk_editable_set_text (self->search, "");
  hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_IDLE);
  hearth_checkin_page_focus_search (self);
  return typed || !idle;
}

static gboolean
key_in_search (HearthCheckinPage *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_Linefeed: /* of some scanners */
      if (hearth_checkin_page_is_on_its_own (self))
        hearth_checkin_page_keep_typed (self);
      else
        hearth_checkin_search_enter (self->finder);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return hearth_checkin_page_get_state (self) == HEARTH_CHECKIN_STATE_CANDIDATES
             && hearth_checkin_candidates_focus_first (self->candidates);
    default:
      return FALSE;
    }
}

/* A field of its own that text may be typed in: the search gets no letters from there. */
static gboolean
is_other_field (HearthCheckinPage *self, GtkWidget *focus)
{
  return focus && GTK_IS_EDITABLE (focus) && focus != GTK_WIDGET (hearth_checkin_page_search_text (self))
         && !gtk_widget_get_ancestor (focus, GTK_TYPE_SPIN_BUTTON);
}

/*< private >
 * hearth_checkin_page_key:
 * @keyval: the key
 * @state: modifiers
 *
 * Keys that the page takes before the widget that has the focus.
 *
 * Returns: whether the key was taken
 */
gboolean
hearth_checkin_page_key (HearthCheckinPage *self, guint keyval, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK);

  if (is_other_field (self, focus))
    return keyval == GDK_KEY_Escape && held == 0 && escape (self);
  if (held == GDK_CONTROL_MASK && !(state & GDK_SHIFT_MASK) && (keyval == GDK_KEY_z || keyval == GDK_KEY_Z))
    return hearth_checkin_page_undo (self);
  /* GtkSearchEntry takes this key for "next match". */
  if (held == GDK_CONTROL_MASK && !(state & GDK_SHIFT_MASK) && (keyval == GDK_KEY_g || keyval == GDK_KEY_G))
    return gtk_widget_activate_action (GTK_WIDGET (self), "checkin.count-group", NULL);
  if (held != 0)
    return FALSE;
  if (keyval == GDK_KEY_Escape)
    return escape (self);
  if (hearth_checkin_page_get_state (self) == HEARTH_CHECKIN_STATE_CANDIDATES
      && hearth_checkin_search_key (self->finder, keyval))
    return TRUE;
  if (keyval >= GDK_KEY_F2 && keyval <= GDK_KEY_F8 && !(state & GDK_SHIFT_MASK))
    return hearth_checkin_page_get_state (self) == HEARTH_CHECKIN_STATE_ARRIVED
           && hearth_arrived_card_choose_reason (self->arrived, keyval - GDK_KEY_F2);
  return focus == GTK_WIDGET (hearth_checkin_page_search_text (self)) && key_in_search (self, keyval);
}

/* Whether a key that no widget asked for is text, which goes to the search. */
static gboolean
is_text_for_search (HearthCheckinPage *self, guint keyval, GdkModifierType state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK))
    return FALSE;
  if (focus == GTK_WIDGET (hearth_checkin_page_search_text (self)) || is_other_field (self, focus))
    return FALSE;
  if (focus && gtk_widget_get_ancestor (focus, GTK_TYPE_SPIN_BUTTON) && g_unichar_isdigit (letter))
    return FALSE;
  return g_unichar_isgraph (letter) || keyval == GDK_KEY_BackSpace;
}

/*< private >
 * hearth_checkin_page_key_pressed:
 * @controller: of the page, before its children
 * @keyval: the key
 * @keycode: the same, of the keyboard
 * @state: modifiers
 *
 * What is no key of the page and no letter for the search goes on to the widget that has the focus.
 *
 * Returns: whether the key was taken
 */
gboolean
hearth_checkin_page_key_pressed (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, HearthCheckinPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);

  /* A menu or a popover that is open has its own keys. */
  if (focus && gtk_widget_get_native (focus) != GTK_NATIVE (root))
    return FALSE;
  if (hearth_checkin_page_key (self, keyval, state))
    return TRUE;
  if (!is_text_for_search (self, keyval, state))
    return FALSE;
  hearth_checkin_page_focus_search (self);
  return gtk_event_controller_key_forward (controller, GTK_WIDGET (hearth_checkin_page_search_text (self)));
}
