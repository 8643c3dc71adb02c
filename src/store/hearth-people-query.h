/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-people-index-private.h"

G_BEGIN_DECLS

#define HEARTH_QUERY_MAX_WORDS 8

/* A typed word. */
typedef struct
{
  char *text; /* (owned): folded */
  guint n_chars;
  HearthFits fits;
  GHashTable *phones; /* (owned) (nullable): a set of person ids whose phone ends so */
} HearthQueryWord;

/* A search on its way: on the stack of one reader thread. */
typedef struct
{
  HearthPeopleIndex *index; /* (unowned): locked by the caller */
  HearthQueryWord words[HEARTH_QUERY_MAX_WORDS];
  guint n_words;
  gboolean cut;      /* more was typed than is looked at */
  guint8 *wanted_by; /* (owned): for each term of the vocabulary, the set of words that it fits */
  guint8 *close_to;  /* (owned): the same for those words that it is or begins with */
  GArray *best;      /* (owned): of HearthRanked, sorted */
  guint limit;
} HearthQuery;

typedef struct
{
  HearthFound found;
  guint cost; /* finer than the kind of match and the number of slips */
} HearthRanked;

void hearth_query_init (HearthQuery *self, HearthPeopleIndex *index, guint limit);
void hearth_query_clear (HearthQuery *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthQuery, hearth_query_clear)

gboolean hearth_query_take_words (HearthQuery *self, const char *typed);
void hearth_query_fit_words (HearthQuery *self);
void hearth_query_rank (HearthQuery *self, const HearthIndexed *person);
void hearth_query_rank_everybody (HearthQuery *self);
void hearth_query_take_card (HearthQuery *self, gint64 person_id, gint64 last_visit_at_s);

G_END_DECLS
