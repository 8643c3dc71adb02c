/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The error domain and its names on the bus. Any thread may use it. */

#define G_LOG_DOMAIN "hearth-base"

#include "config.h"

#include "hearth-error.h"

#include <gio/gio.h>

#define BUS_NAME(name) "org.recoverycommons.Hearth1.Error." name

static const GDBusErrorEntry entries[] = {
  { HEARTH_ERROR_FAILED, BUS_NAME ("Failed") },
  { HEARTH_ERROR_NOT_FOUND, BUS_NAME ("NotFound") },
  { HEARTH_ERROR_DENIED, BUS_NAME ("Denied") },
  { HEARTH_ERROR_SIGNED_OUT, BUS_NAME ("SignedOut") },
  { HEARTH_ERROR_INVALID, BUS_NAME ("Invalid") },
  { HEARTH_ERROR_CONFLICT, BUS_NAME ("Conflict") },
  { HEARTH_ERROR_BUSY, BUS_NAME ("Busy") },
  { HEARTH_ERROR_OFFLINE, BUS_NAME ("Offline") },
  { HEARTH_ERROR_NO_ROOM, BUS_NAME ("NoRoom") },
  { HEARTH_ERROR_READ_ONLY, BUS_NAME ("ReadOnly") },
  { HEARTH_ERROR_DAMAGED, BUS_NAME ("Damaged") },
  { HEARTH_ERROR_TOO_NEW, BUS_NAME ("TooNew") },
  { HEARTH_ERROR_TOO_OLD, BUS_NAME ("TooOld") },
  { HEARTH_ERROR_NOT_OURS, BUS_NAME ("NotOurs") },
  { HEARTH_ERROR_NETWORK_DISK, BUS_NAME ("NetworkDisk") },
  { HEARTH_ERROR_WRONG_SECRET, BUS_NAME ("WrongSecret") },
  { HEARTH_ERROR_DESK_TOO_OLD, BUS_NAME ("DeskTooOld") },
  { HEARTH_ERROR_DESK_TOO_NEW, BUS_NAME ("DeskTooNew") },
  { HEARTH_ERROR_REMOVED, BUS_NAME ("Removed") },
  { HEARTH_ERROR_WRONG_HUB, BUS_NAME ("WrongHub") },
  { HEARTH_ERROR_LAST_DIRECTOR, BUS_NAME ("LastDirector") },
  { HEARTH_ERROR_KEPT, BUS_NAME ("Kept") },
  { HEARTH_ERROR_CERTIFICATE, BUS_NAME ("Certificate") },
  { HEARTH_ERROR_REPLACED, BUS_NAME ("Replaced") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (entries) == HEARTH_ERROR_LAST + 1);

/**
 * hearth_error_quark:
 *
 * The domain; the first call registers its names on the bus, so call it (or HEARTH_ERROR) before the first message.
 */
GQuark
hearth_error_quark (void)
{
  static gsize quark = 0;

  g_dbus_error_register_error_domain ("hearth-error-quark", &quark, entries, G_N_ELEMENTS (entries));
  return (GQuark)quark;
}
