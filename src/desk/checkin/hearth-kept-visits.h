/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-outbox.h"

G_BEGIN_DECLS

/* What waits in the outbox as today's list shows it: a GListModel of HearthVisit, newest first, whose ids are below zero.
 * A typed name stands in quotes: nobody has looked yet whose it is. */
#define HEARTH_TYPE_KEPT_VISITS (hearth_kept_visits_get_type ())
G_DECLARE_FINAL_TYPE (HearthKeptVisits, hearth_kept_visits, HEARTH, KEPT_VISITS, GObject)

HearthKeptVisits *hearth_kept_visits_new (HearthClient *client, HearthOutbox *outbox);
HearthOutbox *hearth_kept_visits_get_outbox (HearthKeptVisits *self);                /* (transfer none) */
HearthVisit *hearth_kept_visits_find (HearthKeptVisits *self, gint64 id);            /* (transfer none) (nullable) */
HearthVisit *hearth_kept_visits_visit_of (HearthKeptVisits *self, HearthKept *kept); /* (transfer none) (nullable) */
/* What was kept, by the request that makes it exactly once. */
/* Another reason, number of children or first name for one that still waits. @key and @value as of Checkin.Change. */
HearthVisit *hearth_kept_visits_change (
    HearthKeptVisits *self, gint64 id, const char *key, GVariant *value, GError **error); /* (transfer none) */
/* Takes it back. FALSE without an error: it was sent already, and @sent is the visit that came of it. */
gboolean hearth_kept_visits_take_back (HearthKeptVisits *self, gint64 id, gint64 *sent, GError **error);

G_END_DECLS
