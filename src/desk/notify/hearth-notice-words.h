/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

/* How much of a participant's name may stand in a notification. */
typedef enum
{
  HEARTH_NOTICE_NAMES_NOTHING,
  HEARTH_NOTICE_NAMES_INITIALS,
  HEARTH_NOTICE_NAMES_FIRST,
} HearthNoticeNames;

HearthNoticeNames hearth_notice_names_from_setting (const char *setting);
/* What may be said at this desk now: nothing while nobody is there and at a front desk. */
HearthNoticeNames hearth_notice_names_at (HearthClient *client, gboolean locked);

char *hearth_notice_words_asked_for (HearthVisit *visit, HearthNoticeNames names); /* @visit: (nullable) */
char *hearth_notice_words_body (const char *kind, GVariant *detail, GTimeZone *zone);

G_END_DECLS
