/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-host.h"

G_BEGIN_DECLS

/* The HearthHost of one PC: the hub runs inside the program. */
#define HEARTH_TYPE_EMBEDDED_HOST (hearth_embedded_host_get_type ())
G_DECLARE_FINAL_TYPE (HearthEmbeddedHost, hearth_embedded_host, HEARTH, EMBEDDED_HOST, GObject)

HearthEmbeddedHost *hearth_embedded_host_new (void);

G_END_DECLS
