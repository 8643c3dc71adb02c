/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_NEWCOMER (hearth_newcomer_get_type ())
G_DECLARE_FINAL_TYPE (HearthNewcomer, hearth_newcomer, HEARTH, NEWCOMER, GObject)

/* A peer without a certificate, who wants to join. @invocation: (transfer full): to be answered. */
typedef void (*HearthNewcomerAsks) (HearthNewcomer *self, GDBusMethodInvocation *invocation, gpointer user_data);
typedef void (*HearthNewcomerGone) (HearthNewcomer *self, gpointer user_data);

/* @user_data outlives the connection, or closes it. */
HearthNewcomer *hearth_newcomer_new (HearthNewcomerAsks asks, HearthNewcomerGone gone, gpointer user_data);
void hearth_newcomer_open (HearthNewcomer *self, GIOStream *stream, GSocket *socket);
void hearth_newcomer_close (HearthNewcomer *self);

G_END_DECLS
