/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 at_s;
  gint64 account_id; /* 0: nobody was signed in, or hearthctl */
  gint64 desk_id;
  const char *verb;
  const char *kind;
  gint64 subject_id;
  const char *detail; /* ids and words of the protocol, never a name */
} HearthAuditEntry;

gboolean hearth_audit_store_append (HearthConn *conn, const HearthAuditEntry *entry, GError **error);
gboolean hearth_audit_store_verify (HearthConn *conn, gint64 *n_rows, gint64 *broken_id, GError **error);

G_END_DECLS
