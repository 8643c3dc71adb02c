/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-candidate.h"
#include "hearth-person.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* One function for each method of org.recoverycommons.Hearth1.People; see the XML for what they do. */
HearthPerson *hearth_people_service_get (HearthUnit *unit, gint64 id, GError **error); /* a write: it is logged */
gboolean hearth_people_service_register (HearthUnit *unit,
                                         HearthPerson *person,
                                         gboolean anyway,
                                         char **outcome,
                                         gint64 *id,
                                         guint *similar,
                                         GError **error);
gboolean hearth_people_service_update (
    HearthUnit *unit, gint64 id, gint64 revision, GVariant *changes, gint64 *new_revision, GError **error);
char *hearth_people_service_new_card (HearthUnit *unit, gint64 id, GError **error);
gboolean hearth_people_service_take_card (HearthUnit *unit, gint64 id, const char *code, GError **error);
GPtrArray *hearth_people_service_twins (HearthUnit *unit, gint64 id, GError **error); /* of HearthCandidate */

G_END_DECLS
