/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-account-service.h"
#include "hearth-shift-store.h"

G_BEGIN_DECLS

/* For the files hearth-account-*.c: what ends a shift. */
#define HEARTH_ACCOUNT_PIN_TRIES 3

gboolean hearth_account_shift_goes_on (const HearthShift *shift, gint64 now_s);

G_END_DECLS
