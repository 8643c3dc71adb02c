/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_DESK (hearth_desk_get_type ())
G_DECLARE_FINAL_TYPE (HearthDesk, hearth_desk, HEARTH, DESK, HearthRecord)

gint64 hearth_desk_get_id (HearthDesk *self);
gint64 hearth_desk_get_revision (HearthDesk *self);
const char *hearth_desk_get_name (HearthDesk *self);
gboolean hearth_desk_get_front_desk (HearthDesk *self);
gboolean hearth_desk_get_own (HearthDesk *self);
gboolean hearth_desk_get_connected (HearthDesk *self);
const char *hearth_desk_get_who (HearthDesk *self);
gint64 hearth_desk_get_seen_at_s (HearthDesk *self);
const char *hearth_desk_get_version (HearthDesk *self);
gint64 hearth_desk_get_joined_at_s (HearthDesk *self);
gint64 hearth_desk_get_expires_at_s (HearthDesk *self);
gboolean hearth_desk_get_keeps_backups (HearthDesk *self);
gint64 hearth_desk_get_backup_at_s (HearthDesk *self);
gboolean hearth_desk_get_copied (HearthDesk *self);
const char *hearth_desk_get_fingerprint (HearthDesk *self);

G_END_DECLS
