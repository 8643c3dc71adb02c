/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub.h"

G_BEGIN_DECLS

typedef struct _HearthToolSocket HearthToolSocket;

/* The way in for the tools of this PC: "hub.socket" beside the center file. Hub's main context. @hub outlives it. */
HearthToolSocket *hearth_tool_socket_new (HearthHub *hub, const char *center_path, GError **error);
void hearth_tool_socket_free (HearthToolSocket *self);

G_END_DECLS
