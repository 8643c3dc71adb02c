/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Somebody who signs in.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-account.h"

#include "hearth-permission.h"

struct _HearthAccount
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthAccount, hearth_account, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_ID = 1,
  FIELD_REVISION,
  FIELD_NAME, /* what they sign in with */
  FIELD_PREFERRED_NAME,
  FIELD_ROLES,       /* nicks of HearthRole */
  FIELD_PERMISSIONS, /* nicks of HearthPermission, of all roles together */
  FIELD_HAS_PIN,
  FIELD_DISABLED,
  FIELD_NEW_PASSPHRASE, /* the passphrase must be changed first */
};

static void
hearth_account_class_init (HearthAccountClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_int (record_class, "id");
  hearth_record_class_add_int (record_class, "revision");
  hearth_record_class_add_string (record_class, "name");
  hearth_record_class_add_string (record_class, "preferred-name");
  hearth_record_class_add_strv (record_class, "roles");
  hearth_record_class_add_strv (record_class, "permissions");
  hearth_record_class_add_bool (record_class, "has-pin");
  hearth_record_class_add_bool (record_class, "disabled");
  hearth_record_class_add_bool (record_class, "new-passphrase");
}

static void
hearth_account_init (HearthAccount *self)
{
}

HEARTH_RECORD_INT (HearthAccount, hearth_account, id, FIELD_ID)
HEARTH_RECORD_INT (HearthAccount, hearth_account, revision, FIELD_REVISION)
HEARTH_RECORD_STRING (HearthAccount, hearth_account, name, FIELD_NAME)
HEARTH_RECORD_STRING (HearthAccount, hearth_account, preferred_name, FIELD_PREFERRED_NAME)
HEARTH_RECORD_STRV (HearthAccount, hearth_account, roles, FIELD_ROLES)
HEARTH_RECORD_STRV (HearthAccount, hearth_account, permissions, FIELD_PERMISSIONS)
HEARTH_RECORD_BOOL (HearthAccount, hearth_account, has_pin, FIELD_HAS_PIN)
HEARTH_RECORD_BOOL (HearthAccount, hearth_account, disabled, FIELD_DISABLED)
HEARTH_RECORD_BOOL (HearthAccount, hearth_account, new_passphrase, FIELD_NEW_PASSPHRASE)

/**
 * hearth_account_permissions_at:
 * @self: an account
 * @front_desk: whether the desk is marked as front desk
 *
 * Hub and desk go by the same rule. Who must choose another passphrase first may do only that.
 *
 * Returns: the set of what they may do at such a desk
 */
guint
hearth_account_permissions_at (HearthAccount *self, gboolean front_desk)
{
  guint permissions;

  g_return_val_if_fail (HEARTH_IS_ACCOUNT (self), 0);

  permissions = hearth_permissions_from_strv (hearth_account_get_permissions (self));
  if (hearth_account_get_new_passphrase (self))
    permissions &= HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_OPEN) | HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_SIGNED_IN);
  return front_desk ? hearth_permissions_at_front_desk (permissions) : permissions;
}
