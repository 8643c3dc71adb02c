/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* Somebody's shift at a desk. */
typedef struct
{
  gint64 begun_at_s; /* 0: there is none */
  gint64 ended_at_s; /* 0: it goes on */
  gint64 pin_failures;
} HearthShift;

gboolean hearth_shift_store_get (HearthConn *conn, gint64 account, gint64 desk, HearthShift *shift, GError **error);
gboolean hearth_shift_store_begin (HearthConn *conn, gint64 account, gint64 desk, gint64 now_s, GError **error);
gboolean hearth_shift_store_end_all (HearthConn *conn, gint64 account, gint64 desk, gint64 now_s, GError **error);
gboolean hearth_shift_store_seen (
    HearthConn *conn, gint64 account, gint64 desk, gint64 pin_failures, gint64 now_s, GError **error);
/* The way back after a lost connection: at one desk one person has one. */
gboolean
hearth_shift_store_set_resume (HearthConn *conn, gint64 account, gint64 desk, const char *hash, GError **error);
gboolean hearth_shift_store_get_resume (HearthConn *conn, gint64 account, gint64 desk, char **hash, GError **error);
gboolean hearth_shift_store_drop_resume (HearthConn *conn, gint64 account, gint64 desk, GError **error);
gboolean hearth_shift_store_end_desk (HearthConn *conn, gint64 desk, gint64 now_s, GError **error);
gboolean hearth_shift_store_faces (HearthConn *conn, gint64 desk, guint limit, GArray **accounts, GError **error);

G_END_DECLS
