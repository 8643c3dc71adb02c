/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Whether two records may be one person: by names, phones and dates of birth. One rule for new records, for the merge
 * dialog and for imports. Any thread; hearth_twins_find() on that of its unit. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-twins.h"

#include "hearth-candidate.h"
#include "hearth-finder.h"
#include "hearth-phone.h"
#include "hearth-slips.h"
#include "hearth-text.h"

#include <string.h>

/* Shorter names than this differ by a slip all the time ("Ana", "Ann" still count, "Li", "Lu" do not). */
#define SLIP_LENGTH_MIN 3
#define PHONE_LENGTH_MIN 7
/* How many the search is asked for. */
#define FOUND_MAX 20

/**
 * hearth_twins_row_of:
 * @person: a record
 *
 * Returns: (transfer full): what of it tells doubles
 */
HearthTwinRow *
hearth_twins_row_of (HearthPerson *person)
{
  HearthTwinRow *row = g_new0 (HearthTwinRow, 1);
  const char *const *former = hearth_person_get_former_names (person);
  GListModel *phones = hearth_person_get_phones (person);
  guint n_former = g_strv_length ((char **)former);
  guint n_phones = phones ? g_list_model_get_n_items (phones) : 0;

  row->id = hearth_person_get_id (person);
  row->preferred = hearth_text_fold (hearth_person_get_preferred_name (person));
  row->given = hearth_text_fold (hearth_person_get_given_name (person));
  row->family = hearth_text_fold (hearth_person_get_family_name (person));
  row->birth_date = g_strdup (hearth_person_get_birth_date (person));
  row->former = g_new0 (char *, n_former + 1);
  for (guint i = 0; i < n_former; i++)
    row->former[i] = hearth_text_fold (former[i]);
  row->phones = g_new0 (char *, n_phones + 1);
  for (guint i = 0; i < n_phones; i++)
    {
      g_autoptr (HearthPhone) phone = g_list_model_get_item (phones, i);

      row->phones[i] = hearth_text_digits (hearth_phone_get_number (phone));
    }
  return row;
}

/* The digits that count: without the country code of North America. */
static const char *
plain_phone (const char *digits)
{
  return strlen (digits) == 11 && digits[0] == '1' ? digits + 1 : digits;
}

static gboolean
share_phone (const HearthTwinRow *a, const HearthTwinRow *b)
{
  for (guint i = 0; a->phones[i]; i++)
    for (guint j = 0; b->phones[j]; j++)
      if (strlen (a->phones[i]) >= PHONE_LENGTH_MIN
          && g_str_equal (plain_phone (a->phones[i]), plain_phone (b->phones[j])))
        return TRUE;
  return FALSE;
}

static gboolean
same (const char *a, const char *b)
{
  return *a && g_str_equal (a, b);
}

/* Whether they are the same or one slip apart. */
static gboolean
similar (const char *a, const char *b)
{
  HearthSlips word;
  guint beginning;

  if (same (a, b))
    return TRUE;
  if (g_utf8_strlen (a, -1) < SLIP_LENGTH_MIN || g_utf8_strlen (b, -1) < SLIP_LENGTH_MIN
      || !hearth_slips_init (&word, a))
    return FALSE;
  return hearth_slips_count (&word, b, 1, &beginning) <= 1;
}

typedef gboolean (*NameEqual) (const char *a, const char *b);

static gboolean
first_names_fit (const HearthTwinRow *a, const HearthTwinRow *b, NameEqual fit)
{
  return fit (a->preferred, b->preferred) || fit (a->preferred, b->given) || fit (a->given, b->preferred)
         || fit (a->given, b->given);
}

static gboolean
is_former (const char *name, const HearthTwinRow *row)
{
  return *name && g_strv_contains ((const char *const *)row->former, name);
}

/* The whole name as one text, as people write a former name. */
static gboolean
whole_is_former (const HearthTwinRow *a, const HearthTwinRow *b)
{
  g_autofree char *preferred = g_strconcat (a->preferred, *a->family ? " " : "", a->family, NULL);
  g_autofree char *given = g_strconcat (a->given, *a->family ? " " : "", a->family, NULL);

  return *a->family && (is_former (preferred, b) || (*a->given && is_former (given, b)));
}

