/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-sealed-file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_SEALED_COPY_ENDING ".hearth-backup"
#define HEARTH_SEALED_COPY_DEPTH 14 /* in the second place */

/* The copy of the day, sealed: one beside the plain ones, for desks that keep backups, and the newest 14 in a second place.
 * @center_uuid tells the backups of two centers in one folder apart. */
char *hearth_sealed_copy_make (const char *center_path,
                               const char *center_uuid,
                               const HearthSealing *sealing,
                               gint64 *made_at_s,
                               gboolean *made,
                               GError **error);
char *hearth_sealed_copy_newest (const char *center_path, const char *center_uuid, gint64 *made_at_s, guint64 *size);

/* A folder of this PC that may lie on a disk that comes and goes, or on another PC. */
gboolean hearth_sealed_copy_check_place (const char *center_path, const char *place, gboolean *apart, GError **error);
gboolean hearth_sealed_copy_carry (const char *sealed,
                                   const char *center_path,
                                   const char *place,
                                   gboolean apart,
                                   const HearthSealing *sealing,
                                   GCancellable *cancellable,
                                   GError **error);
gint64 hearth_sealed_copy_newest_in (const char *place, const char *center_path, const char *center_uuid);

G_END_DECLS
