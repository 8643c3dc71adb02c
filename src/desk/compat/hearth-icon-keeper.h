/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* From now on no icon of the theme ends in a thread other than the one that calls this: the one of the windows. */
void hearth_icon_keeper_init (void);

G_END_DECLS
