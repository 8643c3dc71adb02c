/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_RESOURCE_PATH "/org/recoverycommons/Hearth"

/* Before the first widget: resources and types. Tests call it after adw_init(); then also hearth_setup_use_style(). */
void hearth_setup_init (void);
void hearth_setup_use_style (void);

/* Returns (transfer none): what is set for this PC: lock-minutes (u), shrink-names (b), center (s). */
GSettings *hearth_setup_get_settings (void);

G_END_DECLS
