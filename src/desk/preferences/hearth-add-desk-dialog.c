/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A code to join: large, as a QR code, and how long it is valid still. It says when a desk has joined. Closing the window
 * leaves the code valid, so that somebody can carry it to the other PC; "Take the code back" ends it.
 * Owned by itself until it is closed. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-add-desk-dialog.h"

#include "hearth-desk-client.h"
#include "hearth-desk-words.h"
#include "hearth-dialog-fit.h"
#include "hearth-error-message.h"
#include "hearth-qr-view.h"

#include <glib/gi18n.h>

#define VALID_S (10 * 60)

struct _HearthAddDeskDialog
{
  AdwWindow parent_instance;

  AdwActionRow *address; /* (unowned): template child */
  GtkLabel *code;        /* (unowned): template child */
  GtkLabel *left;        /* (unowned): template child */
  HearthQrView *qr;      /* (unowned): template child */
  GtkStack *steps;       /* (unowned): template child */
  AdwStatusPage *over;   /* (unowned): template child */

  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gint64 expires_at_s;       /* by the hub's clock; 0 while there is no code */
  guint tick_source;
  gboolean dropping; /* asked to take the code back: it does not end because a desk has joined */
};

G_DEFINE_FINAL_TYPE (HearthAddDeskDialog, hearth_add_desk_dialog, ADW_TYPE_WINDOW)

/* Says how it ended, in the place of the code. */
static void
end (HearthAddDeskDialog *self, const char *icon, const char *title, const char *text)
{
  self->expires_at_s = 0;
  g_clear_handle_id (&self->tick_source, g_source_remove);
  gtk_label_set_label (self->code, "");
  hearth_qr_view_set_text (self->qr, NULL);
  adw_status_page_set_icon_name (self->over, icon);
  adw_status_page_set_title (self->over, title);
  adw_status_page_set_description (self->over, text);
  gtk_stack_set_visible_child_name (self->steps, "over");
}

static gboolean
tick_cb (gpointer user_data)
{
  HearthAddDeskDialog *self = user_data;
  /* The hub's clock as this desk knows it lags by up to a second: a new code is not said to work for longer than any. */
  gint64 left_s = MIN (self->expires_at_s - hearth_client_get_hub_now_s (self->client), VALID_S);
  g_autofree char *words = hearth_desk_words_left (left_s);
  /* Translators: a length of time: "Works once, for 9 minutes." */
  g_autofree char *text = g_strdup_printf (_ ("Works once, for %s."), words);

  if (left_s <= 0)
    {
      self->tick_source = 0;
      end (self, "hearth-kept-here-symbolic", _ ("The code is over"), _ ("A code works for 10 minutes."));
      return G_SOURCE_REMOVE;
    }
  if (!g_str_equal (gtk_label_get_label (self->left), text))
    gtk_label_set_label (self->left, text);
  return G_SOURCE_CONTINUE;
}

/* Two lines: eight groups are too long for one in large letters. */
static char *
in_lines (const char *code)
{
  g_auto (GStrv) groups = g_strsplit (code, "-", -1);
  guint n = g_strv_length (groups), half = (n + 1) / 2;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : i == half ? "\n" : "  ", groups[i]);
  return g_string_free (text, FALSE);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthAddDeskDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  gint64 expires_at_s = 0;
  g_autofree char *code
      = hearth_desk_client_make_code_finish (HEARTH_CLIENT (source), result, &expires_at_s, &address, &error);
  g_autofree char *lines = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (code == NULL)
    {
      g_autofree char *text = hearth_error_message (error);

      end (self, "dialog-information-symbolic", _ ("There is no code"), text);
      return;
    }
  lines = in_lines (code);
  self->expires_at_s = expires_at_s;
  gtk_label_set_label (self->code, lines);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->code), GTK_ACCESSIBLE_PROPERTY_LABEL, code, -1);
  hearth_qr_view_set_text (self->qr, code);
  adw_action_row_set_subtitle (self->address, address);
  gtk_stack_set_visible_child_name (self->steps, "code");
  g_clear_handle_id (&self->tick_source, g_source_remove);
  self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
  tick_cb (self);
}

