/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-outbox.h"

G_BEGIN_DECLS

/* One kept check-in and what may come of it: somebody with a record, a nameless guest, somebody new, or nothing.
 * Signal: "done" (). */
#define HEARTH_TYPE_SETTLE_PANE (hearth_settle_pane_get_type ())
G_DECLARE_FINAL_TYPE (HearthSettlePane, hearth_settle_pane, HEARTH, SETTLE_PANE, GtkBox)

void hearth_settle_pane_setup (HearthSettlePane *self, HearthClient *client, HearthOutbox *outbox);
void hearth_settle_pane_show (HearthSettlePane *self, HearthKept *kept);
HearthKept *hearth_settle_pane_get_kept (HearthSettlePane *self); /* (transfer none) (nullable) */

G_END_DECLS
