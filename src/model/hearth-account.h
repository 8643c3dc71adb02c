/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_ACCOUNT (hearth_account_get_type ())
G_DECLARE_FINAL_TYPE (HearthAccount, hearth_account, HEARTH, ACCOUNT, HearthRecord)

gint64 hearth_account_get_id (HearthAccount *self);
gint64 hearth_account_get_revision (HearthAccount *self);
const char *hearth_account_get_name (HearthAccount *self);
const char *hearth_account_get_preferred_name (HearthAccount *self);
const char *const *hearth_account_get_roles (HearthAccount *self);
const char *const *hearth_account_get_permissions (HearthAccount *self);
gboolean hearth_account_get_has_pin (HearthAccount *self);
gboolean hearth_account_get_disabled (HearthAccount *self);
gboolean hearth_account_get_new_passphrase (HearthAccount *self);
guint hearth_account_permissions_at (HearthAccount *self, gboolean front_desk);

G_END_DECLS
