/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *hearth_strangers_key (const char *name_folded);
guint hearth_strangers_wait_s (const char *key, gint64 now_s);
guint hearth_strangers_failed (const char *key, gint64 now_s);

guint hearth_sign_in_delay_s (gint64 failures);

G_END_DECLS
