/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"
#include "hearth-reason-store.h"

G_BEGIN_DECLS

/* Of a person's dates, what may be seen of them at the desk is worked out of these; the dates themselves never leave. */
typedef struct
{
  char *birth_kind;    /* (owned) */
  char *birth_date;    /* (owned) */
  char *recovery_date; /* (owned) (nullable): only where it may be noticed */
} HearthVisitorDates;

void hearth_visitor_dates_clear (HearthVisitorDates *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthVisitorDates, hearth_visitor_dates_clear)

gboolean hearth_visitor_store_dates (HearthConn *conn, gint64 person, HearthVisitorDates *dates, GError **error);
gboolean hearth_visitor_store_usual_reason (
    HearthConn *conn, gint64 person, gint64 but_for, char **code, HearthReasonRef *reason, GError **error);
gboolean hearth_visitor_store_day_before (
    HearthConn *conn, gint64 person, gint64 visit, gint64 arrived_at_s, char **day, GError **error);
gboolean hearth_visitor_store_open_since (
    HearthConn *conn, gint64 person, const char *day, gint64 since_s, gint64 but_for, gint64 *visit, GError **error);
gboolean hearth_visitor_store_on_day (
    HearthConn *conn, gint64 person, const char *day, gint64 since_s, gint64 until_s, gint64 *visit, GError **error);
gboolean hearth_visitor_store_at (
    HearthConn *conn, gint64 person, const char *day, gint64 at_s, gint64 near_s, gint64 *visit, GError **error);
gboolean
hearth_visitor_store_open_before (HearthConn *conn, gint64 person, const char *day, GArray **visits, GError **error);

G_END_DECLS
