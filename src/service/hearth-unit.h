/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

#include "hearth-conn.h"
#include "hearth-permission.h"

G_BEGIN_DECLS

/**
 * HearthCaller:
 *
 * Who asks: as the hub's session knows it, never as the desk says it. Plain values, copied freely.
 */
typedef struct
{
  gint64 account_id; /* 0: nobody is signed in, or hearthctl */
  gint64 desk_id;    /* 0: hearthctl */
  guint permissions; /* a set, see hearth-permission.h; hearthctl has all */
} HearthCaller;

#define HEARTH_CALLER_TOOL ((HearthCaller){ 0, 0, G_MAXUINT })

/**
 * HearthUnit:
 *
 * One unit of work of a service: a connection inside a transaction (or a reader), who asks, now, and what has changed.
 * Lives on a database thread for the length of one call. Made by HearthHouse.
 */
typedef struct
{
  HearthConn *conn; /* (unowned) */
  HearthCaller caller;
  GTimeZone *zone; /* (unowned): the center's */
  gint64 now_s;
  GArray *changes; /* (owned): of HearthChange */
  gpointer house;  /* (unowned): the HearthHouse that made it */
  GArray *noted;   /* (owned): what the people index learns after the COMMIT; see hearth-house.c */
  gint64 row_id;   /* of the row that is made: one that it had before the center was restored; 0: a new one */
  gboolean logged; /* a row of the audit says already that this caller does this: see hearth_unit_audit_once() */
} HearthUnit;

typedef struct
{
  const char *kind; /* static: "visit", "person", "reason", "center", "account", "day" */
  gint64 id;
} HearthChange;

gboolean hearth_unit_need (HearthUnit *self, HearthPermission permission, GError **error);
gboolean hearth_unit_may (HearthUnit *self, HearthPermission permission);
void hearth_unit_changed (HearthUnit *self, const char *kind, gint64 id);
gboolean
hearth_unit_audit (HearthUnit *self, const char *verb, const char *kind, gint64 id, const char *detail, GError **error);
gboolean hearth_unit_audit_once (
    HearthUnit *self, const char *verb, const char *kind, gint64 id, const char *detail, GError **error);
void hearth_unit_note_person (HearthUnit *self, gint64 person_id);
void hearth_unit_note_visit (HearthUnit *self, gint64 person_id, gint64 last_visit_at_s);

G_END_DECLS
