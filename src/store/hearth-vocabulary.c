/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The words of the people index in memory. A typed word is compared with all of them: most are ruled out by a mask of
 * their letters, a few by counting slips. Owned and locked by HearthPeopleIndex. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-vocabulary.h"

#include "hearth-slips.h"

/* Two letters fit nearly every name with a slip; short words bear one slip, longer ones two. */
#define MIN_CHARS_INNER 2
#define MIN_CHARS_ONE_SLIP 3
#define MIN_CHARS_TWO_SLIPS 5

/* One slip leaves at least one of the first two letters among the first two. */
#define HEAD_CHARS 2

typedef struct
{
  char *text;       /* (owned) */
  guint64 letters;  /* a bit for each letter in it; letters beyond a-z and 0-9 share the rest */
  guint64 head;     /* the same for its first two letters */
  guint32 n_people; /* 0: nobody has it any more; the number is kept for when somebody does */
  guint16 n_bytes;
  guint16 n_chars;
} Term;

struct _HearthVocabulary
{
  GArray *terms;       /* (owned): of Term; the position is the number */
  GHashTable *numbers; /* (owned): text -> position + 1 */
};

static guint64
letter_bit (gunichar c)
{
  if (c >= 'a' && c <= 'z')
    return G_GUINT64_CONSTANT (1) << (c - 'a');
  if (c >= '0' && c <= '9')
    return G_GUINT64_CONSTANT (1) << (26 + c - '0');
  return G_GUINT64_CONSTANT (1) << (36 + c % 28);
}

static guint64
letters_of (const char *text, guint n_chars)
{
  guint64 letters = 0;

  for (const char *p = text; *p && n_chars > 0; p = g_utf8_next_char (p), n_chars--)
    letters |= letter_bit (g_utf8_get_char (p));
  return letters;
}

static void
clear_term (gpointer data)
{
  Term *term = data;

  g_clear_pointer (&term->text, g_free);
}

static guint32
add_term (HearthVocabulary *self, const char *text, guint32 n_people)
{
  Term term = {
    .text = g_strdup (text),
    .letters = letters_of (text, G_MAXUINT),
    .head = letters_of (text, HEAD_CHARS),
    .n_people = n_people,
    .n_bytes = (guint16)MIN (strlen (text), G_MAXUINT16),
    .n_chars = (guint16)MIN (g_utf8_strlen (text, -1), G_MAXUINT16),
  };

  g_array_append_val (self->terms, term);
  g_hash_table_insert (self->numbers, term.text, GUINT_TO_POINTER (self->terms->len));
  return self->terms->len - 1;
}

/**
 * hearth_vocabulary_new:
 * @conn: a connection
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the words that the index has now
 */
HearthVocabulary *
hearth_vocabulary_new (HearthConn *conn, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (conn, "SELECT term, doc FROM person_fts_terms", error);

  if (stmt == NULL)
    return NULL;

  g_autoptr (HearthVocabulary) self = g_new0 (HearthVocabulary, 1);

  self->terms = g_array_new (FALSE, FALSE, sizeof (Term));
  g_array_set_clear_func (self->terms, clear_term);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  while (hearth_stmt_step (stmt, &failure))
    add_term (self, hearth_stmt_text (stmt, 0), (guint32)hearth_stmt_int (stmt, 1));
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * hearth_vocabulary_free:
 * @self: (nullable): a vocabulary
 */
void
hearth_vocabulary_free (HearthVocabulary *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->terms, g_array_unref);
  g_free (self);
}

/**
 * hearth_vocabulary_lookup:
 * @self: a vocabulary
 * @term: a folded word that the index has; one that it should have and has not is added
 *
 * Returns: the word's number, without counting a person more
 */
guint32
hearth_vocabulary_lookup (HearthVocabulary *self, const char *term)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, term));

  return position > 0 ? position - 1 : add_term (self, term, 1);
}

/**
 * hearth_vocabulary_take:
 * @self: a vocabulary
 * @term: a folded word
 *
 * One person more has the word.
 *
 * Returns: the word's number
 */
guint32
hearth_vocabulary_take (HearthVocabulary *self, const char *term)
{
  guint position = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, term));

  if (position == 0)
    return add_term (self, term, 1);
  g_array_index (self->terms, Term, position - 1).n_people++;
  return position - 1;
}

/**
 * hearth_vocabulary_drop:
 * @self: a vocabulary
 * @number: a word's number
 *
 * One person fewer has the word.
 */
void
hearth_vocabulary_drop (HearthVocabulary *self, guint32 number)
{
  Term *term;

  g_return_if_fail (number < self->terms->len);
  term = &g_array_index (self->terms, Term, number);
  if (term->n_people > 0)
    term->n_people--;
}

/**
 * hearth_vocabulary_get_size:
 * @self: the words
 *
 * Returns: how many words it has had: every number is below it
 */
guint
hearth_vocabulary_get_size (HearthVocabulary *self)
{
  return self->terms->len;
}

