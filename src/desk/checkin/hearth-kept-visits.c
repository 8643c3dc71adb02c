/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What this desk keeps while the hub is away, as rows of today's list. Each keeps its number (below zero) for as long as
 * the list lives, also after it was sent: Undo and menus may come late. Owned by the check-in page. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-kept-visits.h"

#include "hearth-error.h"
#include "hearth-shown-name.h"

struct _HearthKeptVisits
{
  GObject parent_instance;

  HearthClient *client; /* (owned) */
  HearthOutbox *outbox; /* (owned) */
  GPtrArray *rows;      /* (owned): of HearthVisit, newest first */
  GHashTable *ids;      /* (owned): request -> gint64 id, owned */
  GHashTable *requests; /* (owned): gint64 id -> request, owned */
  GHashTable *sent;     /* (owned): request -> gint64 id of the visit that came of it, owned */
  gint64 last_id;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthKeptVisits,
                               hearth_kept_visits,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return HEARTH_TYPE_VISIT;
}

static guint
get_n_items (GListModel *model)
{
  HearthKeptVisits *self = HEARTH_KEPT_VISITS (model);

  return self->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  HearthKeptVisits *self = HEARTH_KEPT_VISITS (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gint64
id_of (HearthKeptVisits *self, const char *request)
{
  gint64 *known = g_hash_table_lookup (self->ids, request);

  if (known == NULL)
    {
      gint64 id = --self->last_id;

      known = g_memdup2 (&id, sizeof id);
      g_hash_table_insert (self->ids, g_strdup (request), known);
      g_hash_table_insert (self->requests, g_memdup2 (&id, sizeof id), g_strdup (request));
    }
  return *known;
}

/* As of HearthVisit. What cannot be read until the hub is back has no kind, and is somebody without a name: see
 * hearth_visit_words_name(). */
static const char *
kind_of (HearthKept *kept)
{
  const char *kind = hearth_kept_get_kind (kept);

  if (g_str_equal (kind, "name") || *kind == '\0')
    return "person";
  return kind;
}

static char *
name_of (HearthKept *kept)
{
  const char *kind = hearth_kept_get_kind (kept);

  if (g_str_equal (kind, "person"))
    return g_strdup (hearth_kept_get_shown_name (kept));
  if (g_str_equal (kind, "name"))
    return hearth_shown_typed_name (hearth_kept_get_name (kept));
  return g_strdup (hearth_kept_get_name (kept));
}

static HearthVisit *
visit_of (HearthKeptVisits *self, HearthKept *kept)
{
  HearthAccount *account = hearth_client_get_account (self->client);
  const char *by = hearth_kept_get_account_name (kept);
  g_autofree char *name = name_of (kept);
  gboolean group = g_str_equal (hearth_kept_get_kind (kept), "group");

  /* Who is at the desk knows that they wrote it. */
  if (account && hearth_account_get_id (account) == hearth_kept_get_account (kept))
    by = "";
  return g_object_new (HEARTH_TYPE_VISIT, "id", id_of (self, hearth_kept_get_request (kept)), "kind", kind_of (kept),
                       "person-id", hearth_kept_get_person (kept), "name", name, "label", hearth_kept_get_label (kept),
                       "head-count", group ? hearth_kept_get_count (kept) : (gint64)1, "children",
                       hearth_kept_get_children (kept), "reason", hearth_kept_get_reason (kept), "arrived-at-s",
                       hearth_kept_get_arrived_at_s (kept), "recorded-by", by, NULL);
}

static int
newest_first (gconstpointer a, gconstpointer b)
{
  HearthVisit *one = *(HearthVisit *const *)a, *other = *(HearthVisit *const *)b;
  gint64 by_time = hearth_visit_get_arrived_at_s (other) - hearth_visit_get_arrived_at_s (one);

  if (by_time == 0)
    by_time = hearth_visit_get_id (one) - hearth_visit_get_id (other);
  return by_time < 0 ? -1 : by_time > 0 ? 1 : 0;
}

static void
read_again (HearthKeptVisits *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->outbox)), before = self->rows->len;
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthKept) kept = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      if (g_str_equal (hearth_kept_get_state (kept), "waiting") || *hearth_kept_get_state (kept) == '\0')
        g_ptr_array_add (rows, visit_of (self, kept));
    }
  g_ptr_array_sort (rows, newest_first);
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  if (before > 0 || rows->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before, rows->len);
}

static void
recorded_cb (HearthKeptVisits *self, HearthKept *kept, HearthVisit *visit)
{
  gint64 id = visit ? hearth_visit_get_id (visit) : 0;

  g_hash_table_insert (self->sent, g_strdup (hearth_kept_get_request (kept)), g_memdup2 (&id, sizeof id));
}

static void
hearth_kept_visits_finalize (GObject *object)
{
  HearthKeptVisits *self = HEARTH_KEPT_VISITS (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->client);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->requests);
  g_hash_table_unref (self->sent);

  G_OBJECT_CLASS (hearth_kept_visits_parent_class)->finalize (object);
}

