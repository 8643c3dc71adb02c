/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Follows one direction of a D-Bus connection. Owned by a bounded stream, which locks it. */

#define G_LOG_DOMAIN "hearth-link"

#include "config.h"

#include "hearth-message-meter.h"

#define LINES_MAX (16 * 1024)
#define BEGIN_LINE "BEGIN\r\n"
#define AT_TYPE 1
#define AT_FLAGS 2
#define FLAG_NO_REPLY 0x1
#define AT_BODY 4
#define AT_FIELDS 12
#define TYPES 4

/**
 * hearth_meter_begin:
 *
 * The lines have ended, as the other direction has it.
 */
void
hearth_meter_begin (HearthMeter *self)
{
  self->begun = TRUE;
}

/**
 * hearth_meter_is_between:
 *
 * Returns: whether the next byte begins a message
 */
gboolean
hearth_meter_is_between (const HearthMeter *self)
{
  return self->begun && self->n_head == 0;
}

/**
 * hearth_meter_get_type:
 *
 * Returns: what the message is that has begun
 */
guint8
hearth_meter_get_type (const HearthMeter *self)
{
  return self->head[AT_TYPE];
}

static HearthMeterEvent
take_of_line (HearthMeter *self, guint8 byte)
{
  if (self->matched >= 0 && byte == (guint8)BEGIN_LINE[self->matched])
    self->matched++;
  else
    self->matched = byte == '\n' ? 0 : -1;
  if (self->matched == (int)sizeof BEGIN_LINE - 1)
    {
      self->begun = TRUE;
      return HEARTH_METER_BEGIN;
    }
  return ++self->n_lines > LINES_MAX ? HEARTH_METER_BAD : HEARTH_METER_MORE;
}

static guint64
number_at (const guint8 *bytes, gboolean little)
{
  return little ? (guint64)bytes[0] | (guint64)bytes[1] << 8 | (guint64)bytes[2] << 16 | (guint64)bytes[3] << 24
                : (guint64)bytes[3] | (guint64)bytes[2] << 8 | (guint64)bytes[1] << 16 | (guint64)bytes[0] << 24;
}

static HearthMeterEvent
take_of_head (HearthMeter *self, guint8 *byte)
{
  gboolean little = self->head[0] == 'l';
  guint64 fields;

  if (self->n_head == AT_FLAGS && self->answer_all && self->head[AT_TYPE] == HEARTH_METER_CALL)
    *byte &= (guint8)~FLAG_NO_REPLY;
  self->head[self->n_head++] = *byte;
  if (self->n_head == 1 && *byte != 'l' && *byte != 'B')
    return HEARTH_METER_BAD;
  if (self->n_head == AT_TYPE + 1 && (*byte == 0 || *byte > TYPES))
    return HEARTH_METER_BAD;
  if (self->n_head < sizeof self->head)
    return HEARTH_METER_MORE;

  fields = number_at (self->head + AT_FIELDS, little);
  self->left = (fields + 7) / 8 * 8 + number_at (self->head + AT_BODY, little);
  self->total = sizeof self->head + self->left;
  /* No message of D-Bus is without fields. */
  if (fields == 0 || (self->max_message > 0 && self->total > self->max_message))
    return HEARTH_METER_BAD;
  return HEARTH_METER_HEAD;
}

/**
 * hearth_meter_take:
 * @bytes: what came; changed only where answer_all is set
 * @n: how many
 * @event: (out): what happened at the last of those that were taken
 *
 * Takes bytes until something happens or there are no more.
 *
 * Returns: how many were taken
 */
gsize
hearth_meter_take (HearthMeter *self, guint8 *bytes, gsize n, HearthMeterEvent *event)
{
  gsize taken = 0;

  *event = HEARTH_METER_MORE;
  while (taken < n && *event == HEARTH_METER_MORE)
    {
      if (!self->begun)
        *event = take_of_line (self, bytes[taken++]);
      else if (self->n_head < sizeof self->head)
        *event = take_of_head (self, &bytes[taken++]);
      else
        {
          gsize part = (gsize)MIN ((guint64)(n - taken), self->left);

          taken += part;
          self->left -= part;
          if (self->left == 0)
            {
              self->n_head = 0;
              *event = HEARTH_METER_END;
            }
        }
    }
  return taken;
}
