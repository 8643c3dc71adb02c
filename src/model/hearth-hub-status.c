/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How the hub fares: for the director and for hearthctl.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-hub-status.h"

struct _HearthHubStatus
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthHubStatus, hearth_hub_status, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_VERSION = 1,
  FIELD_CENTER,
  FIELD_CENTER_UUID,
  FIELD_SHARED,
  FIELD_ADDRESSES, /* host:port where it listens */
  FIELD_STARTED_AT_S,
  FIELD_DESKS, /* that have joined */
  FIELD_CONNECTED,
  FIELD_VERSIONS,          /* of the connected desks, each once */
  FIELD_QUEUE,             /* calls under way */
  FIELD_LAST_BACKUP_AT_S,  /* 0 for none */
  FIELD_BACKUP_PROBLEM,    /* "" or a word for it; of the second place it begins with "place-" */
  FIELD_BACKUP_PLACE,      /* folder of the second place, "" for none */
  FIELD_PLACE_BACKUP_AT_S, /* newest copy there */
  FIELD_DESK_BACKUP_AT_S,  /* newest copy that a desk has fetched */
  FIELD_DATABASE_BYTES,
  FIELD_DISK_FREE_BYTES,
  FIELD_DISK_LOW,                 /* under 1 GiB or under 5 times the database */
  FIELD_CERTIFICATE_EXPIRES_AT_S, /* of the hub */
  FIELD_AUTHORITY_EXPIRES_AT_S,
  FIELD_CODE_EXPIRES_AT_S, /* 0 where no code is valid */
  FIELD_BACKUP_REVISION,   /* of the second place and its passphrase */
};

static void
hearth_hub_status_class_init (HearthHubStatusClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_string (record_class, "version");
  hearth_record_class_add_string (record_class, "center");
  hearth_record_class_add_string (record_class, "center-uuid");
  hearth_record_class_add_bool (record_class, "shared");
  hearth_record_class_add_strv (record_class, "addresses");
  hearth_record_class_add_int (record_class, "started-at-s");
  hearth_record_class_add_int (record_class, "desks");
  hearth_record_class_add_int (record_class, "connected");
  hearth_record_class_add_strv (record_class, "versions");
  hearth_record_class_add_int (record_class, "queue");
  hearth_record_class_add_int (record_class, "last-backup-at-s");
  hearth_record_class_add_string (record_class, "backup-problem");
  hearth_record_class_add_string (record_class, "backup-place");
  hearth_record_class_add_int (record_class, "place-backup-at-s");
  hearth_record_class_add_int (record_class, "desk-backup-at-s");
  hearth_record_class_add_int (record_class, "database-bytes");
  hearth_record_class_add_int (record_class, "disk-free-bytes");
  hearth_record_class_add_bool (record_class, "disk-low");
  hearth_record_class_add_int (record_class, "certificate-expires-at-s");
  hearth_record_class_add_int (record_class, "authority-expires-at-s");
  hearth_record_class_add_int (record_class, "code-expires-at-s");
  hearth_record_class_add_int (record_class, "backup-revision");
}

static void
hearth_hub_status_init (HearthHubStatus *self)
{
}

HEARTH_RECORD_STRING (HearthHubStatus, hearth_hub_status, version, FIELD_VERSION)
HEARTH_RECORD_STRING (HearthHubStatus, hearth_hub_status, center, FIELD_CENTER)
HEARTH_RECORD_STRING (HearthHubStatus, hearth_hub_status, center_uuid, FIELD_CENTER_UUID)
HEARTH_RECORD_BOOL (HearthHubStatus, hearth_hub_status, shared, FIELD_SHARED)
HEARTH_RECORD_STRV (HearthHubStatus, hearth_hub_status, addresses, FIELD_ADDRESSES)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, started_at_s, FIELD_STARTED_AT_S)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, desks, FIELD_DESKS)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, connected, FIELD_CONNECTED)
HEARTH_RECORD_STRV (HearthHubStatus, hearth_hub_status, versions, FIELD_VERSIONS)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, queue, FIELD_QUEUE)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, last_backup_at_s, FIELD_LAST_BACKUP_AT_S)
HEARTH_RECORD_STRING (HearthHubStatus, hearth_hub_status, backup_problem, FIELD_BACKUP_PROBLEM)
HEARTH_RECORD_STRING (HearthHubStatus, hearth_hub_status, backup_place, FIELD_BACKUP_PLACE)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, place_backup_at_s, FIELD_PLACE_BACKUP_AT_S)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, desk_backup_at_s, FIELD_DESK_BACKUP_AT_S)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, database_bytes, FIELD_DATABASE_BYTES)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, disk_free_bytes, FIELD_DISK_FREE_BYTES)
HEARTH_RECORD_BOOL (HearthHubStatus, hearth_hub_status, disk_low, FIELD_DISK_LOW)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, certificate_expires_at_s, FIELD_CERTIFICATE_EXPIRES_AT_S)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, authority_expires_at_s, FIELD_AUTHORITY_EXPIRES_AT_S)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, code_expires_at_s, FIELD_CODE_EXPIRES_AT_S)
HEARTH_RECORD_INT (HearthHubStatus, hearth_hub_status, backup_revision, FIELD_BACKUP_REVISION)
