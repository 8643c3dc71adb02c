/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A desk that keeps sealed backups of its hub: asks for the newest, fetches it piece by piece, one at a time, and tells the
 * hub what it has. Owned by the application; main context, files in threads. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-backup-keeper.h"

#include "hearth-backup-shelf.h"
#include "hearth-client-private.h"
#include "hearth-error.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define FOLDER "backups"
#define LOOK_AGAIN_S 3600
#define LOOK_LOCKED_S 300

/* A backup on its way. A thread has it alone while it works on it. */
typedef struct
{
  char *folder;    /* (owned) */
  char *name;      /* (owned): as the hub calls it */
  char *temporary; /* (owned) (nullable): the path of what has come */
  GBytes *piece;   /* (owned) (nullable): to be written */
  guint64 size;
  guint64 offset; /* of what is still to come */
  gint64 made_at_s;
  int fd; /* -1: none */
} Fetch;

struct _HearthBackupKeeper
{
  GObject parent_instance;

  HearthClient *client; /* (owned) */
  char *folder;         /* (owned) */
  Fetch *fetch;         /* (owned) (nullable) */
  gint64 kept_at_s;
  guint source;  /* looks again */
  gboolean busy; /* looking, or fetching */
  gboolean again;
};

enum
{
  PROP_KEPT_AT_S = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthBackupKeeper, hearth_backup_keeper, G_TYPE_OBJECT)

static void look (HearthBackupKeeper *self);
static void ask_for_piece (HearthBackupKeeper *self);
static void ask_for_newest (HearthBackupKeeper *self, GAsyncReadyCallback callback);

/* Runs @work with @data in a thread; @done is called with this keeper, which lives as long. */
static void
in_thread (HearthBackupKeeper *self, GTaskThreadFunc work, gpointer data, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, done, NULL);

  g_task_set_source_tag (task, work);
  g_task_set_task_data (task, data, NULL);
  g_task_run_in_thread (task, work);
}

/* In a thread: nothing of it stays on the disk. */
static void
drop (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Fetch *fetch = task_data;

  if (fetch->fd >= 0)
    close (fetch->fd);
  if (fetch->temporary)
    g_unlink (fetch->temporary);
  g_clear_pointer (&fetch->piece, g_bytes_unref);
  g_free (fetch->temporary);
  g_free (fetch->name);
  g_free (fetch->folder);
  g_free (fetch);
  g_task_return_boolean (task, TRUE);
}

static void
drop_fetch (HearthBackupKeeper *self)
{
  if (self->fetch)
    in_thread (self, drop, g_steal_pointer (&self->fetch), NULL);
}

/* The end of a look, for whatever reason. */
static void
end_look (HearthBackupKeeper *self, const GError *error)
{
  gboolean again = self->again;

  /* A disk that is full, here or at the hub, is nothing that this program does wrong; the hub's page says how old it is. */
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM)
      || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_READ_ONLY))
    g_message ("no backup was fetched: %s", error->message);
  else if (error && !g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE))
    g_warning ("no backup was fetched: %s", error->message);
  drop_fetch (self);
  self->busy = self->again = FALSE;
  if (again)
    look (self);
}

static void
set_kept (HearthBackupKeeper *self, gint64 kept_at_s)
{
  if (self->kept_at_s == kept_at_s)
    return;
  self->kept_at_s = kept_at_s;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEPT_AT_S]);
}

/* The hub has heard what is here. */
static void
on_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthBackupKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (HEARTH_CLIENT (source), result, &error);

  end_look (self, reply ? NULL : error);
}

static void
put (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  GError *error = NULL;

  if (!hearth_backup_shelf_put (fetch->folder, fetch->fd, fetch->temporary, fetch->name, fetch->made_at_s, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&fetch->temporary, g_free);
  g_task_return_boolean (task, TRUE);
}

static void
on_put (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthBackupKeeper *self = HEARTH_BACKUP_KEEPER (source);
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end_look (self, error);
      return;
    }
  set_kept (self, self->fetch->made_at_s);
  ask_for_newest (self, on_told);
}

