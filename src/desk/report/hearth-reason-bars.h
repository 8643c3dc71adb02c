/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What people came for: a label, a bar and a number for each reason. */
#define HEARTH_TYPE_REASON_BARS (hearth_reason_bars_get_type ())
G_DECLARE_FINAL_TYPE (HearthReasonBars, hearth_reason_bars, HEARTH, REASON_BARS, GtkGrid)

/* @reasons: a(ssu), see Report.Month */
void hearth_reason_bars_set_reasons (HearthReasonBars *self, GVariant *reasons);

G_END_DECLS
