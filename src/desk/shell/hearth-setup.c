/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What all of the desk needs before its first widget, and the settings of this PC.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-setup.h"

#include "hearth-banner.h"
#include "hearth-icon-keeper.h"
#include "hearth-nav-row.h"
#include "hearth-resources.h"
#include "hearth-wrap-layout.h"

#include <gtk/gtk.h>

/**
 * hearth_setup_init:
 *
 * Registers the resources and the types that interface files name. Once is enough, twice is no error.
 */
void
hearth_setup_init (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      hearth_resources_register_resource ();
      hearth_icon_keeper_init ();
      g_once_init_leave (&once, 1);
    }
  g_type_ensure (HEARTH_TYPE_BANNER);
  g_type_ensure (HEARTH_TYPE_NAV_ROW);
  g_type_ensure (HEARTH_TYPE_WRAP_LAYOUT);
}

/**
 * hearth_setup_use_style:
 *
 * Loads style and icons without an AdwApplication, which does it by itself: for tests that show single pages.
 */
void
hearth_setup_use_style (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, HEARTH_RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), HEARTH_RESOURCE_PATH "/icons");
}

/**
 * hearth_setup_get_settings:
 *
 * Returns: (transfer none): the settings of this PC, one object for the whole program
 */
GSettings *
hearth_setup_get_settings (void)
{
  static GSettings *settings = NULL;

  if (settings == NULL)
    settings = g_settings_new (HEARTH_APPLICATION_ID);
  return settings;
}
