/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-phone.h"

G_BEGIN_DECLS

/* One phone with the rules they gave for it. Signal "removed": its button was chosen. */
#define HEARTH_TYPE_PHONE_ROW (hearth_phone_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthPhoneRow, hearth_phone_row, HEARTH, PHONE_ROW, AdwExpanderRow)

GtkWidget *hearth_phone_row_new (HearthPhone *phone);           /* NULL: an empty, open one */
HearthPhone *hearth_phone_row_dup_phone (HearthPhoneRow *self); /* (transfer full) (nullable): NULL without a number */
GtkWidget *hearth_phone_row_get_number_row (HearthPhoneRow *self);

G_END_DECLS
