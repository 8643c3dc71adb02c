/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_WRITTEN (hearth_written_get_type ())
G_DECLARE_FINAL_TYPE (HearthWritten, hearth_written, HEARTH, WRITTEN, HearthRecord)

const char *hearth_written_get_request (HearthWritten *self);
const char *hearth_written_get_noun (HearthWritten *self);
const char *hearth_written_get_method (HearthWritten *self);
const char *hearth_written_get_args (HearthWritten *self);
const char *hearth_written_get_answer (HearthWritten *self);
gint64 hearth_written_get_account (HearthWritten *self);
gint64 hearth_written_get_answered_at_s (HearthWritten *self);

G_END_DECLS
