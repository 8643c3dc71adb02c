/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where this PC keeps its center file. All return (transfer full). */
char *hearth_center_place_get (void);    /* the one that opens: as chosen last, or the usual one */
char *hearth_center_place_usual (void);  /* in the person's data folder */
char *hearth_center_place_sample (void); /* the sample center, beside it */

/* The center that opens from now on. The sample center is never remembered. */
void hearth_center_place_remember (const char *path);

G_END_DECLS
