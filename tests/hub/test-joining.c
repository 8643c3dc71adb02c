/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What may happen while somebody is in line to join: a newer code, the end of theirs, the hub's end, a crowd. The hub and the
 * desks run in this thread. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-link.h"
#include "hearth-pairing-test.h"

#include <string.h>

static gboolean
wait_for_go (HearthUnit *unit, gpointer data, GError **error)
{
  g_async_queue_pop (data);
  return TRUE;
}

/* Somebody who has asked to join, and has no answer as long as the writer is held. */
typedef struct
{
  HearthPairingTest *fixture;
  HearthJoinCode parts;
  GDBusConnection *stranger; /* (owned) */
  GAsyncResult *held, *joined;
  GAsyncQueue *go; /* (owned): whatever comes lets the writer go on */
} Waiting;

/* @made: (nullable): another code is asked for before. */
static void
wait_in_line (Waiting *self, HearthPairingTest *fixture, GAsyncResult **made)
{
  const HearthCaller caller = hearth_test_center_caller (fixture->center, HEARTH_ROLE_DIRECTOR);
  g_autoptr (GDBusConnection) asker = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = hearth_certificate_new_key (&error), *request = hearth_certificate_new_request (key, &error);

  g_assert_no_error (error);
  *self = (Waiting){ .fixture = fixture, .go = g_async_queue_new () };
  hearth_pairing_test_make_parts (fixture, &self->parts);
  self->stranger = hearth_pairing_test_stranger (self->parts.port);
  asker = hearth_pairing_test_stranger (self->parts.port);
  hearth_house_write_async (fixture->center->house, &caller, wait_for_go, self->go, NULL, hearth_test_on_result,
                            &self->held);
  if (made)
    hearth_pairing_make_code_async (fixture->pairing, &caller, NULL, hearth_test_on_result, made);
  g_dbus_connection_call (self->stranger, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Pairing", "Join",
                          g_variant_new ("(@aysbsuu@ay)",
                                         hearth_pairing_test_bytes (self->parts.secret, sizeof self->parts.secret),
                                         "Hall", FALSE, "0.1.0", 1, 1,
                                         hearth_pairing_test_bytes (request, strlen (request))),
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, hearth_test_on_result, &self->joined);
  /* Until it is on its way the code is good. */
  while (hearth_pairing_test_ask_where (asker, self->parts.secret, sizeof self->parts.secret, NULL))
    ;
}

static void
go_on (Waiting *self)
{
  g_autoptr (GError) error = NULL;

  g_async_queue_push (self->go, self);
  g_assert_true (
      hearth_house_write_finish (self->fixture->center->house, hearth_test_await (&self->held), NULL, &error));
  g_assert_no_error (error);
}

/* Takes the answer. */
static gboolean
has_joined (Waiting *self, GError **error)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (self->stranger, hearth_test_await (&self->joined), error);

  return reply != NULL;
}

static void
assert_joined (Waiting *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (has_joined (self, &error));
  g_assert_no_error (error);
}

static void
waiting_clear (Waiting *self)
{
  hearth_join_code_clear (&self->parts);
  g_async_queue_unref (self->go);
  g_object_unref (self->stranger);
  g_object_unref (self->held);
  g_object_unref (self->joined);
}

/* Whoever joins with the old code while a new one is made has joined, and the new one is still worth a desk. */
static void
test_a_new_code_while_joining (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_autoptr (GAsyncResult) made = NULL;
  g_autoptr (HearthDeskFolder) desk = hearth_pairing_test_folder (self, "a");
  g_autoptr (GError) error = NULL;
  g_autofree char *code = NULL, *address = NULL;
  gint64 expires_at_s = 0;
  Waiting waiting;

  wait_in_line (&waiting, self, &made);
  go_on (&waiting);
  code = hearth_pairing_make_code_finish (self->pairing, hearth_test_await (&made), &expires_at_s, &address, &error);
  g_assert_no_error (error);
  assert_joined (&waiting);
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, expires_at_s);
  g_assert_true (hearth_pairing_test_join (desk, code, "Kitchen", &error));
  g_assert_no_error (error);
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, 0);
  waiting_clear (&waiting);
}

/* A code that is over is over for whoever comes: whoever was in line was in time, also when a newer one ends meanwhile. */
static void
test_expired_while_joining (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_autoptr (GDBusConnection) late = NULL;
  g_autoptr (GError) error = NULL;
  Waiting waiting;

  wait_in_line (&waiting, self, NULL);
  late = hearth_pairing_test_stranger (waiting.parts.port);
  hearth_clock_set (hearth_clock_now_s () + HEARTH_JOIN_CODE_VALID_S);
  g_assert_false (hearth_pairing_test_ask_where (late, waiting.parts.secret, sizeof waiting.parts.secret, &error));
  g_clear_error (&error);
  g_assert_false (hearth_pairing_test_is_listening (waiting.parts.port));
  hearth_test_until (g_dbus_connection_is_closed (late));
  g_assert_false (g_dbus_connection_is_closed (waiting.stranger));
  go_on (&waiting);
  assert_joined (&waiting);
  waiting_clear (&waiting);
}

/* Taken back by the director: whoever is in line is told so and is out, and no desk is left behind. */
static void
test_taken_back_while_joining (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_autoptr (GError) error = NULL;
  Waiting waiting;

  wait_in_line (&waiting, self, NULL);
  hearth_pairing_drop_code (self->pairing);
  go_on (&waiting);
  g_assert_false (has_joined (&waiting, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET);
  hearth_test_until (g_dbus_connection_is_closed (waiting.stranger));
  g_assert_cmpint (hearth_test_center_number (self->center, "SELECT count(*) FROM desk"), ==, 1);
  waiting_clear (&waiting);
}

/* The hub ends: what was begun is finished, and the desk has its certificate. */
static void
test_the_hub_ends_while_joining (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_autoptr (GAsyncResult) stopped = NULL;
  g_autoptr (GError) error = NULL;
  Waiting waiting;

  wait_in_line (&waiting, self, NULL);
  hearth_hub_stop_async (self->hub, hearth_test_on_result, &stopped);
  go_on (&waiting);
  assert_joined (&waiting);
  hearth_hub_stop_finish (self->hub, hearth_test_await (&stopped), &error);
  g_assert_no_error (error);
  self->stopped = TRUE;
  waiting_clear (&waiting);
}

/* A crowd does not push out who is in line. */
static void
test_a_crowd_while_joining (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_autoptr (GPtrArray) strangers = NULL;
  Waiting waiting;

  wait_in_line (&waiting, self, NULL);
  strangers = hearth_pairing_test_crowd (waiting.parts.port);
  g_assert_cmpuint (strangers->len, >, 8);
  g_assert_false (g_dbus_connection_is_closed (waiting.stranger));
  go_on (&waiting);
  assert_joined (&waiting);
  waiting_clear (&waiting);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pairing/a-new-code-while-joining", test_a_new_code_while_joining);
  g_test_add_func ("/pairing/expired-while-joining", test_expired_while_joining);
  g_test_add_func ("/pairing/taken-back-while-joining", test_taken_back_while_joining);
  g_test_add_func ("/pairing/the-hub-ends-while-joining", test_the_hub_ends_while_joining);
  g_test_add_func ("/pairing/a-crowd-while-joining", test_a_crowd_while_joining);
  return g_test_run ();
}
