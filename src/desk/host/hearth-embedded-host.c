/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The host of one PC: makes, restores and opens centers, and runs the hub of the open one inside the program. The only
 * place of the application that knows both desk and hub.
 * Owned by main(). Main context only; files are made and put back in GTask threads. */

#define G_LOG_DOMAIN "hearth-host"

#include "config.h"

#include "hearth-embedded-host.h"

#include "hearth-backup.h"
#include "hearth-center-service.h"
#include "hearth-embedded-hub.h"
#include "hearth-error.h"
#include "hearth-hub-service.h"
#include "hearth-sample.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#define SAMPLE_PEOPLE 400
#define SAMPLE_VISITS 6000
#define SAMPLE_SEED 1

/* How long a service that was asked to end may take to let go of the file: it finishes what was begun. */
#define LET_GO_S 30
#define LET_GO_PAUSE_MS 100

struct _HearthEmbeddedHost
{
  GObject parent_instance;

  HearthEmbeddedHub *hub; /* (owned) (nullable) */
  char *path;             /* (owned) (nullable): of the center that the hub has open */
};

static void host_init (HearthHostInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthEmbeddedHost,
                               hearth_embedded_host,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (HEARTH_TYPE_HOST, host_init))

/* What a thread needs to make or put back a center file; it is opened afterwards. */
typedef struct
{
  char *path;       /* (owned) */
  char *name;       /* (owned) (nullable) */
  char *time_zone;  /* (owned) (nullable) */
  char *director;   /* (owned) (nullable) */
  char *passphrase; /* (owned) (nullable) */
  char *backup;     /* (owned) (nullable) */
  gint64 until;     /* monotonic: until then a file that another holds is tried again; 0 for never */
} Order;

static void
order_free (Order *order)
{
  g_free (order->path);
  g_free (order->name);
  g_free (order->time_zone);
  g_free (order->director);
  if (order->passphrase != NULL)
    explicit_bzero (order->passphrase, strlen (order->passphrase));
  g_free (order->passphrase);
  g_free (order->backup);
  g_free (order);
}

/* Gives one more stream of the hub that runs. */
static void
return_stream (HearthEmbeddedHost *self, GTask *task)
{
  g_autoptr (GError) error = NULL;
  GIOStream *stream = hearth_embedded_hub_connect (self->hub, &error);

  if (stream != NULL)
    g_task_return_pointer (task, stream, g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean start_again_cb (gpointer user_data);

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HearthEmbeddedHost *self = g_task_get_source_object (task);
  const Order *order = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthEmbeddedHub) hub = hearth_embedded_hub_start_finish (result, &error);

  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_BUSY) && g_get_monotonic_time () < order->until)
    {
      g_timeout_add_full (G_PRIORITY_DEFAULT, LET_GO_PAUSE_MS, start_again_cb, g_object_ref (task), g_object_unref);
      return;
    }
  if (hub == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_set_object (&self->hub, hub);
  g_free (self->path);
  self->path = g_strdup (order->path);
  return_stream (self, task);
}

static void
start (GTask *task)
{
  const Order *order = g_task_get_task_data (task);

  hearth_embedded_hub_start_async (order->path, g_task_get_cancellable (task), started_cb, g_object_ref (task));
}

static gboolean
start_again_cb (gpointer user_data)
{
  start (user_data);
  return G_SOURCE_REMOVE;
}

static void
stopped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!hearth_embedded_hub_stop_finish (HEARTH_EMBEDDED_HUB (source), result, &error))
    g_warning ("the center did not close well: %s", error->message);
  start (task);
}

/* Opens the file of the order. The hub of another center ends first. */
static void
open_file (GTask *task)
{
  HearthEmbeddedHost *self = g_task_get_source_object (task);
  const Order *order = g_task_get_task_data (task);

  if (self->hub != NULL && g_strcmp0 (order->path, self->path) == 0)
    return_stream (self, task);
  else if (self->hub != NULL)
    {
      g_autoptr (HearthEmbeddedHub) hub = g_steal_pointer (&self->hub);

      g_clear_pointer (&self->path, g_free);
      hearth_embedded_hub_stop_async (hub, stopped_cb, g_object_ref (task));
    }
  else
    start (task);
}

