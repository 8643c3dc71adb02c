/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns (transfer full): YYYY-MM-DD as people of this language write a day, "" for "". */
char *hearth_date_text_show (const char *day);
/* Returns (transfer full) (nullable): YYYY-MM-DD of what somebody typed; NULL where it is no day with a whole year. */
char *hearth_date_text_read (const char *typed);

G_END_DECLS
