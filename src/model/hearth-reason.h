/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_REASON (hearth_reason_get_type ())
G_DECLARE_FINAL_TYPE (HearthReason, hearth_reason, HEARTH, REASON, HearthRecord)

const char *hearth_reason_get_code (HearthReason *self);
const char *hearth_reason_get_label (HearthReason *self);
const char *hearth_reason_get_definition (HearthReason *self);
const char *hearth_reason_get_icon (HearthReason *self);
gint64 hearth_reason_get_position (HearthReason *self);
gint64 hearth_reason_get_version (HearthReason *self);
gboolean hearth_reason_get_retired (HearthReason *self);

/* Of a whole vocabulary, in its order: another one after each change. */
char *hearth_reason_list_stamp (GListModel *reasons);

G_END_DECLS
