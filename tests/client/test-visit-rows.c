/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The order of a day's list, whatever happens to it: a mirror that only follows items-changed stays the same as the rows,
 * they stay sorted, and what did not change is not told. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-visit-rows.h"

#define ROUNDS 400
#define IDS 30

typedef struct
{
  HearthVisitRows *rows;
  GListStore *mirror;
  guint n_touched;
} Watched;

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, Watched *watched)
{
  g_autoptr (GPtrArray) new = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    g_ptr_array_add (new, g_list_model_get_item (model, position + i));
  g_list_store_splice (watched->mirror, position, removed, new->pdata, added);
  watched->n_touched += removed + added;
}

static void
watch (Watched *watched)
{
  watched->rows = hearth_visit_rows_new ();
  watched->mirror = g_list_store_new (HEARTH_TYPE_VISIT);
  g_signal_connect (watched->rows, "items-changed", G_CALLBACK (on_items_changed), watched);
}

static void
let_go (Watched *watched)
{
  g_assert_finalize_object (watched->rows);
  g_assert_finalize_object (watched->mirror);
}

static void
assert_in_order (Watched *watched)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (watched->rows));
  gint64 last_at_s = G_MAXINT64, last_id = G_MAXINT64;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (watched->mirror)), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthVisit) visit = g_list_model_get_item (G_LIST_MODEL (watched->rows), i);
      g_autoptr (HearthVisit) same = g_list_model_get_item (G_LIST_MODEL (watched->mirror), i);

      g_assert_true (visit == same);
      g_assert_true (hearth_visit_get_arrived_at_s (visit) < last_at_s
                     || (hearth_visit_get_arrived_at_s (visit) == last_at_s && hearth_visit_get_id (visit) < last_id));
      last_at_s = hearth_visit_get_arrived_at_s (visit);
      last_id = hearth_visit_get_id (visit);
    }
}

static HearthVisit *
visit_new (gint64 id, gint64 at_s, const char *name)
{
  return g_object_new (HEARTH_TYPE_VISIT, "id", id, "person-id", id % 3, "kind", id % 5 ? "guest-new" : "group",
                       "head-count", id % 5 ? (gint64)1 : (gint64)12, "reason", id % 2 ? "drop-in" : "event",
                       "arrived-at-s", at_s, "left-how", id % 4 ? "" : "left", "name", name, NULL);
}

static HearthVisit *
random_visit (gint64 id)
{
  static const char *const names[] = { "", "A.", "B." };

  return visit_new (id, g_test_rand_int_range (0, 8), names[g_test_rand_int_range (0, 3)]);
}

static void
test_anything (void)
{
  Watched watched = { NULL };

  watch (&watched);
  for (guint round = 0; round < ROUNDS; round++)
    {
      if (g_test_rand_int_range (0, 4) == 0)
        {
          g_autoptr (GListStore) all = g_list_store_new (HEARTH_TYPE_VISIT);
          g_autoptr (GPtrArray) come = NULL;

          for (gint64 id = 1; id <= IDS; id++)
            {
              HearthVisit *kept = hearth_visit_rows_find (watched.rows, id);
              g_autoptr (HearthVisit) visit = kept && g_test_rand_bit () ? g_object_ref (kept) : random_visit (id);

              if (g_test_rand_bit ())
                g_list_store_append (all, visit);
            }
          come = hearth_visit_rows_become (watched.rows, G_LIST_MODEL (all));
          g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (watched.rows)), ==,
                            g_list_model_get_n_items (G_LIST_MODEL (all)));
          g_assert_cmpuint (come->len, <=, IDS);
        }
      else
        {
          gint64 id = g_test_rand_int_range (1, IDS + 1);
          gboolean was_there = hearth_visit_rows_find (watched.rows, id) != NULL;
          g_autoptr (HearthVisit) visit = random_visit (id);

          if (g_test_rand_bit ())
            hearth_visit_rows_drop (watched.rows, id);
          else
            g_assert_cmpint (hearth_visit_rows_put (watched.rows, visit), ==, !was_there);
        }
      assert_in_order (&watched);
    }
  let_go (&watched);
}

