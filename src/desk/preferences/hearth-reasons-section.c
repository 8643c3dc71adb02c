/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What people come for: the chips at the desk, in their order. A reason that is taken off the list is retired: visits keep it,
 * nobody is offered it.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-reasons-section.h"

#include "hearth-checkin-client.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-reason-row.h"
#include "hearth-why.h"

#include <glib/gi18n.h>

/* As many as there are keys, F2 to F8. */
#define REASONS_MAX 7

struct _HearthReasonsSection
{
  AdwPreferencesPage parent_instance;

  GtkListBox *list; /* (unowned): template child */
  GtkLabel *why;    /* (unowned): template child */

  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GListStore *known;         /* (owned) (nullable): the list as it was read */
};

G_DEFINE_FINAL_TYPE (HearthReasonsSection, hearth_reasons_section, ADW_TYPE_PREFERENCES_PAGE)

static void read_reasons (HearthReasonsSection *self);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthReasonsSection) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = hearth_checkin_client_save_reasons_finish (self->client, result, &error), theirs;
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.save", TRUE);
  theirs = g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  if (theirs)
    text = g_strdup (
        _ ("Somebody else changed the reasons meanwhile. This is the list as it is now: make your change again."));
  else
    text = saved ? g_strdup (_ ("Saved.")) : hearth_error_message (error);
  hearth_why_say (self->why, text);
  if (saved || theirs)
    read_reasons (self);
}

static guint
n_rows (HearthReasonsSection *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (self->list, (int)n) != NULL)
    n++;
  return n;
}

static void
update (HearthReasonsSection *self)
{
  guint n = n_rows (self);

  for (guint i = 0; i < n; i++)
    hearth_reason_row_set_place (HEARTH_REASON_ROW (gtk_list_box_get_row_at_index (self->list, (int)i)), i, n);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.add", n < REASONS_MAX);
}

/* @by: -1 up, 1 down, 0 off the list */
static void
moved_cb (HearthReasonsSection *self, int by, HearthReasonRow *row)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  g_autoptr (GtkWidget) held = g_object_ref (GTK_WIDGET (row));

  gtk_list_box_remove (self->list, held);
  if (by != 0)
    {
      gtk_list_box_insert (self->list, held, index + by);
      gtk_widget_grab_focus (held);
    }
  hearth_why_say (self->why, "");
  update (self);
}

static HearthReasonRow *
add_row (HearthReasonsSection *self, HearthReason *reason)
{
  HearthReasonRow *row = hearth_reason_row_new (reason);

  g_signal_connect_object (row, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
  return row;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthReasonsSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) reasons = hearth_checkin_client_reasons_finish (self->client, result, &error);
  GtkListBoxRow *row;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (reasons == NULL)
    {
      g_autofree char *text = hearth_error_message (error);

      hearth_why_say (self->why, text);
      return;
    }
  g_set_object (&self->known, reasons);
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (reasons)); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (reasons), i);

      if (!hearth_reason_get_retired (reason))
        add_row (self, reason);
    }
  update (self);
}

static void
read_reasons (HearthReasonsSection *self)
{
  hearth_checkin_client_reasons_async (self->client, self->cancellable, read_cb, g_object_ref (self));
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthReasonsSection *self = HEARTH_REASONS_SECTION (widget);
  HearthReasonRow *row;

  if (n_rows (self) >= REASONS_MAX)
    return;
  row = add_row (self, NULL);
  update (self);
  hearth_reason_row_edit (row);
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthReasonsSection *self = HEARTH_REASONS_SECTION (widget);
  g_autoptr (GListStore) reasons = g_list_store_new (HEARTH_TYPE_REASON);
  guint n = n_rows (self);

  for (guint i = 0; i < n; i++)
    {
      HearthReasonRow *row = HEARTH_REASON_ROW (gtk_list_box_get_row_at_index (self->list, (int)i));
      g_autoptr (HearthReason) reason = hearth_reason_row_get_reason (row, i);

      if (*hearth_reason_get_label (reason) == '\0')
        {
          hearth_why_say (self->why, _ ("Give this reason a name, or retire it."));
          hearth_reason_row_edit (row);
          return;
        }
      g_list_store_append (reasons, reason);
    }
  if (n == 0)
    {
      hearth_why_say (self->why, _ ("At least one reason must stay."));
      return;
    }
  if (self->known == NULL)
    {
      read_reasons (self);
      return;
    }
  hearth_why_say (self->why, "");
  gtk_widget_action_set_enabled (widget, "section.save", FALSE);
  hearth_checkin_client_save_reasons_async (self->client, G_LIST_MODEL (self->known), G_LIST_MODEL (reasons),
                                            self->cancellable, saved_cb, g_object_ref (self));
}

static void
hearth_reasons_section_dispose (GObject *object)
{
  HearthReasonsSection *self = HEARTH_REASONS_SECTION (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_REASONS_SECTION);
  g_clear_object (&self->client);
  g_clear_object (&self->known);

  G_OBJECT_CLASS (hearth_reasons_section_parent_class)->dispose (object);
}

static void
hearth_reasons_section_finalize (GObject *object)
{
  g_clear_object (&HEARTH_REASONS_SECTION (object)->cancellable);

  G_OBJECT_CLASS (hearth_reasons_section_parent_class)->finalize (object);
}

static void
hearth_reasons_section_class_init (HearthReasonsSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_reasons_section_dispose;
  object_class->finalize = hearth_reasons_section_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-reasons-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthReasonsSection, list);
  gtk_widget_class_bind_template_child (widget_class, HearthReasonsSection, why);
  gtk_widget_class_install_action (widget_class, "section.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "section.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "section.save", NULL);
}

static void
hearth_reasons_section_init (HearthReasonsSection *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_reasons_section_new:
 * @client: where a director is signed in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_reasons_section_new (HearthClient *client)
{
  HearthReasonsSection *self = g_object_new (HEARTH_TYPE_REASONS_SECTION, NULL);

  self->client = g_object_ref (client);
  read_reasons (self);
  return GTK_WIDGET (self);
}