static gboolean
same_name (const HearthTwinRow *a, const HearthTwinRow *b)
{
  if (first_names_fit (a, b, same)
      && (g_str_equal (a->family, b->family) || is_former (a->family, b) || is_former (b->family, a)))
    return TRUE;
  return whole_is_former (a, b) || whole_is_former (b, a);
}

static gboolean
similar_name (const HearthTwinRow *a, const HearthTwinRow *b)
{
  return *a->family && *b->family && similar (a->family, b->family) && first_names_fit (a, b, similar);
}

/**
 * hearth_twins_score:
 * @a: what tells doubles of one record
 * @b: and of another
 *
 * Returns: how likely they are one person; 0: they are not
 */
guint
hearth_twins_score (const HearthTwinRow *a, const HearthTwinRow *b)
{
  gboolean whole_dates = strlen (a->birth_date) == 10 && strlen (b->birth_date) == 10;
  gboolean same_birth = whole_dates && g_str_equal (a->birth_date, b->birth_date);
  guint score = 0;

  if (same_name (a, b))
    score = whole_dates && !same_birth ? HEARTH_TWINS_NAMESAKE : HEARTH_TWINS_SAME;
  else if (similar_name (a, b) && (!whole_dates || same_birth))
    score = HEARTH_TWINS_SIMILAR;

  if (share_phone (a, b))
    score += HEARTH_TWINS_LIKELY;
  if (same_birth && (score > 0 || same (a->family, b->family) || first_names_fit (a, b, same)))
    score += HEARTH_TWINS_LIKELY + 5;
  return score;
}

static gboolean
add_found (HearthUnit *unit, const char *first, const char *family, GHashTable *ids, GError **error)
{
  g_autofree char *name = g_strconcat (first, " ", family, NULL);
  g_autoptr (GPtrArray) found = NULL;
  gint64 alone;

  if (*first == '\0')
    return TRUE;
  /* Whoever has just this name, and whoever the search would offer for it: that knows the slips. */
  if (!hearth_twin_store_add_by_words (unit->conn, name, ids, error))
    return FALSE;
  found = hearth_finder_find (unit, g_strstrip (name), FOUND_MAX, &alone, error);
  for (guint i = 0; found && i < found->len; i++)
    {
      gint64 id = hearth_candidate_get_person_id (found->pdata[i]);

      g_hash_table_add (ids, g_memdup2 (&id, sizeof id));
    }
  return found != NULL;
}

static gboolean
add_candidates (HearthUnit *unit, const HearthTwinRow *row, GHashTable *ids, GError **error)
{
  if (!add_found (unit, row->preferred, row->family, ids, error)
      || !add_found (unit, row->given, row->family, ids, error))
    return FALSE;
  for (guint i = 0; row->former[i]; i++)
    if (!add_found (unit, row->preferred, row->former[i], ids, error))
      return FALSE;
  for (guint i = 0; row->phones[i]; i++)
    {
      gsize length = strlen (row->phones[i]);

      if (length >= PHONE_LENGTH_MIN
          && !hearth_twin_store_add_by_phone (unit->conn, row->phones[i] + length - 4, ids, error))
        return FALSE;
    }
  if (strlen (row->birth_date) == 10)
    return hearth_twin_store_add_by_birth (unit->conn, row->birth_date, ids, error);
  return TRUE;
}

static int
by_score (gconstpointer a, gconstpointer b, gpointer scores)
{
  const HearthTwinRow *first = *(const HearthTwinRow *const *)a, *second = *(const HearthTwinRow *const *)b;
  guint score_a = GPOINTER_TO_UINT (g_hash_table_lookup (scores, first));
  guint score_b = GPOINTER_TO_UINT (g_hash_table_lookup (scores, second));

  if (score_a != score_b)
    return score_a > score_b ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

/**
 * hearth_twins_find:
 * @unit: a unit
 * @row: what tells doubles of a record
 * @id: whose record it is, to leave out and to leave out who was found not to be them; 0: nobody's yet
 * @error: return location
 *
 * Returns: (transfer full) (element-type HearthTwinRow) (nullable): who may be the same person, likeliest first
 */
GPtrArray *
hearth_twins_find (HearthUnit *unit, const HearthTwinRow *row, gint64 id, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) scores = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) rows = NULL;
  GHashTableIter iter;
  gpointer key;

  if (!add_candidates (unit, row, ids, error))
    return NULL;
  if (id != 0 && !hearth_twin_store_drop_not_same (unit->conn, id, ids, error))
    return NULL;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (wanted, key, 1);
  rows = hearth_twin_store_of_ids (unit->conn, (const gint64 *)(void *)wanted->data, wanted->len, error);
  if (rows == NULL)
    return NULL;

  for (guint i = rows->len; i > 0; i--)
    {
      guint score = hearth_twins_score (row, rows->pdata[i - 1]);

      if (score > 0)
        g_hash_table_insert (scores, rows->pdata[i - 1], GUINT_TO_POINTER (score));
      else
        g_ptr_array_remove_index (rows, i - 1);
    }
  g_ptr_array_sort_with_data (rows, by_score, scores);
  return g_steal_pointer (&rows);
}

