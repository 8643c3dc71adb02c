/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A combo row whose choices stand for codes, in the order of its model. */
void hearth_code_row_set (AdwComboRow *row, const char *const *codes, const char *code);
const char *hearth_code_row_get (AdwComboRow *row, const char *const *codes);

G_END_DECLS
