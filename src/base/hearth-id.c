/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Identifiers that leave the center, and those of requests: random UUIDs (RFC 4122, version 4). Any thread. */

#define G_LOG_DOMAIN "hearth-base"

#include "config.h"

#include "hearth-id.h"

/**
 * hearth_id_new:
 *
 * Returns: (transfer full): a new random identifier
 */
char *
hearth_id_new (void)
{
  return g_uuid_string_random ();
}

/**
 * hearth_id_is_valid:
 * @id: (nullable): what came over the wire
 *
 * Returns: whether @id is a UUID in the usual form
 */
gboolean
hearth_id_is_valid (const char *id)
{
  return id != NULL && g_uuid_string_is_valid (id);
}
