/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A passphrase for one sign-in, large. It is wiped when the window goes, from the clipboard too if it is still there.
 * Owned by itself until it is closed. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-once-dialog.h"

#include "hearth-dialog-fit.h"

#include <glib/gi18n.h>
#include <string.h>

struct _HearthOnceDialog
{
  AdwWindow parent_instance;

  GtkButton *copy; /* (unowned): template child */
  GtkLabel *once;  /* (unowned): template child */
  GtkLabel *whose; /* (unowned): template child */

  char *secret; /* (owned) */
  char *name;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (HearthOnceDialog, hearth_once_dialog, ADW_TYPE_WINDOW)

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthOnceDialog *self = HEARTH_ONCE_DIALOG (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->secret);
  gtk_button_set_label (self->copy, _ ("Copied"));
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, HearthOnceDialog *self)
{
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autofree char *markup = g_markup_printf_escaped (
      "<span size='x-large' weight='bold'>%s</span>\n\n<span size='xx-large' font_family='monospace'>%s</span>\n\n%s",
      self->name, self->secret, _ ("For the first sign-in. Then you choose your own, and this sheet can be torn up."));

  pango_layout_set_width (layout, (int)(gtk_print_context_get_width (context) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_markup (layout, markup, -1);
  pango_cairo_show_layout (gtk_print_context_get_cairo_context (context), layout);
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();

  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_job_name (operation, _ ("First sign-in"));
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), widget, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (widget), NULL);
}

/* What was copied goes with the window only if nothing else was copied since. */
static void
forget_clipboard (HearthOnceDialog *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentProvider *content = gdk_clipboard_is_local (clipboard) ? gdk_clipboard_get_content (clipboard) : NULL;
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  if (content != NULL && gdk_content_provider_get_value (content, &value, NULL)
      && g_strcmp0 (g_value_get_string (&value), self->secret) == 0)
    gdk_clipboard_set_content (clipboard, NULL);
}

static gboolean
hearth_once_dialog_close_request (GtkWindow *window)
{
  forget_clipboard (HEARTH_ONCE_DIALOG (window));
  return GTK_WINDOW_CLASS (hearth_once_dialog_parent_class)->close_request (window);
}

static void
hearth_once_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_ONCE_DIALOG);

  G_OBJECT_CLASS (hearth_once_dialog_parent_class)->dispose (object);
}

static void
hearth_once_dialog_finalize (GObject *object)
{
  HearthOnceDialog *self = HEARTH_ONCE_DIALOG (object);

  if (self->secret != NULL)
    explicit_bzero (self->secret, strlen (self->secret));
  g_free (self->secret);
  g_free (self->name);

  G_OBJECT_CLASS (hearth_once_dialog_parent_class)->finalize (object);
}

static void
hearth_once_dialog_class_init (HearthOnceDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_once_dialog_dispose;
  object_class->finalize = hearth_once_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = hearth_once_dialog_close_request;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-once-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthOnceDialog, copy);
  gtk_widget_class_bind_template_child (widget_class, HearthOnceDialog, once);
  gtk_widget_class_bind_template_child (widget_class, HearthOnceDialog, whose);
  gtk_widget_class_install_action (widget_class, "once.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "once.print", NULL, print_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hearth_once_dialog_init (HearthOnceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_once_dialog_present:
 * @parent: who asked for it
 * @name: with which they sign in
 * @once: the passphrase
 *
 * Shows a passphrase until the window is closed.
 */
void
hearth_once_dialog_present (GtkWidget *parent, const char *name, const char *once)
{
  HearthOnceDialog *self = g_object_new (HEARTH_TYPE_ONCE_DIALOG, NULL);

  self->secret = g_strdup (once);
  self->name = g_strdup (name);
  gtk_label_set_label (self->whose, name);
  gtk_label_set_label (self->once, once);
  hearth_dialog_fit_present (GTK_WINDOW (self), parent);
  gtk_widget_grab_focus (GTK_WIDGET (self->copy));
}
