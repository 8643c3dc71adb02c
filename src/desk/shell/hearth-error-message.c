/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The one table that turns errors into sentences that a volunteer can act on.
 * Any thread. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-error-message.h"

#include "hearth-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

static const char *
sentence_of (HearthError code)
{
  switch (code)
    {
    case HEARTH_ERROR_NOT_FOUND:
      return _ ("This record is not there any more. Somebody may have merged it or taken it out.");
    case HEARTH_ERROR_DENIED:
      return _ ("This needs another role. A supervisor or the director can do it.");
    case HEARTH_ERROR_SIGNED_OUT:
      return _ ("Nobody is signed in at this desk. Sign in and try again.");
    case HEARTH_ERROR_INVALID:
      return _ ("This could not be taken as it is. Look at what was typed and try again.");
    case HEARTH_ERROR_CONFLICT:
      return _ ("Somebody changed this record meanwhile. Open it again to see how it is now.");
    case HEARTH_ERROR_BUSY:
      return _ ("Another program holds this center file. Close Hearth there, or go on working there.");
    case HEARTH_ERROR_OFFLINE:
      return _ ("The hub cannot be reached. Nothing is lost; try again when it is back.");
    case HEARTH_ERROR_NO_ROOM:
      return _ ("The disk is full. What you see is saved; make room before you go on.");
    case HEARTH_ERROR_READ_ONLY:
      return _ ("The center file or its folder cannot be written. Ask whoever looks after this PC to allow it.");
    case HEARTH_ERROR_DAMAGED:
      return _ ("The center file is damaged. Nothing was changed in it.");
    case HEARTH_ERROR_TOO_NEW:
      return _ ("This center file was made by a newer Hearth. Update Hearth on this PC to open it.");
    case HEARTH_ERROR_TOO_OLD:
      return _ ("The other side runs an older Hearth. Update it to work together.");
    case HEARTH_ERROR_NOT_OURS:
      return _ ("This file is not a Hearth center. Nothing was changed in it.");
    case HEARTH_ERROR_NETWORK_DISK:
      return _ (
          "The center file lies on a network disk, where it cannot be kept safe. Copy it to a disk of this PC and "
          "open it there.");
    case HEARTH_ERROR_WRONG_SECRET:
      return _ ("That passphrase does not fit.");
    case HEARTH_ERROR_DESK_TOO_OLD:
      return _ ("Hearth on this PC is older than the hub can work with. Update it here, then try again.");
    case HEARTH_ERROR_DESK_TOO_NEW:
      return _ ("Hearth on this PC is newer than the hub can work with. Update the PC of the hub, then try again.");
    case HEARTH_ERROR_REMOVED:
      return _ ("This desk does not belong to the center any more. A director can make a code to join again.");
    case HEARTH_ERROR_WRONG_HUB:
      return _ ("What answers there is another hub. Nothing was sent to it.");
    case HEARTH_ERROR_LAST_DIRECTOR:
      return _ ("The last director stays a director. Make somebody else a director first.");
    case HEARTH_ERROR_KEPT:
      return _ ("The hub cannot be reached. This is kept on this PC and sent when it is back.");
    case HEARTH_ERROR_CERTIFICATE:
      return _ (
          "The key of this desk has run out, or the date of the hub’s PC is wrong. Look at the date there; if it is "
          "right, a director can make a code to join again.");
    case HEARTH_ERROR_REPLACED:
      return _ (
          "The hub that answers is not the hub of this center any more: another PC has taken its place, and cannot "
          "be reached now.");
    case HEARTH_ERROR_FAILED:
    default:
      return _ ("That did not work. Nothing was lost; try again.");
    }
}

/**
 * hearth_error_message:
 * @error: (nullable): an error
 *
 * Returns: (transfer full): the sentence for it
 */
char *
hearth_error_message (const GError *error)
{
  if (error != NULL && error->domain == HEARTH_ERROR)
    return g_strdup (sentence_of ((HearthError)error->code));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return g_strdup (sentence_of (HEARTH_ERROR_NO_ROOM));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    return g_strdup (_ ("This file cannot be written. Choose another place."));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
      || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_strdup (_ ("There is no such file or folder. Choose another one."));
  return g_strdup (sentence_of (HEARTH_ERROR_FAILED));
}
