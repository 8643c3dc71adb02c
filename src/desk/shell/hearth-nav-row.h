/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page in the sidebar. Properties: page (name, construct only), label, icon-name, count (uint, 0 is not shown),
 * rail (icon over label, the count in the tooltip). */
#define HEARTH_TYPE_NAV_ROW (hearth_nav_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthNavRow, hearth_nav_row, HEARTH, NAV_ROW, GtkListBoxRow)

const char *hearth_nav_row_get_page (HearthNavRow *self);

G_END_DECLS
