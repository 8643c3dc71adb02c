/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A wish to write is done once. */

#include "config.h"

#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-request-service.h"
#include "hearth-test-center.h"

#define REQUEST "0b7c8a5e-2f3d-4c6b-9a1e-5d4f3c2b1a09"
#define SAME "0B7C8A5E-2F3D-4C6B-9A1E-5D4F3C2B1A09"
#define DAY_S (24 * 60 * 60)

typedef struct
{
  const char *request, *method;
  GVariant *answer;
} Ask;

static gboolean
do_find (HearthUnit *unit, gpointer data, GError **error)
{
  Ask *ask = data;

  g_clear_pointer (&ask->answer, g_variant_unref);
  return hearth_request_service_find (unit, ask->request, ask->method, &ask->answer, error);
}

static gboolean
do_keep (HearthUnit *unit, gpointer data, GError **error)
{
  Ask *ask = data;

  return hearth_request_service_keep (unit, ask->request, ask->method,
                                      g_variant_new_parsed ("('recorded', int64 7, {'first-visit': <true>})"), error);
}

static void
test_once (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  Ask ask = { .request = REQUEST, .method = "Checkin.Record" };
  const char *outcome;
  gint64 id;

  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_find, &ask);
  g_assert_null (ask.answer);
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_keep, &ask);
  ask.request = SAME;
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_find, &ask);
  g_assert_nonnull (ask.answer);
  g_assert_cmpstr (g_variant_get_type_string (ask.answer), ==, "(sxa{sv})");
  g_variant_get (ask.answer, "(&sxa{sv})", &outcome, &id, NULL);
  g_assert_cmpstr (outcome, ==, "recorded");
  g_assert_cmpint (id, ==, 7);

  /* Another wish, or another person, under the same id is a mistake, and nobody's answer. */
  ask.method = "Checkin.Void";
  hearth_test_center_refuse (center, HEARTH_ROLE_GREETER, do_find, &ask, HEARTH_ERROR_INVALID);
  ask.method = "Checkin.Record";
  hearth_test_center_refuse (center, HEARTH_ROLE_COACH, do_find, &ask, HEARTH_ERROR_INVALID);
  g_assert_null (ask.answer);
  ask.request = "7";
  hearth_test_center_refuse (center, HEARTH_ROLE_GREETER, do_find, &ask, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (center, HEARTH_ROLE_GREETER, do_keep, &ask, HEARTH_ERROR_INVALID);
}

static void
test_pruned (void)
{
  g_autoptr (HearthTestCenter) center = NULL;
  Ask ask = { .request = REQUEST, .method = "Checkin.Record" };
  Ask other = { .request = "5d4f3c2b-2f3d-4c6b-9a1e-0b7c8a5e1a09", .method = "Checkin.Record" };

  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T09:00:00");
  center = hearth_test_center_new ();
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_keep, &ask);
  hearth_clock_set (hearth_clock_now_s () + 60 * DAY_S);
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_keep, &other);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM request"), ==, 2);
  hearth_clock_set (hearth_clock_now_s () + 2 * DAY_S);
  hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_find, &ask);
  g_assert_null (ask.answer);
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_keep, &ask);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM request"), ==, 2);
  hearth_clock_reset ();
}

/* Whatever the clock does, the table does not grow for ever: what it forgets are the oldest answers, never the last. */
static void
test_clock_set_back (void)
{
  g_autoptr (HearthTestCenter) center = NULL;
  Ask ask = { .method = "Checkin.Record" };

  hearth_test_clock (HEARTH_TEST_ZONE, "2031-03-12T09:00:00");
  center = hearth_test_center_new ();
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *request = g_uuid_string_random ();

      ask.request = request;
      hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_keep, &ask);
    }
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM request"), ==, 12);
  hearth_test_clock (HEARTH_TEST_ZONE, "2026-03-12T09:00:00");
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *request = g_uuid_string_random ();

      ask.request = request;
      hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_keep, &ask);
      hearth_test_center_read (center, HEARTH_ROLE_GREETER, do_find, &ask);
      g_assert_nonnull (ask.answer);
    }
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM request"), ==, 12);
  g_clear_pointer (&ask.answer, g_variant_unref);
  hearth_clock_reset ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/once", test_once);
  g_test_add_func ("/request/pruned", test_pruned);
  g_test_add_func ("/request/clock-set-back", test_clock_set_back);
  return g_test_run ();
}
