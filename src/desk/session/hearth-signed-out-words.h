/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hearth_signed_out_words (const char *why, gboolean was_locked);

G_END_DECLS
