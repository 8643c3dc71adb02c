/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Every denial is in the audit, and no desk fills the disk with it: one row for each, up to a number in an hour that nobody
 * reaches by hand; of what goes beyond, one row says how many there were. Owned by the hub; its main context, but for
 * write_denial(). */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-denials.h"

#include "hearth-clock.h"
#include "hearth-hub.h"

#define HOUR_S 3600

/* What one desk was refused in an hour. */
typedef struct
{
  HearthCaller caller; /* of the last one that was only counted */
  gint64 hour;         /* since 1970 */
  guint n_written;
  guint n_counted;
} Tally;

struct _HearthDenials
{
  HearthHub *hub;      /* (unowned): it owns this */
  GHashTable *tallies; /* (owned) (element-type gint64 Tally): by desk */
};

/* One row on its way. */
typedef struct
{
  HearthHub *hub;   /* (owned) */
  const char *kind; /* static: "call", or "calls" of several */
  char *detail;     /* (owned): the method, or how many */
} Row;

/**
 * hearth_denials_new:
 * @hub: the hub
 *
 * Returns: (transfer full): an empty list
 */
HearthDenials *
hearth_denials_new (HearthHub *hub)
{
  HearthDenials *self = g_new0 (HearthDenials, 1);

  self->hub = hub;
  self->tallies = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

/**
 * hearth_denials_free:
 * @self: (transfer full): a list, after hearth_denials_settle()
 */
void
hearth_denials_free (HearthDenials *self)
{
  g_hash_table_unref (self->tallies);
  g_free (self);
}

static gboolean
write_denial (HearthUnit *unit, gpointer data, GError **error)
{
  Row *row = data;

  return hearth_unit_audit (unit, "deny", row->kind, 0, row->detail, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Row *row = user_data;
  g_autoptr (GError) error = NULL;

  if (!hearth_house_write_finish (HEARTH_HOUSE (source), result, NULL, &error))
    g_warning ("a denial was not logged: %s", error->message);
  hearth_hub_release (row->hub);
  g_object_unref (row->hub);
  g_free (row->detail);
  g_free (row);
}

/* @detail: (transfer full) */
static void
write_row (HearthDenials *self, const HearthCaller *caller, const char *kind, char *detail)
{
  Row *row = g_new0 (Row, 1);

  row->hub = g_object_ref (self->hub);
  row->kind = kind;
  row->detail = detail;
  hearth_hub_hold (self->hub);
  hearth_house_write_async (hearth_hub_get_house (self->hub), caller, write_denial, row, NULL, on_written, row);
}

static void
settle (HearthDenials *self, Tally *tally)
{
  if (tally->n_counted > 0)
    write_row (self, &tally->caller, "calls", g_strdup_printf ("%u more", tally->n_counted));
  tally->n_written = tally->n_counted = 0;
}

/**
 * hearth_denials_add:
 * @self: the list
 * @caller: who asked, as it was when the call came: the desk may be locked by now
 * @method: what they may not do
 */
void
hearth_denials_add (HearthDenials *self, const HearthCaller *caller, const char *method)
{
  Tally *tally = g_hash_table_lookup (self->tallies, &caller->desk_id);
  gint64 hour = hearth_clock_now_s () / HOUR_S;

  if (tally == NULL)
    {
      tally = g_new0 (Tally, 1);
      tally->hour = hour;
      g_hash_table_insert (self->tallies, g_memdup2 (&caller->desk_id, sizeof caller->desk_id), tally);
    }
  if (tally->hour != hour)
    {
      settle (self, tally);
      tally->hour = hour;
    }
  if (tally->n_written < HEARTH_DENIALS_MAX)
    {
      tally->n_written++;
      write_row (self, caller, "call", g_strdup (method));
      return;
    }
  tally->n_counted++;
  tally->caller = *caller;
}

/**
 * hearth_denials_settle:
 * @self: the list
 *
 * What was only counted so far is written: before the hub ends.
 */
void
hearth_denials_settle (HearthDenials *self)
{
  GHashTableIter iter;
  Tally *tally;

  g_hash_table_iter_init (&iter, self->tallies);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&tally))
    settle (self, tally);
}
