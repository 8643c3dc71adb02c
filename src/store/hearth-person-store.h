/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"
#include "hearth-person.h"

G_BEGIN_DECLS

/* What a new record has beside its fields. */
typedef struct
{
  gint64 now_s;
  gint64 account_id; /* 0: nobody */
  gint64 batch_id;   /* 0: not imported */
  gint64 id;         /* 0 but for one that was given before the center was restored: then nothing has it now */
} HearthPersonOrigin;

/* Where a record stands: read before every write of it. */
typedef struct
{
  gint64 revision;
  gint64 merged_into; /* 0: it stands for itself */
} HearthPersonState;

gboolean hearth_person_store_state (HearthConn *conn, gint64 id, HearthPersonState *state, GError **error);
gint64 hearth_person_store_resolve (HearthConn *conn, gint64 id, GError **error);
HearthPerson *hearth_person_store_get (HearthConn *conn, gint64 id, GError **error);
gint64
hearth_person_store_insert (HearthConn *conn, HearthPerson *person, const HearthPersonOrigin *origin, GError **error);
gboolean hearth_person_store_save (HearthConn *conn, gint64 id, HearthPerson *person, GError **error);
gboolean hearth_person_store_set_merged_into (HearthConn *conn, gint64 id, gint64 merged_into, GError **error);
gboolean hearth_person_store_set_card_code (HearthConn *conn, gint64 id, const char *code, GError **error);
gint64 hearth_person_store_card_holder (HearthConn *conn, const char *code, GError **error);
gboolean hearth_person_store_delete (HearthConn *conn, gint64 id, GError **error);

gboolean hearth_person_store_recompute_last_visit (HearthConn *conn, gint64 id, gint64 *at_s, GError **error);
gint64 hearth_person_store_count_visits (HearthConn *conn, gint64 id, GError **error);

G_END_DECLS
