/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How names, times and days are written on every screen. All return (transfer full). */
char *hearth_shown_name (const char *name, const char *initial, gboolean shrink); /* "Jon S.", shrunk "Jon" */
char *hearth_shown_typed_name (const char *typed);                                /* "Jon S." of "Jon Smith" */
char *hearth_shown_time (gint64 at_s, GTimeZone *zone);                           /* "2:14 pm", or by locale "14:14" */
char *hearth_shown_day (const char *day,
                        const char *today);    /* "today", "yesterday", "Tuesday", "March 3", "March 3, 2025" */
char *hearth_shown_long_day (const char *day); /* "Thursday, March 12" */

G_END_DECLS
