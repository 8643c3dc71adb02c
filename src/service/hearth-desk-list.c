/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a director does with the desks of the center, and what the hub's page says of them. Functions of one unit of work,
 * on its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-desk-service.h"

#include "hearth-backup-store.h"
#include "hearth-center-service.h"
#include "hearth-certificate.h"
#include "hearth-desk-store.h"
#include "hearth-error.h"
#include "hearth-shift-store.h"
#include "hearth-text.h"

/**
 * hearth_desk_service_list:
 * @unit: a unit
 * @error: return location
 *
 * Needs manage-center.
 *
 * Returns: (transfer full) (nullable) (element-type HearthDesk): all that were not removed, without who and connected
 */
GListStore *
hearth_desk_service_list (HearthUnit *unit, GError **error)
{
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_CENTER, error))
    return NULL;
  return hearth_desk_store_list (unit->conn, error);
}

/* Only what may be set; the rest of what came is passed over. */
static HearthDesk *
desk_with (HearthDesk *before, GVariant *changes, GError **error)
{
  static const char *const fields[] = { "name", "front-desk", "keeps-backups" };
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) wanted = NULL, clean = NULL;
  g_autoptr (HearthDesk) raw = NULL;
  g_autofree char *name = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (changes, fields[i], NULL);

      if (value)
        g_variant_dict_insert_value (&dict, fields[i], value);
    }
  wanted = g_variant_ref_sink (g_variant_dict_end (&dict));
  raw = hearth_record_with (before, wanted, error);
  name = raw ? hearth_text_clean (hearth_desk_get_name (raw), HEARTH_TEXT_NAME_MAX, error) : NULL;
  if (name == NULL)
    return NULL;
  if (*name == '\0')
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "a desk has a name");
      return NULL;
    }
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "name", "s", name);
  clean = g_variant_ref_sink (g_variant_dict_end (&dict));
  return hearth_record_with (raw, clean, error);
}

static char *
names_of_changes (HearthDesk *before, HearthDesk *after)
{
  g_autoptr (GVariant) changes = g_variant_ref_sink (hearth_record_changes (before, after));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  GVariantIter iter;
  const char *key;

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    g_strv_builder_add (builder, key);
  names = g_strv_builder_end (builder);
  return g_strjoinv (" ", names);
}

/**
 * hearth_desk_service_save:
 * @unit: a writing unit
 * @desk: its number
 * @revision: of the desk as the caller knows it
 * @changes: a{sv} of HearthDesk: name, front-desk, keeps-backups
 * @error: return location
 *
 * Needs manage-center.
 *
 * Returns: (transfer full) (nullable): the desk as it is now; %NULL with %HEARTH_ERROR_CONFLICT if it changed meanwhile
 */
HearthDesk *
hearth_desk_service_save (HearthUnit *unit, gint64 desk, gint64 revision, GVariant *changes, GError **error)
{
  g_autoptr (HearthDesk) before = NULL, after = NULL;
  g_autofree char *detail = NULL;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_CENTER, error)
      || (before = hearth_desk_store_get (unit->conn, desk, error)) == NULL)
    return NULL;
  if (hearth_desk_get_revision (before) != revision)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "desk %" G_GINT64_FORMAT " changed meanwhile", desk);
      return NULL;
    }
  if ((after = desk_with (before, changes, error)) == NULL)
    return NULL;
  detail = names_of_changes (before, after);
  if (*detail == '\0')
    return g_steal_pointer (&before);
  if (!hearth_desk_store_save (unit->conn, after, error)
      || !hearth_unit_audit (unit, "save", "desk", desk, detail, error))
    return NULL;
  hearth_unit_changed (unit, "desk", desk);
  /* A desk reads its name and mark with the center. */
  hearth_unit_changed (unit, "center", 0);
  return hearth_desk_store_get (unit->conn, desk, error);
}

/**
 * hearth_desk_service_remove:
 * @unit: a writing unit
 * @desk: its number
 * @error: return location
 *
 * Needs manage-center. Its certificates are void for ever and its shifts end. Not the desk that asks, nor the hub's own PC.
 *
 * Returns: whether it was removed
 */
gboolean
hearth_desk_service_remove (HearthUnit *unit, gint64 desk, GError **error)
{
  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_CENTER, error))
    return FALSE;
  if (desk == 1 || desk == unit->caller.desk_id)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "%s cannot be removed",
                   desk == 1 ? "the hub's own PC" : "the desk that asks");
      return FALSE;
    }
  if (!hearth_desk_store_remove (unit->conn, desk, unit->now_s, error)
      || !hearth_shift_store_end_desk (unit->conn, desk, unit->now_s, error)
      || !hearth_unit_audit (unit, "remove", "desk", desk, "", error))
    return FALSE;
  hearth_unit_changed (unit, "desk", desk);
  return TRUE;
}

static gboolean
add_certificates (HearthUnit *unit, GVariantDict *status, GError **error)
{
  g_auto (HearthHubKeys) keys = { 0 };
  gint64 hub_s, authority_s;

  if (!hearth_desk_store_get_hub_keys (unit->conn, &keys, error))
    return FALSE;
  if (keys.authority == NULL)
    return TRUE;
  hub_s = hearth_certificate_expires_at_s (keys.certificate, error);
  authority_s = hub_s ? hearth_certificate_expires_at_s (keys.authority, error) : 0;
  if (authority_s == 0)
    return FALSE;
  g_variant_dict_insert (status, "certificate-expires-at-s", "x", hub_s);
  g_variant_dict_insert (status, "authority-expires-at-s", "x", authority_s);
  return TRUE;
}

/**
 * hearth_desk_service_status:
 * @unit: a unit
 * @status: takes what the center file knows of HearthHubStatus
 * @error: return location
 *
 * Needs manage-center.
 *
 * Returns: whether it could be read
 */
gboolean
hearth_desk_service_status (HearthUnit *unit, GVariantDict *status, GError **error)
{
  g_autoptr (HearthCenter) center = NULL;
  g_auto (HearthBackupPlan) plan = { 0 };
  gint64 n_desks, backup_at_s;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_CENTER, error)
      || (center = hearth_center_service_get (unit, error)) == NULL
      || !hearth_backup_store_get_plan (unit->conn, &plan, error)
      || !hearth_desk_store_count_joined (unit->conn, &n_desks, &backup_at_s, error)
      || !add_certificates (unit, status, error))
    return FALSE;
  g_variant_dict_insert (status, "version", "s", HEARTH_VERSION);
  g_variant_dict_insert (status, "center", "s", hearth_center_get_name (center));
  g_variant_dict_insert (status, "center-uuid", "s", plan.center_uuid);
  g_variant_dict_insert (status, "backup-place", "s", plan.place);
  g_variant_dict_insert (status, "backup-revision", "x", plan.revision);
  g_variant_dict_insert (status, "desks", "x", n_desks);
  g_variant_dict_insert (status, "desk-backup-at-s", "x", backup_at_s);
  return TRUE;
}
