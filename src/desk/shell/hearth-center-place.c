/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Where this PC keeps its center file.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-center-place.h"

#include "hearth-setup.h"

/* Returns: (transfer full): where a center file is when nobody chose another place */
static char *
usual_place (void)
{
  return g_build_filename (g_get_user_data_dir (), "hearth", "center.hearth", NULL);
}

/**
 * hearth_center_place_sample:
 *
 * Returns: (transfer full): where the sample center is
 */
char *
hearth_center_place_sample (void)
{
  return g_build_filename (g_get_user_data_dir (), "hearth", "sample.hearth", NULL);
}

/**
 * hearth_center_place_desk:
 *
 * Returns: (transfer full): the folder of a desk that joined a center
 */
char *
hearth_center_place_desk (void)
{
  return g_build_filename (g_get_user_data_dir (), "hearth", "desk", NULL);
}

/**
 * hearth_center_place_get_shared:
 *
 * Returns: (transfer full): the center file that this PC has turned over to the service, "" for none
 */
char *
hearth_center_place_get_shared (void)
{
  return g_settings_get_string (hearth_setup_get_settings (), "shared");
}

/**
 * hearth_center_place_set_shared:
 * @path: a center file that the service serves from now on; "" for none
 */
void
hearth_center_place_set_shared (const char *path)
{
  g_settings_set_string (hearth_setup_get_settings (), "shared", path);
  /* It is written later, unless it is asked for: the PC may lose its power before. */
  g_settings_sync ();
}

/**
 * hearth_center_place_get:
 *
 * Returns: (transfer full): the center that opens: the one chosen last, or the usual one
 */
char *
hearth_center_place_get (void)
{
  g_autofree char *chosen = g_settings_get_string (hearth_setup_get_settings (), "center");

  return *chosen ? g_steal_pointer (&chosen) : usual_place ();
}

/**
 * hearth_center_place_remember:
 * @path: a center file that is open
 *
 * Makes it the one that opens from now on.
 */
void
hearth_center_place_remember (const char *path)
{
  g_autofree char *usual = usual_place ();
  g_autofree char *sample = hearth_center_place_sample ();

  if (g_str_equal (path, sample))
    return;
  g_settings_set_string (hearth_setup_get_settings (), "center", g_str_equal (path, usual) ? "" : path);
}
