/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where this PC keeps its center file. All return (transfer full). */
char *hearth_center_place_get (void);    /* the one that opens: as chosen last, or the usual one */
char *hearth_center_place_sample (void); /* the sample center, beside it */
char *hearth_center_place_desk (void);   /* the folder of a desk that joined a center */
/* The center file that this PC has turned over to the service, "" for none. */
char *hearth_center_place_get_shared (void);
void hearth_center_place_set_shared (const char *path);

/* The center that opens from now on. The sample center is never remembered. */
void hearth_center_place_remember (const char *path);

G_END_DECLS
