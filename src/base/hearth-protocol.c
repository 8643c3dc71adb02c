/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Which protocols of a desk this program can speak. Any thread. */

#define G_LOG_DOMAIN "hearth-base"

#include "config.h"

#include "hearth-protocol.h"

#include "hearth-error.h"

/**
 * hearth_protocol_check:
 * @oldest: the oldest protocol that a desk speaks
 * @newest: the newest one
 *
 * Returns: %FALSE if it speaks none of ours: %HEARTH_ERROR_DESK_TOO_OLD or %HEARTH_ERROR_DESK_TOO_NEW
 */
gboolean
hearth_protocol_check (guint oldest, guint newest, GError **error)
{
  if (newest < HEARTH_PROTOCOL_OLDEST || newest < oldest)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DESK_TOO_OLD, "the desk speaks protocol %u", newest);
  else if (oldest > HEARTH_PROTOCOL_NEWEST)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DESK_TOO_NEW, "the desk speaks protocol %u", oldest);
  else
    return TRUE;
  return FALSE;
}