/**
 * hearth_vocabulary_get_term:
 * @self: the words
 * @number: of a word
 *
 * Returns: (transfer none): the word
 */
const char *
hearth_vocabulary_get_term (HearthVocabulary *self, guint32 number)
{
  g_return_val_if_fail (number < self->terms->len, "");
  return g_array_index (self->terms, Term, number).text;
}

/* What was typed, made ready once for all comparisons. */
typedef struct
{
  const char *text;
  guint64 letters;
  guint64 head;
  gsize n_bytes;
  guint n_chars;
  guint most_slips;
  HearthSlips slips;
} Typed;

static gboolean
prepare_word (Typed *typed, const char *word)
{
  gboolean digits = TRUE;

  if (!hearth_slips_init (&typed->slips, word))
    return FALSE;
  typed->text = word;
  typed->letters = letters_of (word, G_MAXUINT);
  typed->head = letters_of (word, HEAD_CHARS);
  typed->n_bytes = strlen (word);
  typed->n_chars = typed->slips.n_chars;
  for (guint i = 0; i < typed->n_chars; i++)
    digits = digits && g_unichar_isdigit (typed->slips.chars[i]);

  /* A number that is nearly right is another number. */
  if (digits || typed->n_chars < MIN_CHARS_ONE_SLIP)
    typed->most_slips = 0;
  else
    typed->most_slips = typed->n_chars < MIN_CHARS_TWO_SLIPS ? 1 : 2;
  return TRUE;
}

static gboolean
has_more_than (guint64 set, guint n)
{
  for (; n > 0 && set != 0; n--)
    set &= set - 1;
  return set != 0;
}

static HearthFit
fit_with_slips (const Typed *typed, const Term *term)
{
  guint most = typed->most_slips;
  guint whole, beginning;

  /* Each letter that only one side has is a slip. */
  guint64 missing = typed->letters & ~term->letters;
  gboolean one_may = (typed->head & term->head) != 0 && !has_more_than (missing, 1);
  gboolean whole_may = term->n_chars <= typed->n_chars + most && term->n_chars + most >= typed->n_chars
                       && (most > 1 ? !has_more_than (missing, most) : one_may)
                       && !has_more_than (term->letters & ~typed->letters, most);
  gboolean beginning_may = one_may && term->n_chars + 1u >= typed->n_chars;

  if (most == 0 || (!whole_may && !beginning_may))
    return HEARTH_FIT_NONE;

  whole = hearth_slips_count (&typed->slips, term->text, most, &beginning);
  if (whole <= most && whole <= beginning)
    return (HearthFit)(HEARTH_FIT_TYPO * whole);
  if (beginning_may && beginning <= 1)
    return HEARTH_FIT_TYPO + 1;
  return whole <= most ? (HearthFit)(HEARTH_FIT_TYPO * whole) : HEARTH_FIT_NONE;
}

static HearthFit
fit_term (const Typed *typed, const Term *term)
{
  if ((typed->letters & ~term->letters) == 0 && term->n_bytes >= typed->n_bytes)
    {
      if (memcmp (term->text, typed->text, typed->n_bytes) == 0)
        return term->n_bytes == typed->n_bytes ? HEARTH_FIT_EXACT : HEARTH_FIT_PREFIX;
      if (typed->n_chars >= MIN_CHARS_INNER && strstr (term->text, typed->text) != NULL)
        return HEARTH_FIT_INNER;
    }
  return fit_with_slips (typed, term);
}

/**
 * hearth_vocabulary_fit:
 * @self: a vocabulary
 * @word: a folded word; more than %HEARTH_SLIPS_WORD_MAX characters fit nothing
 * @fits: (out caller-allocates): how it fits each word; clear it with hearth_fits_clear()
 */
void
hearth_vocabulary_fit (HearthVocabulary *self, const char *word, HearthFits *fits)
{
  Typed typed;

  fits->fits = g_malloc (MAX (self->terms->len, 1));
  fits->others = g_array_new (FALSE, FALSE, sizeof (guint32));
  fits->n_people = 0;
  memset (fits->fits, HEARTH_FIT_NONE, self->terms->len);
  if (!prepare_word (&typed, word))
    return;

  for (guint32 i = 0; i < self->terms->len; i++)
    {
      const Term *term = &g_array_index (self->terms, Term, i);

      if (term->n_people == 0)
        continue;
      fits->fits[i] = fit_term (&typed, term);
      if (fits->fits[i] == HEARTH_FIT_NONE)
        continue;
      fits->n_people += term->n_people;
      if (fits->fits[i] > HEARTH_FIT_PREFIX)
        g_array_append_val (fits->others, i);
    }
}

/**
 * hearth_fits_clear:
 * @self: what hearth_vocabulary_fit() filled
 */
void
hearth_fits_clear (HearthFits *self)
{
  g_clear_pointer (&self->fits, g_free);
  g_clear_pointer (&self->others, g_array_unref);
}
