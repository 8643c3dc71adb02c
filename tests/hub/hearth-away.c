/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A hub that goes away, and comes back, for tests. Everything here aborts the test on failure. One main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-away.h"

HearthOutbox *
hearth_away_outbox_of (HearthTestLanDesk *desk)
{
  return hearth_outbox_new (desk->client, hearth_desk_folder_get_path (desk->folder));
}

void
hearth_away_set_up (HearthAway *fixture, gconstpointer data)
{
  fixture->lan = hearth_test_lan_new (2);
  fixture->desk = hearth_test_lan_desk (fixture->lan, 0);
  fixture->outbox = hearth_away_outbox_of (fixture->desk);
}

void
hearth_away_tear_down (HearthAway *fixture, gconstpointer data)
{
  for (guint i = 0; i < fixture->lan->desks->len; i++)
    if (hearth_test_lan_desk (fixture->lan, i)->connector)
      hearth_test_lan_desk_stop (hearth_test_lan_desk (fixture->lan, i));
  g_clear_object (&fixture->outbox);
  hearth_test_lan_free (fixture->lan);
}

void
hearth_away_begin (HearthAway *fixture)
{
  hearth_test_lan_start (fixture->lan);
  hearth_test_lan_desk_start (fixture->desk);
  hearth_test_lan_desk_sign_in (fixture->desk, HEARTH_ROLE_GREETER);
}

static gboolean
try_now (HearthTestLanDesk *desk)
{
  hearth_connector_try_now (desk->connector);
  return hearth_client_get_state (desk->client) != HEARTH_CLIENT_AWAY;
}

void
hearth_away_until_back (HearthTestLanDesk *desk)
{
  HEARTH_TEST_WAIT (try_now (desk));
}

/* The hub is there again, and all that waited was sent. */
void
hearth_away_until_sent (HearthAway *fixture)
{
  hearth_away_until_back (fixture->desk);
  hearth_test_until (hearth_outbox_get_waiting (fixture->outbox) == 0);
}

/* The hub has died, and the desk has noticed. */
void
hearth_away_kill_hub (HearthAway *fixture)
{
  hearth_test_lan_kill (fixture->lan);
  hearth_test_until (hearth_client_get_state (fixture->desk->client) == HEARTH_CLIENT_AWAY);
}

void
hearth_away_stop_hub (HearthAway *fixture)
{
  hearth_test_lan_stop (fixture->lan);
  hearth_test_until (hearth_client_get_state (fixture->desk->client) == HEARTH_CLIENT_AWAY);
}

gint64
hearth_away_number (HearthAway *fixture, const char *sql)
{
  return hearth_test_center_number (fixture->lan->center, sql);
}

GVariant *
hearth_away_named (const char *name)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "name", "s", name);
  return g_variant_dict_end (&dict);
}
