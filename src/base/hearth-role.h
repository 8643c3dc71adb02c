/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HearthRole:
 *
 * What somebody who signs in is at the center. A person may have several. Crosses wires and tables by its nick.
 */
typedef enum
{
  HEARTH_ROLE_GREETER,
  HEARTH_ROLE_COACH,
  HEARTH_ROLE_STAFF,
  HEARTH_ROLE_SUPERVISOR,
  HEARTH_ROLE_DIRECTOR,
} HearthRole;

#define HEARTH_N_ROLES (HEARTH_ROLE_DIRECTOR + 1)

const char *hearth_role_to_nick (HearthRole role);
gboolean hearth_role_from_nick (const char *nick, HearthRole *role);

G_END_DECLS
