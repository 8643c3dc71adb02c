/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a service may ask and tell during one unit of work. Lives on a database thread for the length of one call. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-unit.h"

#include "hearth-audit-store.h"
#include "hearth-error.h"
#include "hearth-note-private.h"

/**
 * hearth_unit_may:
 * @self: a unit of work
 * @permission: what it would need
 *
 * Returns: whether the caller has it
 */
gboolean
hearth_unit_may (HearthUnit *self, HearthPermission permission)
{
  return (self->caller.permissions & HEARTH_PERMISSION_BIT (permission)) != 0;
}

/**
 * hearth_unit_need:
 * @self: a unit of work
 * @permission: what it needs
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_DENIED unless the caller has it
 */
gboolean
hearth_unit_need (HearthUnit *self, HearthPermission permission, GError **error)
{
  if (hearth_unit_may (self, permission))
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED, "this needs %s", hearth_permission_to_nick (permission));
  return FALSE;
}

/**
 * hearth_unit_changed:
 * @self: a unit of work
 * @kind: a static word: "visit", "person", "reason", "center", "account", "day"
 * @id: which
 *
 * Tells every desk after the COMMIT. The same again is told once.
 */
void
hearth_unit_changed (HearthUnit *self, const char *kind, gint64 id)
{
  HearthChange change = { kind, id };

  g_array_append_val (self->changes, change);
}

/**
 * hearth_unit_audit:
 * @self: a unit of work that writes
 * @verb: what was done, one word
 * @kind: to what, one word
 * @id: which
 * @detail: (nullable): ids and words of the protocol, never a name
 * @error: return location
 *
 * Writes down who did what, in the same transaction.
 *
 * Returns: %FALSE on error: then the work must fail as well
 */
gboolean
hearth_unit_audit (HearthUnit *self, const char *verb, const char *kind, gint64 id, const char *detail, GError **error)
{
  HearthAuditEntry entry = {
    .at_s = self->now_s,
    .account_id = self->caller.account_id,
    .desk_id = self->caller.desk_id,
    .verb = verb,
    .kind = kind,
    .subject_id = id,
    .detail = detail ? detail : "",
  };

  return hearth_audit_store_append (self->conn, &entry, error);
}

/**
 * hearth_unit_audit_once:
 * @self: a unit of work; one that writes unless it is logged
 * @verb: what was done, one word
 * @kind: to what, one word
 * @id: which
 * @detail: (nullable): as above
 * @error: return location
 *
 * The same for what changes nothing, and may be done in a loop: where a row stands that says so already (HearthUnit.logged),
 * whoever gave the unit counts instead.
 *
 * Returns: %FALSE on error: then the work must fail as well
 */
gboolean
hearth_unit_audit_once (
    HearthUnit *self, const char *verb, const char *kind, gint64 id, const char *detail, GError **error)
{
  return self->logged || hearth_unit_audit (self, verb, kind, id, detail, error);
}

/**
 * hearth_unit_note_person:
 * @self: a unit of work that writes
 * @person_id: whose names, or whose place in the search, it changes
 *
 * After the COMMIT the people index learns the names that the search then knows of this person.
 */
void
hearth_unit_note_person (HearthUnit *self, gint64 person_id)
{
  HearthNote note = { .person_id = person_id };

  g_array_append_val (self->noted, note);
}

/**
 * hearth_unit_note_visit:
 * @self: a unit of work that writes
 * @person_id: whose latest visit it changes
 * @last_visit_at_s: when it is now, 0: never
 *
 * After the COMMIT the people index learns it.
 */
void
hearth_unit_note_visit (HearthUnit *self, gint64 person_id, gint64 last_visit_at_s)
{
  HearthNote note = { .person_id = person_id, .of_visit = TRUE, .last_visit_at_s = last_visit_at_s };

  g_array_append_val (self->noted, note);
}
