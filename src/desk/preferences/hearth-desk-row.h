/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-desk.h"

G_BEGIN_DECLS

/* A desk of the center. Signals: "save" (GVariant *: changes of HearthDesk), "remove", "met" (const char *: the
 * name that is typed here, while somebody else has given it another one). */
#define HEARTH_TYPE_DESK_ROW (hearth_desk_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthDeskRow, hearth_desk_row, HEARTH, DESK_ROW, AdwExpanderRow)

HearthDeskRow *hearth_desk_row_new (void);
/* @line: what is said of it; @details: for those who look after PCs; @here: this very PC. */
void hearth_desk_row_show (HearthDeskRow *self, HearthDesk *desk, const char *line, const char *details, gboolean here);
HearthDesk *hearth_desk_row_get_desk (HearthDeskRow *self);
/* What was typed and not taken is put back. */
void hearth_desk_row_put_back (HearthDeskRow *self);

G_END_DECLS
