/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A PC of the center, as the director sees it: the first is that of the hub.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-desk.h"

struct _HearthDesk
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthDesk, hearth_desk, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_ID = 1,
  FIELD_REVISION,
  FIELD_NAME,
  FIELD_FRONT_DESK, /* caps what is seen at it */
  FIELD_OWN,        /* the PC of the hub */
  FIELD_CONNECTED,  /* now */
  FIELD_WHO,        /* preferred name of who sits there now */
  FIELD_SEEN_AT_S,  /* when it was connected last */
  FIELD_VERSION,    /* of Hearth there */
  FIELD_JOINED_AT_S,
  FIELD_EXPIRES_AT_S,  /* of its certificate */
  FIELD_KEEPS_BACKUPS, /* takes a sealed copy of each backup */
  FIELD_BACKUP_AT_S,   /* of the newest backup it has fetched, 0 for none */
  FIELD_COPIED,        /* two PCs take turns with its key */
  FIELD_FINGERPRINT,   /* SHA-256 of its certificate, hex: under "Details" only */
};

static void
hearth_desk_class_init (HearthDeskClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_int (record_class, "id");
  hearth_record_class_add_int (record_class, "revision");
  hearth_record_class_add_string (record_class, "name");
  hearth_record_class_add_bool (record_class, "front-desk");
  hearth_record_class_add_bool (record_class, "own");
  hearth_record_class_add_bool (record_class, "connected");
  hearth_record_class_add_string (record_class, "who");
  hearth_record_class_add_int (record_class, "seen-at-s");
  hearth_record_class_add_string (record_class, "version");
  hearth_record_class_add_int (record_class, "joined-at-s");
  hearth_record_class_add_int (record_class, "expires-at-s");
  hearth_record_class_add_bool (record_class, "keeps-backups");
  hearth_record_class_add_int (record_class, "backup-at-s");
  hearth_record_class_add_bool (record_class, "copied");
  hearth_record_class_add_string (record_class, "fingerprint");
}

static void
hearth_desk_init (HearthDesk *self)
{
}

HEARTH_RECORD_INT (HearthDesk, hearth_desk, id, FIELD_ID)
HEARTH_RECORD_INT (HearthDesk, hearth_desk, revision, FIELD_REVISION)
HEARTH_RECORD_STRING (HearthDesk, hearth_desk, name, FIELD_NAME)
HEARTH_RECORD_BOOL (HearthDesk, hearth_desk, front_desk, FIELD_FRONT_DESK)
HEARTH_RECORD_BOOL (HearthDesk, hearth_desk, own, FIELD_OWN)
HEARTH_RECORD_BOOL (HearthDesk, hearth_desk, connected, FIELD_CONNECTED)
HEARTH_RECORD_STRING (HearthDesk, hearth_desk, who, FIELD_WHO)
HEARTH_RECORD_INT (HearthDesk, hearth_desk, seen_at_s, FIELD_SEEN_AT_S)
HEARTH_RECORD_STRING (HearthDesk, hearth_desk, version, FIELD_VERSION)
HEARTH_RECORD_INT (HearthDesk, hearth_desk, joined_at_s, FIELD_JOINED_AT_S)
HEARTH_RECORD_INT (HearthDesk, hearth_desk, expires_at_s, FIELD_EXPIRES_AT_S)
HEARTH_RECORD_BOOL (HearthDesk, hearth_desk, keeps_backups, FIELD_KEEPS_BACKUPS)
HEARTH_RECORD_INT (HearthDesk, hearth_desk, backup_at_s, FIELD_BACKUP_AT_S)
HEARTH_RECORD_BOOL (HearthDesk, hearth_desk, copied, FIELD_COPIED)
HEARTH_RECORD_STRING (HearthDesk, hearth_desk, fingerprint, FIELD_FINGERPRINT)
