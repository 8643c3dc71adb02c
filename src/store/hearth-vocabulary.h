/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"

G_BEGIN_DECLS

/* The words of the people index, each with a small number of its own and with how many people have it. Not thread-safe:
 * HearthPeopleIndex locks. */
typedef struct _HearthVocabulary HearthVocabulary;

/* How a typed word fits a word of the vocabulary, in one byte; the lower the better. */
typedef guint8 HearthFit;

enum
{
  HEARTH_FIT_EXACT = 0,
  HEARTH_FIT_PREFIX = 1,
  HEARTH_FIT_INNER = 2,
  HEARTH_FIT_TYPO = 4, /* four for each slip, and one more if it is near a beginning only */
  HEARTH_FIT_NONE = 255,
};

/* A typed word beside the vocabulary. */
typedef struct
{
  HearthFit *fits;  /* (owned): one for each word of the vocabulary */
  GArray *others;   /* (owned): of guint32, the words that fit but do not begin with the typed one */
  guint64 n_people; /* how many have one of them, at most */
} HearthFits;

HearthVocabulary *hearth_vocabulary_new (HearthConn *conn, GError **error);
void hearth_vocabulary_free (HearthVocabulary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthVocabulary, hearth_vocabulary_free)

guint32 hearth_vocabulary_lookup (HearthVocabulary *self, const char *term);
guint32 hearth_vocabulary_take (HearthVocabulary *self, const char *term);
void hearth_vocabulary_drop (HearthVocabulary *self, guint32 number);
guint hearth_vocabulary_get_size (HearthVocabulary *self);
const char *hearth_vocabulary_get_term (HearthVocabulary *self, guint32 number);

void hearth_vocabulary_fit (HearthVocabulary *self, const char *word, HearthFits *fits);
void hearth_fits_clear (HearthFits *self);

G_END_DECLS
