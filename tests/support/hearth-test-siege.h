/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-test-attack.h"

G_BEGIN_DECLS

/* What a hub has to stand, one kind at a time, in a thread of its own that goes on until it is told to end: whoever
 * measures the served desks meanwhile measures the hub, not the attacker. */
typedef enum
{
  HEARTH_TEST_SIEGE_SILENT,     /* a crowd of peers that say nothing */
  HEARTH_TEST_SIEGE_HALF_HELLO, /* of half ClientHellos */
  HEARTH_TEST_SIEGE_HELLO,      /* of handshakes that are never finished */
  HEARTH_TEST_SIEGE_RANDOM,     /* of random bytes */
  HEARTH_TEST_SIEGE_ONE_BY_ONE, /* connections one after the other, of the first three kinds in turn */
  HEARTH_TEST_SIEGE_NO_READING, /* a desk that asks for the longest list there is, and reads nothing */
  HEARTH_TEST_SIEGE_ANNOUNCES,  /* one that announces a message of 120 MiB */
  HEARTH_TEST_SIEGE_QUEUES,     /* one that queues calls, and reads nothing */
  HEARTH_TEST_SIEGE_MALFORMED,  /* one that sends random bytes for D-Bus */
  HEARTH_TEST_SIEGE_FORBIDDEN,  /* one that calls what it may not, what is huge, and everything with wrong arguments */
  HEARTH_TEST_N_SIEGES
} HearthTestSiegeKind;

typedef struct _HearthTestSiege HearthTestSiege;

const char *hearth_test_siege_name (HearthTestSiegeKind kind);
/* @bad: a joined desk that is not in use. @name, @passphrase: who signs in there. @n: peers of a crowd, connections one after
 * the other, or calls that are queued. @day: of which the desk that reads nothing asks the list. */
HearthTestSiege *hearth_test_siege_begin (HearthTestLan *lan,
                                          HearthTestLanDesk *bad,
                                          HearthTestSiegeKind kind,
                                          guint n,
                                          const char *name,
                                          const char *passphrase,
                                          const char *day);
/* Whether it was done @n times, or once for what is one thing. */
gboolean hearth_test_siege_is_done (HearthTestSiege *self);
/* Ends it. How often it was done, and the longest time that a connection took, milliseconds. */
guint hearth_test_siege_end (HearthTestSiege *self, double *slowest_ms);

G_END_DECLS
