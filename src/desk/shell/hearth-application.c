/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The application: command line, which center file, one window, and all accelerators in one table.
 * Owned by main(). Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-application.h"

#include "hearth-center-place.h"
#include "hearth-desk-folder.h"
#include "hearth-setup.h"
#include "hearth-emergency-card.h"
#include "hearth-window.h"

#include <glib/gi18n.h>

struct _HearthApplication
{
  AdwApplication parent_instance;

  HearthHost *host; /* (owned) */
  char *center;     /* (owned) (nullable): as the command line says */
  gboolean sample;
};

G_DEFINE_FINAL_TYPE (HearthApplication, hearth_application, ADW_TYPE_APPLICATION)

/* Each of them is in ui/gtk/help-overlay.ui. Pages have keys of their own. */
static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.emergency-card", { "F12" } },
  { "app.lock", { "<Control>l" } },
  { "app.quit", { "<Control>q" } },
  { "app.switch-person", { "<Control><Shift>l" } },
  { "win.find", { "<Control>f" } },
  { "win.page(uint32 0)", { "<Alt>1" } },
  { "win.page(uint32 1)", { "<Alt>2" } },
  { "win.page(uint32 2)", { "<Alt>3" } },
  { "win.page(uint32 3)", { "<Alt>4" } },
  { "win.page(uint32 4)", { "<Alt>5" } },
  { "win.page(uint32 5)", { "<Alt>6" } },
  { "win.preferences", { "<Control>comma" } },
  { "win.show-help-overlay", { "<Control>question", "F1" } },
  { "win.undo", { "<Control>z" } },
  { "window.close", { "<Control>w" } },
};

static HearthWindow *
main_window (HearthApplication *self)
{
  for (GList *link = gtk_application_get_windows (GTK_APPLICATION (self)); link != NULL; link = link->next)
    if (HEARTH_IS_WINDOW (link->data))
      return HEARTH_WINDOW (link->data);
  return NULL;
}

/* Dialogs have these keys too, but not the window's actions. */
static void
forward (HearthApplication *self, const char *action)
{
  HearthWindow *window = main_window (self);

  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
}

static void
lock_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  forward (user_data, "win.lock");
}

static void
switch_person_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  forward (user_data, "win.switch-person");
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  HearthWindow *window = main_window (user_data);

  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  g_application_quit (G_APPLICATION (user_data));
}

static void
emergency_card_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *active = gtk_application_get_active_window (user_data);
  HearthWindow *window = main_window (user_data);
  HearthCenter *center = window ? hearth_client_get_center (hearth_window_get_client (window)) : NULL;

  if (HEARTH_IS_EMERGENCY_CARD (active))
    return;
  if (active == NULL || !gtk_widget_get_visible (GTK_WIDGET (active)))
    active = GTK_WINDOW (window);
  gtk_window_present (
      GTK_WINDOW (hearth_emergency_card_new (active, center ? hearth_center_get_emergency_card (center) : NULL)));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_show_about_dialog (gtk_application_get_active_window (user_data), "program-name", _ ("Hearth"), "logo-icon-name",
                         HEARTH_APPLICATION_ID, "version", HEARTH_VERSION, "comments",
                         _ ("Check-in for recovery community centers"), "copyright",
                         _ ("© 2026 The Hearth contributors"), "license-type", GTK_LICENSE_GPL_3_0, NULL);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_cb },
  { .name = "emergency-card", .activate = emergency_card_cb },
  { .name = "lock", .activate = lock_cb },
  { .name = "quit", .activate = quit_cb },
  { .name = "switch-person", .activate = switch_person_cb },
};

/* Dialogs belong to the application too: the emergency card and the lock work from inside them. */
static void
windows_changed_cb (HearthApplication *self, guint position, guint removed, guint added, GListModel *windows)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, position + i);

      if (gtk_window_get_application (window) == NULL && !GTK_IS_APPLICATION_WINDOW (window))
        gtk_window_set_application (window, GTK_APPLICATION (self));
    }
}

