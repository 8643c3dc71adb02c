/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

gboolean hearth_place_check (const char *path, GError **error);
gboolean hearth_place_judge (guint64 magic, dev_t device, const char *mountinfo, GError **error);

/* Tests only: every place from now on has this magic and this /proc/self/mountinfo; (0, NULL) ends it. */
void hearth_place_pretend (guint64 magic, const char *mountinfo);

G_END_DECLS