static GTask *
new_task (
    HearthHost *host, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (host, cancellable, callback, user_data);
  Order *order = g_new0 (Order, 1);

  order->path = g_strdup (path);
  g_task_set_task_data (task, order, (GDestroyNotify)order_free);
  /* A center that is open is handed over, not forgotten: the receiver looks at the cancellable. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    open_file (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Runs @thread_func on the order of @task, then opens the file. */
static void
make_then_open (GTask *task, GTaskThreadFunc thread_func)
{
  g_autoptr (GTask) work = g_task_new (g_task_get_source_object (task), NULL, made_cb, task);

  g_task_set_source_tag (work, make_then_open);
  /* The order belongs to @task, which made_cb lets go of after the thread has ended. */
  g_task_set_task_data (work, g_task_get_task_data (task), NULL);
  g_task_run_in_thread (work, thread_func);
}

static void
open_async (
    HearthHost *host, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = new_task (host, path, cancellable, callback, user_data);

  g_task_set_source_tag (task, open_async);
  open_file (task);
}

static void
create_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Order *order = task_data;
  GError *error = NULL;

  if (hearth_center_service_create (order->path, order->name, order->time_zone, _ ("Front desk 1"), order->director,
                                    order->passphrase, FALSE, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
create_async (HearthHost *host,
              const char *path,
              const char *name,
              const char *time_zone,
              const char *director,
              const char *passphrase,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  GTask *task = new_task (host, path, cancellable, callback, user_data);
  Order *order = g_task_get_task_data (task);

  g_task_set_source_tag (task, create_async);
  order->name = g_strdup (name);
  order->time_zone = g_strdup (time_zone);
  order->director = g_strdup (director);
  order->passphrase = g_strdup (passphrase);
  make_then_open (task, create_thread);
}

static void
sample_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Order *order = task_data;
  g_autofree char *folder = g_path_get_dirname (order->path);
  GError *error = NULL;

  /* A folder that cannot be made is said by what cannot be made in it. */
  g_mkdir_with_parents (folder, 0700);
  if (hearth_sample_make (order->path, SAMPLE_PEOPLE, SAMPLE_VISITS, SAMPLE_SEED, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
create_sample_async (
    HearthHost *host, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = new_task (host, path, cancellable, callback, user_data);

  g_task_set_source_tag (task, create_sample_async);
  make_then_open (task, sample_thread);
}

static void
restore_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Order *order = task_data;
  GError *error = NULL;

  if (hearth_backup_put_back (order->backup, order->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
restore_async (HearthHost *host,
               const char *path,
               const char *backup,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  GTask *task = new_task (host, path, cancellable, callback, user_data);
  Order *order = g_task_get_task_data (task);

  g_task_set_source_tag (task, restore_async);
  order->backup = g_strdup (backup);
  make_then_open (task, restore_thread);
}

static GIOStream *
open_finish (HearthHost *host, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  char *path; /* (owned) (nullable) */
  gint64 made_at_s;
} Backup;

static void
backup_free (Backup *backup)
{
  g_free (backup->path);
  g_free (backup);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Backup, backup_free)

static void
newest_backup_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Backup *backup = g_new0 (Backup, 1);

  backup->path = hearth_backup_newest (task_data, &backup->made_at_s);
  g_task_return_pointer (task, backup, (GDestroyNotify)backup_free);
}

static void
newest_backup_async (
    HearthHost *host, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (host, cancellable, callback, user_data);

  g_task_set_source_tag (task, newest_backup_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, newest_backup_thread);
}

static char *
newest_backup_finish (HearthHost *host, GAsyncResult *result, gint64 *made_at_s, GError **error)
{
  g_autoptr (Backup) backup = g_task_propagate_pointer (G_TASK (result), error);

  if (backup == NULL)
    return NULL;
  *made_at_s = backup->made_at_s;
  return g_steal_pointer (&backup->path);
}

static void
served_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  guint16 port = hearth_hub_service_start_finish (result, &error);

  if (port != 0)
    g_task_return_int (task, port);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
serve (GTask *task)
{
  const Order *order = g_task_get_task_data (task);

  hearth_hub_service_start_async (order->path, g_task_get_cancellable (task), served_cb, g_object_ref (task));
}

static void
handed_over_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!hearth_embedded_hub_stop_finish (HEARTH_EMBEDDED_HUB (source), result, &error))
    g_warning ("the center did not close well: %s", error->message);
  serve (task);
}

static void
share_async (
    HearthHost *host, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  HearthEmbeddedHost *self = HEARTH_EMBEDDED_HOST (host);
  g_autoptr (GTask) task = new_task (host, path, cancellable, callback, user_data);
  g_autoptr (HearthEmbeddedHub) hub = NULL;

  g_task_set_source_tag (task, share_async);
  if (!hearth_hub_service_is_there ())
    {
      g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "the hub service is not installed");
      return;
    }
  hub = g_steal_pointer (&self->hub);
  g_clear_pointer (&self->path, g_free);
  if (hub != NULL)
    hearth_embedded_hub_stop_async (hub, handed_over_cb, g_object_ref (task));
  else
    serve (task);
}

static guint16
share_finish (HearthHost *host, GAsyncResult *result, GError **error)
{
  gssize port = g_task_propagate_int (G_TASK (result), error);

  return port > 0 ? (guint16)port : 0;
}

static void
disabled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  hearth_hub_service_disable_finish (result);
  open_file (task);
}

static void
unshare_async (
    HearthHost *host, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = new_task (host, path, cancellable, callback, user_data);
  Order *order = g_task_get_task_data (task);

  g_task_set_source_tag (task, unshare_async);
  order->until = g_get_monotonic_time () + LET_GO_S * G_USEC_PER_SEC;
  hearth_hub_service_disable_async (path, disabled_cb, task);
}

static void
retired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  hearth_hub_service_disable_finish (result);
}

static void
retire (HearthHost *host, const char *path)
{
  hearth_hub_service_disable_async (path, retired_cb, NULL);
}

static void
close_host (HearthHost *host)
{
  HearthEmbeddedHost *self = HEARTH_EMBEDDED_HOST (host);
  g_autoptr (HearthEmbeddedHub) hub = g_steal_pointer (&self->hub);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->path, g_free);
  if (hub != NULL && !hearth_embedded_hub_stop (hub, &error))
    g_warning ("the center did not close well: %s", error->message);
}

static void
host_init (HearthHostInterface *iface)
{
  iface->open_async = open_async;
  iface->create_async = create_async;
  iface->create_sample_async = create_sample_async;
  iface->restore_async = restore_async;
  iface->open_finish = open_finish;
  iface->newest_backup_async = newest_backup_async;
  iface->newest_backup_finish = newest_backup_finish;
  iface->close = close_host;
  iface->share_async = share_async;
  iface->share_finish = share_finish;
  iface->unshare_async = unshare_async;
  iface->retire = retire;
}

static void
hearth_embedded_host_dispose (GObject *object)
{
  close_host (HEARTH_HOST (object));

  G_OBJECT_CLASS (hearth_embedded_host_parent_class)->dispose (object);
}

static void
hearth_embedded_host_class_init (HearthEmbeddedHostClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hearth_embedded_host_dispose;
}

static void
hearth_embedded_host_init (HearthEmbeddedHost *self)
{
}

/**
 * hearth_embedded_host_new:
 *
 * Returns: (transfer full): a host with nothing open
 */
HearthEmbeddedHost *
hearth_embedded_host_new (void)
{
  return g_object_new (HEARTH_TYPE_EMBEDDED_HOST, NULL);
}
