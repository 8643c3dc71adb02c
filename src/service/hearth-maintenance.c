/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Looking after a center file, for hearthctl: proof that it is whole, backups, and the way back. Each call waits until it
 * is done: not for a main loop. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-maintenance.h"

#include "hearth-backup.h"

/**
 * hearth_maintenance_verify:
 * @house: an open center
 * @error: return location
 *
 * Returns: (transfer full) (element-type HearthVerdict) (nullable): one verdict for each check
 */
GPtrArray *
hearth_maintenance_verify (HearthHouse *house, GError **error)
{
  return hearth_verify (hearth_house_get_db (house), error);
}

/**
 * hearth_maintenance_backup:
 * @house: an open center
 * @passphrase: what will open the backup
 * @to: a name that no file has
 * @error: return location
 *
 * Returns: %FALSE on error; then there is no file of that name
 */
gboolean
hearth_maintenance_backup (HearthHouse *house, const char *passphrase, const char *to, GError **error)
{
  return hearth_backup_write (hearth_house_get_db (house), passphrase, to, error);
}

/**
 * hearth_maintenance_restore:
 * @from: an encrypted backup
 * @passphrase: what opens it
 * @path: the center file whose place it takes, or where there is none yet
 * @error: return location
 *
 * Returns: %FALSE on error; then @path is as it was
 */
gboolean
hearth_maintenance_restore (const char *from, const char *passphrase, const char *path, GError **error)
{
  return hearth_backup_restore (from, passphrase, path, error);
}

/**
 * hearth_maintenance_newest_copy:
 * @path: a center file, whole or not
 * @made_at_s: (out): when the copy was made, UTC seconds
 *
 * Returns: (transfer full) (nullable): the newest daily copy that is whole
 */
char *
hearth_maintenance_newest_copy (const char *path, gint64 *made_at_s)
{
  return hearth_backup_newest (path, made_at_s);
}

/**
 * hearth_maintenance_put_back:
 * @copy: a daily copy
 * @path: the center file whose place it takes
 * @error: return location
 *
 * Returns: %FALSE on error; then @path is as it was
 */
gboolean
hearth_maintenance_put_back (const char *copy, const char *path, GError **error)
{
  return hearth_backup_put_back (copy, path, error);
}
