/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Sealed backups of the center: where they go besides the hub's own disk, and what a desk that keeps them is given.
 * Functions of one unit of work, on its database thread; hearth_backup_service_prepare() on any other. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-backup-service.h"

#include "hearth-desk-store.h"
#include "hearth-error.h"
#include "hearth-house.h"
#include "hearth-sealed-copy.h"
#include "hearth-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define FOLDER_MAX 4000 /* bytes */

/**
 * hearth_backup_service_get_plan:
 * @unit: a unit
 * @plan: (out caller-allocates): to be cleared with hearth_backup_plan_clear(), also on error
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
hearth_backup_service_get_plan (HearthUnit *unit, HearthBackupPlan *plan, GError **error)
{
  return hearth_backup_store_get_plan (unit->conn, plan, error);
}

/**
 * hearth_backup_service_prepare:
 * @center_path: the center file
 * @folder: a folder of this PC, "" for none
 * @passphrase: what will open the backups, "" for the one that was set before
 * @apart: (out): whether the folder lies on another disk than the center
 * @sealing: (out caller-allocates): what @passphrase made; all zero without one
 * @error: return location
 *
 * Looks at the folder, which may lie on a disk that does not answer, and makes the key, which takes a second and 256 MiB.
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID (also of a weak passphrase), %HEARTH_ERROR_NOT_FOUND or %HEARTH_ERROR_READ_ONLY
 */
gboolean
hearth_backup_service_prepare (const char *center_path,
                               const char *folder,
                               const char *passphrase,
                               gboolean *apart,
                               HearthSealing *sealing,
                               GError **error)
{
  *apart = FALSE;
  hearth_sealing_clear (sealing);
  if (strlen (folder) > FOLDER_MAX)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the place has too long a path");
      return FALSE;
    }
  if (*passphrase != '\0' && !hearth_secret_is_strong (passphrase))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the passphrase is too weak");
      return FALSE;
    }
  if (*folder != '\0' && !hearth_sealed_copy_check_place (center_path, folder, apart, error))
    return FALSE;
  return *passphrase == '\0' || hearth_sealing_make (sealing, passphrase, HEARTH_SEAL_DEAR, error);
}

/**
 * hearth_backup_service_set_place:
 * @unit: a writing unit
 * @revision: of the place as the caller knows it
 * @folder: a folder that was looked at, "" for none
 * @apart: whether it lies on another disk than the center
 * @sealing: (nullable): what seals from now on; %NULL: as before
 * @error: return location
 *
 * Needs manage-center. Without a passphrase, now or before, there is no place.
 *
 * Returns: whether it is so now; %FALSE with %HEARTH_ERROR_CONFLICT if somebody chose another one meanwhile
 */
gboolean
hearth_backup_service_set_place (
    HearthUnit *unit, gint64 revision, const char *folder, gboolean apart, const HearthSealing *sealing, GError **error)
{
  g_auto (HearthBackupPlan) plan = { 0 };

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_CENTER, error)
      || !hearth_backup_store_get_plan (unit->conn, &plan, error))
    return FALSE;
  if (plan.revision != revision)
    {
      /* Done already, and only its answer lost. */
      if (sealing == NULL && g_str_equal (plan.place, folder))
        return TRUE;
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "the place of backups changed meanwhile");
      return FALSE;
    }
  if (*folder != '\0' && !plan.sealed && sealing == NULL)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "backups have no passphrase yet");
      return FALSE;
    }
  if (!hearth_backup_store_set_place (unit->conn, folder, apart, error)
      || (sealing && !hearth_backup_store_set_sealing (unit->conn, sealing, error))
      || !hearth_unit_audit (unit, "set-place", "backup", 1, sealing ? "passphrase" : "", error))
    return FALSE;
  hearth_unit_changed (unit, "center", 0);
  return TRUE;
}

/* Whether the desk that asks is to keep backups. FALSE without an error: it is not. */
static gboolean
keeps_backups (HearthUnit *unit, HearthDesk **desk, GError **error)
{
  if (unit->caller.desk_id == 0)
    return FALSE;
  *desk = hearth_desk_store_get (unit->conn, unit->caller.desk_id, error);
  return *desk && hearth_desk_get_keeps_backups (*desk);
}

