/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-center.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* A new center file at @path with its first director. Fails where a file is. Reasons and notice are the bundled ones. */
gboolean hearth_center_service_create (const char *path,
                                       const char *name,
                                       const char *time_zone,
                                       const char *desk,
                                       const char *director,
                                       const char *passphrase,
                                       gboolean sample,
                                       GError **error);
HearthCenter *hearth_center_service_get (HearthUnit *unit, GError **error);
HearthCenter *hearth_center_service_save (HearthUnit *unit, gint64 revision, GVariant *changes, GError **error);
HearthCenter *
hearth_center_service_save_notice (HearthUnit *unit, const char *version, const char *text, GError **error);

G_END_DECLS
