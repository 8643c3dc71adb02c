/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

#include "hearth-bounded-stream.h"

G_BEGIN_DECLS

/* A hub's end of a bounded stream with GDBus over it, and what may stand at the other end. One main context, except for
 * peers: each writes what it likes in a thread of its own. */
#define HEARTH_BOUNDED_TEST_PATH "/test"
#define HEARTH_BOUNDED_TEST_INTERFACE "test.Bounds"

/* The hub's end. */
typedef struct
{
  GIOStream *stream;           /* (owned): the bounded one */
  GDBusConnection *connection; /* (owned) (nullable) */
  gboolean settled;            /* it is there, or it failed */
  gboolean closed;
  guint registration;
  GPtrArray *kept; /* (owned): calls of Keep that wait */
  guint n_calls;
} HearthBoundedHub;

typedef struct
{
  GSocket *socket; /* (unowned) */
  GBytes *bytes;   /* (unowned) (nullable) */
  gsize step;      /* at most so many at once */
  guint times;
  gboolean greets; /* says who it is first */
  gsize n_written;
} HearthBoundedPeer;

/* @inner: carries it; @socket: its descriptor. */
void hearth_bounded_hub_open (HearthBoundedHub *self, GIOStream *inner, GSocket *socket, const HearthBounds *bounds);
/* A hub at one end of a pair of sockets; the other one is returned, (transfer full). */
GSocket *hearth_bounded_hub_on_pair (HearthBoundedHub *hub, const HearthBounds *bounds);
void hearth_bounded_hub_close (HearthBoundedHub *self);
gpointer hearth_bounded_peer_run (gpointer data); /* of a thread; @data: a HearthBoundedPeer */

void hearth_bounded_test_pair (GSocket **near, GSocket **far);
/* Both ends of a TLS connection over @near and @far. */
void hearth_bounded_test_tls (GSocket *near, GSocket *far, GIOStream **desk, GIOStream **hub);
GVariant *hearth_bounded_test_bytes (gsize n); /* arguments of Echo */
GBytes *hearth_bounded_test_call (const char *method, GVariant *body, GDBusMessageByteOrder order, gboolean no_reply);

G_END_DECLS