static void
test_only_what_differs (void)
{
  Watched watched = { NULL };
  g_autoptr (GListStore) all = g_list_store_new (HEARTH_TYPE_VISIT);
  g_autoptr (GPtrArray) first = NULL, same = NULL, changed = NULL, none = NULL;

  watch (&watched);
  for (gint64 id = 1; id <= 200; id++)
    {
      g_autoptr (HearthVisit) visit = visit_new (id, id, "A.");

      g_list_store_append (all, visit);
    }
  first = hearth_visit_rows_become (watched.rows, G_LIST_MODEL (all));
  g_assert_cmpuint (first->len, ==, 200);
  g_assert_cmpuint (watched.n_touched, ==, 200);
  same = hearth_visit_rows_become (watched.rows, G_LIST_MODEL (all));
  g_assert_cmpuint (same->len, ==, 0);
  g_assert_cmpuint (watched.n_touched, ==, 200);
  {
    g_autoptr (HearthVisit) renamed = visit_new (100, 100, "B."), new = visit_new (201, 50, "C.");
    gpointer replacement[] = { renamed };

    g_list_store_splice (all, 99, 1, replacement, 1);
    g_list_store_remove (all, 0);
    g_list_store_append (all, new);
  }
  changed = hearth_visit_rows_become (watched.rows, G_LIST_MODEL (all));
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_cmpuint (watched.n_touched, ==, 200 + 2 + 1 + 1);
  assert_in_order (&watched);
  none = hearth_visit_rows_become (watched.rows, NULL);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (watched.rows)), ==, 0);
  let_go (&watched);
}

static void
test_counts (void)
{
  Watched watched = { NULL };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (HearthVisit) again = NULL, once_more = NULL;
  g_autoptr (GVariant) what = NULL;

  watch (&watched);
  for (gint64 id = 1; id <= 10; id++)
    {
      g_autoptr (HearthVisit) visit = visit_new (id, id, "");

      hearth_visit_rows_put (watched.rows, visit);
    }
  /* 4 and 8 have left, 5 and 10 are groups of 12. */
  g_assert_cmpuint (hearth_visit_rows_count_here (watched.rows), ==, 6);
  again = g_object_new (HEARTH_TYPE_VISIT, "id", G_GINT64_CONSTANT (11), "kind", "person", "person-id",
                        G_GINT64_CONSTANT (77), "head-count", G_GINT64_CONSTANT (1), "arrived-at-s",
                        G_GINT64_CONSTANT (11), NULL);
  once_more = g_object_new (HEARTH_TYPE_VISIT, "id", G_GINT64_CONSTANT (12), "kind", "person", "person-id",
                            G_GINT64_CONSTANT (77), "head-count", G_GINT64_CONSTANT (1), "arrived-at-s",
                            G_GINT64_CONSTANT (12), NULL);
  hearth_visit_rows_put (watched.rows, again);
  hearth_visit_rows_put (watched.rows, once_more);
  g_assert_cmpuint (hearth_visit_rows_count_here (watched.rows), ==, 7);
  hearth_visit_rows_drop (watched.rows, 11);
  hearth_visit_rows_drop (watched.rows, 12);
  g_assert_cmpuint (hearth_visit_rows_count_heads (watched.rows, NULL), ==, 8 + 24);
  g_assert_cmpuint (hearth_visit_rows_count_heads (watched.rows, "drop-in"), ==, 4 + 12);
  g_assert_cmpuint (hearth_visit_rows_count_heads (watched.rows, "no such reason"), ==, 0);
  what = g_variant_ref_sink (g_variant_new_parsed ("[('person', int64 1)]"));
  g_assert_true (hearth_visit_rows_add_of_event (watched.rows, what, ids));
  g_assert_cmpuint (ids->len, ==, 4);
  let_go (&watched);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/visit-rows/anything", test_anything);
  g_test_add_func ("/visit-rows/only-what-differs", test_only_what_differs);
  g_test_add_func ("/visit-rows/counts", test_counts);
  return g_test_run ();
}
