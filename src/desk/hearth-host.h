/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the desk asks of the program around it: to open a center and give a stream to its hub. Implemented in main.c over
 * the embedded hub, so that nothing in src/desk knows of databases. Main context only. */
#define HEARTH_TYPE_HOST (hearth_host_get_type ())
G_DECLARE_INTERFACE (HearthHost, hearth_host, HEARTH, HOST, GObject)

struct _HearthHostInterface
{
  GTypeInterface parent_iface;

  /* Opens the center at @path; gives a stream for HearthClient. Errors are HEARTH_ERROR. */
  void (*open_async) (
      HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  /* Makes a new center (or the sample center) at @path, and opens it. */
  void (*create_async) (HearthHost *self,
                        const char *path,
                        const char *name,
                        const char *time_zone,
                        const char *director,
                        const char *passphrase,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  void (*create_sample_async) (
      HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  GIOStream *(*open_finish) (HearthHost *self, GAsyncResult *result, GError **error); /* of all that open */

  /* The newest good backup beside @path, of a damaged file. Each is read whole to know that it is good. */
  void (*newest_backup_async) (
      HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  /* @made_at_s: (out): when. (transfer full) (nullable): NULL without an error if there is none */
  char *(*newest_backup_finish) (HearthHost *self, GAsyncResult *result, gint64 *made_at_s, GError **error);
  /* Puts @backup in the place of @path (which is kept beside it under another name), and opens it. */
  void (*restore_async) (HearthHost *self,
                         const char *path,
                         const char *backup,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  /* Ends the hub; waits until what was begun is on disk. */
  void (*close) (HearthHost *self);

  /* Turns the center at @path over to the hearth-hub service: the hub in this program ends, the service starts (where it
   * does not run already) and answers. Afterwards desks reach it at the port that finish gives. */
  void (*share_async) (
      HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  guint16 (*share_finish) (HearthHost *self, GAsyncResult *result, GError **error); /* 0 on failure */
  /* The way back, after the service was asked to end: waits until it has let go of the file, and opens it here. */
  void (*unshare_async) (
      HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  /* Of a center that went on on another PC: the service of this one is not started again. */
  void (*retire) (HearthHost *self, const char *path);
};

void hearth_host_open_async (
    HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void hearth_host_create_async (HearthHost *self,
                               const char *path,
                               const char *name,
                               const char *time_zone,
                               const char *director,
                               const char *passphrase,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void hearth_host_create_sample_async (
    HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void hearth_host_restore_async (HearthHost *self,
                                const char *path,
                                const char *backup,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GIOStream *hearth_host_open_finish (HearthHost *self, GAsyncResult *result, GError **error);
void hearth_host_newest_backup_async (
    HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *hearth_host_newest_backup_finish (HearthHost *self, GAsyncResult *result, gint64 *made_at_s, GError **error);
void hearth_host_close (HearthHost *self);
void hearth_host_share_async (
    HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
guint16 hearth_host_share_finish (HearthHost *self, GAsyncResult *result, GError **error);
/* Then hearth_host_open_finish(). */
void hearth_host_unshare_async (
    HearthHost *self, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
void hearth_host_retire (HearthHost *self, const char *path);

G_END_DECLS
