/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* The first answer to a request. */
typedef struct
{
  char *method;   /* (owned) (nullable): NULL: there was no such request */
  GBytes *answer; /* (owned) (nullable) */
  gint64 account_id;
  gint64 answered_at_s;
} HearthRequest;

void hearth_request_clear (HearthRequest *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthRequest, hearth_request_clear)

gboolean hearth_request_store_find (HearthConn *conn, const char *id, HearthRequest *request, GError **error);
gboolean hearth_request_store_insert (HearthConn *conn, const char *id, const HearthRequest *request, GError **error);
gboolean hearth_request_store_prune (HearthConn *conn, gint64 before_s, gint64 after_s, GError **error);

G_END_DECLS
