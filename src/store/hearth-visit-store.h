/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

/* A visit as its row holds it; HearthVisit is how people see it. */
typedef struct
{
  gint64 id; /* 0: not yet kept */
  gint64 revision;
  char *kind;       /* (owned) */
  gint64 person_id; /* 0: none */
  char *guest_name; /* (owned) (nullable): NULL is "" */
  char *label;      /* (owned) (nullable): NULL is "" */
  gint64 head_count;
  gint64 children;
  gint64 reason_id;
  gint64 reason_version;
  gint64 arrived_at_s;
  char *visited_on; /* (owned) */
  gint64 left_at_s;
  char *left_how; /* (owned) (nullable): NULL is "" */
  gboolean late;
  gint64 recorded_at_s;
  gint64 recorded_by_id; /* 0: nobody */
  gint64 desk_id;        /* 0: none */
  gint64 voided_at_s;
} HearthVisitRow;

void hearth_visit_row_clear (HearthVisitRow *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthVisitRow, hearth_visit_row_clear)
gboolean hearth_visit_row_is_open (const HearthVisitRow *self);

gint64 hearth_visit_store_insert (HearthConn *conn, const HearthVisitRow *row, GError **error);
gboolean hearth_visit_store_update (HearthConn *conn, const HearthVisitRow *row, GError **error);
gboolean hearth_visit_store_get_row (HearthConn *conn, gint64 id, HearthVisitRow *row, GError **error);
gboolean hearth_visit_store_list_open (HearthConn *conn, const char *until_day, GArray **ids, GError **error);
gboolean hearth_visit_store_close_until (HearthConn *conn, const char *until_day, GError **error);

HearthVisit *hearth_visit_store_get (HearthConn *conn, gint64 id, GError **error);
GPtrArray *hearth_visit_store_some (HearthConn *conn, const gint64 *ids, gsize n_ids, GError **error);
GPtrArray *hearth_visit_store_day (HearthConn *conn, const char *day, GError **error);
GPtrArray *hearth_visit_store_roll (HearthConn *conn, GError **error);

G_END_DECLS
