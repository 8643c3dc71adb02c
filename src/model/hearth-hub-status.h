/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HUB_STATUS (hearth_hub_status_get_type ())
G_DECLARE_FINAL_TYPE (HearthHubStatus, hearth_hub_status, HEARTH, HUB_STATUS, HearthRecord)

const char *hearth_hub_status_get_version (HearthHubStatus *self);
const char *hearth_hub_status_get_center (HearthHubStatus *self);
const char *hearth_hub_status_get_center_uuid (HearthHubStatus *self);
gboolean hearth_hub_status_get_shared (HearthHubStatus *self);
const char *const *hearth_hub_status_get_addresses (HearthHubStatus *self);
gint64 hearth_hub_status_get_started_at_s (HearthHubStatus *self);
gint64 hearth_hub_status_get_desks (HearthHubStatus *self);
gint64 hearth_hub_status_get_connected (HearthHubStatus *self);
const char *const *hearth_hub_status_get_versions (HearthHubStatus *self);
gint64 hearth_hub_status_get_queue (HearthHubStatus *self);
gint64 hearth_hub_status_get_last_backup_at_s (HearthHubStatus *self);
const char *hearth_hub_status_get_backup_problem (HearthHubStatus *self);
const char *hearth_hub_status_get_backup_place (HearthHubStatus *self);
gint64 hearth_hub_status_get_place_backup_at_s (HearthHubStatus *self);
gint64 hearth_hub_status_get_desk_backup_at_s (HearthHubStatus *self);
gint64 hearth_hub_status_get_database_bytes (HearthHubStatus *self);
gint64 hearth_hub_status_get_disk_free_bytes (HearthHubStatus *self);
gboolean hearth_hub_status_get_disk_low (HearthHubStatus *self);
gint64 hearth_hub_status_get_certificate_expires_at_s (HearthHubStatus *self);
gint64 hearth_hub_status_get_authority_expires_at_s (HearthHubStatus *self);
gint64 hearth_hub_status_get_code_expires_at_s (HearthHubStatus *self);
gint64 hearth_hub_status_get_backup_revision (HearthHubStatus *self);

G_END_DECLS
