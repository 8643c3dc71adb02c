/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The check-in page: its verbs, their keys, and the dialogs that they open. Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-checkin-page-private.h"

#include <glib/gi18n.h>

#include "hearth-checkin-client.h"
#include "hearth-correct-visit-dialog.h"
#include "hearth-count-group-dialog.h"
#include "hearth-new-person-dialog.h"
#include "hearth-paper-list-dialog.h"
#include "hearth-person-dialog.h"
#include "hearth-roll-print.h"
#include "hearth-shell.h"
#include "hearth-visit-words.h"

/* A dialog gives the focus back to what had it when it opened: let that be the search, also after a click on a row. */
static void
present (HearthCheckinPage *self, GtkWidget *dialog)
{
  hearth_checkin_page_focus_search (self);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Pages that are there: a dialog that outlives its page must not touch it. */
static GHashTable *living;

static void
forget_page_cb (gpointer data, GObject *page)
{
  g_hash_table_remove (living, page);
}

static void
remember_page (HearthCheckinPage *self)
{
  if (living == NULL)
    living = g_hash_table_new (NULL, NULL);
  if (g_hash_table_add (living, self))
    g_object_weak_ref (G_OBJECT (self), forget_page_cb, NULL);
}

static void
guest_before_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_checkin_page_count_guest (HEARTH_CHECKIN_PAGE (widget), FALSE);
}

static void
guest_new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_checkin_page_count_guest (HEARTH_CHECKIN_PAGE (widget), TRUE);
}

static void
group_counted_cb (GtkWidget *dialog, HearthVisit *visit, HearthCheckinPage *self)
{
  g_autofree char *people = hearth_visit_words_name (visit, self->shrink_names);
  /* Translators: %s is "12 people". */
  g_autofree char *text = g_strdup_printf (_ ("%s counted"), people);

  hearth_day_list_take (self->day, visit);
  hearth_checkin_page_offer_take_back (self, visit, text);
  hearth_checkin_page_show_visit (self, visit, NULL);
}

/* The hub went away before its answer, or is away. */
static void
group_kept_cb (GtkWidget *dialog, HearthKept *kept, HearthCheckinPage *self)
{
  hearth_checkin_page_show_lost (self, kept);
}

static void
count_group_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);
  GtkWidget *dialog = hearth_count_group_dialog_new (self->client, G_LIST_MODEL (self->day), self->reasons);

  g_signal_connect_object (dialog, "counted", G_CALLBACK (group_counted_cb), self, 0);
  g_signal_connect_object (dialog, "kept", G_CALLBACK (group_kept_cb), self, 0);
  present (self, dialog);
}

static void
registered_cb (gint64 person, gpointer data)
{
  if (g_hash_table_contains (living, data) && !hearth_checkin_page_is_gone (data))
    hearth_checkin_page_check_in_person (data, person);
}

/* What was typed is their name, unless it is digits of a phone or a card. */
static void
new_person_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);
  const char *typed = hearth_checkin_search_get_query (self->finder);
  gboolean is_name = TRUE;

  for (const char *p = typed; *p; p++)
    is_name = is_name && !g_ascii_isdigit (*p);
  remember_page (self);
  hearth_checkin_page_focus_search (self);
  hearth_new_person_dialog_present (widget, self->client, is_name ? typed : "", registered_cb, self);
}

static void
again_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);

  if (self->already)
    hearth_checkin_page_check_in (self, self->already, TRUE);
}

/* Back to who fits, with what was typed; numbered, since it was not the first who came to mind. */
static void
somebody_else_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);

  hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_CANDIDATES);
  hearth_checkin_search_set_armed (self->finder, TRUE);
  hearth_checkin_page_focus_search (self);
}

static void
open_record (HearthCheckinPage *self, HearthVisit *visit)
{
  /* What is kept here has a number below zero, and nothing to open yet. */
  if (visit == NULL || hearth_visit_get_id (visit) < 0 || hearth_visit_get_person_id (visit) == 0
      || !hearth_client_may (self->client, HEARTH_PERMISSION_OPEN_PEOPLE))
    return;
  hearth_checkin_page_focus_search (self);
  hearth_person_dialog_present (GTK_WIDGET (self), self->client, hearth_visit_get_person_id (visit));
}

static void
open_record_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);
  HearthVisit *visit = hearth_arrived_card_get_visit (self->arrived);

  open_record (self, visit ? visit : hearth_today_pane_get_selected (self->today));
}

static void
open_record_of_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);

  open_record (self, hearth_day_list_find (self->day, g_variant_get_int64 (parameter)));
}

static void
check_out_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_checkin_page_check_out (HEARTH_CHECKIN_PAGE (widget), g_variant_get_int64 (parameter));
}

static void
come_back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gint64 visit = g_variant_get_int64 (parameter);

  hearth_checkin_page_come_back (HEARTH_CHECKIN_PAGE (widget), &visit, 1);
}

static void
take_back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_checkin_page_take_back (HEARTH_CHECKIN_PAGE (widget), g_variant_get_int64 (parameter));
}

static void
corrected_cb (GtkWidget *dialog, HearthVisit *visit, HearthCheckinPage *self)
{
  hearth_day_list_take (self->day, visit);
  hearth_checkin_page_reword (self, visit);
}

static void
correct_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);
  HearthVisit *visit = hearth_day_list_find (self->day, g_variant_get_int64 (parameter));
  GtkWidget *dialog;

  if (visit == NULL)
    return;
  dialog = hearth_correct_visit_dialog_new (self->client, visit, self->reasons, self->shrink_names);
  g_signal_connect_object (dialog, "corrected", G_CALLBACK (corrected_cb), self, 0);
  present (self, dialog);
}

