/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean hearth_arrival_is_chosen_date (const char *today, const char *recovery_date);
gboolean hearth_arrival_is_under_18 (const char *today, const char *birth_kind, const char *birth_date);

G_END_DECLS
