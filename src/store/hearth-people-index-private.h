/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-people-index.h"
#include "hearth-vocabulary.h"

G_BEGIN_DECLS

/* For hearth-people-index.c, hearth-people-search.c and their tests. */

typedef struct
{
  gint64 id;
  gint64 last_visit_at_s;
  guint32 first_term; /* in HearthPeopleIndex.terms */
  guint32 n_terms;
} HearthIndexed;

struct _HearthPeopleIndex
{
  GRWLock lock; /* guards all that follows */

  HearthVocabulary *vocabulary; /* (owned) */
  GArray *people;               /* (owned): of HearthIndexed, in no order */
  GArray *terms;                /* (owned): of guint32, the words of each person side by side */
  guint n_loose_terms;          /* of them, how many belong to nobody any more */
  GHashTable *positions;        /* (owned): person id -> position + 1 in people */
};

/* Where a search takes those from whom it ranks: the index on disk, or everybody in memory. */
typedef enum
{
  HEARTH_SEARCH_FROM_EITHER, /* the cheaper one */
  HEARTH_SEARCH_FROM_INDEX,
  HEARTH_SEARCH_FROM_MEMORY,
} HearthSearchFrom;

const HearthIndexed *hearth_people_index_lookup (HearthPeopleIndex *self, gint64 person_id);
GArray *hearth_people_index_find_from (
    HearthPeopleIndex *self, HearthConn *conn, const char *query, guint limit, HearthSearchFrom from, GError **error);

G_END_DECLS