struct _HearthTwinSet
{
  GPtrArray *rows;  /* (owned): of HearthTwinRow */
  GHashTable *keys; /* (owned): key (owned) to GPtrArray (owned) of HearthTwinRow (unowned) */
};

/**
 * hearth_twin_set_new:
 *
 * Returns: (transfer full): an empty set
 */
HearthTwinSet *
hearth_twin_set_new (void)
{
  HearthTwinSet *self = g_new0 (HearthTwinSet, 1);

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)hearth_twin_row_free);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
  return self;
}

/**
 * hearth_twin_set_free:
 * @self: (nullable) (transfer full): a set
 */
void
hearth_twin_set_free (HearthTwinSet *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->keys);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/* All that two rows may share to score: whole names, also by a former one, phones, dates of birth. */
static GPtrArray *
keys_of (const HearthTwinRow *row)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  const char *const firsts[] = { row->preferred, row->given };

  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      if (*firsts[i] == '\0')
        continue;
      g_ptr_array_add (keys, g_strconcat ("n", firsts[i], *row->family ? " " : "", row->family, NULL));
      for (guint j = 0; row->former[j]; j++)
        g_ptr_array_add (keys, g_strconcat ("n", firsts[i], " ", row->former[j], NULL));
    }
  for (guint j = 0; row->former[j]; j++)
    g_ptr_array_add (keys, g_strconcat ("n", row->former[j], NULL));
  for (guint i = 0; row->phones[i]; i++)
    if (strlen (row->phones[i]) >= PHONE_LENGTH_MIN)
      g_ptr_array_add (keys, g_strconcat ("p", plain_phone (row->phones[i]), NULL));
  if (strlen (row->birth_date) == 10)
    g_ptr_array_add (keys, g_strconcat ("b", row->birth_date, NULL));
  return keys;
}

/**
 * hearth_twin_set_add:
 * @self: a set
 * @row: (transfer full): a row
 */
void
hearth_twin_set_add (HearthTwinSet *self, HearthTwinRow *row)
{
  g_autoptr (GPtrArray) keys = keys_of (row);

  g_ptr_array_add (self->rows, row);
  for (guint i = 0; i < keys->len; i++)
    {
      GPtrArray *sharing = g_hash_table_lookup (self->keys, keys->pdata[i]);

      if (sharing == NULL)
        {
          sharing = g_ptr_array_new ();
          g_hash_table_insert (self->keys, g_strdup (keys->pdata[i]), sharing);
        }
      g_ptr_array_add (sharing, row);
    }
}

/**
 * hearth_twin_set_best:
 * @self: a set
 * @row: a row, of the set or not
 *
 * Returns: the score of the likeliest other row of the set; 0: there is none
 */
guint
hearth_twin_set_best (HearthTwinSet *self, const HearthTwinRow *row)
{
  /* A file may hold the same phone or day ten thousand times; then a look at some of them has to do. */
  const guint look_at = 500;
  g_autoptr (GPtrArray) keys = keys_of (row);
  guint best = 0;

  for (guint i = 0; i < keys->len; i++)
    {
      GPtrArray *sharing = g_hash_table_lookup (self->keys, keys->pdata[i]);

      for (guint j = 0; sharing && j < MIN (sharing->len, look_at); j++)
        if (sharing->pdata[j] != row)
          best = MAX (best, hearth_twins_score (row, sharing->pdata[j]));
    }
  return best;
}
