/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A new record: a name to call them by is enough, and no record without having told what the center keeps. Where somebody
 * has such a name it asks, and shows nothing of them. GTK owns the window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-new-person-dialog.h"

#include <glib/gi18n.h>

#include "hearth-banner.h"
#include "hearth-date-text.h"
#include "hearth-dialog-fit.h"
#include "hearth-error-message.h"
#include "hearth-field-note.h"
#include "hearth-people-client.h"
#include "hearth-phone.h"
#include "hearth-typed-name.h"

struct _HearthNewPersonDialog
{
  AdwWindow parent_instance;

  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gboolean busy;
  void (*registered) (gint64 person, gpointer data);
  gpointer data; /* (unowned): the caller's */

  GtkWidget *banner;
  AdwEntryRow *family_row;
  GtkWidget *form;
  GtkLabel *notice_label;
  AdwExpanderRow *notice_row;
  AdwEntryRow *phone_row;
  AdwEntryRow *preferred_row;
  AdwEntryRow *pronouns_row;
  GtkWidget *question;
  GtkCheckButton *told_check;
  AdwActionRow *told_row;
};

G_DEFINE_FINAL_TYPE (HearthNewPersonDialog, hearth_new_person_dialog, ADW_TYPE_WINDOW)

static char *
read_row (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
update_save (HearthNewPersonDialog *self)
{
  g_autofree char *preferred = read_row (self->preferred_row);
  gboolean ready = *preferred && gtk_check_button_get_active (self->told_check) && !self->busy;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "new-person.save", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "new-person.save-anyway", ready);
}

/* Another name is another question. */
static void
on_typed (HearthNewPersonDialog *self)
{
  gtk_widget_set_visible (self->question, FALSE);
  update_save (self);
}

static void
on_told_toggled (HearthNewPersonDialog *self)
{
  update_save (self);
}

static void
show_notice (HearthNewPersonDialog *self)
{
  HearthCenter *center = hearth_client_get_center (self->client);
  g_autofree char *day = center ? hearth_date_text_show (hearth_center_get_notice_on (center)) : NULL;
  g_autofree char *words = NULL, *subtitle = NULL;

  if (center == NULL || *hearth_center_get_notice_version (center) == 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->notice_row), FALSE);
      gtk_widget_set_sensitive (GTK_WIDGET (self->told_row), FALSE);
      adw_action_row_set_subtitle (self->told_row,
                                   _ ("The center has not written down what it keeps. A director can do that in "
                                      "Preferences."));
      return;
    }
  /* Translators: the version of a text and a day, as in “Version 2, of March 3, 2026” */
  words = g_strdup_printf (_ ("Version %s, of %s"), hearth_center_get_notice_version (center), day);
  subtitle = g_markup_escape_text (words, -1);
  adw_expander_row_set_subtitle (self->notice_row, subtitle);
  gtk_label_set_text (self->notice_label, hearth_center_get_notice_text (center));
}

static void
show_typed (HearthNewPersonDialog *self, const char *typed)
{
  g_autofree char *preferred = NULL, *family = NULL, *phone = NULL;

  hearth_typed_name_split (typed ? typed : "", &preferred, &family, &phone);
  gtk_editable_set_text (GTK_EDITABLE (self->preferred_row), preferred);
  gtk_editable_set_text (GTK_EDITABLE (self->family_row), family);
  gtk_editable_set_text (GTK_EDITABLE (self->phone_row), phone);
}

static void
set_busy (HearthNewPersonDialog *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->form, !busy);
  update_save (self);
}

static void
say_error (HearthNewPersonDialog *self, const GError *error)
{
  g_autofree char *field = hearth_field_note_field_of (error);
  g_autofree char *sentence = field ? hearth_field_note_sentence (field) : hearth_error_message (error);
  GtkWidget *row = g_strcmp0 (field, "preferred-name") == 0 ? GTK_WIDGET (self->preferred_row)
                   : g_strcmp0 (field, "family-name") == 0  ? GTK_WIDGET (self->family_row)
                   : g_strcmp0 (field, "pronouns") == 0     ? GTK_WIDGET (self->pronouns_row)
                   : g_strcmp0 (field, "phones") == 0       ? GTK_WIDGET (self->phone_row)
                                                            : NULL;

  if (row)
    {
      hearth_field_note_show (row, sentence);
      gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
      return;
    }
  if (g_strcmp0 (field, "told-version") == 0)
    {
      gtk_check_button_set_active (self->told_check, FALSE);
      show_notice (self);
    }
  g_object_set (self->banner, "title", sentence, "revealed", TRUE, NULL);
}

