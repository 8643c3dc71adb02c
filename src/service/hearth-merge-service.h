/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

gboolean hearth_merge_service_compare (HearthUnit *unit,
                                       gint64 a,
                                       gint64 b,
                                       HearthPerson **person_a,
                                       guint *visits_a,
                                       HearthPerson **person_b,
                                       guint *visits_b,
                                       GError **error); /* a write: logged */
gboolean hearth_merge_service_merge (HearthUnit *unit,
                                     gint64 kept,
                                     gint64 kept_revision,
                                     gint64 gone,
                                     gint64 gone_revision,
                                     GVariant *fields,
                                     gint64 *merge,
                                     GError **error);
gboolean hearth_merge_service_unmerge (HearthUnit *unit, gint64 merge, GError **error);
GVariant *hearth_merge_service_list (HearthUnit *unit, gint64 id, GError **error); /* a(xxs) */
gboolean hearth_merge_service_not_same (HearthUnit *unit, gint64 a, gint64 b, GError **error);

G_END_DECLS
