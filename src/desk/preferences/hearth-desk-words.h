/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-desk.h"

G_BEGIN_DECLS

/* Desks and their hub in words. All return (transfer full). @now_s: of the hub's clock. */
char *hearth_desk_words_when (gint64 at_s, gint64 now_s, GTimeZone *zone);
char *hearth_desk_words_version (const char *version, const char *hub_version);
/* @here: this very PC. */
char *hearth_desk_words_line (HearthDesk *desk, gboolean here, const char *hub_version, gint64 now_s, GTimeZone *zone);
/* "9 minutes", "40 seconds". */
char *hearth_desk_words_left (gint64 seconds);
/* "in 41 days", "today". */
char *hearth_desk_words_in_days (gint64 at_s, gint64 now_s);

G_END_DECLS
