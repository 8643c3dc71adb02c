/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-reason.h"

G_BEGIN_DECLS

/* A visit reason that can be renamed, defined, moved and taken off the list. Signal: moved (int by): -1 up, 1 down, 0 off
 * the list. */
#define HEARTH_TYPE_REASON_ROW (hearth_reason_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthReasonRow, hearth_reason_row, HEARTH, REASON_ROW, AdwExpanderRow)

HearthReasonRow *hearth_reason_row_new (HearthReason *reason);
HearthReason *hearth_reason_row_get_reason (HearthReasonRow *self, guint position);
void hearth_reason_row_set_place (HearthReasonRow *self, guint position, guint n);
void hearth_reason_row_edit (HearthReasonRow *self);

G_END_DECLS
