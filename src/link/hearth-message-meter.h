/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Follows one direction of a D-Bus connection, byte by byte: first the lines in which both ends agree who they are, until
 * the desk says BEGIN, then messages. It looks at the sixteen bytes at the head of each message and at nothing else. */
typedef enum
{
  HEARTH_METER_MORE,  /* all was taken; nothing has happened */
  HEARTH_METER_BEGIN, /* the lines have ended */
  HEARTH_METER_HEAD,  /* a message begins: see type and total */
  HEARTH_METER_END,   /* it has ended */
  HEARTH_METER_BAD,   /* no D-Bus, or more than is allowed: nothing more is to be taken */
} HearthMeterEvent;

#define HEARTH_METER_CALL 1
#define HEARTH_METER_RETURN 2
#define HEARTH_METER_ERROR 3

typedef struct
{
  guint64 max_message; /* bytes; 0: any */
  gboolean answer_all; /* takes the wish for no answer out of calls, so that each is answered and can be counted */

  gboolean begun;
  guint n_lines; /* bytes of lines so far */
  int matched;   /* bytes of BEGIN in this line, -1: it is another one */
  guint8 head[16];
  guint n_head;
  guint64 total; /* of this message */
  guint64 left;
} HearthMeter;

void hearth_meter_begin (HearthMeter *self);
gboolean hearth_meter_is_between (const HearthMeter *self);
guint8 hearth_meter_get_type (const HearthMeter *self);
gsize hearth_meter_take (HearthMeter *self, guint8 *bytes, gsize n, HearthMeterEvent *event);

G_END_DECLS
