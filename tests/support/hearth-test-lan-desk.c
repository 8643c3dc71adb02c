/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A running desk of a test with several desks. One main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-desk-client.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"

void
hearth_test_lan_desk_start (HearthTestLanDesk *self)
{
  g_assert_null (self->connector);
  self->connector = hearth_connector_new (self->client, self->folder);
  hearth_connector_start (self->connector);
  hearth_test_until (hearth_client_get_state (self->client) != HEARTH_CLIENT_AWAY);
}

void
hearth_test_lan_desk_stop (HearthTestLanDesk *self)
{
  g_assert_nonnull (self->connector);
  hearth_connector_stop (self->connector);
  g_clear_object (&self->connector);
  hearth_client_disconnect (self->client);
  hearth_test_until (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY);
}

void
hearth_test_lan_desk_sign_in (HearthTestLanDesk *self, HearthRole role)
{
  g_assert_nonnull (self->lan->center);
  hearth_test_sign_in (self->client, role);
}

char *
hearth_test_lan_make_code (HearthTestLan *self)
{
  g_autoptr (HearthClient) tool = hearth_test_lan_open_tool (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  gint64 expires_at_s;
  char *code;

  hearth_desk_client_make_code_async (tool, NULL, hearth_test_on_result, &result);
  code = hearth_desk_client_make_code_finish (tool, hearth_test_await (&result), &expires_at_s, &address, &error);
  g_assert_no_error (error);
  hearth_client_disconnect (tool);
  return code;
}
