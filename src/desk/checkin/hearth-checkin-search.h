/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-candidate.h"
#include "hearth-client.h"

G_BEGIN_DECLS

#define HEARTH_CHECKIN_SEARCH_MAX 5

#define HEARTH_TYPE_CHECKIN_SEARCH (hearth_checkin_search_get_type ())
G_DECLARE_FINAL_TYPE (HearthCheckinSearch, hearth_checkin_search, HEARTH, CHECKIN_SEARCH, GObject)

/* Properties (notify): query, armed. Signals:
 *   "answered" ():                  rows and alone are those of the query as it is now
 *   "chosen" (HearthCandidate *):   Enter, or a digit, means this person
 *   "failed" (GError *):            the query could not be answered */
HearthCheckinSearch *hearth_checkin_search_new (HearthClient *client);
void hearth_checkin_search_set_query (HearthCheckinSearch *self, const char *text);
const char *hearth_checkin_search_get_query (HearthCheckinSearch *self);
gboolean hearth_checkin_search_get_armed (HearthCheckinSearch *self);
void hearth_checkin_search_set_armed (HearthCheckinSearch *self, gboolean armed);
gboolean hearth_checkin_search_is_answered (HearthCheckinSearch *self);
GListModel *hearth_checkin_search_get_rows (HearthCheckinSearch *self);
HearthCandidate *hearth_checkin_search_get_alone (HearthCheckinSearch *self);
void hearth_checkin_search_enter (HearthCheckinSearch *self);
void hearth_checkin_search_forget (HearthCheckinSearch *self);
void hearth_checkin_search_ask_again (HearthCheckinSearch *self);
gboolean hearth_checkin_search_key (HearthCheckinSearch *self, guint keyval);

G_END_DECLS
