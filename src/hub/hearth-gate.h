/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub-types.h"
#include "hearth-permission.h"

G_BEGIN_DECLS

#define HEARTH_GATE_PATH "/org/recoverycommons/Hearth1"
#define HEARTH_GATE_ANNOTATION "org.recoverycommons.Hearth.Permission"

/* Of one call; a piece of a file is the largest there is. */
#define HEARTH_GATE_MAX_BYTES (1024 * 1024)

gboolean hearth_gate_register (HearthPeer *peer, GDBusConnection *connection, GArray *registrations, GError **error);
gboolean hearth_gate_decide (const GDBusMethodInfo *method, gboolean signed_in, guint permissions, GError **error);

/* For tests: what is registered, and whether a method has a handler. */
GDBusInterfaceInfo **hearth_gate_list_interfaces (void);
const HearthVerb *hearth_gate_find_verb (const char *interface_name, const char *method_name);

G_END_DECLS
