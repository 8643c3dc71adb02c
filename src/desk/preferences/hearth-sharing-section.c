/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who keeps this center: the application on this PC, the service on this PC, or a hub on another one; and the way from one
 * to the other. The window does it, since the connection it stands on is what changes.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-sharing-section.h"

#include "hearth-confirm.h"
#include "hearth-window.h"

#include <glib/gi18n.h>

/* The desk of the hub's own PC. */
#define OWN_DESK 1

struct _HearthSharingSection
{
  HearthPreferencesSection parent_instance;

  GtkWidget *alone;  /* (unowned): template child */
  GtkWidget *joined; /* (unowned): template child */
  GtkWidget *shared; /* (unowned): template child */
};

G_DEFINE_FINAL_TYPE (HearthSharingSection, hearth_sharing_section, HEARTH_TYPE_PREFERENCES_SECTION)

/* Actions of the window do not reach into the windows above it; and these are closed first, since what the window says and
 * asks now stands in the window. */
static void
ask_window (HearthSharingSection *self, const char *action)
{
  GtkRoot *preferences = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWindow *window = GTK_WINDOW (preferences);

  while (window != NULL && !HEARTH_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  if (window == NULL)
    return;
  if (GTK_WINDOW (preferences) != window)
    gtk_window_close (GTK_WINDOW (preferences));
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
}

static void
read_greeting (HearthPreferencesSection *section)
{
  HearthSharingSection *self = HEARTH_SHARING_SECTION (section);
  HearthHubGreeting *greeting = hearth_client_get_greeting (hearth_preferences_section_get_client (section));
  gboolean is_shared = greeting != NULL && hearth_hub_greeting_get_shared (greeting);
  gboolean own = greeting != NULL && hearth_hub_greeting_get_desk (greeting) == OWN_DESK;

  gtk_widget_set_visible (self->alone, greeting != NULL && !is_shared);
  gtk_widget_set_visible (self->shared, is_shared && own);
  gtk_widget_set_visible (self->joined, is_shared && !own);
  /* After this PC took over from one that died. */
  if (hearth_client_is_hub_on_this_pc (hearth_preferences_section_get_client (section)))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->joined),
                                           _ ("The center is kept by the hub service on this PC. This desk talks to it "
                                              "like the others."));
}

static void
share_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_window (HEARTH_SHARING_SECTION (widget), "win.share-center");
}

static gboolean
unshare_idle_cb (gpointer user_data)
{
  if (!hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (user_data)))
    ask_window (user_data, "win.unshare-center");
  return G_SOURCE_REMOVE;
}

/* The question stands on the window that is closed then, and goes first. */
static void
unshare_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthSharingSection) self = user_data;

  if (hearth_confirm_finish (result))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unshare_idle_cb, g_object_ref (self), g_object_unref);
}

static void
unshare_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hearth_confirm_async (
      widget, _ ("Stop sharing this center?"),
      _ ("The other desks go on by themselves and wait for the hub until it is shared again. The center "
         "is then open in the application on this PC alone. Nothing is lost."),
      _ ("Stop sharing"), FALSE, hearth_preferences_section_get_cancellable (HEARTH_PREFERENCES_SECTION (widget)),
      unshare_asked_cb, g_object_ref (widget));
}

static void
moved_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_window (HEARTH_SHARING_SECTION (widget), "win.hub-moved");
}

static void
leave_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ask_window (HEARTH_SHARING_SECTION (widget), "win.leave-center");
}

static void
hearth_sharing_section_class_init (HearthSharingSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  HEARTH_PREFERENCES_SECTION_CLASS (klass)->read = read_greeting;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-sharing-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthSharingSection, alone);
  gtk_widget_class_bind_template_child (widget_class, HearthSharingSection, joined);
  gtk_widget_class_bind_template_child (widget_class, HearthSharingSection, shared);
  gtk_widget_class_install_action (widget_class, "section.leave", NULL, leave_cb);
  gtk_widget_class_install_action (widget_class, "section.moved", NULL, moved_cb);
  gtk_widget_class_install_action (widget_class, "section.share", NULL, share_cb);
  gtk_widget_class_install_action (widget_class, "section.unshare", NULL, unshare_cb);
}

static void
hearth_sharing_section_init (HearthSharingSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_sharing_section_new:
 * @client: where a director is signed in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_sharing_section_new (HearthClient *client)
{
  return g_object_new (HEARTH_TYPE_SHARING_SECTION, "client", client, NULL);
}
