/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* When it was: what a desk kept that had not heard its hub since it started, by a clock that may never have been set. */

#include "config.h"

#include "hearth-away-test.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-outbox-private.h"

#define DAY_S ((gint64)24 * 60 * 60)
/* Ten minutes after the PC was switched on. */
#define DEAD_S 600

/* A desk that was started anew, and has not heard the hub. */
static HearthOutbox *
start (HearthAwayTest *fixture)
{
  HearthOutbox *outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);

  hearth_client_set_own_account (fixture->client, fixture->account);
  return outbox;
}

/* The hub is heard. @heard_s: when it was before. */
static void
hear (HearthAwayTest *fixture, HearthOutbox *outbox, gint64 heard_s)
{
  hearth_away_test_greet (fixture, HEARTH_AWAY_CENTER, 0);
  hearth_outbox_set_times (outbox, heard_s);
}

static void
restart_pc (HearthOutbox *outbox)
{
  g_free (outbox->boot);
  outbox->boot = g_strdup ("another start");
}

static void
assert_entry (HearthOutbox *outbox, guint position, gint64 arrived_at_s, const char *state)
{
  g_autoptr (HearthKept) kept = hearth_away_test_item (outbox, position);
  HearthOutboxEntry *entry = outbox->entries->pdata[position];

  g_assert_cmpint (hearth_kept_get_arrived_at_s (kept), ==, arrived_at_s);
  g_assert_cmpstr (hearth_kept_get_state (kept), ==, state);
  g_assert_cmpint (hearth_kept_get_boot_s (kept), ==, 0);
  g_assert_nonnull (entry->name);
}

/* The battery of the PC is dead: it begins in 1970, and has the time from the network only when the hub is back as well. */
static void
test_dead (HearthAwayTest *fixture, gconstpointer data)
{
  gint64 true_s = hearth_clock_now_s ();
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autoptr (HearthKept) typed = NULL, again = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) error = NULL;

  hearth_clock_set (DEAD_S);
  outbox = start (fixture);
  g_object_unref (hearth_away_test_keep (outbox, "A"));
  hearth_clock_pass (3600);
  typed = hearth_outbox_keep_name (outbox, "B", g_variant_new_parsed ("{'arrived-at-s': <%x>}", (gint64)DEAD_S + 3000),
                                   &error);
  g_assert_no_error (error);
  g_assert_cmpint (hearth_kept_get_arrived_at_s (typed), ==, DEAD_S + 3000);
  hearth_clock_pass (1800);

  hearth_clock_set (true_s);
  hear (fixture, outbox, true_s - DAY_S);
  assert_entry (outbox, 0, true_s - 5400, "waiting");
  assert_entry (outbox, 1, true_s - 2400, "waiting");
  g_assert_cmpuint (hearth_outbox_get_waiting (outbox), ==, 2);
  /* It is so on the disk, and stays so when the hub is heard again. */
  names = hearth_outbox_store_list (&outbox->store);
  again = hearth_outbox_store_read (&outbox->store, names->pdata[0], fixture->secret_key);
  g_assert_cmpint (hearth_kept_get_arrived_at_s (again), ==, true_s - 5400);
  g_assert_cmpint (hearth_kept_get_boot_s (again), ==, 0);
  hearth_clock_pass (100);
  hear (fixture, outbox, true_s);
  assert_entry (outbox, 0, true_s - 5400, "waiting");
}

/* It was switched off and on before the hub was heard: nobody knows but whoever was there, and they are asked. */
static void
test_dead_and_restarted (HearthAwayTest *fixture, gconstpointer data)
{
  gint64 true_s = hearth_clock_now_s ();
  g_autoptr (HearthOutbox) outbox = NULL;
  g_autoptr (HearthKept) kept = NULL, timed = NULL;
  g_autoptr (GError) error = NULL;

  hearth_clock_set (DEAD_S);
  outbox = start (fixture);
  g_object_unref (hearth_away_test_keep (outbox, "A"));
  restart_pc (outbox);
  hearth_clock_set (true_s);
  hear (fixture, outbox, 0);
  assert_entry (outbox, 0, 0, "settle");
  g_assert_cmpuint (hearth_outbox_get_to_settle (outbox), ==, 1);

  kept = hearth_away_test_item (outbox, 0);
  timed = hearth_outbox_set_arrival (outbox, kept, true_s - 7200, &error);
  g_assert_no_error (error);
  assert_entry (outbox, 0, true_s - 7200, "settle");
}

/* As the battery is dead each time, the clock of the run before said the true time less years: so would this one, a day late. */
static void
test_dead_with_skew (HearthAwayTest *fixture, gconstpointer data)
{
  gint64 true_s = hearth_clock_now_s ();
  g_autoptr (HearthOutbox) outbox = NULL;

  hearth_clock_set (DEAD_S);
  outbox = start (fixture);
  hearth_client_set_skew_s (fixture->client, true_s - DEAD_S);
  g_object_unref (hearth_away_test_keep (outbox, "A"));
  restart_pc (outbox);
  hearth_clock_set (true_s + DAY_S);
  hear (fixture, outbox, true_s - 60);
  assert_entry (outbox, 0, 0, "settle");
}

/* A PC whose clock is right: after a restart its word counts, unless it cannot be. */
static void
test_restarted (HearthAwayTest *fixture, gconstpointer data)
{
  gint64 true_s = hearth_clock_now_s ();
  g_autoptr (HearthOutbox) outbox = start (fixture);

  g_object_unref (hearth_away_test_keep (outbox, "A"));
  hearth_clock_set (true_s - 2 * DAY_S);
  g_object_unref (hearth_away_test_keep (outbox, "before the hub was heard last"));
  hearth_clock_set (true_s + 2 * DAY_S);
  g_object_unref (hearth_away_test_keep (outbox, "after now"));
  restart_pc (outbox);
  hearth_clock_set (true_s + 3600);
  hear (fixture, outbox, true_s - DAY_S);
  assert_entry (outbox, 0, true_s, "waiting");
  assert_entry (outbox, 1, 0, "settle");
  assert_entry (outbox, 2, 0, "settle");
}

/* A desk that has heard the hub since it started knows the time, whatever somebody does to its clock. */
static void
test_heard (HearthAwayTest *fixture, gconstpointer data)
{
  gint64 true_s = hearth_clock_now_s ();
  g_autoptr (HearthOutbox) outbox = start (fixture);
  g_autoptr (HearthKept) kept = NULL;
  g_autoptr (GError) error = NULL;

  hear (fixture, outbox, 0);
  hearth_clock_set (DEAD_S);
  g_object_unref (hearth_away_test_keep (outbox, "A"));
  restart_pc (outbox);
  hearth_clock_set (true_s);
  hear (fixture, outbox, true_s);
  assert_entry (outbox, 0, true_s, "waiting");
  kept = hearth_away_test_item (outbox, 0);
  g_assert_null (hearth_outbox_set_arrival (outbox, kept, true_s, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/outbox-time/" name, HearthAwayTest, NULL, hearth_away_test_set_up, test, hearth_away_test_tear_down)
  ADD ("dead", test_dead);
  ADD ("dead-and-restarted", test_dead_and_restarted);
  ADD ("dead-with-skew", test_dead_with_skew);
  ADD ("restarted", test_restarted);
  ADD ("heard", test_heard);
  return g_test_run ();
}