static void
hearth_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  GTK_APPLICATION_CLASS (hearth_application_parent_class)->window_removed (application, window);

  /* A dialog that is out of sight would keep the program running. */
  if (HEARTH_IS_WINDOW (window))
    g_application_quit (G_APPLICATION (application));
}

static void
hearth_application_startup (GApplication *application)
{
  HearthApplication *self = HEARTH_APPLICATION (application);

  hearth_setup_init ();
  G_APPLICATION_CLASS (hearth_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action, accels[i].accels);
  gtk_window_set_default_icon_name (HEARTH_APPLICATION_ID);
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (windows_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* A desk that has joined a center opens that one. */
static gboolean
has_joined (void)
{
  g_autofree char *place = hearth_center_place_desk ();
  g_autoptr (HearthDeskFolder) folder = hearth_desk_folder_new (place);

  return hearth_desk_folder_has_joined (folder);
}

static void
hearth_application_activate (GApplication *application)
{
  HearthApplication *self = HEARTH_APPLICATION (application);
  HearthWindow *window = main_window (self);
  g_autofree char *path = NULL;

  if (window == NULL)
    {
      path = self->center   ? g_strdup (self->center)
             : self->sample ? hearth_center_place_sample ()
                            : hearth_center_place_get ();
      window = hearth_window_new (GTK_APPLICATION (self), self->host);
      if (self->center == NULL && !self->sample && has_joined ())
        hearth_window_open_joined (window);
      else
        hearth_window_open (window, path, self->sample);
    }
  gtk_window_present (GTK_WINDOW (window));
}

static int
hearth_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  HearthApplication *self = HEARTH_APPLICATION (application);
  g_autofree char *center = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("hearth %s\n", HEARTH_VERSION);
      return 0;
    }
  self->sample = g_variant_dict_contains (options, "sample");
  if (g_variant_dict_lookup (options, "center", "^ay", &center))
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (center);

      self->center = g_file_get_path (file);
    }
  /* Each center named by hand has a program of its own; the usual one is opened once. */
  if (self->center != NULL || self->sample)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
hearth_application_shutdown (GApplication *application)
{
  HearthApplication *self = HEARTH_APPLICATION (application);
  HearthWindow *window = main_window (self);

  if (window != NULL)
    gtk_window_destroy (GTK_WINDOW (window));
  hearth_host_close (self->host);

  G_APPLICATION_CLASS (hearth_application_parent_class)->shutdown (application);
}

static void
hearth_application_finalize (GObject *object)
{
  HearthApplication *self = HEARTH_APPLICATION (object);

  g_clear_object (&self->host);
  g_free (self->center);

  G_OBJECT_CLASS (hearth_application_parent_class)->finalize (object);
}

static void
hearth_application_class_init (HearthApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = hearth_application_finalize;
  application_class->activate = hearth_application_activate;
  application_class->handle_local_options = hearth_application_handle_local_options;
  application_class->shutdown = hearth_application_shutdown;
  application_class->startup = hearth_application_startup;
  GTK_APPLICATION_CLASS (klass)->window_removed = hearth_application_window_removed;
}

static void
hearth_application_init (HearthApplication *self)
{
  static const GOptionEntry options[] = {
    { "center", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Open this center file"), N_ ("FILE") },
    { "sample", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Look at a sample center, made if it is not there"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * hearth_application_new:
 * @host: opens centers
 *
 * Returns: (transfer full): the application
 */
HearthApplication *
hearth_application_new (HearthHost *host)
{
  HearthApplication *self = g_object_new (HEARTH_TYPE_APPLICATION, "application-id", HEARTH_APPLICATION_ID,
                                          "resource-base-path", HEARTH_RESOURCE_PATH, NULL);

  self->host = g_object_ref (host);
  return self;
}
