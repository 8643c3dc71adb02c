/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_HUB_GREETING (hearth_hub_greeting_get_type ())
G_DECLARE_FINAL_TYPE (HearthHubGreeting, hearth_hub_greeting, HEARTH, HUB_GREETING, HearthRecord)

gint64 hearth_hub_greeting_get_protocol (HearthHubGreeting *self);
gint64 hearth_hub_greeting_get_now_s (HearthHubGreeting *self);
const char *hearth_hub_greeting_get_center_uuid (HearthHubGreeting *self);
const char *hearth_hub_greeting_get_epoch (HearthHubGreeting *self);
gint64 hearth_hub_greeting_get_desk (HearthHubGreeting *self);
gboolean hearth_hub_greeting_get_shared (HearthHubGreeting *self);
const char *hearth_hub_greeting_get_kept_public_key (HearthHubGreeting *self);
const char *hearth_hub_greeting_get_kept_secret_key (HearthHubGreeting *self);
gboolean hearth_hub_greeting_get_renew (HearthHubGreeting *self);
gboolean hearth_hub_greeting_get_keeps_backups (HearthHubGreeting *self);
const char *const *hearth_hub_greeting_get_epochs_before (HearthHubGreeting *self);
gboolean hearth_hub_greeting_get_copied (HearthHubGreeting *self);

G_END_DECLS