static void
add (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  GError *error = NULL;

  if (hearth_backup_shelf_add (fetch->fd, fetch->piece, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthBackupKeeper *self = HEARTH_BACKUP_KEEPER (source);
  Fetch *fetch = self->fetch;
  g_autoptr (GError) error = NULL;

  fetch->offset += g_bytes_get_size (fetch->piece);
  g_clear_pointer (&fetch->piece, g_bytes_unref);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    end_look (self, error);
  else if (fetch->offset < fetch->size)
    ask_for_piece (self);
  else
    in_thread (self, put, fetch, on_put);
}

/* NULL: the hub says something that cannot be. */
static GBytes *
piece_of (GVariant *reply, const Fetch *fetch)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (reply, 0);
  GBytes *piece = g_variant_get_data_as_bytes (child);
  gsize length = g_bytes_get_size (piece);

  if (length > 0 && length <= fetch->size - fetch->offset)
    return piece;
  g_bytes_unref (piece);
  return NULL;
}

static void
on_piece (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthBackupKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (HEARTH_CLIENT (source), result, &error);

  if (reply)
    self->fetch->piece = piece_of (reply, self->fetch);
  if (reply && self->fetch->piece == NULL)
    g_set_error (&error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "a backup of another size came");
  if (error == NULL)
    {
      in_thread (self, add, self->fetch, on_added);
      return;
    }
  /* Also where there is a newer one by now: it is fetched an hour later. */
  end_look (self, error);
}

static void
ask_for_piece (HearthBackupKeeper *self)
{
  hearth_client_ask (self->client, hearth_client_get_desk_bus (self->client), "BackupPiece",
                     g_variant_new ("(st)", self->fetch->name, self->fetch->offset), NULL, on_piece,
                     g_object_ref (self));
}

static void
begin (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  GError *error = NULL;

  fetch->fd = hearth_backup_shelf_begin (fetch->folder, fetch->size, &fetch->temporary, &error);
  if (fetch->fd >= 0)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthBackupKeeper *self = HEARTH_BACKUP_KEEPER (source);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    ask_for_piece (self);
  else
    end_look (self, error);
}

static void
on_newest (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthBackupKeeper) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (HEARTH_CLIENT (source), result, &error);
  const char *name = "";
  gint64 made_at_s = 0;
  guint64 size = 0;

  if (reply)
    g_variant_get (reply, "(&stx)", &name, &size, &made_at_s);
  if (*name == '\0' || made_at_s == self->kept_at_s)
    {
      end_look (self, error);
      return;
    }
  if (!hearth_backup_shelf_is_name (name) || size == 0)
    {
      g_set_error (&error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the hub calls a backup what no file is called");
      end_look (self, error);
      return;
    }
  self->fetch = g_new0 (Fetch, 1);
  *self->fetch = (Fetch){
    .folder = g_strdup (self->folder),
    .name = g_strdup (name),
    .size = size,
    .made_at_s = made_at_s,
    .fd = -1,
  };
  in_thread (self, begin, self->fetch, on_begun);
}

static void
ask_for_newest (HearthBackupKeeper *self, GAsyncReadyCallback callback)
{
  hearth_client_ask (self->client, hearth_client_get_desk_bus (self->client), "Backup",
                     g_variant_new ("(x)", self->kept_at_s), NULL, callback, g_object_ref (self));
}

static void
list (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  gint64 *newest_at_s = g_new (gint64, 1);

  *newest_at_s = hearth_backup_shelf_newest_at_s (task_data);
  g_task_return_pointer (task, newest_at_s, g_free);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthBackupKeeper *self = HEARTH_BACKUP_KEEPER (source);
  g_autofree gint64 *newest_at_s = g_task_propagate_pointer (G_TASK (result), NULL);

  set_kept (self, *newest_at_s);
  ask_for_newest (self, on_newest);
}

/* Only from a hub on another PC: on its own it has its copies. */
static void
look (HearthBackupKeeper *self)
{
  HearthHubGreeting *greeting = hearth_client_get_greeting (self->client);

  if (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY || greeting == NULL
      || !hearth_hub_greeting_get_shared (greeting))
    return;
  if (self->busy)
    {
      self->again = TRUE;
      return;
    }
  self->busy = TRUE;
  in_thread (self, list, self->folder, on_listed);
}

static gboolean
on_look (gpointer user_data)
{
  look (user_data);
  return G_SOURCE_CONTINUE;
}

/* A desk where nobody is signed in hears of no change, so it looks whenever somebody comes or goes, and more often. */
static void
on_state (HearthBackupKeeper *self)
{
  HearthClientState state = hearth_client_get_state (self->client);

  g_clear_handle_id (&self->source, g_source_remove);
  if (state == HEARTH_CLIENT_AWAY)
    return;
  self->source = g_timeout_add_seconds (state == HEARTH_CLIENT_SIGNED_IN ? LOOK_AGAIN_S : LOOK_LOCKED_S, on_look, self);
  look (self);
}

static void
on_changed (HearthBackupKeeper *self, guint64 revision, GVariant *what)
{
  HearthHubGreeting *greeting = hearth_client_get_greeting (self->client);
  GVariantIter iter;
  const char *kind;
  gint64 id;

  g_variant_iter_init (&iter, what);
  while (greeting && g_variant_iter_next (&iter, "(&sx)", &kind, &id))
    if (g_str_equal (kind, "desk") && (id == 0 || id == hearth_hub_greeting_get_desk (greeting)))
      {
        /* Also what was just told: then there is nothing new, and it ends. */
        look (self);
        return;
      }
}

static void
hearth_backup_keeper_dispose (GObject *object)
{
  HearthBackupKeeper *self = HEARTH_BACKUP_KEEPER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  drop_fetch (self);

  G_OBJECT_CLASS (hearth_backup_keeper_parent_class)->dispose (object);
}

static void
hearth_backup_keeper_finalize (GObject *object)
{
  HearthBackupKeeper *self = HEARTH_BACKUP_KEEPER (object);

  g_clear_object (&self->client);
  g_free (self->folder);

  G_OBJECT_CLASS (hearth_backup_keeper_parent_class)->finalize (object);
}

static void
hearth_backup_keeper_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  HearthBackupKeeper *self = HEARTH_BACKUP_KEEPER (object);

  if (id == PROP_KEPT_AT_S)
    g_value_set_int64 (value, self->kept_at_s);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
hearth_backup_keeper_class_init (HearthBackupKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_backup_keeper_dispose;
  object_class->finalize = hearth_backup_keeper_finalize;
  object_class->get_property = hearth_backup_keeper_get_property;

  properties[PROP_KEPT_AT_S] = g_param_spec_int64 ("kept-at-s", NULL, NULL, 0, G_MAXINT64, 0,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
hearth_backup_keeper_init (HearthBackupKeeper *self)
{
}

/**
 * hearth_backup_keeper_new:
 * @client: the client of a desk that joined
 * @desk_folder: what that desk keeps on its disk
 *
 * Returns: (transfer full): a keeper that goes to work when the client is connected
 */
HearthBackupKeeper *
hearth_backup_keeper_new (HearthClient *client, const char *desk_folder)
{
  HearthBackupKeeper *self = g_object_new (HEARTH_TYPE_BACKUP_KEEPER, NULL);

  self->client = g_object_ref (client);
  self->folder = g_build_filename (desk_folder, FOLDER, NULL);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_state (self);
  return self;
}

/**
 * hearth_backup_keeper_get_kept_at_s:
 *
 * Returns: when the newest backup here was made, 0 until one is known of
 */
gint64
hearth_backup_keeper_get_kept_at_s (HearthBackupKeeper *self)
{
  g_return_val_if_fail (HEARTH_IS_BACKUP_KEEPER (self), 0);

  return self->kept_at_s;
}
