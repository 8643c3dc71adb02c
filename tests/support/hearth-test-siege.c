/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Attacks that go on in a thread of their own, at the lowest priority: on the two cores of a small machine an attacker who
 * takes the time of the desks would be measured, not the hub. Everything here aborts the test on failure. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-siege.h"

#include "hearth-gate.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define PREFIX "org.recoverycommons.Hearth1."
#define HUGE_BYTES (900 * 1024)
#define RANDOM_BYTES 512
#define LOWEST 19
#define TURN_MS 20

struct _HearthTestSiege
{
  HearthTestLan *lan;     /* (unowned) */
  HearthTestLanDesk *bad; /* (unowned) */
  HearthTestSiegeKind kind;
  guint n;
  char *name, *passphrase, *day; /* (owned) */
  GThread *thread;               /* (owned) */
  int over, n_done;              /* atomic */
  double slowest_ms;
};

const char *
hearth_test_siege_name (HearthTestSiegeKind kind)
{
  static const char *const names[HEARTH_TEST_N_SIEGES] = {
    "silent peers",      "half ClientHellos",   "handshakes never finished", "peers of random bytes",
    "one after another", "stops reading",       "announces 120 MiB",         "queues calls",
    "malformed D-Bus",   "forbidden and wrong",
  };

  return names[kind];
}

static gboolean
is_over (HearthTestSiege *self)
{
  return g_atomic_int_get (&self->over);
}

static void
did (HearthTestSiege *self, guint n)
{
  g_atomic_int_add (&self->n_done, (int)n);
}

/* Until the hub closes, or it is over. */
static void
hold (HearthTestSiege *self, HearthTestMouth *mouth)
{
  while (!is_over (self) && !hearth_test_mouth_is_closed (mouth, TURN_MS))
    ;
}

static gboolean
sign_in (HearthTestSiege *self, HearthTestMouth *mouth)
{
  return hearth_test_mouth_call (mouth, "Session", "SignIn",
                                 g_variant_new ("(xss)", G_GINT64_CONSTANT (0), self->name, self->passphrase));
}

/* When the hub has sent all of them away they come again. */
static void
crowd (HearthTestSiege *self, HearthTestPeerKind kind)
{
  while (!is_over (self))
    {
      g_autoptr (GArray) peers = hearth_test_attack_begin (self->lan, kind, self->n);

      did (self, self->n);
      while (!is_over (self) && !hearth_test_attack_is_closed (peers, TURN_MS))
        ;
    }
}

static void
one_by_one (HearthTestSiege *self)
{
  const HearthTestPeerKind kinds[] = { HEARTH_TEST_SILENT, HEARTH_TEST_HALF_HELLO, HEARTH_TEST_HELLO };

  for (guint i = 0; !is_over (self); i++)
    {
      gint64 before_us = g_get_monotonic_time ();

      hearth_test_attack_one_by_one (self->lan, kinds[i % G_N_ELEMENTS (kinds)], 1);
      self->slowest_ms = MAX (self->slowest_ms, (double)(g_get_monotonic_time () - before_us) / 1000);
      did (self, 1);
    }
}

/* FALSE: the hub has closed already. */
static gboolean
misbehave (HearthTestSiege *self, HearthTestMouth *mouth)
{
  const guint32 body = GUINT32_TO_LE (120 * 1024 * 1024), serial = GUINT32_TO_LE (7), fields = GUINT32_TO_LE (16);
  guint8 head[16] = { 'l', G_DBUS_MESSAGE_TYPE_METHOD_CALL, 0, 1 }, bytes[RANDOM_BYTES];

  switch (self->kind)
    {
    case HEARTH_TEST_SIEGE_NO_READING:
      if (!sign_in (self, mouth))
        return FALSE;
      did (self, hearth_test_mouth_pour (mouth, "Checkin", "Day", g_variant_new ("(s)", self->day), self->n));
      return TRUE;
    case HEARTH_TEST_SIEGE_QUEUES:
      did (self, hearth_test_mouth_pour (mouth, "Session", "Faces", NULL, self->n));
      return TRUE;
    case HEARTH_TEST_SIEGE_ANNOUNCES:
      memcpy (head + 4, &body, 4);
      memcpy (head + 8, &serial, 4);
      memcpy (head + 12, &fields, 4);
      did (self, 1);
      hearth_test_mouth_say (mouth, head, sizeof head);
      hearth_test_mouth_drain (mouth);
      return FALSE;
    default:
      for (guint i = 0; i < sizeof bytes; i++)
        bytes[i] = (guint8)g_random_int_range (0, 256);
      /* Every other one looks like a message for a while. */
      if (g_atomic_int_get (&self->n_done) % 2)
        memcpy (bytes, "l\1\0\1\20\0\0\0\1\0\0\0\60\0\0\0", 16);
      did (self, 1);
      hearth_test_mouth_say (mouth, bytes, sizeof bytes);
      return FALSE;
    }
}

