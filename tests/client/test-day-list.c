/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Today's list against a hub of the test's own: how it follows events, gaps and answers that come late. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-clock.h"
#include "hearth-day-list.h"
#include "hearth-fake-hub.h"
#include "hearth-test-wait.h"

static HearthVisit *
visit_new (gint64 id, gint64 revision, gint64 ago_s, const char *name)
{
  return g_object_new (HEARTH_TYPE_VISIT, "id", id, "revision", revision, "kind", "guest-new", "head-count", (gint64)1,
                       "reason", "drop-in", "arrived-at-s", hearth_clock_now_s () - ago_s, "name", name, NULL);
}

static void
put (HearthFakeHub *hub, HearthVisit *visit)
{
  for (guint i = 0; i < hub->visits->len; i++)
    if (hearth_visit_get_id (hub->visits->pdata[i]) == hearth_visit_get_id (visit))
      {
        g_ptr_array_remove_index (hub->visits, i);
        break;
      }
  g_ptr_array_add (hub->visits, visit);
}

static guint
n_items (HearthDayList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
count_change (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  *n += removed + added;
}

static void
test_events (void)
{
  HearthFakeHub hub = { NULL };
  g_autoptr (HearthDayList) list = NULL;
  guint n_changed = 0;

  hearth_fake_hub_start (&hub);
  put (&hub, visit_new (1, 1, 60, "A."));
  put (&hub, visit_new (2, 1, 30, "B."));
  hub.revision = 10;
  list = hearth_day_list_new (hub.client);
  hearth_fake_hub_sign_in (&hub, "welcome");
  hearth_test_until (n_items (list) == 2);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_change), &n_changed);

  /* The next in the row: only that visit is read. */
  put (&hub, visit_new (3, 1, 10, "C."));
  hearth_fake_hub_tell (&hub, 11, "visit", 3);
  hearth_test_until (n_items (list) == 3);
  g_assert_cmpuint (hub.n_day, ==, 1);
  g_assert_cmpuint (hub.n_visits, ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);

  /* One was missed: all is read again, and only what differs moves. */
  put (&hub, visit_new (1, 2, 60, "A. A."));
  put (&hub, visit_new (4, 1, 5, "D."));
  hearth_fake_hub_tell (&hub, 13, "visit", 4);
  hearth_test_until (n_items (list) == 4);
  g_assert_cmpuint (hub.n_day, ==, 2);
  g_assert_cmpstr (hearth_visit_get_name (hearth_day_list_find (list, 1)), ==, "A. A.");
  g_assert_cmpuint (n_changed, ==, 1 + 1 + 2);

  /* News of other things read nothing. */
  hearth_fake_hub_tell (&hub, 14, "reason", 0);
  hearth_fake_hub_tell (&hub, 15, "account", 7);
  put (&hub, visit_new (5, 1, 1, "E."));
  hearth_fake_hub_tell (&hub, 16, "visit", 5);
  hearth_test_until (n_items (list) == 5);
  g_assert_cmpuint (hub.n_day, ==, 2);
  g_assert_cmpuint (hub.n_visits, ==, 2);

  /* Everything of a kind: all again. */
  hearth_fake_hub_tell (&hub, 17, "visit", 0);
  hearth_test_until (hub.n_day == 3);
  g_clear_object (&list);
  hearth_fake_hub_end (&hub);
}

/* An answer that was overtaken does not bring back what is over. */
static void
test_late_answers (void)
{
  HearthFakeHub hub = { NULL };
  g_autoptr (HearthDayList) list = NULL;
  g_autoptr (HearthVisit) newer = NULL;

  hearth_fake_hub_start (&hub);
  hub.revision = 5;
  list = hearth_day_list_new (hub.client);
  hearth_fake_hub_sign_in (&hub, "welcome");
  hearth_test_until (hub.n_day == 1);
  put (&hub, visit_new (1, 1, 60, "A."));
  hearth_fake_hub_tell (&hub, 6, "visit", 1);
  hearth_test_until (n_items (list) == 1);
  newer = visit_new (1, 3, 60, "A. new");
  hearth_day_list_take (list, newer);
  hearth_fake_hub_tell (&hub, 7, "visit", 1);
  hearth_test_until (hub.n_visits == 2);
  put (&hub, visit_new (2, 1, 30, "B."));
  hearth_fake_hub_tell (&hub, 8, "visit", 2);
  hearth_test_until (n_items (list) == 2);
  g_assert_cmpstr (hearth_visit_get_name (hearth_day_list_find (list, 1)), ==, "A. new");
  g_clear_object (&list);
  hearth_fake_hub_end (&hub);
}

/* Events that come while the day is being read are not lost, and those that are in it already are not read again. */
static void
test_events_during_a_reading (void)
{
  HearthFakeHub hub = { NULL };
  g_autoptr (HearthDayList) list = NULL;

  hearth_fake_hub_start (&hub);
  hub.held = g_ptr_array_new ();
  list = hearth_day_list_new (hub.client);
  hub.revision = 20;
  hearth_fake_hub_sign_in (&hub, "welcome");
  hearth_test_until (hub.held->len == 1);
  put (&hub, visit_new (1, 1, 60, "A."));
  hearth_fake_hub_tell (&hub, 20, "visit", 1);
  /* The answer was read before the next event, and comes after it. */
  hearth_fake_hub_tell (&hub, 21, "visit", 2);
  hub.revision = 20;
  hearth_fake_hub_answer_day (&hub, hub.held->pdata[0]);
  put (&hub, visit_new (2, 1, 30, "B."));
  hearth_test_until (n_items (list) == 2);
  g_assert_cmpuint (hub.n_day, ==, 1);
  g_assert_cmpuint (hub.n_visits, ==, 1);
  g_ptr_array_unref (hub.held);
  g_clear_object (&list);
  hearth_fake_hub_end (&hub);
}

static void
test_refused_day (void)
{
  HearthFakeHub hub = { NULL };
  g_autoptr (HearthDayList) list = NULL;
  gboolean loading = TRUE;

  hearth_fake_hub_start (&hub);
  hub.refuse_day = TRUE;
  list = hearth_day_list_new (hub.client);
  hearth_fake_hub_sign_in (&hub, "welcome");
  while (loading)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (list, "loading", &loading, NULL);
    }
  g_assert_cmpuint (hub.n_day, ==, 1);
  g_assert_cmpuint (n_items (list), ==, 0);
  g_clear_object (&list);
  hearth_fake_hub_end (&hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hearth_clock_set (HEARTH_FAKE_HUB_NOON_S);
  g_test_add_func ("/day-list/events", test_events);
  g_test_add_func ("/day-list/late-answers", test_late_answers);
  g_test_add_func ("/day-list/events-during-a-reading", test_events_during_a_reading);
  g_test_add_func ("/day-list/refused-day", test_refused_day);
  return g_test_run ();
}
