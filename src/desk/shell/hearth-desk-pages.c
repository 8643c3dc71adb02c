/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Which pages there are, and the words for roles.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-desk-pages.h"

#include "hearth-checkin-page.h"
#include "hearth-report-page.h"

#include <glib/gi18n.h>

const HearthDeskPage hearth_desk_pages[] = {
  { .name = "check-in",
    .label = NC_ ("page", "Check-in"),
    .icon_name = "hearth-check-in-symbolic",
    .get_type = hearth_checkin_page_get_type,
    .permission = HEARTH_PERMISSION_CHECKIN,
    .counts_here = TRUE },
  { .name = "report",
    .label = NC_ ("page", "This month"),
    .icon_name = "hearth-report-symbolic",
    .get_type = hearth_report_page_get_type,
    .permission = HEARTH_PERMISSION_REPORT },
};

const guint hearth_n_desk_pages = G_N_ELEMENTS (hearth_desk_pages);

/**
 * hearth_role_label_of_nick:
 * @nick: of a HearthRole
 *
 * Returns: (transfer none): the role in words; "" for one that is not known here
 */
const char *
hearth_role_label_of_nick (const char *nick)
{
  HearthRole role;

  if (!hearth_role_from_nick (nick, &role))
    return "";
  switch (role)
    {
    case HEARTH_ROLE_COACH:
      return _ ("Coach");
    case HEARTH_ROLE_STAFF:
      return _ ("Staff");
    case HEARTH_ROLE_SUPERVISOR:
      return _ ("Supervisor");
    case HEARTH_ROLE_DIRECTOR:
      return _ ("Director");
    case HEARTH_ROLE_GREETER:
    default:
      return _ ("Greeter");
    }
}

/**
 * hearth_role_label:
 * @roles: (nullable) (array zero-terminated=1): nicks
 *
 * Returns: (transfer none): the highest of them in words
 */
const char *
hearth_role_label (const char *const *roles)
{
  HearthRole role, highest = HEARTH_ROLE_GREETER;

  for (guint i = 0; roles && roles[i]; i++)
    if (hearth_role_from_nick (roles[i], &role) && role > highest)
      highest = role;
  return hearth_role_label_of_nick (hearth_role_to_nick (highest));
}
