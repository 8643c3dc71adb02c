/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PHONE (hearth_phone_get_type ())
G_DECLARE_FINAL_TYPE (HearthPhone, hearth_phone, HEARTH, PHONE, HearthRecord)

const char *hearth_phone_get_number (HearthPhone *self);
const char *hearth_phone_get_label (HearthPhone *self);
const char *hearth_phone_get_safe_to_call (HearthPhone *self);
const char *hearth_phone_get_voicemail (HearthPhone *self);
gboolean hearth_phone_get_texts (HearthPhone *self);

G_END_DECLS
