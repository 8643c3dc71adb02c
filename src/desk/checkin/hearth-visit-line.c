/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One line of today's list. Its verbs are actions of the check-in page ("checkin.check-out" and so on) with the visit's
 * id. Owned by the list view's item; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-visit-line.h"

#include <glib/gi18n.h>

#include "hearth-shown-name.h"
#include "hearth-visit-words.h"

struct _HearthVisitLine
{
  GtkBox parent_instance;

  GtkImage *icon;
  GtkLabel *left;
  GtkLabel *name;
  GtkWidget *out;
  GtkLabel *pronouns;
  GtkLabel *time;
  GtkLabel *what;

  HearthVisit *visit; /* (owned) (nullable) */
  GtkWidget *menu;    /* (owned) (nullable) */
  gboolean may_open;
  gboolean away;
};

G_DEFINE_FINAL_TYPE (HearthVisitLine, hearth_visit_line, GTK_TYPE_BOX)

static void
append_item (GMenu *menu, const char *label, const char *action, gint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", id);
  g_menu_append_item (menu, item);
}

/* Kept on this PC, not with the hub yet. */
static gboolean
is_kept (HearthVisit *visit)
{
  return hearth_visit_get_id (visit) < 0;
}

static GMenuModel *
create_menu (HearthVisitLine *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  gint64 id = hearth_visit_get_id (self->visit);

  if (is_kept (self->visit))
    {
      append_item (menu, _ ("Take back this check-in…"), "checkin.take-back", id);
      return G_MENU_MODEL (g_steal_pointer (&menu));
    }
  if (self->away)
    {
      /* An item without an action is shown as a line that cannot be chosen. */
      g_menu_append (menu, _ ("More when the hub is back"), "checkin.nothing");
      return G_MENU_MODEL (g_steal_pointer (&menu));
    }
  append_item (menu, _ ("Correct time or reason…"), "checkin.correct", id);
  if (*hearth_visit_get_left_how (self->visit))
    append_item (menu, _ ("Still here"), "checkin.come-back", id);
  append_item (menu, _ ("Take back this check-in…"), "checkin.take-back", id);
  if (self->may_open && hearth_visit_get_person_id (self->visit))
    append_item (menu, _ ("Open record"), "checkin.open-record-of", id);
  append_item (menu, _ ("Ask for a team member…"), "win.ask-team", id);
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, HearthVisitLine *self)
{
  if (!gdk_event_triggers_context_menu (gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture))))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  hearth_visit_line_pop_up (self, x, y);
}

static void
hearth_visit_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HearthVisitLine *self = HEARTH_VISIT_LINE (widget);

  GTK_WIDGET_CLASS (hearth_visit_line_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->menu)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
hearth_visit_line_dispose (GObject *object)
{
  HearthVisitLine *self = HEARTH_VISIT_LINE (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_VISIT_LINE);
  g_clear_object (&self->visit);
  G_OBJECT_CLASS (hearth_visit_line_parent_class)->dispose (object);
}

static void
hearth_visit_line_class_init (HearthVisitLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_visit_line_dispose;
  widget_class->size_allocate = hearth_visit_line_size_allocate;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-visit-line.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthVisitLine, icon);
  gtk_widget_class_bind_template_child (widget_class, HearthVisitLine, left);
  gtk_widget_class_bind_template_child (widget_class, HearthVisitLine, name);
  gtk_widget_class_bind_template_child (widget_class, HearthVisitLine, out);
  gtk_widget_class_bind_template_child (widget_class, HearthVisitLine, pronouns);
  gtk_widget_class_bind_template_child (widget_class, HearthVisitLine, time);
  gtk_widget_class_bind_template_child (widget_class, HearthVisitLine, what);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
