/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* An entry row for a day: typed in words or figures, or chosen from a calendar. */
#define HEARTH_TYPE_DATE_ROW (hearth_date_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthDateRow, hearth_date_row, HEARTH, DATE_ROW, AdwEntryRow)

void hearth_date_row_set_day (HearthDateRow *self, const char *day);
char *hearth_date_row_dup_day (HearthDateRow *self); /* YYYY-MM-DD, "", or what was typed where that is no day */

G_END_DECLS
