/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-account.h"

G_BEGIN_DECLS

/* Somebody who may sign in. Signals, with the account as it is shown: "save-roles" (char **), "reset", "disable"
 * (gboolean: FALSE to let them in again). */
#define HEARTH_TYPE_ACCOUNT_ROW (hearth_account_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthAccountRow, hearth_account_row, HEARTH, ACCOUNT_ROW, AdwExpanderRow)

HearthAccountRow *hearth_account_row_new (void);
/* @last_director: nobody else may do everything. @own: it is that of who looks at it. */
void hearth_account_row_show (HearthAccountRow *self, HearthAccount *account, gboolean last_director, gboolean own);
HearthAccount *hearth_account_row_get_account (HearthAccountRow *self);
/* The hub has answered. @keep: what was chosen stays chosen. */
void hearth_account_row_saved (HearthAccountRow *self, gboolean keep);

G_END_DECLS
