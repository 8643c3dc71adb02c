/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The record of one person: read from the hub, shown in sections, sent back as only what changed. An edit that meets
 * another one shows both. GTK owns the window; every call holds a reference until it is answered. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-person-dialog-private.h"

#include <glib/gi18n.h>

#include "hearth-about-section.h"
#include "hearth-banner.h"
#include "hearth-card-section.h"
#include "hearth-dialog-fit.h"
#include "hearth-emergency-section.h"
#include "hearth-error-message.h"
#include "hearth-names-section.h"
#include "hearth-people-client.h"
#include "hearth-person-line.h"
#include "hearth-reach-section.h"
#include "hearth-shown-name.h"
#include "hearth-text.h"
#include "hearth-told-section.h"

G_DEFINE_FINAL_TYPE (HearthPersonDialog, hearth_person_dialog, ADW_TYPE_WINDOW)

static void
show_title (HearthPersonDialog *self)
{
  g_autofree char *initial = hearth_text_initial (hearth_person_get_family_name (self->base));
  g_autofree char *shown = hearth_shown_name (hearth_person_get_preferred_name (self->base), initial, FALSE);

  adw_window_title_set_title (self->title, shown);
  gtk_window_set_title (GTK_WINDOW (self), shown);
}

/* The sections that this reader may see, which may be fewer than when it was opened; their rows in the list follow. */
static void
show_hidden (HearthPersonDialog *self)
{
  gboolean hidden = hearth_person_get_contact_hidden (self->base)
                    || !hearth_client_may (self->client, HEARTH_PERMISSION_CONTACT_PEOPLE);
  HearthCenter *center = hearth_client_get_center (self->client);

  gtk_widget_set_visible (GTK_WIDGET (self->reach), !hidden);
  gtk_widget_set_visible (GTK_WIDGET (self->about), !hidden);
  gtk_widget_set_visible (GTK_WIDGET (self->emergency), !hidden);
  gtk_widget_set_visible (self->hidden_group, hidden);
  if (center && hearth_center_get_front_desk (center))
    adw_action_row_set_subtitle (self->hidden_row,
                                 _ ("This PC is a front desk. A coach or supervisor can open this on another one."));
}

/* Somebody may have changed the roles of whoever sits here. Nobody at the desk is not another reader: the window hides the
 * dialog then, and what is typed waits for the same person. */
static void
account_cb (HearthPersonDialog *self)
{
  if (hearth_client_get_account (self->client) == NULL)
    return;
  gtk_widget_set_visible (self->twice_button, hearth_client_may (self->client, HEARTH_PERMISSION_MERGE_PEOPLE));
  if (self->base != NULL)
    show_hidden (self);
}

static void
show_person (HearthPersonDialog *self, HearthPerson *person)
{
  for (guint i = 0; i < HEARTH_N_PERSON_SECTIONS; i++)
    hearth_person_section_show (self->sections[i], self->client, person);
}

/* What is typed now, as a record. Sections that are not there change nothing. */
HearthPerson *
hearth_person_dialog_dup_typed (HearthPersonDialog *self)
{
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) typed = NULL;

  for (guint i = 0; i < HEARTH_N_PERSON_SECTIONS; i++)
    if (gtk_widget_get_visible (GTK_WIDGET (self->sections[i])))
      hearth_person_section_collect (self->sections[i], &fields);
  typed = g_variant_ref_sink (g_variant_dict_end (&fields));
  return hearth_record_with (self->base, typed, NULL);
}

/**
 * hearth_person_dialog_is_typed:
 * @self: the dialog
 *
 * Returns: whether something stands there that is not in the record
 */
gboolean
hearth_person_dialog_is_typed (HearthPersonDialog *self)
{
  g_autoptr (HearthPerson) typed = self->base ? hearth_person_dialog_dup_typed (self) : NULL;

  return typed && !hearth_record_equal (self->base, typed);
}

static void
update_save (HearthPersonDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.save",
                                 self->base && !self->busy && hearth_conflict_panel_is_settled (self->conflict));
}

/**
 * hearth_person_dialog_set_busy:
 * @self: the dialog
 * @busy: whether the hub is asked for something
 *
 * Meanwhile nothing can be typed or saved.
 */
void
hearth_person_dialog_set_busy (HearthPersonDialog *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  update_save (self);
}

/**
 * hearth_person_dialog_say_error:
 * @self: the dialog
 * @error: what failed
 *
 * Above the form; what was typed stays.
 */
void
hearth_person_dialog_say_error (HearthPersonDialog *self, const GError *error)
{
  g_autofree char *sentence = hearth_error_message (error);

  g_object_set (self->banner, "title", sentence, "revealed", TRUE, NULL);
}

/* Shows @fresh with what was typed on top of it. With @say, a meeting of two edits is said even without a clash. */
void
hearth_person_dialog_rebase (HearthPersonDialog *self, HearthPerson *fresh, gboolean say)
{
  g_autoptr (HearthPerson) mine = hearth_person_dialog_dup_typed (self);
  g_autoptr (GArray) conflicts = NULL;
  g_autoptr (HearthPerson) merged = hearth_person_line_rebase (self->base, mine, fresh, &conflicts);

  g_set_object (&self->base, fresh);
  show_person (self, merged);
  show_title (self);
  if (say || conflicts->len > 0)
    {
      hearth_conflict_panel_show (self->conflict, mine, fresh, conflicts);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
    }
  update_save (self);
}

