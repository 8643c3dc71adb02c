/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Visits in the order of a day's list. Owned by HearthDayList. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-visit-rows.h"

struct _HearthVisitRows
{
  GObject parent_instance;

  GPtrArray *visits; /* (owned) (element-type HearthVisit): newest first */
};

static GType
hearth_visit_rows_get_item_type (GListModel *model)
{
  return HEARTH_TYPE_VISIT;
}

static guint
hearth_visit_rows_get_n_items (GListModel *model)
{
  return HEARTH_VISIT_ROWS (model)->visits->len;
}

static gpointer
hearth_visit_rows_get_item (GListModel *model, guint position)
{
  HearthVisitRows *self = HEARTH_VISIT_ROWS (model);

  return position < self->visits->len ? g_object_ref (self->visits->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = hearth_visit_rows_get_item_type;
  iface->get_n_items = hearth_visit_rows_get_n_items;
  iface->get_item = hearth_visit_rows_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthVisitRows,
                               hearth_visit_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Newest first; of one second the one recorded last. */
static int
compare_visits (HearthVisit *a, HearthVisit *b)
{
  gint64 at_a = hearth_visit_get_arrived_at_s (a), at_b = hearth_visit_get_arrived_at_s (b);
  gint64 id_a = hearth_visit_get_id (a), id_b = hearth_visit_get_id (b);

  if (at_a != at_b)
    return at_a > at_b ? -1 : 1;
  return id_a == id_b ? 0 : id_a > id_b ? -1 : 1;
}

static int
compare_pointed (gconstpointer a, gconstpointer b)
{
  return compare_visits (*(HearthVisit *const *)a, *(HearthVisit *const *)b);
}

static guint
position_of (HearthVisitRows *self, gint64 id)
{
  for (guint i = 0; i < self->visits->len; i++)
    if (hearth_visit_get_id (self->visits->pdata[i]) == id)
      return i;
  return G_MAXUINT;
}

/* Replaces a stretch of rows; the new ones are those of @from in [first, first + n_added). */
static void
splice (HearthVisitRows *self, guint position, guint n_removed, GPtrArray *from, guint first, guint n_added)
{
  if (n_removed > 0)
    g_ptr_array_remove_range (self->visits, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->visits, (int)(position + i), g_object_ref (from->pdata[first + i]));
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* How many rows from @position on, and of @now from @next on, differ before the two agree again. Both are sorted, so they
 * are walked side by side. */
static void
measure_difference (HearthVisitRows *self, guint position, GPtrArray *now, guint next, guint *n_old, guint *n_new)
{
  *n_old = *n_new = 0;
  while (position + *n_old < self->visits->len || next + *n_new < now->len)
    {
      HearthVisit *old = position + *n_old < self->visits->len ? self->visits->pdata[position + *n_old] : NULL;
      HearthVisit *new = next + *n_new < now->len ? now->pdata[next + *n_new] : NULL;
      int order = old == NULL ? 1 : new == NULL ? -1 : compare_visits (old, new);

      if (order == 0 && hearth_record_equal (old, new))
        return;
      *n_old += order <= 0;
      *n_new += order >= 0;
    }
}

static void
hearth_visit_rows_finalize (GObject *object)
{
  g_ptr_array_unref (HEARTH_VISIT_ROWS (object)->visits);

  G_OBJECT_CLASS (hearth_visit_rows_parent_class)->finalize (object);
}

static void
hearth_visit_rows_class_init (HearthVisitRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_visit_rows_finalize;
}

static void
hearth_visit_rows_init (HearthVisitRows *self)
{
  self->visits = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * hearth_visit_rows_new:
 *
 * Returns: (transfer full): no rows
 */
HearthVisitRows *
hearth_visit_rows_new (void)
{
  return g_object_new (HEARTH_TYPE_VISIT_ROWS, NULL);
}

/**
 * hearth_visit_rows_become:
 * @self: the rows
 * @visits: (nullable): what they are from now on, in any order; %NULL for none
 *
 * Tells only what differs, stretch by stretch.
 *
 * Returns: (transfer full) (element-type HearthVisit): those that were not there before
 */
GPtrArray *
hearth_visit_rows_become (HearthVisitRows *self, GListModel *visits)
{
  g_autoptr (GPtrArray) now = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) come = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = visits ? g_list_model_get_n_items (visits) : 0, position = 0, next = 0;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (now, g_list_model_get_item (visits, i));
  g_ptr_array_sort (now, compare_pointed);
  for (guint i = 0; i < n; i++)
    if (position_of (self, hearth_visit_get_id (now->pdata[i])) == G_MAXUINT)
      g_ptr_array_add (come, g_object_ref (now->pdata[i]));
  while (position < self->visits->len || next < n)
    {
      guint n_old, n_new;

      measure_difference (self, position, now, next, &n_old, &n_new);
      if (n_old > 0 || n_new > 0)
        splice (self, position, n_old, now, next, n_new);
      /* And past the row in which they agree. */
      position += n_new + 1;
      next += n_new + 1;
    }
  return g_steal_pointer (&come);
}

/**
 * hearth_visit_rows_put:
 * @self: the rows
 * @visit: a visit as it is now
 *
 * A row that keeps its place is replaced where it is; else it moves.
 *
 * Returns: whether there was no row of this visit before
 */
gboolean
hearth_visit_rows_put (HearthVisitRows *self, HearthVisit *visit)
{
  guint at = position_of (self, hearth_visit_get_id (visit)), to = 0;
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, visit);
  if (at != G_MAXUINT && compare_visits (self->visits->pdata[at], visit) == 0)
    {
      splice (self, at, 1, one, 0, 1);
      return FALSE;
    }
  if (at != G_MAXUINT)
    splice (self, at, 1, one, 0, 0);
  while (to < self->visits->len && compare_visits (self->visits->pdata[to], visit) < 0)
    to++;
  splice (self, to, 0, one, 0, 1);
  return at == G_MAXUINT;
}

/**
 * hearth_visit_rows_drop:
 * @self: the rows
 * @visit: id of a visit; it need not be there
 */
void
hearth_visit_rows_drop (HearthVisitRows *self, gint64 visit)
{
  guint at = position_of (self, visit);

  if (at != G_MAXUINT)
    splice (self, at, 1, NULL, 0, 0);
}

/**
 * hearth_visit_rows_find:
 * @visit: id of a visit
 *
 * Returns: (transfer none) (nullable): the visit
 */
HearthVisit *
hearth_visit_rows_find (HearthVisitRows *self, gint64 visit)
{
  guint at = position_of (self, visit);

  return at != G_MAXUINT ? self->visits->pdata[at] : NULL;
}

/**
 * hearth_visit_rows_count_here:
 *
 * Returns: how many people and guests have not left, somebody who was checked in again once; groups are not counted
 */
guint
hearth_visit_rows_count_here (HearthVisitRows *self)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n = 0;

  for (guint i = 0; i < self->visits->len; i++)
    {
      HearthVisit *visit = self->visits->pdata[i];
      const char *kind = hearth_visit_get_kind (visit);
      gint64 person = hearth_visit_get_person_id (visit);

      if (*hearth_visit_get_left_how (visit) == '\0' && !g_str_equal (kind, "group"))
        n += !g_str_equal (kind, "person") || g_hash_table_add (people, g_memdup2 (&person, sizeof person));
    }
  return n;
}

/**
 * hearth_visit_rows_count_heads:
 * @reason: (nullable): code of a reason, %NULL for all
 *
 * Returns: how many came, those of groups too
 */
guint
hearth_visit_rows_count_heads (HearthVisitRows *self, const char *reason)
{
  guint n = 0;

  for (guint i = 0; i < self->visits->len; i++)
    if (reason == NULL || g_str_equal (hearth_visit_get_reason (self->visits->pdata[i]), reason))
      n += (guint)hearth_visit_get_head_count (self->visits->pdata[i]);
  return n;
}

static void
add_of_person (HearthVisitRows *self, gint64 person, GArray *ids)
{
  for (guint i = 0; i < self->visits->len; i++)
    {
      gint64 id = hearth_visit_get_id (self->visits->pdata[i]);

      if (hearth_visit_get_person_id (self->visits->pdata[i]) == person)
        g_array_append_val (ids, id);
    }
}

/**
 * hearth_visit_rows_add_of_event:
 * @what: a(sx) of Session.Changed
 * @ids: (element-type gint64): takes the ids of the visits it speaks of, also by the names in their rows
 *
 * Returns: %FALSE: it speaks of more than single visits
 */
gboolean
hearth_visit_rows_add_of_event (HearthVisitRows *self, GVariant *what, GArray *ids)
{
  GVariantIter iter;
  const char *kind;
  gint64 id;

  g_variant_iter_init (&iter, what);
  while (g_variant_iter_next (&iter, "(&sx)", &kind, &id))
    {
      if (g_str_equal (kind, "day") || (g_str_equal (kind, "visit") && id == 0)
          || (g_str_equal (kind, "person") && id == 0))
        return FALSE;
      if (g_str_equal (kind, "visit"))
        g_array_append_val (ids, id);
      /* A name that was changed shows in the rows of that person. */
      if (g_str_equal (kind, "person"))
        add_of_person (self, id, ids);
    }
  return TRUE;
}
