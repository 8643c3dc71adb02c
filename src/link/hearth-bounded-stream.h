/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A stream around a peer's stream that bounds what the peer can use of us (DESIGN.md, section 1). It reads the 16-byte
 * header of each D-Bus message that comes in and counts those that go out; GDBus above it notices nothing. Used by GDBus'
 * own thread; the functions below may be called from any. */
typedef struct
{
  guint32 max_message;   /* bytes; more closes the stream */
  guint max_calls;       /* unanswered ones; more are not read */
  gsize max_reply_bytes; /* of answers that wait to be taken; more stops reading */
  guint patience_ms;     /* a peer that takes too little for so long while something waits for it is closed; 0: never */
} HearthBounds;

/* What a peer takes at least within its patience, or all that waits. */
#define HEARTH_BOUNDS_LEAST_TAKEN (64 * 1024)

#define HEARTH_BOUNDS_DESK ((HearthBounds){ 1024 * 1024, 32, 4 * 1024 * 1024, 10 * 1000 })
#define HEARTH_BOUNDS_PAIRING ((HearthBounds){ 16 * 1024, 2, 64 * 1024, 5 * 1000 })

#define HEARTH_TYPE_BOUNDED_STREAM (hearth_bounded_stream_get_type ())
G_DECLARE_FINAL_TYPE (HearthBoundedStream, hearth_bounded_stream, HEARTH, BOUNDED_STREAM, GIOStream)

/* @socket: (nullable): below @inner; ending the stream for good shuts it down, closing alone may never finish. */
GIOStream *hearth_bounded_stream_new (GIOStream *inner, GSocket *socket, const HearthBounds *bounds);
void hearth_bounded_stream_shut_down (HearthBoundedStream *self);
/* Whether the peer is on this PC. */
gboolean hearth_bounded_stream_is_own_pc (HearthBoundedStream *self);
/* Why it ended, for a log: "message", "patience" or NULL. */
const char *hearth_bounded_stream_get_reason (HearthBoundedStream *self);

G_END_DECLS
