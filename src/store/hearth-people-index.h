/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* What a search needs in memory: the index's vocabulary (for typos and inner parts of names) and when each person was
 * last here (for ranking). Shared by the reader threads and changed after COMMITs: it locks itself. Owned by HearthHouse. */
typedef struct _HearthPeopleIndex HearthPeopleIndex;

HearthPeopleIndex *hearth_people_index_new (HearthConn *conn, GError **error); /* reads it all */
void hearth_people_index_free (HearthPeopleIndex *self);

/* After a COMMIT. @names: the folded names now, NULL if the person is gone from the search. */
void hearth_people_index_note_person (HearthPeopleIndex *self, gint64 person_id, const char *names);
void hearth_people_index_note_visit (HearthPeopleIndex *self, gint64 person_id, gint64 last_visit_at_s);

/* How a person fits a query. The lower the better. */
typedef enum
{
  HEARTH_MATCH_CARD,
  HEARTH_MATCH_EXACT,  /* every word is a whole name of theirs */
  HEARTH_MATCH_PREFIX, /* every word begins one */
  HEARTH_MATCH_PHONE,  /* by the last four digits alone */
  HEARTH_MATCH_INNER,  /* a word is inside one */
  HEARTH_MATCH_TYPO,   /* a word is one or two slips away from one */
} HearthMatch;

typedef struct
{
  gint64 person_id;
  HearthMatch match;
  guint slips; /* edits in all words together */
  gint64 last_visit_at_s;
} HearthFound;

/* Returns (transfer full) (element-type HearthFound), best first, at most @limit.
 * Reader threads. */
GArray *
hearth_people_index_find (HearthPeopleIndex *self, HearthConn *conn, const char *query, guint limit, GError **error);

G_END_DECLS
