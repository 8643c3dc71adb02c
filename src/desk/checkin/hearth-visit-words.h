/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-reason.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

char *hearth_visit_words_name (HearthVisit *visit, gboolean shrink);
char *hearth_visit_words_what (HearthVisit *visit, HearthReason *reason);
char *hearth_visit_words_left (HearthVisit *visit, GTimeZone *zone);
const char *hearth_visit_words_icon (HearthVisit *visit, HearthReason *reason);

G_END_DECLS
