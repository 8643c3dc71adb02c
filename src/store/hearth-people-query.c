/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What is typed as words, how they fit the names of a person, and the best so far. Used by hearth-people-search.c on a
 * reader thread, under the index's lock. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-people-query.h"

#include "hearth-slips.h"
#include "hearth-text.h"

/**
 * hearth_query_init:
 * @self: (out caller-allocates): a query
 * @index: the index, locked by the caller for as long as the query lives
 * @limit: how many it keeps
 */
void
hearth_query_init (HearthQuery *self, HearthPeopleIndex *index, guint limit)
{
  *self = (HearthQuery){
    .index = index,
    .best = g_array_new (FALSE, FALSE, sizeof (HearthRanked)),
    .limit = limit,
  };
}

/**
 * hearth_query_clear:
 * @self: a query, or all zero
 *
 * Frees what it holds.
 */
void
hearth_query_clear (HearthQuery *self)
{
  for (guint i = 0; i < self->n_words; i++)
    {
      g_clear_pointer (&self->words[i].text, g_free);
      hearth_fits_clear (&self->words[i].fits);
      g_clear_pointer (&self->words[i].phones, g_hash_table_unref);
    }
  g_clear_pointer (&self->wanted_by, g_free);
  g_clear_pointer (&self->close_to, g_free);
  g_clear_pointer (&self->best, g_array_unref);
}

/**
 * hearth_query_take_words:
 * @self: a new query
 * @typed: valid UTF-8, anything at all
 *
 * Returns: whether there is enough of it to look for: two letters or digits
 */
gboolean
hearth_query_take_words (HearthQuery *self, const char *typed)
{
  g_autofree char *folded = hearth_text_fold (typed);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  glong n_chars = 0;

  for (guint i = 0; words[i]; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);

      if (length == 0)
        continue;
      if (self->n_words == HEARTH_QUERY_MAX_WORDS)
        {
          self->cut = TRUE;
          break;
        }
      self->cut = self->cut || length > HEARTH_SLIPS_WORD_MAX;
      n_chars += length;
      self->words[self->n_words].n_chars = (guint)MIN (length, HEARTH_SLIPS_WORD_MAX);
      self->words[self->n_words].text = g_utf8_substring (words[i], 0, self->words[self->n_words].n_chars);
      self->n_words++;
    }
  return n_chars >= 2;
}

/**
 * hearth_query_fit_words:
 * @self: a query with words
 *
 * Compares each with the vocabulary.
 */
void
hearth_query_fit_words (HearthQuery *self)
{
  guint size = hearth_vocabulary_get_size (self->index->vocabulary);

  self->wanted_by = g_new0 (guint8, MAX (size, 1));
  self->close_to = g_new0 (guint8, MAX (size, 1));
  for (guint i = 0; i < self->n_words; i++)
    {
      HearthQueryWord *word = &self->words[i];

      hearth_vocabulary_fit (self->index->vocabulary, word->text, &word->fits);
      for (guint term = 0; term < size; term++)
        {
          if (word->fits.fits[term] != HEARTH_FIT_NONE)
            self->wanted_by[term] |= (guint8)(1u << i);
          if (word->fits.fits[term] <= HEARTH_FIT_PREFIX)
            self->close_to[term] |= (guint8)(1u << i);
        }
    }
}

/* No sum of what is smaller, over all words, weighs as much as one slip. */
#define COST_OF_SLIP 128
#define COST_OF_BEGINNING 8

/* How a person fits so far: the worst of the words, and their slips together. */
typedef struct
{
  guint cost; /* of all words: fewer slips first, whole names before beginnings before inner parts */
  guint slips;
  HearthFit worst;
  gboolean possible;
} Fit;

static gboolean
is_better (const Fit *a, const Fit *b)
{
  if (!a->possible || !b->possible)
    return a->possible;
  return a->worst != b->worst ? a->worst < b->worst : a->cost < b->cost;
}

static Fit
fit_with (const Fit *before, HearthFit word)
{
  Fit fit = *before;
  HearthFit kind = MIN (word, HEARTH_FIT_TYPO);

  if (kind == HEARTH_FIT_TYPO)
    {
      fit.slips += word / HEARTH_FIT_TYPO;
      fit.cost += word / HEARTH_FIT_TYPO * COST_OF_SLIP + word % HEARTH_FIT_TYPO * COST_OF_BEGINNING;
    }
  else
    fit.cost += word;
  fit.worst = MAX (fit.worst, kind);
  return fit;
}

