/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"
#include "hearth-desk.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The keys of the center and of its hub, PEM. */
typedef struct
{
  char *authority;       /* (owned) (nullable): NULL: none were made yet */
  char *authority_key;   /* (owned) */
  char *certificate;     /* (owned) */
  char *certificate_key; /* (owned) */
} HearthHubKeys;

void hearth_hub_keys_clear (HearthHubKeys *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthHubKeys, hearth_hub_keys_clear)

gboolean hearth_desk_store_get_hub_keys (HearthConn *conn, HearthHubKeys *keys, GError **error);
gboolean hearth_desk_store_put_hub_keys (HearthConn *conn, const HearthHubKeys *keys, GError **error);

/* By what a desk is known. */
typedef struct
{
  gint64 id;              /* 0: none */
  char *fingerprint;      /* (owned) */
  char *next_fingerprint; /* (owned): "" unless renewed and not used yet */
  gint64 expires_at_s;    /* of the certificate in use */
  gint64 next_expires_at_s;
  gint64 joined_at_s;
  char *public_key; /* (owned): see desk.kept_public_key */
  char *secret_key; /* (owned) */
  char *key_id;     /* (owned): of the key in its certificates, "" where it is not known */
} HearthDeskKeys;

void hearth_desk_keys_clear (HearthDeskKeys *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthDeskKeys, hearth_desk_keys_clear)

/* The columns of desk that have them, but for the key's id, which is younger. */
#define HEARTH_DESK_KEYS                                                                                               \
  "id, fingerprint, next_fingerprint, expires_at_s, next_expires_at_s, joined_at_s, kept_public_key, kept_secret_key"
gboolean hearth_desk_store_read_keys (HearthStmt *stmt, HearthDeskKeys *keys, GError **error);

/* Removed desks are found by none of these. */
gboolean hearth_desk_store_get_keys (HearthConn *conn, gint64 desk, HearthDeskKeys *keys, GError **error);
gboolean hearth_desk_store_find (HearthConn *conn, const char *fingerprint, HearthDeskKeys *keys, GError **error);
HearthDesk *hearth_desk_store_get (HearthConn *conn, gint64 desk, GError **error);
GListStore *hearth_desk_store_list (HearthConn *conn, GError **error);
gboolean hearth_desk_store_count_joined (HearthConn *conn, gint64 *n, gint64 *backup_at_s, GError **error);

gint64 hearth_desk_store_insert (HearthConn *conn, const char *name, gboolean front_desk, gint64 now_s, GError **error);
gboolean hearth_desk_store_set_joined (HearthConn *conn, const HearthDeskKeys *keys, GError **error);
gboolean hearth_desk_store_set_next (
    HearthConn *conn, gint64 desk, const char *fingerprint, const char *key_id, gint64 expires_at_s, GError **error);
gboolean hearth_desk_store_use_next (HearthConn *conn, gint64 desk, GError **error);
gboolean hearth_desk_store_seen (HearthConn *conn, gint64 desk, const char *version, gint64 now_s, GError **error);
gboolean
hearth_desk_store_set_name (HearthConn *conn, gint64 desk, const char *name, gboolean front_desk, GError **error);
gboolean hearth_desk_store_save (HearthConn *conn, HearthDesk *desk, GError **error);
gboolean hearth_desk_store_check (HearthConn *conn, gint64 desk, GError **error);
gboolean hearth_desk_store_remove (HearthConn *conn, gint64 desk, gint64 now_s, GError **error);

G_END_DECLS
