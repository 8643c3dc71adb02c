/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-role.h"

G_BEGIN_DECLS

/* A role with what it may do, and a switch. Signal "toggled": a person has put it on or off. */
#define HEARTH_TYPE_ROLE_ROW (hearth_role_row_get_type ())
G_DECLARE_FINAL_TYPE (HearthRoleRow, hearth_role_row, HEARTH, ROLE_ROW, AdwActionRow)

HearthRoleRow *hearth_role_row_new (HearthRole role);
gboolean hearth_role_row_get_active (HearthRoleRow *self);
void hearth_role_row_set_active (HearthRoleRow *self, gboolean active);
/* @why: (nullable): why the role cannot be taken away, in the place of what it may do. */
void hearth_role_row_set_fixed (HearthRoleRow *self, const char *why);

/* Of HEARTH_N_ROLES rows in the order of the roles. Returns (transfer full): the nicks of those that are on. */
char **hearth_role_rows_dup_nicks (HearthRoleRow *const *rows);

G_END_DECLS
