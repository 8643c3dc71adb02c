/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Returns (transfer full): the time zones of this PC as a GtkStringList of IANA names. */
GtkStringList *hearth_zone_list_new (void);
/* Returns (transfer full): the zone that this PC is set to, "America/New_York" if it does not say. */
char *hearth_zone_list_system (void);
guint hearth_zone_list_find (GtkStringList *zones, const char *name); /* GTK_INVALID_LIST_POSITION: not in it */

G_END_DECLS