static void
make_code (HearthAddDeskDialog *self)
{
  hearth_desk_client_make_code_async (self->client, self->cancellable, made_cb, g_object_ref (self));
}

static void
again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  make_code (HEARTH_ADD_DESK_DIALOG (widget));
}

static void
dropped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthAddDeskDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean dropped = hearth_desk_client_done_finish (HEARTH_CLIENT (source), result, &error);
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->dropping = FALSE;
  if (dropped)
    {
      end (self, "hearth-kept-here-symbolic", _ ("The code is taken back"), _ ("Nobody can join with it any more."));
      return;
    }
  /* It is valid still, and stays to be seen. */
  text = hearth_error_message (error);
  gtk_label_set_label (self->left, text);
}

static void
drop_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthAddDeskDialog *self = HEARTH_ADD_DESK_DIALOG (widget);

  self->dropping = TRUE;
  hearth_desk_client_drop_code_async (self->client, self->cancellable, dropped_cb, g_object_ref (self));
}

/* A notice comes when a desk has joined, whatever else changes about desks. */
static void
joined (HearthAddDeskDialog *self)
{
  if (self->expires_at_s != 0 && !self->dropping)
    end (self, "hearth-check-symbolic", _ ("A desk has joined"), _ ("It stands in the list. The code is used up."));
}

static void
status_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthAddDeskDialog) self = user_data;
  g_autoptr (HearthHubStatus) status = hearth_desk_client_status_finish (HEARTH_CLIENT (source), result, NULL);

  if (status != NULL && !g_cancellable_is_cancelled (self->cancellable)
      && hearth_hub_status_get_code_expires_at_s (status) == 0)
    joined (self);
}

/* Something about desks changed: where the code is not valid any more, it was used. */
static void
changed_cb (HearthAddDeskDialog *self, guint64 revision, GVariant *what)
{
  GVariantIter iter;
  const char *kind;
  gboolean desk = FALSE;

  g_variant_iter_init (&iter, what);
  while (g_variant_iter_next (&iter, "(&sx)", &kind, NULL))
    desk = desk || g_str_equal (kind, "desk");
  if (desk && self->expires_at_s != 0)
    hearth_desk_client_status_async (self->client, self->cancellable, status_cb, g_object_ref (self));
}

static void
hearth_add_desk_dialog_dispose (GObject *object)
{
  HearthAddDeskDialog *self = HEARTH_ADD_DESK_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_ADD_DESK_DIALOG);

  G_OBJECT_CLASS (hearth_add_desk_dialog_parent_class)->dispose (object);
}

static void
hearth_add_desk_dialog_finalize (GObject *object)
{
  HearthAddDeskDialog *self = HEARTH_ADD_DESK_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_add_desk_dialog_parent_class)->finalize (object);
}

static void
hearth_add_desk_dialog_class_init (HearthAddDeskDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_add_desk_dialog_dispose;
  object_class->finalize = hearth_add_desk_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-add-desk-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthAddDeskDialog, address);
  gtk_widget_class_bind_template_child (widget_class, HearthAddDeskDialog, code);
  gtk_widget_class_bind_template_child (widget_class, HearthAddDeskDialog, left);
  gtk_widget_class_bind_template_child (widget_class, HearthAddDeskDialog, over);
  gtk_widget_class_bind_template_child (widget_class, HearthAddDeskDialog, qr);
  gtk_widget_class_bind_template_child (widget_class, HearthAddDeskDialog, steps);
  gtk_widget_class_install_action (widget_class, "code.again", NULL, again_cb);
  gtk_widget_class_install_action (widget_class, "code.drop", NULL, drop_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  g_type_ensure (HEARTH_TYPE_QR_VIEW);
}

static void
hearth_add_desk_dialog_init (HearthAddDeskDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_add_desk_dialog_present:
 * @parent: who asks
 * @client: where a director is signed in, to a hub that is shared
 *
 * Makes a code and shows it.
 */
void
hearth_add_desk_dialog_present (GtkWidget *parent, HearthClient *client)
{
  HearthAddDeskDialog *self = g_object_new (HEARTH_TYPE_ADD_DESK_DIALOG, NULL);

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  make_code (self);
  hearth_dialog_fit_present (GTK_WINDOW (self), parent);
}
