/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A network of the test's own, in two network namespaces that end with the program: one for the hub, one for the desks,
 * where this program is. Two cables join them: cable N has 10.77.N.1 at the hub and 10.77.N.2 at the desks. Nothing of it
 * reaches the network of this PC. */
#define HEARTH_TEST_NET_CABLES 2

/* Before the first thread. Returns (transfer full) (nullable): why it cannot be; NULL: the program is in it. */
char *hearth_test_net_enter (void);
/* From here to there sockets and programs begin at the hub. */
void hearth_test_net_go_to_hub (void);
void hearth_test_net_go_to_desks (void);
/* Pulls the plug at the hub's or at the desks' end, or puts it back. */
void hearth_test_net_plug (guint cable, gboolean at_hub, gboolean in);
/* The hub has another address on this cable: 10.77.N.@last. */
void hearth_test_net_move_hub (guint cable, guint last);

G_END_DECLS
