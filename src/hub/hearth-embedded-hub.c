/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The hub inside the application. Its thread opens the center, runs the hub's main context and closes the center again;
 * this object is the application's handle of it. Owned by the application; its functions are called from the application's
 * main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-embedded-hub.h"

#include "hearth-error.h"
#include "hearth-hub.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <sys/socket.h>
#include <unistd.h>

/* The PC that holds the center is its first desk. */
#define OWN_DESK 1

struct _HearthEmbeddedHub
{
  GObject parent_instance;

  GThread *thread;        /* (owned) (nullable): NULL once stopped */
  GMainContext *context;  /* (owned): the hub's */
  GMainLoop *loop;        /* (owned): the hub's */
  HearthHub *hub;         /* (owned): touched by the hub's thread only */
  char *path;             /* (owned) */
  GTask *starting;        /* (owned) (nullable): the hub's thread takes it */
  GTask *stopping;        /* (owned) (nullable): the hub's thread takes it */
  gboolean asked_to_stop; /* or never started */
  GError *error;          /* (owned) (nullable): of closing; read after the thread has ended */
};

G_DEFINE_FINAL_TYPE (HearthEmbeddedHub, hearth_embedded_hub, G_TYPE_OBJECT)

/* Runs @function in the hub's thread, never in this one. */
static void
in_hub (HearthEmbeddedHub *self, GSourceFunc function, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, data, destroy);
  g_source_attach (source, self->context);
}

static gpointer
hub_thread (gpointer data)
{
  HearthEmbeddedHub *self = data;
  g_autoptr (GTask) starting = g_steal_pointer (&self->starting);
  g_autoptr (HearthHouse) house = NULL;
  g_autoptr (GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  house = hearth_house_open (self->path, &error);
  if (house)
    {
      self->hub = hearth_hub_new (house);
      g_task_return_boolean (starting, TRUE);
      g_clear_object (&starting);
      g_main_loop_run (self->loop);
      g_clear_object (&self->hub);
      /* What others have sent to this context meanwhile is let go of here. */
      while (g_main_context_iteration (self->context, FALSE))
        ;
    }
  else
    {
      self->asked_to_stop = TRUE;
      g_task_return_error (starting, g_steal_pointer (&error));
    }
  g_clear_object (&house);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
on_hub_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthEmbeddedHub *self = user_data;

  g_autoptr (GTask) stopping = g_steal_pointer (&self->stopping);

  hearth_hub_stop_finish (HEARTH_HUB (source), result, &self->error);
  g_main_loop_quit (self->loop);
  if (stopping)
    g_task_return_boolean (stopping, TRUE);
}

static gboolean
on_stop (gpointer user_data)
{
  HearthEmbeddedHub *self = user_data;

  hearth_hub_stop_async (self->hub, on_hub_stopped, self);
  return G_SOURCE_REMOVE;
}

static void
ask_to_stop (HearthEmbeddedHub *self)
{
  if (self->asked_to_stop)
    return;
  self->asked_to_stop = TRUE;
  in_hub (self, on_stop, self, NULL);
}

/* The thread has nothing more to do, or soon. */
static void
join (HearthEmbeddedHub *self)
{
  if (self->thread)
    g_thread_join (g_steal_pointer (&self->thread));
}

static void
hearth_embedded_hub_dispose (GObject *object)
{
  HearthEmbeddedHub *self = HEARTH_EMBEDDED_HUB (object);

  if (self->thread)
    {
      ask_to_stop (self);
      join (self);
    }

  G_OBJECT_CLASS (hearth_embedded_hub_parent_class)->dispose (object);
}

static void
hearth_embedded_hub_finalize (GObject *object)
{
  HearthEmbeddedHub *self = HEARTH_EMBEDDED_HUB (object);

  g_free (self->path);
  g_clear_error (&self->error);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);

  G_OBJECT_CLASS (hearth_embedded_hub_parent_class)->finalize (object);
}

static void
hearth_embedded_hub_class_init (HearthEmbeddedHubClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_embedded_hub_dispose;
  object_class->finalize = hearth_embedded_hub_finalize;
}

