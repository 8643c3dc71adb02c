/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-bounded-stream.h"
#include "hearth-message-meter.h"

G_BEGIN_DECLS

/* What the two ends of a bounded stream know together. Counted; any thread, under its lock. */
typedef struct
{
  GMutex lock;
  HearthBounds bounds; /* of those below, the only ones that need no lock: bounds, inner, socket, begin_by_us */
  GIOStream *inner;    /* (owned) */
  GSocket *socket;     /* (owned) (nullable) */
  gint64 begin_by_us;  /* monotonic: until then the lines have to have ended; 0: whenever */

  HearthMeter in;
  HearthMeter out;
  guint waiting;         /* calls that were read and whose answers were not written */
  guint64 reply_size;    /* of an answer, as the last ones were */
  GTask *parked;         /* (owned) (nullable): a read that waits until more may be read */
  GSource *parked_until; /* (owned) (nullable): it is cancelled */
  gint64 slow_since_us;  /* monotonic: since when something waits to be taken; 0: nothing does */
  gsize slow_taken;      /* bytes since then */
  gint64 written_us;     /* monotonic: when something was taken last */
  gboolean shut;
  const char *reason;
} HearthBounded;

HearthBounded *hearth_bounded_new (GIOStream *inner, GSocket *socket, const HearthBounds *bounds);
HearthBounded *hearth_bounded_ref (HearthBounded *self);
void hearth_bounded_unref (HearthBounded *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthBounded, hearth_bounded_unref)

void hearth_bounded_shut_down (HearthBounded *self, const char *reason);
void hearth_bounded_let_go (HearthBounded *self);

/* Of what passes, see hearth-bounded.c. */
gboolean hearth_bounded_may_read (HearthBounded *self);
gboolean hearth_bounded_count_in (HearthBounded *self, guint8 *bytes, gsize n, GError **error);
void hearth_bounded_count_out (HearthBounded *self, const guint8 *bytes, gsize n);
gboolean hearth_bounded_limit_wait (HearthBounded *self, GError **error);
void hearth_bounded_read_now (GTask *task); /* (transfer full) */

GInputStream *hearth_bounded_input_new (HearthBounded *shared);
GOutputStream *hearth_bounded_output_new (HearthBounded *shared);

G_END_DECLS