static Fit
fit_one_word (HearthQuery *self, const guint32 *terms, guint n_terms)
{
  const Fit nothing = { .possible = TRUE };
  HearthFit best = HEARTH_FIT_NONE;

  for (guint t = 0; t < n_terms; t++)
    best = MIN (best, self->words[0].fits.fits[terms[t]]);
  return best == HEARTH_FIT_NONE ? (Fit){ 0 } : fit_with (&nothing, best);
}

/* Each word needs a name of its own ("john johnson" is nobody's single name), and the best way to share them out counts:
 * @fits[set] is the best for that set of words with the names looked at so far. */
static Fit
share_out (HearthQuery *self, const HearthIndexed *person, guint by_phone, guint all)
{
  const guint32 *terms = &g_array_index (self->index->terms, guint32, person->first_term);
  Fit fits[1 << HEARTH_QUERY_MAX_WORDS];

  /* One word is what most searches begin with. */
  if (all == 1 && by_phone == 0)
    return fit_one_word (self, terms, person->n_terms);
  memset (fits, 0, (all + 1) * sizeof *fits);
  fits[by_phone].possible = TRUE;
  for (guint32 t = 0; t < person->n_terms; t++)
    {
      if (self->wanted_by[terms[t]] == 0)
        continue;
      /* From the fullest set down, so that a name is used once. */
      for (guint set = all; set > 0; set--)
        for (guint w = 0; w < self->n_words; w++)
          {
            guint bit = 1u << w;
            HearthFit word = self->words[w].fits.fits[terms[t]];

            if (!(set & bit) || word == HEARTH_FIT_NONE || !fits[set & ~bit].possible)
              continue;

            Fit fit = fit_with (&fits[set & ~bit], word);

            if (is_better (&fit, &fits[set]))
              fits[set] = fit;
          }
    }
  return fits[all];
}

/* Adds the words of @part, which share one name of @n_chars letters. Returns whether they can. */
static gboolean
fit_part (HearthQuery *self, Fit *fit, guint part, guint32 term, guint n_chars)
{
  guint n_words = 0, n_typed = 0;

  for (guint w = 0; w < self->n_words; w++)
    {
      if (!(part & (1u << w)))
        continue;
      *fit = fit_with (fit, self->words[w].fits.fits[term]);
      n_typed += self->words[w].n_chars;
      n_words++;
    }
  if (n_words == 1)
    return TRUE;
  fit->worst = MAX (fit->worst, HEARTH_FIT_INNER);
  return n_typed <= n_chars && fit->slips == 0;
}

/* The same where words may be parts of one name, beside each other: "o brien" is O’Brien, "de la cruz" Delacruz. Such a
 * match is never a sure one. */
static Fit
share_parts (HearthQuery *self, const HearthIndexed *person, guint by_phone, guint all)
{
  const guint32 *terms = &g_array_index (self->index->terms, guint32, person->first_term);
  Fit fits[1 << HEARTH_QUERY_MAX_WORDS];

  memset (fits, 0, (all + 1) * sizeof *fits);
  fits[by_phone].possible = TRUE;
  for (guint32 t = 0; t < person->n_terms; t++)
    {
      guint wanted = self->wanted_by[terms[t]];
      guint n_chars
          = wanted ? (guint)g_utf8_strlen (hearth_vocabulary_get_term (self->index->vocabulary, terms[t]), -1) : 0;

      for (guint set = all; set > 0 && wanted; set--)
        for (guint part = set & wanted; part > 0; part = (part - 1) & set & wanted)
          {
            Fit fit = fits[set & ~part];

            if (fit.possible && fit_part (self, &fit, part, terms[t], n_chars) && is_better (&fit, &fits[set]))
              fits[set] = fit;
          }
    }
  return fits[all];
}

static HearthMatch
match_of (HearthQuery *self, const Fit *fit, guint by_phone, guint all)
{
  if (fit->worst >= HEARTH_FIT_TYPO)
    return HEARTH_MATCH_TYPO;
  /* What was left out of sight may contradict: such a match is never a sure one. */
  if (fit->worst == HEARTH_FIT_INNER || self->cut)
    return HEARTH_MATCH_INNER;
  if (by_phone == all)
    return HEARTH_MATCH_PHONE;
  return fit->worst == HEARTH_FIT_PREFIX ? HEARTH_MATCH_PREFIX : HEARTH_MATCH_EXACT;
}

/* Best matches first, then who was here lately; the id only to have one order. */
static int
compare_ranked (const HearthRanked *a, const HearthRanked *b)
{
  if (a->found.match != b->found.match)
    return a->found.match < b->found.match ? -1 : 1;
  if (a->cost != b->cost)
    return a->cost < b->cost ? -1 : 1;
  if (a->found.last_visit_at_s != b->found.last_visit_at_s)
    return a->found.last_visit_at_s > b->found.last_visit_at_s ? -1 : 1;
  return (a->found.person_id > b->found.person_id) - (a->found.person_id < b->found.person_id);
}

