/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-host.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Why a center does not open, and what to do. Signals: opened (GIOStream *, const char *path) after a backup was put in
 * its place; other-file (const char *path) to open that file, or the same one again. */
#define HEARTH_TYPE_TROUBLE_PAGE (hearth_trouble_page_get_type ())
G_DECLARE_FINAL_TYPE (HearthTroublePage, hearth_trouble_page, HEARTH, TROUBLE_PAGE, GtkWidget)

HearthTroublePage *hearth_trouble_page_new (HearthHost *host, const char *path, const GError *error);

G_END_DECLS
