/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* What a report reads of a visit: no name, and the person only to tell people apart. */
typedef struct
{
  gint64 person_id; /* 0: nameless */
  gint64 reason_id;
  gint64 reason_version;
  gint64 arrived_at_s;
  guint day;   /* of the month, from 1 */
  guint heads; /* people counted */
  guint children;
  gboolean group, guest_new;
} HearthReportVisit;

/* A reason, and under which id visits keep it. */
typedef struct
{
  gint64 id;
  gint64 version;
  char *code;  /* (owned) */
  char *label; /* (owned): of that version */
  gboolean retired;
  guint visits;
  gint64 meant; /* the latest version that visits counted here were recorded with, 0: there are none */
} HearthReportReason;

GArray *hearth_report_store_visits (HearthConn *conn, const char *first_day, const char *last_day, GError **error);
GArray *hearth_report_store_reasons (HearthConn *conn, GError **error);
gboolean hearth_report_store_label (HearthConn *conn, HearthReportReason *reason, gint64 version, GError **error);
gboolean hearth_report_store_count_first (
    HearthConn *conn, const char *first_day, const char *last_day, guint *n_people, GError **error);
gboolean hearth_report_store_count_heads (
    HearthConn *conn, const char *first_day, const char *last_day, guint *n_heads, GError **error);

G_END_DECLS
