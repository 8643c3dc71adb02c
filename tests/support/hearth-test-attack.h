/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-test-lan.h"

G_BEGIN_DECLS

/* Peers that mean no good, against the hub of a HearthTestLan and nothing else. They come from loopback addresses of their
 * own (127.0.0.2 to 9). Everything here aborts the test on failure. Any thread, one at a time. */
typedef enum
{
  HEARTH_TEST_SILENT,       /* connects and says nothing */
  HEARTH_TEST_HALF_HELLO,   /* half a ClientHello */
  HEARTH_TEST_HELLO,        /* a whole one, and nothing more */
  HEARTH_TEST_RANDOM_BYTES, /* anything */
} HearthTestPeerKind;

/* File descriptors, closed with the array. (element-type int) */
GArray *hearth_test_attack_begin (HearthTestLan *lan, HearthTestPeerKind kind, guint n);
/* Whether the hub has closed all of them; waits so long at most. */
gboolean hearth_test_attack_is_closed (GArray *fds, guint ms);
/* The same, each gone before the next comes. */
void hearth_test_attack_one_by_one (HearthTestLan *lan, HearthTestPeerKind kind, guint n);

/* A joined desk that speaks D-Bus by hand. */
typedef struct
{
  GIOStream *stream; /* (owned) */
  guint32 serial;
} HearthTestMouth;

HearthTestMouth *hearth_test_mouth_new (HearthTestLanDesk *desk);
HearthTestMouth *hearth_test_mouth_try (HearthTestLanDesk *desk); /* (nullable): the hub did not let it in this time */
void hearth_test_mouth_free (HearthTestMouth *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTestMouth, hearth_test_mouth_free)
/* A call and its answer: TRUE if there is one that is no error. */
gboolean hearth_test_mouth_call (HearthTestMouth *self, const char *noun, const char *method, GVariant *args);
/* Calls of which no answer is read, until @n are sent or the hub has taken nothing for a while. How many were sent. */
guint hearth_test_mouth_pour (HearthTestMouth *self, const char *noun, const char *method, GVariant *args, guint n);
/* FALSE: the hub has closed. */
gboolean hearth_test_mouth_say (HearthTestMouth *self, gconstpointer bytes, gsize length);
/* Until the hub has closed: reading on, or without reading a byte. */
void hearth_test_mouth_drain (HearthTestMouth *self);
void hearth_test_mouth_wait_closed (HearthTestMouth *self);
gboolean hearth_test_mouth_is_closed (HearthTestMouth *self, guint ms); /* after so long at most */

/* Kibibytes of the process of the hub: now, and the most since hearth_test_memory_forget(). Where the kernel does not tell,
 * or does not forget, 0. */
guint hearth_test_memory_now (HearthTestLan *lan);
guint hearth_test_memory_most (HearthTestLan *lan);
void hearth_test_memory_forget (HearthTestLan *lan);

G_END_DECLS
