/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-checkin-client.h"
#include "hearth-desk-client.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"

G_BEGIN_DECLS

/* Two desks at one hub, which runs as a process of its own. Everything here aborts the test on failure. */
typedef struct
{
  HearthTestLan *lan;       /* (owned) */
  HearthTestLanDesk *first; /* (unowned): a director sits there */
  HearthTestLanDesk *second;
  gint64 person;
  gint64 twin;
} HearthDesksTest;

void hearth_desks_test_set_up (HearthDesksTest *fixture, gconstpointer data);
void hearth_desks_test_tear_down (HearthDesksTest *fixture, gconstpointer data);
HearthClient *hearth_desks_test_director (HearthDesksTest *fixture);
HearthDesk *hearth_desks_test_save (HearthClient *client, HearthDesk *desk, const char *changes, GError **error);
/* Checks @person in; returns the visit's id, 0 with @error. */
gint64 hearth_desks_test_record (HearthClient *client, gint64 person, HearthVisit **visit, GError **error);

G_END_DECLS