static void
paper_list_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);
  GtkWidget *dialog = hearth_paper_list_dialog_new (self->client, self->reasons);

  g_object_bind_property (self, "shrink-names", dialog, "shrink-names", G_BINDING_SYNC_CREATE);
  present (self, dialog);
}

static void
close_day_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hearth_checkin_page_close_day (HEARTH_CHECKIN_PAGE (widget));
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCheckinPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hearth_roll_print_finish (result, &error) && !hearth_checkin_page_is_gone (self)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    hearth_checkin_page_show_error (self, error);
}

static void
print_roll_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);

  hearth_roll_print_async (widget, self->client, self->cancellable, printed_cb, g_object_ref (self));
}

/* Who just came in is who asks, else whose row is chosen. */
static void
ask_team_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);
  HearthVisit *visit = hearth_arrived_card_get_visit (self->arrived);

  if (visit == NULL)
    visit = hearth_today_pane_get_selected (self->today);
  hearth_checkin_page_focus_search (self);
  gtk_widget_activate_action (widget, "win.ask-team", "x", visit ? MAX (hearth_visit_get_id (visit), 0) : 0);
}

static gboolean
show_wanted_cb (gpointer user_data)
{
  HearthCheckinPage *self = user_data;
  gboolean loading = FALSE;
  gint64 visit = self->to_show;

  if (hearth_checkin_page_is_gone (self))
    return G_SOURCE_REMOVE;
  g_object_get (self->day, "loading", &loading, NULL);
  if (visit == 0 || loading)
    return G_SOURCE_REMOVE;
  self->to_show = 0;
  if (!hearth_today_pane_show_visit (self->today, visit))
    hearth_shell_say (GTK_WIDGET (self), _ ("Who asked is not in today’s list any more."));
  return G_SOURCE_REMOVE;
}

/*< private >
 * hearth_checkin_page_show_wanted:
 *
 * Shows the row of the visit that a notification spoke of, once there is a list.
 */
void
hearth_checkin_page_show_wanted (HearthCheckinPage *self)
{
  /* The list fills just after it was read. */
  if (self->to_show != 0)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_wanted_cb, g_object_ref (self), g_object_unref);
}

static void
show_visit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (widget);

  self->to_show = g_variant_get_int64 (parameter);
  hearth_checkin_page_show_wanted (self);
}

/*< private >
 * hearth_checkin_page_update_actions:
 *
 * What makes no sense now is off, so that menus and buttons show it.
 */
void
hearth_checkin_page_update_actions (HearthCheckinPage *self)
{
  static const char *const for_hub[]
      = { "checkin.ask-team", "checkin.check-out",      "checkin.close-day",  "checkin.come-back",
          "checkin.correct",  "checkin.open-record-of", "checkin.paper-list", "checkin.print-roll" };
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean signed_in = hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN;
  gboolean here = hearth_checkin_page_get_state (self) == HEARTH_CHECKIN_STATE_HERE;

  for (guint i = 0; i < G_N_ELEMENTS (for_hub); i++)
    gtk_widget_action_set_enabled (widget, for_hub[i], signed_in);
  gtk_widget_action_set_enabled (widget, "checkin.again", here && self->already != NULL);
  gtk_widget_action_set_enabled (widget, "checkin.somebody-else", here);
  gtk_widget_action_set_enabled (widget, "checkin.new-person",
                                 signed_in && hearth_client_may (self->client, HEARTH_PERMISSION_REGISTER_PEOPLE));
  gtk_widget_action_set_enabled (widget, "checkin.open-record",
                                 signed_in && hearth_client_may (self->client, HEARTH_PERMISSION_OPEN_PEOPLE));
}

/*< private >
 * hearth_checkin_page_install_actions:
 *
 * The page's actions and their keys, for class_init.
 */
void
hearth_checkin_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "checkin.again", NULL, again_cb);
  gtk_widget_class_install_action (widget_class, "checkin.ask-team", NULL, ask_team_cb);
  gtk_widget_class_install_action (widget_class, "checkin.check-out", "x", check_out_cb);
  gtk_widget_class_install_action (widget_class, "checkin.close-day", NULL, close_day_cb);
  gtk_widget_class_install_action (widget_class, "checkin.come-back", "x", come_back_cb);
  gtk_widget_class_install_action (widget_class, "checkin.correct", "x", correct_cb);
  gtk_widget_class_install_action (widget_class, "checkin.count-group", NULL, count_group_cb);
  gtk_widget_class_install_action (widget_class, "checkin.guest-before", NULL, guest_before_cb);
  gtk_widget_class_install_action (widget_class, "checkin.guest-new", NULL, guest_new_cb);
  gtk_widget_class_install_action (widget_class, "checkin.new-person", NULL, new_person_cb);
  gtk_widget_class_install_action (widget_class, "checkin.open-record", NULL, open_record_cb);
  gtk_widget_class_install_action (widget_class, "checkin.open-record-of", "x", open_record_of_cb);
  gtk_widget_class_install_action (widget_class, "checkin.paper-list", NULL, paper_list_cb);
  gtk_widget_class_install_action (widget_class, "checkin.print-roll", NULL, print_roll_cb);
  gtk_widget_class_install_action (widget_class, "checkin.show-visit", "x", show_visit_cb);
  gtk_widget_class_install_action (widget_class, "checkin.somebody-else", NULL, somebody_else_cb);
  gtk_widget_class_install_action (widget_class, "checkin.take-back", "x", take_back_cb);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "checkin.guest-before", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, GDK_SHIFT_MASK, "checkin.guest-new", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_g, GDK_CONTROL_MASK, "checkin.count-group", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "checkin.ask-team", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "checkin.new-person", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "checkin.open-record", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "checkin.print-roll", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK, "checkin.shrink-names", NULL);
}
