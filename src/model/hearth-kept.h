/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_KEPT (hearth_kept_get_type ())
G_DECLARE_FINAL_TYPE (HearthKept, hearth_kept, HEARTH, KEPT, HearthRecord)

const char *hearth_kept_get_request (HearthKept *self);
const char *hearth_kept_get_kind (HearthKept *self);
gint64 hearth_kept_get_person (HearthKept *self);
const char *hearth_kept_get_name (HearthKept *self);
const char *hearth_kept_get_shown_name (HearthKept *self);
const char *hearth_kept_get_reason (HearthKept *self);
gint64 hearth_kept_get_children (HearthKept *self);
gint64 hearth_kept_get_count (HearthKept *self);
const char *hearth_kept_get_label (HearthKept *self);
gint64 hearth_kept_get_arrived_at_s (HearthKept *self);
gint64 hearth_kept_get_kept_at_s (HearthKept *self);
gint64 hearth_kept_get_account (HearthKept *self);
const char *hearth_kept_get_account_name (HearthKept *self);
const char *hearth_kept_get_state (HearthKept *self);
gint64 hearth_kept_get_matches (HearthKept *self);
const char *hearth_kept_get_boot (HearthKept *self);
gint64 hearth_kept_get_boot_s (HearthKept *self);
gint64 hearth_kept_get_thought_s (HearthKept *self);

gboolean hearth_kept_is_a_time (gint64 at_s);

G_END_DECLS
