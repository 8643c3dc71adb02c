/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-checkin-client.h"
#include "hearth-test-hub.h"

G_BEGIN_DECLS

/* Check-ins at a hub of a test. Everything here aborts the test on failure. */
HearthVisit *hearth_hub_test_record_guest (HearthClient *client); /* (transfer full) */
GListStore *hearth_hub_test_read_day (HearthClient *client, GError **error);
guint hearth_hub_test_count_day (HearthClient *client);

/* By hand: a connection at which somebody is signed in, and what RecordGuest takes. */
GDBusConnection *hearth_hub_test_open_raw (HearthTestHub *hub, HearthRole role);
GVariant *hearth_hub_test_guest_args (const char *request);

G_END_DECLS
