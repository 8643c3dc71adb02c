/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The application: a desk and the hub of one PC in one program. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-application.h"
#include "hearth-embedded-host.h"
#include "hearth-error.h"
#include "hearth-link.h"

#include <glib/gi18n.h>
#include <locale.h>

/* A program that is run where it was built finds its settings and translations there. */
static void
find_build_tree (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self ? g_path_get_dirname (self) : NULL;
  g_autofree char *schemas = folder ? g_build_filename (folder, "..", "..", "data", "gschemas.compiled", NULL) : NULL;
  g_autofree char *data = NULL;

  if (schemas == NULL || !g_file_test (schemas, G_FILE_TEST_EXISTS))
    return;
  data = g_path_get_dirname (schemas);
  g_setenv ("GSETTINGS_SCHEMA_DIR", data, FALSE);
}

int
main (int argc, char *argv[])
{
  const char *locale_dir;
  g_autoptr (HearthEmbeddedHost) host = NULL;
  g_autoptr (HearthApplication) application = NULL;
  int status;

  hearth_link_init ();
  find_build_tree ();
  setlocale (LC_ALL, "");
  locale_dir = g_getenv ("HEARTH_LOCALEDIR");
  bindtextdomain (HEARTH_GETTEXT_PACKAGE, locale_dir ? locale_dir : HEARTH_LOCALEDIR);
  bind_textdomain_codeset (HEARTH_GETTEXT_PACKAGE, "UTF-8");
  textdomain (HEARTH_GETTEXT_PACKAGE);

  /* Before the first message of the bus: errors of the hub come over as errors of ours. */
  (void)HEARTH_ERROR;
  host = hearth_embedded_host_new ();
  application = hearth_application_new (HEARTH_HOST (host));
  status = g_application_run (G_APPLICATION (application), argc, argv);
  hearth_host_close (HEARTH_HOST (host));
  return status;
}
