/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The interface to the program around the desk; see the header.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-host.h"

G_DEFINE_INTERFACE (HearthHost, hearth_host, G_TYPE_OBJECT)

static void
hearth_host_default_init (HearthHostInterface *iface)
{
}

/**
 * hearth_host_open_async:
 * @self: a host
 * @path: a center file
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is open, or is not
 * @user_data: for @callback
 *
 * Opens the center; the same center again gives one more stream to the hub that runs.
 */
void
hearth_host_open_async (
    HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HEARTH_IS_HOST (self));
  g_return_if_fail (path != NULL);

  HEARTH_HOST_GET_IFACE (self)->open_async (self, path, cancellable, callback, user_data);
}

/**
 * hearth_host_create_async:
 * @self: a host
 * @path: where the new center file goes; nothing may be there
 * @name: name of the center
 * @time_zone: IANA name
 * @director: the name with which the first director signs in
 * @passphrase: theirs
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is made and open, or is not
 * @user_data: for @callback
 *
 * Makes a new center and opens it.
 */
void
hearth_host_create_async (HearthHost *self,
                          const char *path,
                          const char *name,
                          const char *time_zone,
                          const char *director,
                          const char *passphrase,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (HEARTH_IS_HOST (self));
  g_return_if_fail (path != NULL && name != NULL && time_zone != NULL && director != NULL && passphrase != NULL);

  HEARTH_HOST_GET_IFACE (self)->create_async (self, path, name, time_zone, director, passphrase, cancellable, callback,
                                              user_data);
}

/**
 * hearth_host_create_sample_async:
 * @self: a host
 * @path: where the sample center goes; nothing may be there
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is made and open, or is not
 * @user_data: for @callback
 *
 * Makes a center of invented people and opens it.
 */
void
hearth_host_create_sample_async (
    HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HEARTH_IS_HOST (self));
  g_return_if_fail (path != NULL);

  HEARTH_HOST_GET_IFACE (self)->create_sample_async (self, path, cancellable, callback, user_data);
}

/**
 * hearth_host_restore_async:
 * @self: a host
 * @path: a damaged center file; it is kept beside its place under another name
 * @backup: what hearth_host_newest_backup_finish() named
 * @cancellable: (nullable): a cancellable
 * @callback: called when the backup is in place and open, or is not
 * @user_data: for @callback
 *
 * Puts a backup in the place of a center file and opens it.
 */
void
hearth_host_restore_async (HearthHost *self,
                           const char *path,
                           const char *backup,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (HEARTH_IS_HOST (self));
  g_return_if_fail (path != NULL && backup != NULL);

  HEARTH_HOST_GET_IFACE (self)->restore_async (self, path, backup, cancellable, callback, user_data);
}

/**
 * hearth_host_open_finish:
 * @self: a host
 * @result: of any that opens a center
 * @error: (out): a HEARTH_ERROR
 *
 * Returns: (transfer full) (nullable): the desk's end of a stream to the hub
 */
GIOStream *
hearth_host_open_finish (HearthHost *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (HEARTH_IS_HOST (self), NULL);

  return HEARTH_HOST_GET_IFACE (self)->open_finish (self, result, error);
}

/**
 * hearth_host_newest_backup_async:
 * @self: a host
 * @path: a center file
 * @cancellable: (nullable): a cancellable
 * @callback: called when the backups were looked at
 * @user_data: for @callback
 *
 * Looks for the newest good backup of @path. Each is read whole to know that it is good, so this may take a while.
 */
void
hearth_host_newest_backup_async (
    HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HEARTH_IS_HOST (self));
  g_return_if_fail (path != NULL);

  HEARTH_HOST_GET_IFACE (self)->newest_backup_async (self, path, cancellable, callback, user_data);
}

/**
 * hearth_host_newest_backup_finish:
 * @self: a host
 * @result: of hearth_host_newest_backup_async()
 * @made_at_s: (out): when the backup was made, UTC seconds
 * @error: (out): cancelled
 *
 * Returns: (transfer full) (nullable): the backup; %NULL without an error if there is none
 */
char *
hearth_host_newest_backup_finish (HearthHost *self, GAsyncResult *result, gint64 *made_at_s, GError **error)
{
  g_return_val_if_fail (HEARTH_IS_HOST (self), NULL);
  g_return_val_if_fail (made_at_s != NULL, NULL);

  return HEARTH_HOST_GET_IFACE (self)->newest_backup_finish (self, result, made_at_s, error);
}

/**
 * hearth_host_close:
 * @self: a host
 *
 * Ends the hub and waits until what was begun is on disk.
 */
void
hearth_host_close (HearthHost *self)
{
  g_return_if_fail (HEARTH_IS_HOST (self));

  HEARTH_HOST_GET_IFACE (self)->close (self);
}

/**
 * hearth_host_share_async:
 * @self: a host
 * @path: a center file
 * @cancellable: (nullable): a cancellable
 * @callback: called when the service answers, or does not
 * @user_data: for @callback
 *
 * Ends the hub in this program and has the service serve the center. Where the service runs already it is only asked where
 * it listens.
 */
void
hearth_host_share_async (
    HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HEARTH_IS_HOST (self));
  g_return_if_fail (path != NULL);

  HEARTH_HOST_GET_IFACE (self)->share_async (self, path, cancellable, callback, user_data);
}

/**
 * hearth_host_share_finish:
 * @self: a host
 * @result: of hearth_host_share_async()
 * @error: (out): a HEARTH_ERROR: NOT_FOUND where the service is not installed, OFFLINE where it does not answer
 *
 * Returns: the port at which desks reach the center; 0 on failure: then no hub runs
 */
guint16
hearth_host_share_finish (HearthHost *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (HEARTH_IS_HOST (self), 0);

  return HEARTH_HOST_GET_IFACE (self)->share_finish (self, result, error);
}

/**
 * hearth_host_unshare_async:
 * @self: a host
 * @path: a center file whose service was asked to end
 * @cancellable: (nullable): a cancellable
 * @callback: called when the center is open here, or is not; see hearth_host_open_finish()
 * @user_data: for @callback
 *
 * Waits until the service is gone, and opens the center in this program.
 */
void
hearth_host_unshare_async (
    HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (HEARTH_IS_HOST (self));
  g_return_if_fail (path != NULL);

  HEARTH_HOST_GET_IFACE (self)->unshare_async (self, path, cancellable, callback, user_data);
}

/**
 * hearth_host_retire:
 * @self: a host
 * @path: a center file that was turned over to the service
 *
 * The center went on elsewhere: the service of this PC is not started for this file any more. The file stays.
 */
void
hearth_host_retire (HearthHost *self, const char *path)
{
  g_return_if_fail (HEARTH_IS_HOST (self));

  HEARTH_HOST_GET_IFACE (self)->retire (self, path);
}
