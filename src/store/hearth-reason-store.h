/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"
#include "hearth-reason.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a visit keeps of its reason. */
typedef struct
{
  gint64 id; /* 0: there is none */
  gint64 version;
} HearthReasonRef;

GListStore *hearth_reason_store_list (HearthConn *conn, GError **error);
gboolean hearth_reason_store_find (HearthConn *conn, const char *code, HearthReasonRef *reason, GError **error);
gboolean hearth_reason_store_find_offered (HearthConn *conn, const char *code, HearthReasonRef *reason, GError **error);
gboolean hearth_reason_store_insert (HearthConn *conn, HearthReason *reason, GError **error);
gboolean hearth_reason_store_update (HearthConn *conn, HearthReason *reason, GError **error);
gboolean hearth_reason_store_keep_version (HearthConn *conn, const char *code, gint64 until_at_s, GError **error);

G_END_DECLS
