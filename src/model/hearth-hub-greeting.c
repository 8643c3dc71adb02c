/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the hub tells a desk at its first call, beside the center.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-hub-greeting.h"

struct _HearthHubGreeting
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthHubGreeting, hearth_hub_greeting, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_PROTOCOL = 1, /* the one that both speak */
  FIELD_NOW_S,        /* the hub's clock, UTC seconds */
  FIELD_CENTER_UUID,
  FIELD_EPOCH,           /* another one after each restore */
  FIELD_DESK,            /* number of the desk that asks */
  FIELD_SHARED,          /* over TLS: FALSE inside the application */
  FIELD_KEPT_PUBLIC_KEY, /* hex: what the desk keeps is sealed for it */
  FIELD_KEPT_SECRET_KEY, /* hex: opens what this desk kept */
  FIELD_RENEW,           /* the certificate of the desk ends within 30 days */
  FIELD_KEEPS_BACKUPS,   /* the desk takes a copy of each backup */
  FIELD_EPOCHS_BEFORE,   /* those that this one follows: a hub of them was replaced */
  FIELD_COPIED,          /* two PCs take turns with the key of this desk */
};

static void
hearth_hub_greeting_class_init (HearthHubGreetingClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_int (record_class, "protocol");
  hearth_record_class_add_int (record_class, "now-s");
  hearth_record_class_add_string (record_class, "center-uuid");
  hearth_record_class_add_string (record_class, "epoch");
  hearth_record_class_add_int (record_class, "desk");
  hearth_record_class_add_bool (record_class, "shared");
  hearth_record_class_add_string (record_class, "kept-public-key");
  hearth_record_class_add_string (record_class, "kept-secret-key");
  hearth_record_class_add_bool (record_class, "renew");
  hearth_record_class_add_bool (record_class, "keeps-backups");
  hearth_record_class_add_strv (record_class, "epochs-before");
  hearth_record_class_add_bool (record_class, "copied");
}

static void
hearth_hub_greeting_init (HearthHubGreeting *self)
{
}

HEARTH_RECORD_INT (HearthHubGreeting, hearth_hub_greeting, protocol, FIELD_PROTOCOL)
HEARTH_RECORD_INT (HearthHubGreeting, hearth_hub_greeting, now_s, FIELD_NOW_S)
HEARTH_RECORD_STRING (HearthHubGreeting, hearth_hub_greeting, center_uuid, FIELD_CENTER_UUID)
HEARTH_RECORD_STRING (HearthHubGreeting, hearth_hub_greeting, epoch, FIELD_EPOCH)
HEARTH_RECORD_INT (HearthHubGreeting, hearth_hub_greeting, desk, FIELD_DESK)
HEARTH_RECORD_BOOL (HearthHubGreeting, hearth_hub_greeting, shared, FIELD_SHARED)
HEARTH_RECORD_STRING (HearthHubGreeting, hearth_hub_greeting, kept_public_key, FIELD_KEPT_PUBLIC_KEY)
HEARTH_RECORD_STRING (HearthHubGreeting, hearth_hub_greeting, kept_secret_key, FIELD_KEPT_SECRET_KEY)
HEARTH_RECORD_BOOL (HearthHubGreeting, hearth_hub_greeting, renew, FIELD_RENEW)
HEARTH_RECORD_BOOL (HearthHubGreeting, hearth_hub_greeting, keeps_backups, FIELD_KEEPS_BACKUPS)
HEARTH_RECORD_BOOL (HearthHubGreeting, hearth_hub_greeting, copied, FIELD_COPIED)
HEARTH_RECORD_STRV (HearthHubGreeting, hearth_hub_greeting, epochs_before, FIELD_EPOCHS_BEFORE)
