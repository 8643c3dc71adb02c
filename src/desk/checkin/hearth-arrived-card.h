/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-arrival.h"
#include "hearth-client.h"
#include "hearth-reason-list.h"
#include "hearth-kept-visits.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

/* Who was just checked in or counted. Properties: seconds (uint, how long it may stay on screen), shrink-names. Signals:
 * "expired" (), "changed" (HearthVisit *), "failed" (GError *), "done" (): a field of it was filled, go on. */
#define HEARTH_TYPE_ARRIVED_CARD (hearth_arrived_card_get_type ())
G_DECLARE_FINAL_TYPE (HearthArrivedCard, hearth_arrived_card, HEARTH, ARRIVED_CARD, GtkBox)

void hearth_arrived_card_setup (HearthArrivedCard *self, HearthClient *client, HearthReasonList *reasons);
void hearth_arrived_card_show (HearthArrivedCard *self, HearthVisit *visit, HearthArrival *arrival);
/* One that is kept on this PC until the hub is back. */
void hearth_arrived_card_show_kept (HearthArrivedCard *self, HearthKeptVisits *kept, HearthVisit *visit);
void hearth_arrived_card_clear (HearthArrivedCard *self);
HearthVisit *hearth_arrived_card_get_visit (HearthArrivedCard *self);
gboolean hearth_arrived_card_choose_reason (HearthArrivedCard *self, guint position);

G_END_DECLS
