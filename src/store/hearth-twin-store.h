/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* What tells whether two records may be one person, of one record. Folded texts, digits only. */
typedef struct
{
  gint64 id;
  char *preferred;  /* (owned) */
  char *given;      /* (owned) */
  char *family;     /* (owned) */
  char *birth_date; /* (owned): YYYY-MM-DD or "" */
  char **former;    /* (owned) */
  char **phones;    /* (owned) */
} HearthTwinRow;

void hearth_twin_row_free (HearthTwinRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTwinRow, hearth_twin_row_free)

/* All return (transfer full) (element-type HearthTwinRow); people who were merged into others are left out. */
GPtrArray *hearth_twin_store_of_ids (HearthConn *conn, const gint64 *ids, gsize n_ids, GError **error);
GPtrArray *hearth_twin_store_all (HearthConn *conn, GError **error);

/* Ids of people, added to the set @ids (keys are gint64 *, owned). */
gboolean hearth_twin_store_add_by_words (HearthConn *conn, const char *folded, GHashTable *ids, GError **error);
gboolean hearth_twin_store_add_by_phone (HearthConn *conn, const char *last_four, GHashTable *ids, GError **error);
gboolean hearth_twin_store_add_by_birth (HearthConn *conn, const char *birth_date, GHashTable *ids, GError **error);
gboolean hearth_twin_store_drop_not_same (HearthConn *conn, gint64 id, GHashTable *ids, GError **error);

/* What a list may show of a person. */
typedef struct
{
  char *preferred_name; /* (owned) */
  char *family_name;    /* (owned) */
  char *pronouns;       /* (owned) */
  gint64 here_since_s;  /* 0: not here */
} HearthShown;

void hearth_shown_clear (HearthShown *self);
gboolean hearth_twin_store_shown (HearthConn *conn, gint64 id, HearthShown *shown, GError **error);

G_END_DECLS