static void
hearth_kept_visits_class_init (HearthKeptVisitsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_kept_visits_finalize;
}

static void
hearth_kept_visits_init (HearthKeptVisits *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->requests = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * hearth_kept_visits_new:
 * @client: of the desk
 * @outbox: what it keeps
 *
 * Returns: (transfer full): the list
 */
HearthKeptVisits *
hearth_kept_visits_new (HearthClient *client, HearthOutbox *outbox)
{
  HearthKeptVisits *self = g_object_new (HEARTH_TYPE_KEPT_VISITS, NULL);

  self->client = g_object_ref (client);
  self->outbox = g_object_ref (outbox);
  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (read_again), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "recorded", G_CALLBACK (recorded_cb), self, G_CONNECT_SWAPPED);
  read_again (self);
  return self;
}

/**
 * hearth_kept_visits_get_outbox:
 *
 * Returns: (transfer none): where it is kept
 */
HearthOutbox *
hearth_kept_visits_get_outbox (HearthKeptVisits *self)
{
  g_return_val_if_fail (HEARTH_IS_KEPT_VISITS (self), NULL);

  return self->outbox;
}

/**
 * hearth_kept_visits_find:
 * @id: below zero
 *
 * Returns: (transfer none) (nullable): the row, while it waits
 */
HearthVisit *
hearth_kept_visits_find (HearthKeptVisits *self, gint64 id)
{
  g_return_val_if_fail (HEARTH_IS_KEPT_VISITS (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (hearth_visit_get_id (g_ptr_array_index (self->rows, i)) == id)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/**
 * hearth_kept_visits_visit_of:
 * @kept: what the outbox gave
 *
 * Returns: (transfer none) (nullable): its row
 */
HearthVisit *
hearth_kept_visits_visit_of (HearthKeptVisits *self, HearthKept *kept)
{
  g_return_val_if_fail (HEARTH_IS_KEPT_VISITS (self), NULL);

  return hearth_kept_visits_find (self, id_of (self, hearth_kept_get_request (kept)));
}

/* Returns: (transfer full) (nullable): what is kept under this number (below zero), while it is in the outbox */
static HearthKept *
find_kept (HearthKeptVisits *self, gint64 id)
{
  const char *request;
  guint n;

  g_return_val_if_fail (HEARTH_IS_KEPT_VISITS (self), NULL);

  request = g_hash_table_lookup (self->requests, &id);
  n = request ? g_list_model_get_n_items (G_LIST_MODEL (self->outbox)) : 0;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthKept) kept = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);

      if (g_str_equal (hearth_kept_get_request (kept), request))
        return g_steal_pointer (&kept);
    }
  return NULL;
}

/**
 * hearth_kept_visits_change:
 * @id: below zero
 * @key: "reason", "children" or "name" (of a guest)
 * @value: (transfer floating): what it is to be
 *
 * Changes what is kept, in its place.
 *
 * Returns: (transfer none): the row as it is now; %NULL with %HEARTH_ERROR_NOT_FOUND where it was sent meanwhile
 */
HearthVisit *
hearth_kept_visits_change (HearthKeptVisits *self, gint64 id, const char *key, GVariant *value, GError **error)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (value);
  g_autoptr (HearthKept) kept = NULL;
  g_autoptr (HearthKept) changed = NULL;
  GVariantDict changes;

  g_return_val_if_fail (HEARTH_IS_KEPT_VISITS (self), NULL);

  kept = find_kept (self, id);
  if (kept == NULL)
    {
      g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "sent meanwhile");
      return NULL;
    }
  g_variant_dict_init (&changes, NULL);
  g_variant_dict_insert_value (&changes, key, owned);
  changed = hearth_outbox_change (self->outbox, kept, g_variant_dict_end (&changes), error);
  return changed ? hearth_kept_visits_find (self, id) : NULL;
}

/**
 * hearth_kept_visits_take_back:
 * @id: below zero
 * @sent: (out): the visit that came of it already, or 0
 *
 * Drops what is kept.
 *
 * Returns: whether it is dropped; %FALSE without an error where it was sent already
 */
gboolean
hearth_kept_visits_take_back (HearthKeptVisits *self, gint64 id, gint64 *sent, GError **error)
{
  g_autoptr (HearthKept) kept = NULL;
  const char *request;
  gint64 *visit;

  g_return_val_if_fail (HEARTH_IS_KEPT_VISITS (self), FALSE);

  *sent = 0;
  kept = find_kept (self, id);
  if (kept != NULL)
    return hearth_outbox_drop (self->outbox, kept, error);
  request = g_hash_table_lookup (self->requests, &id);
  visit = request ? g_hash_table_lookup (self->sent, request) : NULL;
  if (visit != NULL)
    *sent = *visit;
  return FALSE;
}
