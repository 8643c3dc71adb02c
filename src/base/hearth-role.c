/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Names of roles on wires and in tables. Any thread. */

#define G_LOG_DOMAIN "hearth-base"

#include "config.h"

#include "hearth-role.h"

static const char *const nicks[HEARTH_N_ROLES] = { "greeter", "coach", "staff", "supervisor", "director" };

/**
 * hearth_role_to_nick:
 * @role: a role
 *
 * Returns: (transfer none): its name on wires and in tables
 */
const char *
hearth_role_to_nick (HearthRole role)
{
  g_return_val_if_fail ((guint)role < HEARTH_N_ROLES, "greeter");

  return nicks[role];
}

/**
 * hearth_role_from_nick:
 * @nick: (nullable): a name from a wire or a table
 * @role: (out): the role
 *
 * Returns: %FALSE if no role has this name
 */
gboolean
hearth_role_from_nick (const char *nick, HearthRole *role)
{
  for (guint i = 0; i < HEARTH_N_ROLES; i++)
    if (g_strcmp0 (nick, nicks[i]) == 0)
      {
        *role = (HearthRole)i;
        return TRUE;
      }
  return FALSE;
}
