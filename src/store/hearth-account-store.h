/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-account.h"
#include "hearth-conn.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What signing in needs of an account and no desk ever sees. */
typedef struct
{
  gint64 id; /* 0: there is none */
  char *passphrase_hash;
  char *pin_hash; /* "" without a PIN */
  gint64 failures;
  gint64 wait_until_s;
  gboolean disabled;
  gboolean new_passphrase;
} HearthAccountLock;

void hearth_account_lock_clear (HearthAccountLock *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthAccountLock, hearth_account_lock_clear)

HearthAccount *hearth_account_store_get (HearthConn *conn, gint64 id, GError **error);
GListStore *hearth_account_store_list (HearthConn *conn, GError **error);
gboolean hearth_account_store_find (HearthConn *conn, const char *name_folded, gint64 *id, GError **error);
gboolean hearth_account_store_get_lock (HearthConn *conn, gint64 id, HearthAccountLock *lock, GError **error);

gint64 hearth_account_store_insert (HearthConn *conn,
                                    const char *name,
                                    const char *name_folded,
                                    const char *preferred_name,
                                    const char *passphrase_hash,
                                    gint64 now_s,
                                    GError **error);
gboolean hearth_account_store_set_roles (HearthConn *conn, gint64 id, const char *const *roles, GError **error);
gboolean
hearth_account_store_set_failures (HearthConn *conn, gint64 id, gint64 failures, gint64 wait_until_s, GError **error);
gboolean hearth_account_store_set_passphrase (
    HearthConn *conn, gint64 id, const char *hash, gboolean new_passphrase, GError **error);
gboolean hearth_account_store_set_pin (HearthConn *conn, gint64 id, const char *pin_hash, GError **error);
gboolean hearth_account_store_set_disabled (HearthConn *conn, gint64 id, gint64 disabled_at_s, GError **error);
gboolean hearth_account_store_count_directors (HearthConn *conn, gint64 but_for, gint64 *n_directors, GError **error);

G_END_DECLS
