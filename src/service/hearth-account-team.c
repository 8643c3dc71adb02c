/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Asking for somebody of the team. Functions of one unit of work, on its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-account-service.h"

#include "hearth-account-store.h"
#include "hearth-error.h"
#include "hearth-visit-store.h"

/**
 * hearth_account_service_team:
 * @unit: a unit
 * @error: return location
 *
 * Needs checkin.
 *
 * Returns: (transfer full) (nullable) (element-type HearthAccount): whom the caller may ask for, by preferred name
 */
GPtrArray *
hearth_account_service_team (HearthUnit *unit, GError **error)
{
  g_autoptr (GPtrArray) team = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GListStore) all = NULL;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error)
      || (all = hearth_account_store_list (unit->conn, error)) == NULL)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (all)); i++)
    {
      g_autoptr (HearthAccount) account = g_list_model_get_item (G_LIST_MODEL (all), i);

      if (!hearth_account_get_disabled (account) && hearth_account_get_id (account) != unit->caller.account_id)
        g_ptr_array_add (team, g_steal_pointer (&account));
    }
  return g_steal_pointer (&team);
}

/**
 * hearth_account_service_check_ask:
 * @unit: a unit
 * @account: whom somebody at the front desk asks for
 * @visit: who is asking, or 0
 * @error: return location
 *
 * Needs checkin.
 *
 * Returns: %FALSE with %HEARTH_ERROR_NOT_FOUND if there is no such visit, or nobody who could come
 */
gboolean
hearth_account_service_check_ask (HearthUnit *unit, gint64 account, gint64 visit, GError **error)
{
  g_autoptr (HearthAccount) asked = NULL;
  g_autoptr (HearthVisit) asking = NULL;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_CHECKIN, error)
      || (asked = hearth_account_store_get (unit->conn, account, error)) == NULL)
    return FALSE;
  if (hearth_account_get_disabled (asked))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "account %" G_GINT64_FORMAT " is disabled", account);
      return FALSE;
    }
  return visit == 0 || (asking = hearth_visit_store_get (unit->conn, visit, error)) != NULL;
}
