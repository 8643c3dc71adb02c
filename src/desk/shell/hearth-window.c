/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The window: opens a center, lets people sign in, and shows the desk to who is signed in. What was typed in pages and
 * dialogs stays while the desk is locked, out of sight and out of the widget tree, and goes when somebody else comes.
 * Owned by the application. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-window-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (HearthWindow, hearth_window, ADW_TYPE_APPLICATION_WINDOW)

/**
 * hearth_window_show_view:
 * @self: a window
 * @name: of a view that is there
 *
 * Shows a view.
 */
void
hearth_window_show_view (HearthWindow *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->views, name);
}

/**
 * hearth_window_drop_view:
 * @self: a window
 * @name: of a view, which need not be there
 *
 * Forgets a view.
 */
void
hearth_window_drop_view (HearthWindow *self, const char *name)
{
  GtkWidget *view = gtk_stack_get_child_by_name (self->views, name);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (view == NULL)
    return;
  /* GTK 4.8's password entry is told of a focus that it loses after it is gone. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, view))
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_stack_remove (self->views, view);
}

/**
 * hearth_window_set_view:
 * @self: a window
 * @name: its name
 * @view: (transfer floating): what to show, in the place of an earlier one of this name
 *
 * Puts a view into the window and shows it.
 */
void
hearth_window_set_view (HearthWindow *self, const char *name, GtkWidget *view)
{
  hearth_window_drop_view (self, name);
  gtk_stack_add_named (self->views, view, name);
  hearth_window_show_view (self, name);
}

static void
hearth_window_dispose (GObject *object)
{
  HearthWindow *self = HEARTH_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  hearth_window_session_clear (self);
  hearth_window_join_clear (self);
  hearth_window_share_clear (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_WINDOW);
  g_clear_object (&self->client);
  g_clear_object (&self->host);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hearth_window_parent_class)->dispose (object);
}

static void
hearth_window_finalize (GObject *object)
{
  HearthWindow *self = HEARTH_WINDOW (object);

  g_free (self->path);
  g_free (self->told);
  g_strfreev (self->roles);

  G_OBJECT_CLASS (hearth_window_parent_class)->finalize (object);
}

static void
hearth_window_class_init (HearthWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_window_dispose;
  object_class->finalize = hearth_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/shell/hearth-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, HearthWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HearthWindow, views);
  hearth_window_class_add_actions (widget_class);
  hearth_window_class_add_join_actions (widget_class);
  hearth_window_class_add_share_actions (widget_class);
}

/* The size of the pictures, or the whole of a smaller screen. */
static void
fit_screen (HearthWindow *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle room;

  if (monitor == NULL)
    return;
  gdk_monitor_get_geometry (monitor, &room);
  gtk_window_set_default_size (GTK_WINDOW (self), MIN (room.width, 1280), MIN (room.height, 800));
}

static void
hearth_window_init (HearthWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->client = hearth_client_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  fit_screen (self);
  hearth_window_session_init (self);
  hearth_window_share_init (self);
}

/**
 * hearth_window_new:
 * @application: (nullable): the application
 * @host: opens centers
 *
 * Returns: (transfer floating): a window; see hearth_window_open()
 */
HearthWindow *
hearth_window_new (GtkApplication *application, HearthHost *host)
{
  HearthWindow *self = g_object_new (HEARTH_TYPE_WINDOW, "application", application, NULL);

  self->host = g_object_ref (host);
  return self;
}

/**
 * hearth_window_get_client:
 * @self: a window
 *
 * Returns: (transfer none): the window's end of the protocol
 */
HearthClient *
hearth_window_get_client (HearthWindow *self)
{
  g_return_val_if_fail (HEARTH_IS_WINDOW (self), NULL);

  return self->client;
}

/**
 * hearth_window_get_desk_view:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): what is shown to who is signed in; %NULL while locked
 */
HearthDeskView *
hearth_window_get_desk_view (HearthWindow *self)
{
  g_return_val_if_fail (HEARTH_IS_WINDOW (self), NULL);

  return self->desk != NULL && gtk_widget_get_parent (GTK_WIDGET (self->desk)) ? self->desk : NULL;
}

/**
 * hearth_window_add_toast:
 * @self: a window
 * @toast: what is said where nobody is signed in
 *
 * Shows it above whatever view is open.
 */
void
hearth_window_add_toast (HearthWindow *self, AdwToast *toast)
{
  g_return_if_fail (HEARTH_IS_WINDOW (self));

  adw_toast_overlay_add_toast (self->toasts, g_object_ref (toast));
}
