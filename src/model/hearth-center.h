/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_CENTER (hearth_center_get_type ())
G_DECLARE_FINAL_TYPE (HearthCenter, hearth_center, HEARTH, CENTER, HearthRecord)

gint64 hearth_center_get_revision (HearthCenter *self);
const char *hearth_center_get_name (HearthCenter *self);
const char *hearth_center_get_time_zone (HearthCenter *self);
const char *hearth_center_get_desk (HearthCenter *self);
gboolean hearth_center_get_front_desk (HearthCenter *self);
const char *hearth_center_get_notice_version (HearthCenter *self);
const char *hearth_center_get_notice_on (HearthCenter *self);
const char *hearth_center_get_notice_text (HearthCenter *self);
const char *hearth_center_get_emergency_card (HearthCenter *self);
gint64 hearth_center_get_clock_behind_s (HearthCenter *self);
const char *hearth_center_get_hub_version (HearthCenter *self);
gboolean hearth_center_get_sample (HearthCenter *self);

G_END_DECLS
