/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hearth_card_code_new (void);
gboolean hearth_card_code_is_whole (const char *code);

G_END_DECLS