static void
hearth_embedded_hub_init (HearthEmbeddedHub *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

/**
 * hearth_embedded_hub_start_async:
 * @path: a center file
 * @cancellable: (nullable): to give up
 * @callback: called in the caller's main context; it calls the finish function
 * @user_data: for @callback
 *
 * Opens the center and serves it, in a thread of its own.
 */
void
hearth_embedded_hub_start_async (const char *path,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  HearthEmbeddedHub *self;

  g_return_if_fail (path != NULL);
  g_return_if_fail (callback != NULL);

  /* The names of the errors must be known before any thread compares them. */
  (void)HEARTH_ERROR;

  /* The finish function takes it over: the last reference must never be dropped by the hub's own thread. */
  self = g_object_new (HEARTH_TYPE_EMBEDDED_HUB, NULL);
  self->path = g_strdup (path);
  self->starting = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (self->starting, hearth_embedded_hub_start_async);
  g_task_set_check_cancellable (self->starting, FALSE);
  g_task_set_task_data (self->starting, self, NULL);
  self->thread = g_thread_new ("hearth-hub", hub_thread, self);
}

/**
 * hearth_embedded_hub_start_finish:
 * @result: of the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the running hub; else what hearth_house_open() says is wrong with the file
 */
HearthEmbeddedHub *
hearth_embedded_hub_start_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (HearthEmbeddedHub) self = NULL;
  GCancellable *cancellable;

  g_return_val_if_fail (g_async_result_is_tagged (result, hearth_embedded_hub_start_async), NULL);

  self = g_task_get_task_data (G_TASK (result));
  cancellable = g_task_get_cancellable (G_TASK (result));
  if (!g_task_propagate_boolean (G_TASK (result), error) || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* The hub's end of a new socketpair, on its way into the hub's thread. */
typedef struct
{
  HearthEmbeddedHub *hub; /* (unowned): it waits for its thread */
  GIOStream *stream;      /* (owned) */
} Arrival;

static void
arrival_free (gpointer data)
{
  Arrival *arrival = data;

  g_object_unref (arrival->stream);
  g_free (arrival);
}

static gboolean
on_arrival (gpointer user_data)
{
  Arrival *arrival = user_data;

  if (arrival->hub->hub)
    hearth_hub_accept (arrival->hub->hub, arrival->stream, OWN_DESK);
  return G_SOURCE_REMOVE;
}

static GIOStream *
stream_of (int fd, GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, error);

  if (socket == NULL)
    {
      close (fd);
      return NULL;
    }
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

/**
 * hearth_embedded_hub_connect:
 * @self: a running hub
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a desk's end of a new stream, for hearth_client_connect_async()
 */
GIOStream *
hearth_embedded_hub_connect (HearthEmbeddedHub *self, GError **error)
{
  g_autoptr (GIOStream) own = NULL, theirs = NULL;
  Arrival *arrival;
  int fds[2];

  g_return_val_if_fail (HEARTH_IS_EMBEDDED_HUB (self), NULL);

  if (self->asked_to_stop)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the hub is closing");
      return NULL;
    }
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds) < 0)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "no socketpair: %s", g_strerror (errno));
      return NULL;
    }
  own = stream_of (fds[0], error);
  theirs = stream_of (fds[1], own ? error : NULL);
  if (own == NULL || theirs == NULL)
    return NULL;

  arrival = g_new0 (Arrival, 1);
  arrival->hub = self;
  arrival->stream = g_steal_pointer (&own);
  in_hub (self, on_arrival, arrival, arrival_free);
  return g_steal_pointer (&theirs);
}

/**
 * hearth_embedded_hub_stop_async:
 * @self: a running hub
 * @callback: called when the center is closed
 * @user_data: for @callback
 */
void
hearth_embedded_hub_stop_async (HearthEmbeddedHub *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HEARTH_IS_EMBEDDED_HUB (self));
  g_return_if_fail (!self->asked_to_stop);

  self->stopping = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->stopping, hearth_embedded_hub_stop_async);
  ask_to_stop (self);
}

static gboolean
stopped (HearthEmbeddedHub *self, GError **error)
{
  join (self);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return FALSE;
}

/**
 * hearth_embedded_hub_stop_finish:
 *
 * Returns: whether the center was closed without an error; it is closed in any case
 */
gboolean
hearth_embedded_hub_stop_finish (HearthEmbeddedHub *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_boolean (G_TASK (result), NULL);
  return stopped (self, error);
}

/**
 * hearth_embedded_hub_stop:
 *
 * The same, waiting for it.
 *
 * Returns: whether the center was closed without an error; it is closed in any case
 */
gboolean
hearth_embedded_hub_stop (HearthEmbeddedHub *self, GError **error)
{
  g_return_val_if_fail (HEARTH_IS_EMBEDDED_HUB (self), FALSE);

  if (self->thread)
    ask_to_stop (self);
  return stopped (self, error);
}
