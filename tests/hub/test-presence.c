/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who sits where, as a director sees it: told when somebody sits down, locks the desk, leaves it or loses the hub, to those
 * who may see the desks and to nobody else. The hub is a process of its own. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-desk-client.h"
#include "hearth-session-client.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"

/* What one desk is told. */
typedef struct
{
  HearthTestLanDesk *desk; /* (unowned) */
  guint n_seats;           /* of the desk that is watched */
  guint64 revision;        /* of the last event */
} Ear;

typedef struct
{
  HearthTestLan *lan; /* (owned) */
  Ear director, coach;
  HearthTestLanDesk *desk; /* (unowned): where people come and go */
} Fixture;

static void
on_changed (HearthClient *client, guint64 revision, GVariant *what, Fixture *fixture)
{
  Ear *ear = client == fixture->director.desk->client ? &fixture->director : &fixture->coach;
  GVariantIter iter;
  const char *kind;
  gint64 id;

  g_variant_iter_init (&iter, what);
  while (g_variant_iter_next (&iter, "(&sx)", &kind, &id))
    if (g_str_equal (kind, "seat"))
      {
        g_assert_cmpint (id, ==, fixture->desk->id);
        ear->n_seats++;
      }
  /* None is missing, also where there was nothing to tell. */
  g_assert_true (ear->revision == 0 || revision == ear->revision + 1);
  ear->revision = revision;
}

static void
begin (Fixture *fixture, Ear *ear, guint n, HearthRole role)
{
  ear->desk = hearth_test_lan_desk (fixture->lan, n);
  hearth_test_lan_desk_start (ear->desk);
  hearth_test_lan_desk_sign_in (ear->desk, role);
}

static HearthDesk *
seen_by_director (Fixture *fixture)
{
  HearthClient *client = fixture->director.desk->client;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) desks = NULL;

  hearth_desk_client_list_async (client, NULL, hearth_test_on_result, &result);
  desks = hearth_desk_client_list_finish (client, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desks)); i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);

      if (hearth_desk_get_id (desk) == fixture->desk->id)
        return g_steal_pointer (&desk);
    }
  return NULL;
}

/* What is told of the sitting down of both is over when the director has read the list after it. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HearthDesk) desk = NULL;

  fixture->lan = hearth_test_lan_new (3);
  fixture->desk = hearth_test_lan_desk (fixture->lan, 2);
  hearth_test_lan_start (fixture->lan);
  begin (fixture, &fixture->director, 0, HEARTH_ROLE_DIRECTOR);
  begin (fixture, &fixture->coach, 1, HEARTH_ROLE_COACH);
  hearth_test_lan_desk_start (fixture->desk);
  desk = seen_by_director (fixture);
  g_assert_cmpstr (hearth_desk_get_who (desk), ==, "");
}

static void
listen (Fixture *fixture)
{
  g_signal_connect (fixture->director.desk->client, "changed", G_CALLBACK (on_changed), fixture);
  g_signal_connect (fixture->coach.desk->client, "changed", G_CALLBACK (on_changed), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (fixture->coach.n_seats, ==, 0);
  hearth_test_lan_free (fixture->lan);
}

/* @who: sits there as soon as the director was told. */
static void
assert_told (Fixture *fixture, guint n_seats, const char *who, gboolean connected)
{
  g_autoptr (HearthDesk) desk = NULL;

  hearth_test_until (fixture->director.n_seats == n_seats);
  desk = seen_by_director (fixture);
  g_assert_cmpstr (hearth_desk_get_who (desk), ==, who);
  g_assert_true (hearth_desk_get_connected (desk) == connected);
  g_assert_cmpuint (fixture->director.n_seats, ==, n_seats);
}

static void
test_come_and_go (Fixture *fixture, gconstpointer data)
{
  listen (fixture);
  hearth_test_lan_desk_sign_in (fixture->desk, HEARTH_ROLE_GREETER);
  assert_told (fixture, 1, "Test", TRUE);
  hearth_session_client_lock (fixture->desk->client);
  assert_told (fixture, 2, "Test", TRUE);
  hearth_test_lan_desk_sign_in (fixture->desk, HEARTH_ROLE_STAFF);
  assert_told (fixture, 3, "Test", TRUE);
  hearth_session_client_sign_out (fixture->desk->client);
  assert_told (fixture, 4, "", TRUE);
  /* Nobody sits there who could leave. */
  hearth_session_client_sign_out (fixture->desk->client);
  assert_told (fixture, 4, "", TRUE);
}

static void
test_away (Fixture *fixture, gconstpointer data)
{
  hearth_test_lan_desk_sign_in (fixture->desk, HEARTH_ROLE_GREETER);
  {
    g_autoptr (HearthDesk) before = seen_by_director (fixture);

    g_assert_cmpstr (hearth_desk_get_who (before), ==, "Test");
  }
  listen (fixture);
  hearth_test_lan_desk_stop (fixture->desk);
  assert_told (fixture, 1, "", FALSE);
}

static void
on_notice (HearthClient *client, const char *kind, gint64 id, gint64 at_s, GVariant *detail, GString *heard)
{
  g_string_append_printf (heard, "%s;", kind);
}

/* What was told before it has arrived when the answer is there. */
static void
hear_all (HearthTestLanDesk *desk)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) faces = NULL;

  hearth_session_client_faces_async (desk->client, NULL, hearth_test_on_result, &result);
  faces = hearth_session_client_faces_finish (desk->client, hearth_test_await (&result), NULL, NULL);
  g_assert_nonnull (faces);
}

/* A director behind a locked desk is told what is said only once; nobody else is. */
static void
test_notices_behind_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) heard = g_string_new (NULL), others = g_string_new (NULL);

  g_signal_connect (fixture->director.desk->client, "notice", G_CALLBACK (on_notice), heard);
  g_signal_connect (fixture->coach.desk->client, "notice", G_CALLBACK (on_notice), others);
  g_signal_connect (fixture->desk->client, "notice", G_CALLBACK (on_notice), others);
  hearth_session_client_lock (fixture->director.desk->client);
  hearth_test_lan_join (fixture->lan, "Hall", FALSE);
  hearth_test_until (heard->len > 0);
  g_assert_cmpstr (heard->str, ==, "desk-joined;");
  hearth_test_lan_desk_sign_in (fixture->director.desk, HEARTH_ROLE_DIRECTOR);
  hear_all (fixture->director.desk);
  hear_all (fixture->coach.desk);
  hear_all (fixture->desk);
  g_assert_cmpstr (heard->str, ==, "desk-joined;");
  g_assert_cmpstr (others->str, ==, "");

  /* Who has signed out sits nowhere. */
  hearth_session_client_sign_out (fixture->director.desk->client);
  hearth_test_lan_join (fixture->lan, "Office", FALSE);
  hear_all (fixture->director.desk);
  g_assert_cmpstr (heard->str, ==, "desk-joined;");
  g_signal_handlers_disconnect_by_data (fixture->director.desk->client, heard);
  g_signal_handlers_disconnect_by_data (fixture->coach.desk->client, others);
  g_signal_handlers_disconnect_by_data (fixture->desk->client, others);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/presence/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("come-and-go", test_come_and_go);
  ADD ("away", test_away);
  ADD ("notices-behind-lock", test_notices_behind_lock);
  return g_test_run ();
}
