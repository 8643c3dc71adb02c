/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The client's generated proxies: made with each connection, gone with it. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-client-private.h"

/* With these flags and without a bus name making a proxy asks nothing of the other side. */
#define FLAGS (G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES | G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START)

/*< private >
 * hearth_client_make_proxies:
 *
 * Returns: whether there is one for each interface of the protocol
 */
gboolean
hearth_client_make_proxies (HearthClient *self, GError **error)
{
  GDBusConnection *bus = self->connection;

  self->session = hearth_bus_session_proxy_new_sync (bus, FLAGS, NULL, HEARTH_BUS_PATH, NULL, error);
  if (self->session == NULL)
    return FALSE;
  self->checkin = hearth_bus_checkin_proxy_new_sync (bus, FLAGS, NULL, HEARTH_BUS_PATH, NULL, error);
  if (self->checkin == NULL)
    return FALSE;
  self->people = hearth_bus_people_proxy_new_sync (bus, FLAGS, NULL, HEARTH_BUS_PATH, NULL, error);
  if (self->people == NULL)
    return FALSE;
  self->report = hearth_bus_report_proxy_new_sync (bus, FLAGS, NULL, HEARTH_BUS_PATH, NULL, error);
  if (self->report == NULL)
    return FALSE;
  self->center_bus = hearth_bus_center_proxy_new_sync (bus, FLAGS, NULL, HEARTH_BUS_PATH, NULL, error);
  if (self->center_bus == NULL)
    return FALSE;
  self->account_bus = hearth_bus_account_proxy_new_sync (bus, FLAGS, NULL, HEARTH_BUS_PATH, NULL, error);
  if (self->account_bus == NULL)
    return FALSE;
  self->desk_bus = hearth_bus_desk_proxy_new_sync (bus, FLAGS, NULL, HEARTH_BUS_PATH, NULL, error);
  if (self->desk_bus == NULL)
    return FALSE;
  self->kept_bus = hearth_bus_kept_proxy_new_sync (bus, FLAGS, NULL, HEARTH_BUS_PATH, NULL, error);
  return self->kept_bus != NULL;
}

/*< private >
 * hearth_client_drop_proxies:
 *
 * The connection is gone.
 */
void
hearth_client_drop_proxies (HearthClient *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->checkin);
  g_clear_object (&self->people);
  g_clear_object (&self->report);
  g_clear_object (&self->center_bus);
  g_clear_object (&self->account_bus);
  g_clear_object (&self->desk_bus);
  g_clear_object (&self->kept_bus);
}

/**
 * hearth_client_get_session_bus:
 *
 * Returns: (transfer none) (nullable): the proxy; %NULL while the hub is away. So do those below.
 */
HearthBusSession *
hearth_client_get_session_bus (HearthClient *self)
{
  return self->session;
}

/**
 * hearth_client_get_checkin_bus:
 *
 * Returns: (transfer none) (nullable): the proxy
 */
HearthBusCheckin *
hearth_client_get_checkin_bus (HearthClient *self)
{
  return self->checkin;
}

/**
 * hearth_client_get_people_bus:
 *
 * Returns: (transfer none) (nullable): the proxy
 */
HearthBusPeople *
hearth_client_get_people_bus (HearthClient *self)
{
  return self->people;
}

/**
 * hearth_client_get_report_bus:
 *
 * Returns: (transfer none) (nullable): the proxy
 */
HearthBusReport *
hearth_client_get_report_bus (HearthClient *self)
{
  return self->report;
}

/**
 * hearth_client_get_center_bus:
 *
 * Returns: (transfer none) (nullable): the proxy
 */
HearthBusCenter *
hearth_client_get_center_bus (HearthClient *self)
{
  return self->center_bus;
}

/**
 * hearth_client_get_account_bus:
 *
 * Returns: (transfer none) (nullable): the proxy
 */
HearthBusAccount *
hearth_client_get_account_bus (HearthClient *self)
{
  return self->account_bus;
}

/**
 * hearth_client_get_desk_bus:
 *
 * Returns: (transfer none) (nullable): the proxy
 */
HearthBusDesk *
hearth_client_get_desk_bus (HearthClient *self)
{
  return self->desk_bus;
}

/**
 * hearth_client_get_kept_bus:
 *
 * Returns: (transfer none) (nullable): the proxy
 */
HearthBusKept *
hearth_client_get_kept_bus (HearthClient *self)
{
  return self->kept_bus;
}
