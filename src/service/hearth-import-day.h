/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean hearth_import_day_is_nothing (const char *text);
char *hearth_import_day_read (const char *text, const char *today);

G_END_DECLS