static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthNewPersonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean been_before = FALSE;
  gint64 person = 0;
  gboolean fine = hearth_people_client_register_finish (self->client, result, &been_before, &person, NULL, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (!fine)
    {
      say_error (self, error);
      return;
    }
  if (been_before)
    {
      gtk_widget_set_visible (self->question, TRUE);
      gtk_widget_child_focus (self->question, GTK_DIR_TAB_FORWARD);
      return;
    }
  if (self->registered)
    self->registered (person, self->data);
  gtk_window_destroy (GTK_WINDOW (self));
}

static HearthPerson *
make_person (HearthNewPersonDialog *self)
{
  HearthCenter *center = hearth_client_get_center (self->client);
  g_autofree char *preferred = read_row (self->preferred_row);
  g_autofree char *family = read_row (self->family_row);
  g_autofree char *pronouns = read_row (self->pronouns_row);
  g_autofree char *number = read_row (self->phone_row);
  g_autoptr (GListStore) phones = g_list_store_new (HEARTH_TYPE_PHONE);

  if (*number)
    {
      g_autoptr (HearthPhone) phone = g_object_new (HEARTH_TYPE_PHONE, "number", number, "label", "mobile", NULL);

      g_list_store_append (phones, phone);
    }
  return g_object_new (HEARTH_TYPE_PERSON, "preferred-name", preferred, "family-name", family, "pronouns", pronouns,
                       "phones", phones, "told-version", center ? hearth_center_get_notice_version (center) : "", NULL);
}

static void
save (HearthNewPersonDialog *self, gboolean anyway)
{
  g_autoptr (HearthPerson) person = make_person (self);

  g_object_set (self->banner, "revealed", FALSE, NULL);
  gtk_widget_set_visible (self->question, FALSE);
  set_busy (self, TRUE);
  hearth_people_client_register_async (self->client, person, anyway, self->cancellable, on_registered,
                                       g_object_ref (self));
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  save (HEARTH_NEW_PERSON_DIALOG (widget), g_str_equal (action, "new-person.save-anyway"));
}

/* Enter on a row goes on as far as it can. */
static void
on_row_activated (HearthNewPersonDialog *self)
{
  g_autofree char *preferred = read_row (self->preferred_row);

  if (*preferred && gtk_check_button_get_active (self->told_check))
    gtk_widget_activate_action (GTK_WIDGET (self), "new-person.save", NULL);
  else
    gtk_widget_grab_focus (*preferred ? GTK_WIDGET (self->told_check) : GTK_WIDGET (self->preferred_row));
}

static void
hearth_new_person_dialog_dispose (GObject *object)
{
  g_cancellable_cancel (HEARTH_NEW_PERSON_DIALOG (object)->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_NEW_PERSON_DIALOG);

  G_OBJECT_CLASS (hearth_new_person_dialog_parent_class)->dispose (object);
}

static void
hearth_new_person_dialog_finalize (GObject *object)
{
  HearthNewPersonDialog *self = HEARTH_NEW_PERSON_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_new_person_dialog_parent_class)->finalize (object);
}

static void
hearth_new_person_dialog_class_init (HearthNewPersonDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_new_person_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_new_person_dialog_finalize;

  g_type_ensure (HEARTH_TYPE_BANNER);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-new-person-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, family_row);
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, form);
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, notice_label);
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, notice_row);
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, phone_row);
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, preferred_row);
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, pronouns_row);
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, question);
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, told_check);
  gtk_widget_class_bind_template_child (widget_class, HearthNewPersonDialog, told_row);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_told_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);

  gtk_widget_class_install_action (widget_class, "new-person.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "new-person.save-anyway", NULL, on_save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "new-person.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "new-person.save", NULL);
}

static void
hearth_new_person_dialog_init (HearthNewPersonDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_new_person_dialog_present:
 * @parent: who asks for it
 * @client: the desk's end
 * @typed_name: (nullable): what was typed to find them
 * @registered: (nullable): runs once, when the record is kept
 * @data: for @registered
 *
 * Opens a modal window for a new record.
 */
void
hearth_new_person_dialog_present (GtkWidget *parent,
                                  HearthClient *client,
                                  const char *typed_name,
                                  void (*registered) (gint64 person, gpointer data),
                                  gpointer data)
{
  HearthNewPersonDialog *self = g_object_new (HEARTH_TYPE_NEW_PERSON_DIALOG, NULL);

  self->client = g_object_ref (client);
  self->registered = registered;
  self->data = data;
  g_signal_connect_object (client, "notify::center", G_CALLBACK (show_notice), self, G_CONNECT_SWAPPED);
  show_notice (self);
  show_typed (self, typed_name);
  update_save (self);
  hearth_dialog_fit_present (GTK_WINDOW (self), parent);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->preferred_row))));
}
