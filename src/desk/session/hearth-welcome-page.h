/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-host.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* First start: set up a new center, or look at a sample one. Signals: opened (GIOStream *, const char *path);
 * other-file (const char *path) to open a center that is there. */
#define HEARTH_TYPE_WELCOME_PAGE (hearth_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (HearthWelcomePage, hearth_welcome_page, HEARTH, WELCOME_PAGE, GtkWidget)

HearthWelcomePage *hearth_welcome_page_new (HearthHost *host, const char *path);

G_END_DECLS
