/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A write that the hub acknowledged, as the desk keeps it for 14 days.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-written.h"

struct _HearthWritten
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthWritten, hearth_written, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_REQUEST = 1,
  FIELD_NOUN, /* interface of the protocol without its prefix */
  FIELD_METHOD,
  FIELD_ARGS,          /* the tuple of arguments, serialized little endian, base64 */
  FIELD_ANSWER,        /* the reply, the same way */
  FIELD_ACCOUNT,       /* who was at the desk */
  FIELD_ANSWERED_AT_S, /* by the hub's clock */
};

static void
hearth_written_class_init (HearthWrittenClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_string (record_class, "request");
  hearth_record_class_add_string (record_class, "noun");
  hearth_record_class_add_string (record_class, "method");
  hearth_record_class_add_string (record_class, "args");
  hearth_record_class_add_string (record_class, "answer");
  hearth_record_class_add_int (record_class, "account");
  hearth_record_class_add_int (record_class, "answered-at-s");
}

static void
hearth_written_init (HearthWritten *self)
{
}

HEARTH_RECORD_STRING (HearthWritten, hearth_written, request, FIELD_REQUEST)
HEARTH_RECORD_STRING (HearthWritten, hearth_written, noun, FIELD_NOUN)
HEARTH_RECORD_STRING (HearthWritten, hearth_written, method, FIELD_METHOD)
HEARTH_RECORD_STRING (HearthWritten, hearth_written, args, FIELD_ARGS)
HEARTH_RECORD_STRING (HearthWritten, hearth_written, answer, FIELD_ANSWER)
HEARTH_RECORD_INT (HearthWritten, hearth_written, account, FIELD_ACCOUNT)
HEARTH_RECORD_INT (HearthWritten, hearth_written, answered_at_s, FIELD_ANSWERED_AT_S)
