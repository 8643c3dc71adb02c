/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-unit.h"

G_BEGIN_DECLS

/* The first answer to a request, kept 61 days, so that a repeated one writes nothing. */
/* Returns (transfer full): what is asked, told from every other wish. */
char *hearth_request_service_wish (const char *method, GVariant *args);
gboolean hearth_request_service_find (
    HearthUnit *unit, const char *request, const char *method, GVariant **answer, GError **error);
gboolean
hearth_request_service_recall (HearthUnit *unit, const char *request, char **method, GVariant **answer, GError **error);
gboolean hearth_request_service_keep (
    HearthUnit *unit, const char *request, const char *method, GVariant *answer, GError **error);

G_END_DECLS
