/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A file of people on its way to the hub: sent in pieces, then columns, check, run, undo. Owned by the import window.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-import-client.h"

#include "hearth-client-private.h"
#include "hearth-id.h"

#define PIECE_BYTES (256 * 1024)
#define SAMPLE_ROWS 20

struct _HearthImportClient
{
  GObject parent_instance;

  HearthClient *client; /* (owned) */
  guint32 import;       /* the hub's number for the file sent last */
};

G_DEFINE_FINAL_TYPE (HearthImportClient, hearth_import_client, G_TYPE_OBJECT)

static void
hearth_import_client_dispose (GObject *object)
{
  HearthImportClient *self = HEARTH_IMPORT_CLIENT (object);

  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_import_client_parent_class)->dispose (object);
}

static void
hearth_import_client_class_init (HearthImportClientClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_import_client_dispose;
}

static void
hearth_import_client_init (HearthImportClient *self)
{
}

/**
 * hearth_import_client_new:
 * @client: the connection
 *
 * Returns: (transfer full): an import without a file
 */
HearthImportClient *
hearth_import_client_new (HearthClient *client)
{
  HearthImportClient *self;

  g_return_val_if_fail (HEARTH_IS_CLIENT (client), NULL);

  self = g_object_new (HEARTH_TYPE_IMPORT_CLIENT, NULL);
  self->client = g_object_ref (client);
  return self;
}

/* Hands an answer on to a task of this object. */
static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (HEARTH_CLIENT (source), result, &error);

  if (reply)
    g_task_return_pointer (task, g_steal_pointer (&reply), (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
ask (HearthImportClient *self, const char *method, GVariant *args, GAsyncReadyCallback callback, GTask *task)
{
  hearth_client_ask (self->client, hearth_client_get_people_bus (self->client), method, args,
                     g_task_get_cancellable (task), callback, task);
}

static GVariant *
answer (HearthImportClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void on_piece_read (GObject *source, GAsyncResult *result, gpointer user_data);

static void
read_piece (GTask *task)
{
  g_input_stream_read_bytes_async (g_task_get_task_data (task), PIECE_BYTES, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), on_piece_read, task);
}

static void
on_piece_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;

  if (hearth_client_answer_done (HEARTH_CLIENT (source), result, &error))
    read_piece (g_steal_pointer (&task));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_piece_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  HearthImportClient *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  GVariant *piece;

  if (bytes == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (g_bytes_get_size (bytes) == 0)
    {
      ask (self, "ImportColumns", g_variant_new ("(uu)", self->import, SAMPLE_ROWS), on_asked, g_steal_pointer (&task));
      return;
    }
  piece = g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
  ask (self, "ImportAdd", g_variant_new ("(u@ay)", self->import, piece), on_piece_sent, g_steal_pointer (&task));
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  HearthImportClient *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (HEARTH_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_variant_get (reply, "(u)", &self->import);
  read_piece (g_steal_pointer (&task));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  HearthImportClient *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_task_set_task_data (task, g_steal_pointer (&stream), g_object_unref);
  ask (self, "ImportBegin", NULL, on_begun, g_steal_pointer (&task));
}

/**
 * hearth_import_client_send_async:
 * @file: a CSV file
 *
 * Sends the file to the hub and asks for its columns. An earlier file of this object is forgotten.
 */
void
hearth_import_client_send_async (
    HearthImportClient *self, GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HEARTH_IS_IMPORT_CLIENT (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hearth_import_client_send_async);
  g_file_read_async (file, G_PRIORITY_DEFAULT, cancellable, on_opened, g_steal_pointer (&task));
}

/**
 * hearth_import_client_send_finish:
 * @header: (out) (transfer full) (optional): the file's own names of its columns
 * @mapping: (out) (transfer full) (optional): for each column a guess of what it holds
 * @sample: (out) (transfer full) (optional): the first rows, aas
 * @n_rows: (out) (optional): how many rows the file has
 *
 * Returns: whether the hub has the file; besides HEARTH_ERROR the error may be that of reading the file
 */
gboolean
hearth_import_client_send_finish (HearthImportClient *self,
                                  GAsyncResult *result,
                                  char ***header,
                                  char ***mapping,
                                  GVariant **sample,
                                  guint *n_rows,
                                  GError **error)
{
  g_autoptr (GVariant) reply = answer (self, result, error);

  if (reply == NULL)
    return FALSE;

  if (header)
    g_variant_get_child (reply, 0, "^as", header);
  if (mapping)
    g_variant_get_child (reply, 1, "^as", mapping);
  if (sample)
    *sample = g_variant_get_child_value (reply, 2);
  if (n_rows)
    g_variant_get_child (reply, 3, "u", n_rows);
  return TRUE;
}

/**
 * hearth_import_client_check_async:
 * @mapping: for each column the property of #HearthPerson that it fills, or ""
 */
void
hearth_import_client_check_async (HearthImportClient *self,
                                  const char *const *mapping,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, hearth_import_client_check_async);
  ask (self, "ImportCheck", g_variant_new ("(u^as)", self->import, mapping), on_asked, g_steal_pointer (&task));
}

/**
 * hearth_import_client_check_finish:
 * @n_new: (out) (optional): rows that would come in
 * @n_twins: (out) (optional): rows of people who seem to be known
 * @n_problems: (out) (optional): rows that cannot come in
 * @review: (out) (transfer full) (optional): an a(usss), see People.ImportCheck
 *
 * Returns: %FALSE where the call failed
 */
gboolean
hearth_import_client_check_finish (HearthImportClient *self,
                                   GAsyncResult *result,
                                   guint *n_new,
                                   guint *n_twins,
                                   guint *n_problems,
                                   GVariant **review,
                                   GError **error)
{
  g_autoptr (GVariant) reply = answer (self, result, error);

  if (reply == NULL)
    return FALSE;

  if (n_new)
    g_variant_get_child (reply, 0, "u", n_new);
  if (n_twins)
    g_variant_get_child (reply, 1, "u", n_twins);
  if (n_problems)
    g_variant_get_child (reply, 2, "u", n_problems);
  if (review)
    *review = g_variant_get_child_value (reply, 3);
  return TRUE;
}

static GVariant *
row_numbers (GArray *rows)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, rows ? rows->data : NULL, rows ? rows->len : 0,
                                    sizeof (guint32));
}

