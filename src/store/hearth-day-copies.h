/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files of which there is one for each day: "STEM-2026-03-12ENDING". */
GPtrArray *hearth_day_copies_list (const char *folder, const char *stem, const char *ending);
void
hearth_day_copies_prune (const char *folder, const char *stem, const char *ending, guint depth, const char *just_made);
void hearth_day_copies_remove_left_overs (const char *folder);

G_END_DECLS
