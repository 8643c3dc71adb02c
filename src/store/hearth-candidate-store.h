/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-twin-store.h"

G_BEGIN_DECLS

gboolean hearth_candidate_store_shown (
    HearthConn *conn, gint64 person_id, gint64 since_s, gboolean *there, HearthShown *shown, GError **error);

G_END_DECLS