/**
 * hearth_import_client_run_async:
 * @mapping: as checked
 * @leave_out: (nullable) (element-type guint32): rows that stay out
 * @take: (nullable) (element-type guint32): rows that come in although such a person is known
 */
void
hearth_import_client_run_async (HearthImportClient *self,
                                const char *const *mapping,
                                GArray *leave_out,
                                GArray *take,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *request = hearth_id_new ();

  g_task_set_source_tag (task, hearth_import_client_run_async);
  ask (self, "ImportRun",
       g_variant_new ("(su^as@au@au)", request, self->import, mapping, row_numbers (leave_out), row_numbers (take)),
       on_asked, g_steal_pointer (&task));
}

/**
 * hearth_import_client_run_finish:
 * @n_imported: (out) (optional): how many came in
 * @batch: (out) (optional): for hearth_import_client_undo_async()
 *
 * Returns: whether they came in
 */
gboolean
hearth_import_client_run_finish (
    HearthImportClient *self, GAsyncResult *result, guint *n_imported, gint64 *batch, GError **error)
{
  g_autoptr (GVariant) reply = answer (self, result, error);

  if (reply == NULL)
    return FALSE;

  if (n_imported)
    g_variant_get_child (reply, 0, "u", n_imported);
  if (batch)
    g_variant_get_child (reply, 1, "x", batch);
  return TRUE;
}

/**
 * hearth_import_client_undo_async:
 * @batch: of hearth_import_client_run_finish()
 */
void
hearth_import_client_undo_async (
    HearthImportClient *self, gint64 batch, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *request = hearth_id_new ();

  g_task_set_source_tag (task, hearth_import_client_undo_async);
  ask (self, "ImportUndo", g_variant_new ("(sx)", request, batch), on_asked, g_steal_pointer (&task));
}

/**
 * hearth_import_client_undo_finish:
 * @n_removed: (out) (optional): how many records went
 * @n_kept: (out) (optional): how many stayed, because they were used since
 *
 * Returns: whether it was undone
 */
gboolean
hearth_import_client_undo_finish (
    HearthImportClient *self, GAsyncResult *result, guint *n_removed, guint *n_kept, GError **error)
{
  g_autoptr (GVariant) reply = answer (self, result, error);

  if (reply == NULL)
    return FALSE;

  if (n_removed)
    g_variant_get_child (reply, 0, "u", n_removed);
  if (n_kept)
    g_variant_get_child (reply, 1, "u", n_kept);
  return TRUE;
}