static char *
newest_path (HearthUnit *unit, gint64 *made_at_s, guint64 *size, GError **error)
{
  g_auto (HearthBackupPlan) plan = { 0 };
  const char *center_path = hearth_db_get_path (hearth_house_get_db (unit->house));

  if (!hearth_backup_store_get_plan (unit->conn, &plan, error))
    return NULL;
  return hearth_sealed_copy_newest (center_path, plan.center_uuid, made_at_s, size);
}

static gboolean
write_fetched (HearthUnit *unit, HearthDesk *desk, gint64 kept_at_s, gboolean *noted, GError **error)
{
  gint64 id = hearth_desk_get_id (desk);

  if (kept_at_s < 0 || hearth_desk_get_backup_at_s (desk) == kept_at_s)
    return TRUE;
  *noted = TRUE;
  hearth_unit_changed (unit, "desk", id);
  return hearth_backup_store_set_fetched (unit->conn, id, kept_at_s, error)
         && hearth_unit_audit_once (unit, "keep-backup", "desk", id, "", error);
}

/**
 * hearth_backup_service_offer:
 * @unit: a writing unit of a desk
 * @kept_at_s: when the newest backup was made that the desk keeps whole, 0 for none
 * @size: (out): of the newest there is, in bytes
 * @made_at_s: (out): when that was made
 * @noted: (out): whether it keeps another one than was known
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the name of the newest sealed backup, "" if there is none yet or the desk is to keep
 *   none
 */
char *
hearth_backup_service_offer (
    HearthUnit *unit, gint64 kept_at_s, guint64 *size, gint64 *made_at_s, gboolean *noted, GError **error)
{
  g_autoptr (HearthDesk) desk = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *path = NULL;

  *size = 0;
  *made_at_s = 0;
  *noted = FALSE;
  if (keeps_backups (unit, &desk, &failure))
    {
      path = newest_path (unit, made_at_s, size, &failure);
      if (failure == NULL && !write_fetched (unit, desk, kept_at_s, noted, error))
        return NULL;
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return path ? g_path_get_basename (path) : g_strdup ("");
}

static GBytes *
read_piece (const char *path, guint64 offset, GError **error)
{
  g_autofree guint8 *piece = g_malloc (HEARTH_BACKUP_PIECE_BYTES);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  gsize length = 0;
  gssize part = 1;

  while (fd >= 0 && part > 0 && length < HEARTH_BACKUP_PIECE_BYTES)
    {
      part = pread (fd, piece + length, HEARTH_BACKUP_PIECE_BYTES - length, (off_t)(offset + length));
      if (part < 0 && errno == EINTR)
        part = 1;
      else if (part > 0)
        length += (gsize)part;
    }
  if (fd >= 0)
    close (fd);
  if (fd >= 0 && part >= 0)
    return g_bytes_new (piece, length);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "the backup cannot be read");
  return NULL;
}

/**
 * hearth_backup_service_piece:
 * @unit: a unit of a desk
 * @name: of the newest sealed backup
 * @offset: from where, in bytes
 * @error: return location
 *
 * Returns: (transfer full) (nullable): at most %HEARTH_BACKUP_PIECE_BYTES of it, none at its end. %NULL with
 *   %HEARTH_ERROR_DENIED if the desk is to keep none, %HEARTH_ERROR_NOT_FOUND if there is a newer one by now
 */
GBytes *
hearth_backup_service_piece (HearthUnit *unit, const char *name, guint64 offset, GError **error)
{
  g_autoptr (HearthDesk) desk = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *path = NULL, *newest = NULL;

  if (!keeps_backups (unit, &desk, &failure))
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED, "this desk keeps no backups");
  else if ((path = newest_path (unit, NULL, NULL, &failure)) == NULL
           || !g_str_equal (newest = g_path_get_basename (path), name) || offset > G_MAXINT64 / 2)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no such backup");
  else
    return read_piece (path, offset, error);
  return NULL;
}
