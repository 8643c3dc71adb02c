/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-arrival.h"
#include "hearth-unit.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

/* One function for each method of org.recoverycommons.Hearth1.Checkin; see the XML for what they do. */
gboolean hearth_checkin_service_record (HearthUnit *unit,
                                        gint64 person,
                                        GVariant *options,
                                        char **outcome,
                                        HearthVisit **visit,
                                        HearthArrival **arrival,
                                        GError **error);
HearthVisit *hearth_checkin_service_record_guest (HearthUnit *unit, GVariant *options, GError **error);
HearthVisit *hearth_checkin_service_record_group (
    HearthUnit *unit, guint count, const char *label, GVariant *options, GError **error);
HearthVisit *
hearth_checkin_service_change (HearthUnit *unit, gint64 id, gint64 revision, GVariant *changes, GError **error);
HearthVisit *hearth_checkin_service_void (HearthUnit *unit, gint64 id, GError **error);
HearthVisit *hearth_checkin_service_check_out (HearthUnit *unit, gint64 id, gint64 at_s, GError **error);
gboolean hearth_checkin_service_come_back (HearthUnit *unit, const gint64 *ids, gsize n_ids, GError **error);
GArray *hearth_checkin_service_close_day (HearthUnit *unit, const char *day, GError **error); /* of gint64 */
GPtrArray *hearth_checkin_service_day (HearthUnit *unit, const char *day, char **today, GError **error);
GPtrArray *hearth_checkin_service_visits (HearthUnit *unit, const gint64 *ids, gsize n_ids, GError **error);
GPtrArray *hearth_checkin_service_roll (HearthUnit *unit, GError **error);

G_END_DECLS
