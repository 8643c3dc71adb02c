/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-house.h"
#include "hearth-verify.h"

G_BEGIN_DECLS

GPtrArray *hearth_maintenance_verify (HearthHouse *house, GError **error); /* of HearthVerdict */
gboolean hearth_maintenance_backup (HearthHouse *house, const char *passphrase, const char *to, GError **error);
gboolean hearth_maintenance_restore (const char *from, const char *passphrase, const char *path, GError **error);
char *hearth_maintenance_newest_copy (const char *path, gint64 *made_at_s);
gboolean hearth_maintenance_put_back (const char *copy, const char *path, GError **error);

G_END_DECLS