/* Puts somebody in their place among the best; the last falls off. */
static void
take_ranked (HearthQuery *self, const HearthRanked *ranked)
{
  guint place = self->best->len;

  while (place > 0 && compare_ranked (ranked, &g_array_index (self->best, HearthRanked, place - 1)) < 0)
    place--;
  if (place >= self->limit)
    return;
  g_array_insert_vals (self->best, place, ranked, 1);
  if (self->best->len > self->limit)
    g_array_set_size (self->best, self->limit);
}

/* Whether the list is full of people whose names begin as typed: others need not be looked at closely. */
static gboolean
is_full_of_close (HearthQuery *self)
{
  return self->best->len == self->limit && self->limit > 0
         && g_array_index (self->best, HearthRanked, self->limit - 1).found.match <= HEARTH_MATCH_PREFIX;
}

/* Ranks somebody whose names and phones, as sets, meet all words. */
static void
rank_closely (HearthQuery *self, const HearthIndexed *person, guint by_phone, guint all)
{
  Fit fit = share_out (self, person, by_phone, all);

  if (!fit.possible && self->n_words > 1)
    fit = share_parts (self, person, by_phone, all);
  if (!fit.possible)
    return;

  HearthRanked ranked = {
    .found = {
      .person_id = person->id,
      .match = match_of (self, &fit, by_phone, all),
      .slips = fit.slips,
      .last_visit_at_s = person->last_visit_at_s,
    },
    .cost = fit.cost,
  };

  take_ranked (self, &ranked);
}

static guint
words_by_phone (HearthQuery *self, const HearthIndexed *person)
{
  guint by_phone = 0;

  for (guint w = 0; w < self->n_words; w++)
    if (self->words[w].phones && g_hash_table_contains (self->words[w].phones, GSIZE_TO_POINTER ((gsize)person->id)))
      by_phone |= 1u << w;
  return by_phone;
}

/**
 * hearth_query_rank:
 * @self: a query whose words were compared
 * @person: (nullable): somebody who may fit, once only
 *
 * Keeps them if they fit, and among the best.
 */
void
hearth_query_rank (HearthQuery *self, const HearthIndexed *person)
{
  guint all = (1u << self->n_words) - 1;
  guint reached = 0, by_phone;

  if (person == NULL)
    return;
  by_phone = words_by_phone (self, person);
  for (guint32 t = 0; t < person->n_terms; t++)
    reached |= self->wanted_by[g_array_index (self->index->terms, guint32, person->first_term + t)];
  if ((reached | by_phone) == all)
    rank_closely (self, person, by_phone, all);
}

/**
 * hearth_query_rank_everybody:
 * @self: a query whose words were compared
 *
 * As hearth_query_rank() for each person in memory. At 200,000 people each nanosecond of it shows.
 */
void
hearth_query_rank_everybody (HearthQuery *self)
{
  const HearthIndexed *people = (const HearthIndexed *)(gpointer)self->index->people->data;
  const guint32 *terms = (const guint32 *)(gpointer)self->index->terms->data;
  guint n_people = self->index->people->len;
  guint all = (1u << self->n_words) - 1;
  guint with_phones = 0;
  const guint8 *sets = self->wanted_by;

  for (guint w = 0; w < self->n_words; w++)
    with_phones |= self->words[w].phones ? 1u << w : 0;
  for (guint i = 0; i < n_people; i++)
    {
      const guint32 *term = terms + people[i].first_term;
      guint reached = with_phones;

      for (const guint32 *end = term + people[i].n_terms; term < end; term++)
        reached |= sets[*term];
      if (reached != all)
        continue;
      if (with_phones)
        hearth_query_rank (self, &people[i]);
      else
        rank_closely (self, &people[i], 0, all);
      if (sets == self->wanted_by && is_full_of_close (self))
        sets = self->close_to;
    }
}

/**
 * hearth_query_take_card:
 * @self: a query that has ranked all others
 * @person_id: whose card it was
 * @last_visit_at_s: when they were last here
 *
 * Puts them first, also if a name of theirs fits too.
 */
void
hearth_query_take_card (HearthQuery *self, gint64 person_id, gint64 last_visit_at_s)
{
  HearthRanked ranked = {
    .found = { .person_id = person_id, .match = HEARTH_MATCH_CARD, .last_visit_at_s = last_visit_at_s },
  };

  for (guint i = self->best->len; i > 0; i--)
    if (g_array_index (self->best, HearthRanked, i - 1).found.person_id == person_id)
      g_array_remove_index (self->best, i - 1);
  take_ranked (self, &ranked);
}
