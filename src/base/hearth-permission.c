/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Which role may do what: the one table. Any thread. */

#define G_LOG_DOMAIN "hearth-base"

#include "config.h"

#include "hearth-permission.h"

static const char *const nicks[HEARTH_N_PERMISSIONS] = {
  "open",           "signed-in",    "checkin",       "find-people", "register-people", "open-people",
  "contact-people", "merge-people", "import-people", "report",      "manage-accounts", "manage-center",
};

#define BIT(name) HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_##name)

#define GREETER                                                                                                        \
  (BIT (OPEN) | BIT (SIGNED_IN) | BIT (CHECKIN) | BIT (FIND_PEOPLE) | BIT (REGISTER_PEOPLE) | BIT (OPEN_PEOPLE)        \
   | BIT (REPORT))
#define COACH (GREETER | BIT (CONTACT_PEOPLE))
#define STAFF GREETER
#define SUPERVISOR (COACH | BIT (MERGE_PEOPLE))
#define DIRECTOR (SUPERVISOR | BIT (IMPORT_PEOPLE) | BIT (MANAGE_ACCOUNTS) | BIT (MANAGE_CENTER))

static const guint of_role[HEARTH_N_ROLES] = { GREETER, COACH, STAFF, SUPERVISOR, DIRECTOR };

/**
 * hearth_permission_to_nick:
 * @permission: a permission
 *
 * Returns: (transfer none): its name in the protocol's annotations
 */
const char *
hearth_permission_to_nick (HearthPermission permission)
{
  g_return_val_if_fail ((guint)permission < HEARTH_N_PERMISSIONS, "manage-center");

  return nicks[permission];
}

/**
 * hearth_permission_from_nick:
 * @nick: (nullable): a name from an annotation
 * @permission: (out): the permission
 *
 * Returns: %FALSE if there is none of this name: then nobody may
 */
gboolean
hearth_permission_from_nick (const char *nick, HearthPermission *permission)
{
  for (guint i = 0; i < HEARTH_N_PERMISSIONS; i++)
    if (g_strcmp0 (nick, nicks[i]) == 0)
      {
        *permission = (HearthPermission)i;
        return TRUE;
      }
  return FALSE;
}

/**
 * hearth_permissions_of_role:
 * @role: a role
 *
 * Returns: the set of what this role may do
 */
guint
hearth_permissions_of_role (HearthRole role)
{
  g_return_val_if_fail ((guint)role < HEARTH_N_ROLES, 0);

  return of_role[role];
}

/**
 * hearth_permissions_of_roles:
 * @nicks_of_roles: (nullable) (array zero-terminated=1): names of roles; unknown ones give nothing
 *
 * Returns: the set of what somebody with all these roles may do
 */
guint
hearth_permissions_of_roles (const char *const *nicks_of_roles)
{
  guint set = 0;
  HearthRole role;

  for (guint i = 0; nicks_of_roles && nicks_of_roles[i]; i++)
    if (hearth_role_from_nick (nicks_of_roles[i], &role))
      set |= of_role[role];
  return set;
}

/**
 * hearth_permissions_at_front_desk:
 * @permissions: what somebody may do by their roles
 *
 * A PC marked as front desk stands where others look on: nothing of a record opens there but names, and nobody is
 * brought in, merged or given an account. The center's settings stay, or the mark could never be taken away again.
 *
 * Returns: what they may do at such a desk
 */
guint
hearth_permissions_at_front_desk (guint permissions)
{
  return permissions & ~(BIT (CONTACT_PEOPLE) | BIT (MERGE_PEOPLE) | BIT (IMPORT_PEOPLE) | BIT (MANAGE_ACCOUNTS));
}

/**
 * hearth_permissions_to_strv:
 * @permissions: a set
 *
 * Returns: (transfer full): the names of those in the set, for the wire
 */
char **
hearth_permissions_to_strv (guint permissions)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < HEARTH_N_PERMISSIONS; i++)
    if (permissions & HEARTH_PERMISSION_BIT (i))
      g_strv_builder_add (builder, nicks[i]);
  return g_strv_builder_end (builder);
}

/**
 * hearth_permissions_from_strv:
 * @names: (nullable): names from the wire; unknown ones are passed over
 *
 * Returns: the set
 */
guint
hearth_permissions_from_strv (const char *const *names)
{
  guint set = 0;
  HearthPermission permission;

  for (guint i = 0; names && names[i]; i++)
    if (hearth_permission_from_nick (names[i], &permission))
      set |= HEARTH_PERMISSION_BIT (permission);
  return set;
}
