/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-desk-folder.h"
#include "hearth-hub-finder.h"

G_BEGIN_DECLS

/* Whether the hub on this PC has a successor: another hub of the same center, of another epoch, is seen on the network, has
 * proven that it is of this center, and says that this PC is no desk of it. @changed: called when that is or is no more. Main
 * context only. */
typedef struct _HearthSuccessor HearthSuccessor;
typedef void (*HearthSuccessorChanged) (gpointer user_data);

HearthSuccessor *hearth_successor_new (HearthClient *client,
                                       HearthDeskFolder *folder,
                                       HearthHubFinder *finder,
                                       HearthSuccessorChanged changed,
                                       gpointer user_data);
void hearth_successor_free (HearthSuccessor *self);
gboolean hearth_successor_is_there (HearthSuccessor *self);

G_END_DECLS