static void
on_conflict_chosen (HearthPersonDialog *self, GVariant *fields)
{
  g_autoptr (HearthPerson) typed = hearth_person_dialog_dup_typed (self);
  g_autoptr (HearthPerson) chosen = hearth_record_with (typed, fields, NULL);

  show_person (self, chosen);
  update_save (self);
}

/* Loading --------------------------------------------------------------- */

static void
show_page (HearthPersonDialog *self, const char *page)
{
  g_clear_handle_id (&self->spin_source, g_source_remove);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  gtk_stack_set_visible_child_name (self->stack, page);
}

/* Nothing moves for the first 200 ms. */
static gboolean
on_still_loading (gpointer user_data)
{
  HearthPersonDialog *self = user_data;

  self->spin_source = 0;
  gtk_spinner_set_spinning (self->spinner, TRUE);
  return G_SOURCE_REMOVE;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPersonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPerson) person = hearth_people_client_get_finish (self->client, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (person == NULL)
    {
      g_autofree char *sentence = hearth_error_message (error);

      adw_status_page_set_description (self->error_page, sentence);
      show_page (self, "error");
      return;
    }
  g_set_object (&self->base, person);
  show_hidden (self);
  show_person (self, person);
  show_title (self);
  if (gtk_list_box_get_selected_row (self->section_list) == NULL)
    gtk_list_box_select_row (self->section_list, gtk_list_box_get_row_at_index (self->section_list, 0));
  show_page (self, "form");
  update_save (self);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->section_list)));
}

/**
 * hearth_person_dialog_load:
 * @self: the dialog
 *
 * Opens the record at the hub, which logs that.
 */
void
hearth_person_dialog_load (HearthPersonDialog *self)
{
  g_clear_handle_id (&self->spin_source, g_source_remove);
  self->spin_source = g_timeout_add (200, on_still_loading, self);
  hearth_people_client_get_async (self->client, self->person, self->cancellable, on_loaded, g_object_ref (self));
}

static void
on_reload (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hearth_person_dialog_load (HEARTH_PERSON_DIALOG (widget));
}

static gboolean
on_close_request (GtkWindow *window)
{
  return !hearth_person_dialog_may_close (HEARTH_PERSON_DIALOG (window));
}

static void
hearth_person_dialog_dispose (GObject *object)
{
  HearthPersonDialog *self = HEARTH_PERSON_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->spin_source, g_source_remove);
  g_clear_object (&self->nav);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_PERSON_DIALOG);

  G_OBJECT_CLASS (hearth_person_dialog_parent_class)->dispose (object);
}

static void
hearth_person_dialog_finalize (GObject *object)
{
  HearthPersonDialog *self = HEARTH_PERSON_DIALOG (object);

  g_clear_object (&self->base);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_person_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, about);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, card);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, conflict);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, emergency);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, error_page);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, form);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, hidden_group);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, hidden_row);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, names);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, reach);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, scrolled);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, section_list);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, title);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, told);
  gtk_widget_class_bind_template_child (widget_class, HearthPersonDialog, twice_button);
}

static void
hearth_person_dialog_class_init (HearthPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_person_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_person_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = on_close_request;

  g_type_ensure (HEARTH_TYPE_ABOUT_SECTION);
  g_type_ensure (HEARTH_TYPE_BANNER);
  g_type_ensure (HEARTH_TYPE_CARD_SECTION);
  g_type_ensure (HEARTH_TYPE_CONFLICT_PANEL);
  g_type_ensure (HEARTH_TYPE_EMERGENCY_SECTION);
  g_type_ensure (HEARTH_TYPE_NAMES_SECTION);
  g_type_ensure (HEARTH_TYPE_REACH_SECTION);
  g_type_ensure (HEARTH_TYPE_TOLD_SECTION);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-person-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_conflict_chosen);

  gtk_widget_class_install_action (widget_class, "person.reload", NULL, on_reload);
  hearth_person_dialog_install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "person.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "person.save", NULL);
}

static void
hearth_person_dialog_init (HearthPersonDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->nav = hearth_section_nav_new (self->section_list, self->scrolled);
  self->sections[0] = HEARTH_PERSON_SECTION (self->names);
  self->sections[1] = HEARTH_PERSON_SECTION (self->reach);
  self->sections[2] = HEARTH_PERSON_SECTION (self->about);
  self->sections[3] = HEARTH_PERSON_SECTION (self->emergency);
  self->sections[4] = HEARTH_PERSON_SECTION (self->card);
  self->sections[5] = HEARTH_PERSON_SECTION (self->told);
  for (guint i = 0; i < HEARTH_N_PERSON_SECTIONS; i++)
    hearth_section_nav_add (self->nav, GTK_WIDGET (gtk_list_box_get_row_at_index (self->section_list, i)),
                            GTK_WIDGET (self->sections[i]));
  update_save (self);
}

/**
 * hearth_person_dialog_present:
 * @parent: who asks for it
 * @client: the desk's end
 * @person: whose record; opening it is logged at the hub
 *
 * Opens a modal window with the record.
 */
void
hearth_person_dialog_present (GtkWidget *parent, HearthClient *client, gint64 person)
{
  HearthPersonDialog *self = g_object_new (HEARTH_TYPE_PERSON_DIALOG, NULL);

  self->client = g_object_ref (client);
  self->person = person;
  gtk_widget_set_visible (self->twice_button, hearth_client_may (client, HEARTH_PERMISSION_MERGE_PEOPLE));
  g_signal_connect_object (client, "notify::account", G_CALLBACK (account_cb), self, G_CONNECT_SWAPPED);
  hearth_person_dialog_load (self);
  hearth_dialog_fit_present (GTK_WINDOW (self), parent);
}