hearth_visit_line_init (HearthVisitLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_visit_line_new:
 *
 * Returns: (transfer floating): a row that shows no visit yet
 */
GtkWidget *
hearth_visit_line_new (void)
{
  return g_object_new (HEARTH_TYPE_VISIT_LINE, NULL);
}

/* "Coaching · Front desk 2, Kim": the desk only where it is another one than this. */
static char *
second_line (HearthVisit *visit, const HearthVisitLook *look)
{
  g_autofree char *what = hearth_visit_words_what (visit, look->reason);
  const char *desk = hearth_visit_get_desk (visit);
  const char *by = hearth_visit_get_recorded_by (visit);

  if (is_kept (visit))
    {
      g_autofree char *shown = *what ? g_strdup_printf ("%s · %s", what, _ ("kept here")) : g_strdup (_ ("kept here"));

      return *by ? g_strdup_printf ("%s · %s", shown, by) : g_steal_pointer (&shown);
    }
  if (*desk && g_strcmp0 (desk, look->desk) != 0 && *by)
    return g_strdup_printf ("%s · %s, %s", what, desk, by);
  return *by ? g_strdup_printf ("%s · %s", what, by) : g_steal_pointer (&what);
}

static void
show_left (HearthVisitLine *self, const HearthVisitLook *look, const char *name)
{
  g_autofree char *left = hearth_visit_words_left (self->visit, look->zone);
  gboolean here = left == NULL && !g_str_equal (hearth_visit_get_kind (self->visit), "group") && !is_kept (self->visit)
                  && !look->away;
  /* Translators: %s is the name of a person who is here. */
  g_autofree char *verb = g_strdup_printf (_ ("Check out %s"), name);

  gtk_label_set_label (self->left, left ? left : "");
  gtk_widget_set_visible (GTK_WIDGET (self->left), left != NULL);
  gtk_widget_set_visible (self->out, here);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->out), GTK_ACCESSIBLE_PROPERTY_LABEL, verb, -1);
  /* The target first: an action with a parameter and none to give it is a fault. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->out), "x", hearth_visit_get_id (self->visit));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->out), "checkin.check-out");
}

/**
 * hearth_visit_line_show:
 * @self: the row
 * @visit: what to show
 * @look: how
 */
void
hearth_visit_line_show (HearthVisitLine *self, HearthVisit *visit, const HearthVisitLook *look)
{
  g_return_if_fail (HEARTH_IS_VISIT_LINE (self));

  if (g_set_object (&self->visit, visit))
    g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->away != look->away)
    g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->may_open = look->may_open;
  self->away = look->away;

  g_autofree char *time = hearth_shown_time (hearth_visit_get_arrived_at_s (visit), look->zone);
  g_autofree char *name = hearth_visit_words_name (visit, look->shrink_names);
  g_autofree char *second = second_line (visit, look);
  const char *icon = is_kept (visit) ? "hearth-kept-here-symbolic" : hearth_visit_words_icon (visit, look->reason);

  gtk_label_set_label (self->time, time);
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->pronouns, hearth_visit_get_pronouns (visit));
  gtk_widget_set_visible (GTK_WIDGET (self->pronouns), *hearth_visit_get_pronouns (visit) != '\0');
  gtk_label_set_label (self->what, second);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->what), second);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), *icon != '\0');
  show_left (self, look, name);
  if (look->fresh)
    gtk_widget_add_css_class (GTK_WIDGET (self), "fresh");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "fresh");
}

/**
 * hearth_visit_line_get_visit:
 * @self: the row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
HearthVisit *
hearth_visit_line_get_visit (HearthVisitLine *self)
{
  g_return_val_if_fail (HEARTH_IS_VISIT_LINE (self), NULL);
  return self->visit;
}

/**
 * hearth_visit_line_pop_up:
 * @self: the row
 * @x: where, in the row
 * @y: where, in the row
 *
 * Opens the menu of what can be done with the visit.
 */
void
hearth_visit_line_pop_up (HearthVisitLine *self, double x, double y)
{
  g_autoptr (GMenuModel) model = NULL;

  g_return_if_fail (HEARTH_IS_VISIT_LINE (self));

  if (self->visit == NULL)
    return;
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  model = create_menu (self);
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int)x, (int)y, 1, 1 });
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
