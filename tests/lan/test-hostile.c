/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What strangers and badly behaved desks do to a hub that is a process of its own: while they are at it, served desks get
 * their answers, a new desk joins, the hub's memory stays under twice what it uses at rest, and at the end it closes as
 * always. Prints for each kind how long the served desks waited before and meanwhile. HEARTH_HOSTILE_CONNECTIONS (500) says
 * how many come one after the other, HEARTH_HOSTILE_ANSWERS (30) how many answers are waited for each time. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-error.h"
#include "hearth-gate.h"
#include "hearth-link.h"
#include "hearth-test-attack.h"
#include "hearth-test-crowd.h"
#include "hearth-test-port.h"
#include "hearth-test-siege.h"
#include "hearth-test-variant.h"

#include <stdlib.h>
#include <string.h>

#define SERVED 2
#define CROWD 500
#define FILES_MAX 1000 /* the crowd, and what a test needs besides */
#define CONNECTIONS 500
#define QUEUE 20000
#define ANSWERS 30
#define FORBIDDEN 1500
#define PREFIX "org.recoverycommons.Hearth1."

/* The memory of a sanitized program says nothing of the program. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* A day of long ago, busier than any: its list is the longest answer there is. */
#define BUSY_DAY "2001-02-03"
static const char many_guests[]
    = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
      " INSERT INTO visit (kind, guest_name, reason_id, arrived_at_s, visited_on, recorded_at_s)"
      " SELECT 'guest-before', 'Guest ' || i, 1, i, '" BUSY_DAY "', i FROM n";

typedef struct
{
  HearthTestLan *lan;      /* (owned) */
  HearthTestCrowd *crowd;  /* (owned): the served desks */
  HearthTestLanDesk *bad;  /* (unowned): a joined desk that will behave badly */
  HearthTestSiege *attack; /* (owned) (nullable): while it goes on */
  GArray *alone;           /* (owned): of double, microseconds */
  guint idle_kb;
} Siege;

static guint
wish (const char *variable, guint otherwise)
{
  const char *value = g_getenv (variable);

  return value ? (guint)atoi (value) : otherwise;
}

/* Whatever goes on, those who are served are served. */
static void
assert_served (Siege *self)
{
  hearth_test_crowd_run_until (self->crowd, wish ("HEARTH_HOSTILE_ANSWERS", ANSWERS));
  hearth_test_crowd_end (self->crowd);
}

static void
siege_set_up (Siege *self)
{
  self->lan = hearth_test_lan_new (SERVED + 1);
  self->bad = hearth_test_lan_desk (self->lan, SERVED);
  self->crowd = hearth_test_crowd_new (self->lan, SERVED, NULL, NULL);
  hearth_test_center_cheap_passphrases (self->lan->center);
  hearth_test_center_sql (self->lan->center, many_guests);
  hearth_test_lan_start (self->lan);
  hearth_test_crowd_connect (self->crowd);
  assert_served (self);
  self->alone = hearth_test_crowd_take_times (self->crowd);
  self->idle_kb = hearth_test_memory_now (self->lan);
  hearth_test_memory_forget (self->lan);
}

static void
assert_joins (Siege *self)
{
  gint64 before_us = g_get_monotonic_time ();
  HearthTestLanDesk *desk = hearth_test_lan_join (self->lan, "A new desk", FALSE);

  g_assert_cmpint (desk->id, >, SERVED + 1);
  g_test_message ("a new desk joined within %.0f ms", (double)(g_get_monotonic_time () - before_us) / 1000);
}

static void
print_times (const char *when, GArray *times)
{
  g_test_message ("served %s: p50 %.1f ms, p99 %.1f ms", when, hearth_test_crowd_percentile (times, 50) / 1000,
                  hearth_test_crowd_percentile (times, 99) / 1000);
}

static void
siege_tear_down (Siege *self)
{
  g_autoptr (GArray) times = hearth_test_crowd_take_times (self->crowd);
  guint most_kb = hearth_test_memory_most (self->lan);

  print_times ("alone", self->alone);
  print_times ("meanwhile", times);
  g_test_message ("memory at rest %u KiB, most %u KiB", self->idle_kb, most_kb);
  if (!SANITIZED && self->idle_kb > 0 && most_kb > 0)
    g_assert_cmpuint (most_kb, <, 2 * self->idle_kb);
  g_array_unref (self->alone);
  hearth_test_crowd_disconnect (self->crowd);
  hearth_test_lan_stop (self->lan);
  hearth_test_crowd_assert_kept (self->crowd);
  hearth_test_crowd_free (self->crowd);
  hearth_test_lan_free (self->lan);
}

/* Served while it begins and goes on, a new desk beside it, and served when it is over. */
static void
test_siege (gconstpointer data)
{
  HearthTestSiegeKind kind = (HearthTestSiegeKind)GPOINTER_TO_INT (data);
  guint n = kind == HEARTH_TEST_SIEGE_ONE_BY_ONE ? wish ("HEARTH_HOSTILE_CONNECTIONS", CONNECTIONS) : CROWD, n_done;
  double slowest_ms;
  Siege siege = { NULL };

  if (kind < HEARTH_TEST_SIEGE_ONE_BY_ONE && !hearth_test_port_may_open (FILES_MAX))
    {
      g_test_skip ("this process may not open so many connections");
      return;
    }
  siege_set_up (&siege);
  if (kind == HEARTH_TEST_SIEGE_NO_READING || kind == HEARTH_TEST_SIEGE_QUEUES)
    n = QUEUE;
  siege.attack
      = hearth_test_siege_begin (siege.lan, siege.bad, kind, n, "Test Greeter", HEARTH_TEST_PASSPHRASE, BUSY_DAY);
  do
    assert_served (&siege);
  while (!hearth_test_siege_is_done (siege.attack));
  assert_joins (&siege);
  assert_served (&siege);
  n_done = hearth_test_siege_end (siege.attack, &slowest_ms);
  g_test_message ("%s: %u times, the slowest connection %.0f ms", hearth_test_siege_name (kind), n_done, slowest_ms);
  assert_served (&siege);
  siege_tear_down (&siege);
}

