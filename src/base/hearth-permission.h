/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-role.h"

G_BEGIN_DECLS

/**
 * HearthPermission:
 *
 * What a call may need. Each method of the protocol names one in its annotation; the gate decides by the roles of who is
 * signed in. A set of permissions is a bit mask, HEARTH_PERMISSION_BIT() of each.
 */
typedef enum
{
  HEARTH_PERMISSION_OPEN,            /* anybody at a desk, also while it is locked */
  HEARTH_PERMISSION_SIGNED_IN,       /* anybody who is signed in */
  HEARTH_PERMISSION_CHECKIN,         /* check people in and out, see the day */
  HEARTH_PERMISSION_FIND_PEOPLE,     /* search: shown names only */
  HEARTH_PERMISSION_REGISTER_PEOPLE, /* a new record; names, pronouns and card of a record */
  HEARTH_PERMISSION_OPEN_PEOPLE,     /* open a record (logged): names, pronouns, card, notice */
  HEARTH_PERMISSION_CONTACT_PEOPLE,  /* phones, addresses, dates, notes of a record */
  HEARTH_PERMISSION_MERGE_PEOPLE,    /* two records side by side, merge, take apart */
  HEARTH_PERMISSION_IMPORT_PEOPLE,   /* people from a file */
  HEARTH_PERMISSION_REPORT,          /* figures of the center */
  HEARTH_PERMISSION_MANAGE_ACCOUNTS, /* who may sign in */
  HEARTH_PERMISSION_MANAGE_CENTER,   /* settings, vocabularies, notice, backups */
} HearthPermission;

#define HEARTH_N_PERMISSIONS (HEARTH_PERMISSION_MANAGE_CENTER + 1)
#define HEARTH_PERMISSION_BIT(permission) (1u << (permission))

const char *hearth_permission_to_nick (HearthPermission permission);
gboolean hearth_permission_from_nick (const char *nick, HearthPermission *permission);
guint hearth_permissions_of_role (HearthRole role);
guint hearth_permissions_of_roles (const char *const *nicks);
guint hearth_permissions_at_front_desk (guint permissions);
char **hearth_permissions_to_strv (guint permissions);
guint hearth_permissions_from_strv (const char *const *nicks);

G_END_DECLS
