/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The import of People: a desk brings a file in pieces, and the hub keeps it for that connection. Reading it is work for a
 * database thread, one call at a time. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-error.h"
#include "hearth-peer.h"

#define MAX_PIECE_BYTES (256 * 1024)
#define MAX_SAMPLE_ROWS 20

static void
run_begin (HearthCall *call)
{
  HearthPeerImport *file = hearth_peer_begin_import (hearth_call_get_peer (call));

  hearth_call_reply (call, g_variant_new ("(u)", file->number));
}

/* What a call on a file holds until it is answered. */
typedef struct
{
  HearthPeerImport *file;    /* (owned) (nullable): NULL for an undo */
  HearthImportProgress now;  /* as of the last COMMIT */
  HearthImportProgress next; /* as of the slice that runs */
} Handling;

static void
handling_free (gpointer data)
{
  Handling *handling = data;

  if (handling->file)
    {
      handling->file->busy = FALSE;
      hearth_peer_import_unref (handling->file);
    }
  g_free (handling);
}

static Handling *
handle (HearthCall *call, HearthPeerImport *file)
{
  Handling *handling = g_new0 (Handling, 1);

  if (file)
    {
      file->busy = TRUE;
      handling->file = g_atomic_rc_box_acquire (file);
    }
  hearth_call_set_subject (call, handling, handling_free);
  return handling;
}

/* Gives the call the file it speaks of, its own until it is answered. FALSE: the call has failed. */
static gboolean
take_file (HearthCall *call, guint child)
{
  HearthPeerImport *file;
  guint32 number;

  g_variant_get_child (hearth_call_get_args (call), child, "u", &number);
  file = hearth_peer_get_import (hearth_call_get_peer (call), number);
  if (file && !file->busy)
    {
      handle (call, file);
      return TRUE;
    }
  if (file)
    hearth_call_fail (call, g_error_new (HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "import %u is being worked on", number));
  else
    hearth_call_fail (call, g_error_new (HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no import %u at this desk", number));
  return FALSE;
}

static HearthImport *
import_of (HearthCall *call)
{
  Handling *handling = hearth_call_get_subject (call);

  return handling->file->import;
}

/* A #HearthCallCommitted. */
static void
slice_committed (HearthCall *call)
{
  Handling *handling = hearth_call_get_subject (call);

  handling->now = handling->next;
}

static void
run_add (HearthCall *call)
{
  g_autoptr (GVariant) piece = g_variant_get_child_value (hearth_call_get_args (call), 1);
  g_autoptr (GError) error = NULL;
  HearthPeerImport *file;
  gconstpointer data;
  gsize n = 0;

  if (!take_file (call, 0))
    return;
  file = ((Handling *)hearth_call_get_subject (call))->file;
  data = g_variant_get_fixed_array (piece, &n, 1);
  if (n > MAX_PIECE_BYTES || file->n_bytes + n > HEARTH_IMPORT_BYTES_MAX)
    error = g_error_new (HEARTH_ERROR, HEARTH_ERROR_INVALID, "the piece or the file is too large");
  else if (n > 0)
    hearth_import_add (file->import, data, n, &error);
  if (error)
    {
      hearth_call_fail (call, g_steal_pointer (&error));
      return;
    }
  file->n_bytes += n;
  hearth_call_reply (call, NULL);
}

static GVariant *
work_columns (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_auto (GStrv) header = NULL, mapping = NULL;
  g_autoptr (GVariant) sample = NULL;
  guint32 rows;
  guint n_rows = 0;

  g_variant_get_child (hearth_call_get_args (call), 1, "u", &rows);
  if (!hearth_import_columns (import_of (call), MIN (rows, MAX_SAMPLE_ROWS), &header, &mapping, &sample, &n_rows,
                              error))
    return NULL;
  g_variant_take_ref (sample);
  return g_variant_new ("(^as^as@aasu)", header, mapping, sample, n_rows);
}

static void
run_columns (HearthCall *call)
{
  if (take_file (call, 0))
    hearth_call_work (call, HEARTH_VERB_READ, work_columns);
}

static GVariant *
work_check (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autofree const char **mapping = NULL;
  g_autoptr (GVariant) review = NULL;
  guint n_new = 0, n_twins = 0, n_problems = 0;

  g_variant_get (hearth_call_get_args (call), "(u^a&s)", NULL, &mapping);
  if (!hearth_import_check (import_of (call), unit, mapping, &n_new, &n_twins, &n_problems, &review, error))
    return NULL;
  g_variant_take_ref (review);
  return g_variant_new ("(uuu@a(usss))", n_new, n_twins, n_problems, review);
}

static void
run_check (HearthCall *call)
{
  if (take_file (call, 0))
    hearth_call_work (call, HEARTH_VERB_READ, work_check);
}

static GVariant *
work_run (HearthCall *call, HearthUnit *unit, GError **error)
{
  Handling *handling = hearth_call_get_subject (call);
  g_autofree const char **mapping = NULL;
  g_autoptr (GVariant) leave_out = NULL, take = NULL;
  const guint32 *left, *taken;
  gsize n_left = 0, n_taken = 0;

  g_variant_get (hearth_call_get_args (call), "(&su^a&s@au@au)", NULL, NULL, &mapping, &leave_out, &take);
  left = g_variant_get_fixed_array (leave_out, &n_left, sizeof *left);
  taken = g_variant_get_fixed_array (take, &n_taken, sizeof *taken);
  if (!hearth_import_run (handling->file->import, unit, mapping, left, n_left, taken, n_taken, &handling->now,
                          &handling->next, error))
    return NULL;
  if (!handling->next.done)
    return hearth_call_go_on (call);
  return g_variant_new ("(ux)", handling->next.n_done, handling->next.batch);
}

/* The file went with its connection: only what was answered before can be answered again. */
static GVariant *
work_without_file (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no such import at this desk");
  return NULL;
}

static void
run_run (HearthCall *call)
{
  guint32 number;

  g_variant_get_child (hearth_call_get_args (call), 1, "u", &number);
  if (hearth_peer_get_import (hearth_call_get_peer (call), number) == NULL)
    hearth_call_work (call, HEARTH_VERB_REQUEST, work_without_file);
  else if (take_file (call, 1))
    hearth_call_slices (call, work_run, slice_committed);
}

static GVariant *
work_undo (HearthCall *call, HearthUnit *unit, GError **error)
{
  Handling *handling = hearth_call_get_subject (call);
  gint64 batch;

  g_variant_get (hearth_call_get_args (call), "(&sx)", NULL, &batch);
  if (!hearth_import_undo (unit, batch, &handling->now, &handling->next, error))
    return NULL;
  if (!handling->next.done)
    return hearth_call_go_on (call);
  return g_variant_new ("(uu)", handling->next.n_done, handling->next.n_kept);
}

static void
run_undo (HearthCall *call)
{
  handle (call, NULL);
  hearth_call_slices (call, work_undo, slice_committed);
}

const HearthVerb hearth_hub_import_verbs[] = {
  { "ImportBegin", HEARTH_VERB_RUN, NULL, run_begin },
  { "ImportAdd", HEARTH_VERB_RUN, NULL, run_add },
  { "ImportColumns", HEARTH_VERB_RUN, NULL, run_columns },
  { "ImportCheck", HEARTH_VERB_RUN, NULL, run_check },
  { "ImportRun", HEARTH_VERB_RUN, NULL, run_run },
  { "ImportUndo", HEARTH_VERB_RUN, NULL, run_undo },
  { NULL, 0, NULL, NULL },
};
