/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Whether a folder can hold a center file: a local disk that can be written. The write-ahead log needs memory shared
 * between the file's users and locks that hold; over a network there is neither. Any thread. */

#define G_LOG_DOMAIN "hearth-store"

#include "config.h"

#include "hearth-place.h"

#include "hearth-error.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define FUSE_MAGIC 0x65735546u

/* statfs(2) and linux/magic.h; written out because not every libc header has all of them. */
static const guint32 network_magics[] = {
  0x6969,     /* NFS */
  0x517b,     /* SMB */
  0xff534d42, /* CIFS */
  0xfe534d42, /* SMB2 */
  0x564c,     /* NCP */
  0x01021997, /* 9P */
  0x5346414f, /* OpenAFS */
  0x6b414653, /* kernel AFS */
  0x73757245, /* Coda */
  0x00c36400, /* Ceph */
  0x0bd00bd0, /* Lustre */
  0x47504653, /* GPFS */
  0x7461636f, /* OCFS2 */
  0x01161970, /* GFS2 */
  0xaad7aaea, /* PanFS */
  0xbacbacbc, /* VMware shared folder */
  0x786f4256, /* VirtualBox shared folder */
  0x19830326, /* BeeGFS */
};

static const char *const network_types[]
    = { "nfs",  "nfs4",  "cifs", "smb3",  "smbfs", "ncpfs",  "9p",     "afs",    "coda",   "ceph",     "lustre",
        "gpfs", "ocfs2", "gfs2", "panfs", "davfs", "vmhgfs", "vboxsf", "prl_fs", "beegfs", "virtiofs", NULL };

/* The only FUSE file systems that are a local disk: a disk driver in user space, and the root of a container. */
static const char *const local_fuse_types[] = { "fuseblk", "fuse.fuse-overlayfs", NULL };

static guint64 pretended_magic;
static char *pretended_mountinfo; /* (owned) (nullable) */

/* A line: id parent major:minor root mount-point options [tags] - type source options.
 * Returns: (transfer full) (nullable): the type of the file system with that device. */
static char *
type_of_device (const char *mountinfo, dev_t device)
{
  g_autofree char *wanted = g_strdup_printf ("%u:%u", major (device), minor (device));
  g_auto (GStrv) lines = g_strsplit (mountinfo, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", -1);
      guint n_words = g_strv_length (words);

      if (n_words < 3 || !g_str_equal (words[2], wanted))
        continue;
      for (guint j = 3; j + 1 < n_words; j++)
        if (g_str_equal (words[j], "-"))
          return g_strdup (words[j + 1]);
    }
  return NULL;
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NETWORK_DISK,
               "the center file lies on a network or FUSE file system (%s)", what);
  return FALSE;
}

/**
 * hearth_place_judge:
 * @magic: f_type of statfs(2)
 * @device: st_dev of stat(2)
 * @mountinfo: (nullable): /proc/self/mountinfo, %NULL where it cannot be read
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_NETWORK_DISK unless it is a local disk
 */
gboolean
hearth_place_judge (guint64 magic, dev_t device, const char *mountinfo, GError **error)
{
  g_autofree char *type = mountinfo ? type_of_device (mountinfo, device) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (network_magics); i++)
    if ((guint32)magic == network_magics[i])
      return refuse (error, type ? type : "network");
  if (type && g_strv_contains (local_fuse_types, type))
    return TRUE;
  if ((guint32)magic == FUSE_MAGIC || (type && (g_str_equal (type, "fuse") || g_str_has_prefix (type, "fuse."))))
    return refuse (error, type ? type : "fuse");
  if (type && g_strv_contains (network_types, type))
    return refuse (error, type);
  return TRUE;
}

static gboolean
check_file_system (const char *folder, GError **error)
{
  g_autofree char *mountinfo = NULL;
  struct statfs place;
  struct stat status;

  if (statfs (folder, &place) != 0 || stat (folder, &status) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, HEARTH_ERROR,
                   saved_errno == ENOENT || saved_errno == ENOTDIR ? HEARTH_ERROR_NOT_FOUND : HEARTH_ERROR_READ_ONLY,
                   "cannot look at the folder: %s", g_strerror (saved_errno));
      return FALSE;
    }
  if (pretended_mountinfo)
    return hearth_place_judge (pretended_magic, status.st_dev, pretended_mountinfo, error);
  g_file_get_contents ("/proc/self/mountinfo", &mountinfo, NULL, NULL);
  return hearth_place_judge ((guint64)place.f_type, status.st_dev, mountinfo, error);
}

/**
 * hearth_place_check:
 * @path: an existing or new center file
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_NETWORK_DISK, %HEARTH_ERROR_READ_ONLY or %HEARTH_ERROR_NOT_FOUND (no such folder)
 */
gboolean
hearth_place_check (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!check_file_system (folder, error))
    return FALSE;
  if (access (folder, W_OK | X_OK) != 0 || (access (path, F_OK) == 0 && access (path, R_OK | W_OK) != 0))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_READ_ONLY, "the center file or its folder cannot be written");
      return FALSE;
    }
  return TRUE;
}

/**
 * hearth_place_pretend:
 * @magic: what statfs(2) shall say
 * @mountinfo: (nullable): what /proc/self/mountinfo shall say; %NULL ends the pretence
 *
 * For tests, before any thread opens a file.
 */
void
hearth_place_pretend (guint64 magic, const char *mountinfo)
{
  pretended_magic = magic;
  g_free (pretended_mountinfo);
  pretended_mountinfo = g_strdup (mountinfo);
}
