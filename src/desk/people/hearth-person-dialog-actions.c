/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the buttons of the person dialog do: save, leave, make and print a card, look for the same person twice.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-person-dialog-private.h"

#include <glib/gi18n.h>

#include "hearth-card-print.h"
#include "hearth-confirm.h"
#include "hearth-error.h"
#include "hearth-field-note.h"
#include "hearth-merge-dialog.h"
#include "hearth-people-client.h"

/* Saving ---------------------------------------------------------------- */

static gboolean
say_at_row (HearthPersonDialog *self, const GError *error)
{
  g_autofree char *field = hearth_field_note_field_of (error);

  for (guint i = 0; field && i < HEARTH_N_PERSON_SECTIONS; i++)
    {
      GtkWidget *row = gtk_widget_get_visible (GTK_WIDGET (self->sections[i]))
                           ? hearth_person_section_find_row (self->sections[i], field)
                           : NULL;
      g_autofree char *sentence = row ? hearth_field_note_sentence (field) : NULL;

      if (row == NULL)
        continue;
      hearth_field_note_show (row, sentence);
      hearth_section_nav_go (self->nav, GTK_WIDGET (self->sections[i]));
      gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
      return TRUE;
    }
  return FALSE;
}

/* Takes the record as it is now. @say: also where nothing that was typed here is touched by it */
static void
take_fresh (HearthPersonDialog *self, GAsyncResult *result, gboolean say)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthPerson) fresh = hearth_people_client_get_finish (self->client, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  hearth_person_dialog_set_busy (self, FALSE);
  if (fresh == NULL)
    hearth_person_dialog_say_error (self, error);
  else
    hearth_person_dialog_rebase (self, fresh, say);
}

static void
on_read_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPersonDialog) self = user_data;

  take_fresh (self, result, TRUE);
}

/* After a merge the window goes: its toast with Undo is below. */
static void
on_merge_changed (gboolean merged, gpointer user_data)
{
  HearthPersonDialog *self = user_data;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->leaving = merged;
  if (merged)
    gtk_window_destroy (GTK_WINDOW (self));
  else
    hearth_person_dialog_load (self);
}

static void
open_merge (HearthPersonDialog *self)
{
  hearth_merge_dialog_present (GTK_WIDGET (self), self->client, self->person, on_merge_changed, g_object_ref (self),
                               g_object_unref);
}

static void
on_updated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPersonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean fine = hearth_people_client_update_finish (self->client, result, NULL, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT))
    {
      hearth_people_client_get_async (self->client, self->person, self->cancellable, on_read_again,
                                      g_object_ref (self));
      return;
    }
  hearth_person_dialog_set_busy (self, FALSE);
  if (!fine && !say_at_row (self, error))
    hearth_person_dialog_say_error (self, error);
  if (fine && self->then_merge)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->conflict), FALSE);
      hearth_person_dialog_load (self);
      open_merge (self);
    }
  else if (fine)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
save (HearthPersonDialog *self)
{
  g_autoptr (HearthPerson) typed = hearth_person_dialog_dup_typed (self);

  g_object_set (self->banner, "revealed", FALSE, NULL);
  if (hearth_record_equal (self->base, typed))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  hearth_person_dialog_set_busy (self, TRUE);
  hearth_people_client_update_async (self->client, self->base, typed, self->cancellable, on_updated,
                                     g_object_ref (self));
}

static void
on_save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthPersonDialog *self = HEARTH_PERSON_DIALOG (widget);

  self->then_merge = FALSE;
  save (self);
}

/* Leaving --------------------------------------------------------------- */

static void
on_leave_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPersonDialog) self = user_data;

  if (!hearth_confirm_finish (result) || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->leaving = TRUE;
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Whether the window may go now. Where something typed would be lost, it asks first. */
gboolean
hearth_person_dialog_may_close (HearthPersonDialog *self)
{
  if (self->leaving || !hearth_person_dialog_is_typed (self))
    return TRUE;
  if (!self->busy)
    hearth_confirm_async (GTK_WIDGET (self), _ ("Leave without saving?"), _ ("What you typed here would be lost."),
                          _ ("Leave"), TRUE, self->cancellable, on_leave_answered, g_object_ref (self));
  return FALSE;
}

/* The card -------------------------------------------------------------- */

static void
on_card_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPersonDialog) self = user_data;

  take_fresh (self, result, FALSE);
}

static void
on_card_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPersonDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *code = hearth_people_client_new_card_finish (self->client, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (code == NULL)
    {
      hearth_person_dialog_set_busy (self, FALSE);
      hearth_person_dialog_say_error (self, error);
      return;
    }
  hearth_people_client_get_async (self->client, self->person, self->cancellable, on_card_read, g_object_ref (self));
}

static void
make_card (HearthPersonDialog *self)
{
  hearth_person_dialog_set_busy (self, TRUE);
  hearth_people_client_new_card_async (self->client, self->person, self->cancellable, on_card_made,
                                       g_object_ref (self));
}

static void
on_new_card_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPersonDialog) self = user_data;

  if (hearth_confirm_finish (result) && !g_cancellable_is_cancelled (self->cancellable))
    make_card (self);
}

static void
on_new_card (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthPersonDialog *self = HEARTH_PERSON_DIALOG (widget);

  if (self->base == NULL || self->busy)
    return;
  if (*hearth_person_get_card_code (self->base) == 0)
    make_card (self);
  else
    hearth_confirm_async (widget, _ ("Make a new code?"), _ ("The card they have now stops working at once."),
                          _ ("Make a new code"), FALSE, self->cancellable, on_new_card_answered, g_object_ref (self));
}

static void
on_print_card (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthPersonDialog *self = HEARTH_PERSON_DIALOG (widget);

  if (self->base && *hearth_person_get_card_code (self->base))
    hearth_card_print (GTK_WINDOW (self), hearth_person_get_card_code (self->base));
}

/* Same person twice ----------------------------------------------------- */

static void
on_save_first_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPersonDialog) self = user_data;

  if (!hearth_confirm_finish (result) || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->then_merge = TRUE;
  save (self);
}

static void
on_merge (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthPersonDialog *self = HEARTH_PERSON_DIALOG (widget);

  if (self->base == NULL || self->busy)
    return;
  if (!hearth_person_dialog_is_typed (self))
    open_merge (self);
  else
    hearth_confirm_async (widget, _ ("Save what you typed first?"), _ ("Two records are compared as they are kept."),
                          _ ("Save"), FALSE, self->cancellable, on_save_first_answered, g_object_ref (self));
}

/**
 * hearth_person_dialog_install_actions:
 * @widget_class: of the dialog, in its class_init
 *
 * What its buttons do: "person.merge", "person.new-card", "person.print-card", "person.save".
 */
void
hearth_person_dialog_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "person.merge", NULL, on_merge);
  gtk_widget_class_install_action (widget_class, "person.new-card", NULL, on_new_card);
  gtk_widget_class_install_action (widget_class, "person.print-card", NULL, on_print_card);
  gtk_widget_class_install_action (widget_class, "person.save", NULL, on_save);
}