static gboolean
accept_any (GTlsConnection *connection, GTlsCertificate *certificate, GTlsCertificateFlags errors, gpointer user_data)
{
  return TRUE;
}

/* A TLS client without a certificate gets no byte of D-Bus. */
static void
test_no_certificate (void)
{
  Siege siege = { NULL };
  g_autoptr (GSocketConnection) tcp = NULL;
  g_autoptr (GIOStream) tls = NULL;
  g_autoptr (GError) error = NULL;
  char byte;

  siege_set_up (&siege);
  tcp = hearth_test_lan_open_tcp (siege.lan);
  tls = hearth_link_new_client (G_IO_STREAM (tcp), &error);
  g_assert_no_error (error);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any), NULL);
  /* In TLS 1.3 the client believes that it is done before the server has judged: the refusal comes with the first read. */
  if (g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, &error))
    g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (tls), &byte, 1, NULL, &error), <=, 0);
  g_assert_nonnull (error);
  assert_served (&siege);
  siege_tear_down (&siege);
}

static gboolean
sign_in (HearthTestMouth *mouth)
{
  return hearth_test_mouth_call (mouth, "Session", "SignIn",
                                 g_variant_new ("(xss)", G_GINT64_CONSTANT (0), "Test Greeter",
                                                HEARTH_TEST_PASSPHRASE));
}

/* Many long answers, none of which is read: the hub closes when its patience is over. */
static void
test_patience (void)
{
  Siege siege = { NULL };
  g_autoptr (HearthTestMouth) mouth = NULL;
  guint n;

  siege_set_up (&siege);
  mouth = hearth_test_mouth_new (siege.bad);
  g_assert_true (sign_in (mouth));
  n = hearth_test_mouth_pour (mouth, "Checkin", "Day", g_variant_new ("(s)", BUSY_DAY), QUEUE);
  g_assert_cmpuint (n, >, 0);
  g_test_message ("%u calls were taken", n);
  assert_served (&siege);
  hearth_test_mouth_wait_closed (mouth);
  assert_served (&siege);
  siege_tear_down (&siege);
}

/* Calls that a greeter may not make, as fast as they go, and huge ones: all are refused, the desk stays, and the audit
 * grows no further than one desk may make it grow. */
static void
test_forbidden (void)
{
  Siege siege = { NULL };
  g_autofree char *huge = g_strnfill (900 * 1024, 'x');
  guint8 bytes[64];
  HearthTestChance chance;
  gint64 n_denials;

  siege_set_up (&siege);
  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8)g_test_rand_int_range (0, 256);
  hearth_test_chance_init (&chance, bytes, sizeof bytes);
  {
    g_autoptr (HearthTestMouth) mouth = hearth_test_mouth_new (siege.bad);
    guint n_let = 0;

    g_assert_true (sign_in (mouth));
    for (guint i = 0; i < FORBIDDEN; i++)
      n_let += hearth_test_mouth_call (mouth, "Desk", "List", NULL);
    g_assert_cmpuint (n_let, ==, 0);
    for (guint i = 0; i < 20; i++)
      hearth_test_mouth_call (mouth, "Checkin", "Find", g_variant_new ("(su)", huge, 5));
    for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface; interface++)
      for (GDBusMethodInfo **method = (*interface)->methods; *method; method++)
        hearth_test_mouth_call (mouth, (*interface)->name + strlen (PREFIX), (*method)->name,
                                hearth_test_variant_wrong_args (&chance, *method));
  }
  assert_served (&siege);
  assert_joins (&siege);
  hearth_test_lan_stop (siege.lan);
  n_denials = hearth_test_center_number (siege.lan->center, "SELECT count(*) FROM audit WHERE verb = 'deny'");
  g_assert_cmpint (n_denials, >, 0);
  g_assert_cmpint (n_denials, <, FORBIDDEN / 2);
  hearth_test_lan_start (siege.lan);
  hearth_test_crowd_connect (siege.crowd);
  siege.idle_kb = hearth_test_memory_now (siege.lan);
  siege_tear_down (&siege);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  /* What the peers say comes from here too: --seed brings it back. */
  g_random_set_seed ((guint32)g_test_rand_int ());
#define ADD(name, kind) g_test_add_data_func ("/hostile/" name, GINT_TO_POINTER (HEARTH_TEST_SIEGE_##kind), test_siege)
  ADD ("silent", SILENT);
  ADD ("half-hello", HALF_HELLO);
  ADD ("hello", HELLO);
  ADD ("random-bytes", RANDOM);
  ADD ("one-after-the-other", ONE_BY_ONE);
  ADD ("stops-reading", NO_READING);
  ADD ("announces-much", ANNOUNCES);
  ADD ("queues-calls", QUEUES);
  ADD ("malformed", MALFORMED);
  ADD ("wrong-calls", FORBIDDEN);
  g_test_add_func ("/hostile/patience", test_patience);
  g_test_add_func ("/hostile/no-certificate", test_no_certificate);
  g_test_add_func ("/hostile/forbidden", test_forbidden);
  return g_test_run ();
}