static void
bad_desk (HearthTestSiege *self)
{
  while (!is_over (self))
    {
      g_autoptr (HearthTestMouth) mouth = hearth_test_mouth_try (self->bad);

      if (mouth && misbehave (self, mouth))
        hold (self, mouth);
    }
}

static void
wrong_calls (HearthTestSiege *self)
{
  g_autofree char *huge = g_strnfill (HUGE_BYTES, 'x');
  g_autoptr (HearthTestMouth) mouth = hearth_test_mouth_new (self->bad);

  g_assert_true (sign_in (self, mouth));
  while (!is_over (self))
    {
      hearth_test_mouth_call (mouth, "Checkin", "Find", g_variant_new ("(su)", huge, 5));
      did (self, 1);
      for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface && !is_over (self); interface++)
        for (GDBusMethodInfo **method = (*interface)->methods; *method && !is_over (self); method++)
          {
            /* No method takes these. */
            hearth_test_mouth_call (mouth, (*interface)->name + strlen (PREFIX), (*method)->name,
                                    g_variant_new ("(ddd)", 1.0, 2.0, 3.0));
            hearth_test_mouth_call (mouth, "Desk", "List", NULL);
            did (self, 2);
          }
    }
}

static gpointer
work (gpointer data)
{
  HearthTestSiege *self = data;

  /* Of this thread alone, on Linux. */
  setpriority (PRIO_PROCESS, (id_t)gettid (), LOWEST);
  if (self->kind == HEARTH_TEST_SIEGE_ONE_BY_ONE)
    one_by_one (self);
  else if (self->kind == HEARTH_TEST_SIEGE_FORBIDDEN)
    wrong_calls (self);
  else if (self->kind <= HEARTH_TEST_SIEGE_RANDOM)
    crowd (self, (HearthTestPeerKind)self->kind);
  else
    bad_desk (self);
  return NULL;
}

HearthTestSiege *
hearth_test_siege_begin (HearthTestLan *lan,
                         HearthTestLanDesk *bad,
                         HearthTestSiegeKind kind,
                         guint n,
                         const char *name,
                         const char *passphrase,
                         const char *day)
{
  HearthTestSiege *self = g_new0 (HearthTestSiege, 1);

  G_STATIC_ASSERT ((int)HEARTH_TEST_SIEGE_RANDOM == (int)HEARTH_TEST_RANDOM_BYTES);
  self->lan = lan;
  self->bad = bad;
  self->kind = kind;
  self->n = n;
  self->name = g_strdup (name);
  self->passphrase = g_strdup (passphrase);
  self->day = g_strdup (day);
  self->thread = g_thread_new ("siege", work, self);
  return self;
}

gboolean
hearth_test_siege_is_done (HearthTestSiege *self)
{
  gboolean many = self->kind <= HEARTH_TEST_SIEGE_ONE_BY_ONE;

  return (guint)g_atomic_int_get (&self->n_done) >= (many ? self->n : 1);
}

guint
hearth_test_siege_end (HearthTestSiege *self, double *slowest_ms)
{
  guint n;

  g_atomic_int_set (&self->over, TRUE);
  g_thread_join (self->thread);
  n = (guint)self->n_done;
  if (slowest_ms)
    *slowest_ms = self->slowest_ms;
  g_free (self->name);
  g_free (self->passphrase);
  g_free (self->day);
  g_free (self);
  return n;
}
