/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who sits where, while something of theirs is under way: what they asked for is not for whoever comes after them, and what
 * they may do is never what they once did. The hub runs in this thread, so that the test can come between. */

#include "config.h"

#include "hearth-error.h"
#include "hearth-near-hub.h"

/* Asks for the list of today, and comes back while that is being read. */
static void
begin_day (HearthNearHub *self, GAsyncResult **result)
{
  guint n = hearth_hub_count_holds (self->hub);

  g_dbus_connection_call (self->desk, NULL, "/org/recoverycommons/Hearth1", "org.recoverycommons.Hearth1.Checkin",
                          "Day", g_variant_new ("(s)", ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                          hearth_test_on_result, result);
  hearth_test_until (hearth_hub_count_holds (self->hub) > n);
}

static void
end_day (HearthNearHub *self, GAsyncResult **result, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (self->desk, hearth_test_await (result), error);

  g_clear_object (result);
}

static void
test_another_came (HearthNearHub *self, gconstpointer data)
{
  g_autoptr (HearthAccount) director = hearth_test_center_account (self->center, HEARTH_ROLE_DIRECTOR);
  g_autoptr (HearthAccount) greeter = hearth_test_center_account (self->center, HEARTH_ROLE_GREETER);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL, locked = NULL;

  hearth_test_until (hearth_peer_get_connection (self->peer) != NULL && hearth_hub_count_holds (self->hub) == 0);
  hearth_peer_sign_in (self->peer, director);
  begin_day (self, &result);
  end_day (self, &result, &error);
  g_assert_no_error (error);

  begin_day (self, &result);
  hearth_peer_lock (self->peer);
  end_day (self, &result, &locked);
  g_assert_error (locked, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);

  hearth_peer_sign_in (self->peer, director);
  begin_day (self, &result);
  hearth_peer_lock (self->peer);
  hearth_peer_sign_in (self->peer, greeter);
  end_day (self, &result, &error);
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
}

static HearthAccount *
changed (HearthAccount *account, const char *role, gint64 revision)
{
  const char *const roles[] = { role, NULL };
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) changes = NULL;

  g_variant_dict_insert (&dict, "roles", "^as", roles);
  g_variant_dict_insert (&dict, "revision", "x", revision);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  return hearth_record_with (account, changes, NULL);
}

/* Two reads of one account end in any order. */
static void
test_late_reading (HearthNearHub *self, gconstpointer data)
{
  g_autoptr (HearthAccount) greeter = hearth_test_center_account (self->center, HEARTH_ROLE_GREETER);
  gint64 revision = hearth_account_get_revision (greeter);
  g_autoptr (HearthAccount) promoted = changed (greeter, "director", revision + 1);
  g_autoptr (HearthAccount) demoted = changed (greeter, "greeter", revision + 2);

  hearth_test_until (hearth_peer_get_connection (self->peer) != NULL && hearth_hub_count_holds (self->hub) == 0);
  hearth_peer_sign_in (self->peer, greeter);
  hearth_hub_put_account (self->hub, promoted);
  g_assert_true (hearth_record_equal (hearth_peer_get_account (self->peer), promoted));
  hearth_hub_put_account (self->hub, demoted);
  hearth_hub_put_account (self->hub, promoted);
  g_assert_true (hearth_record_equal (hearth_peer_get_account (self->peer), demoted));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/seats/" name, HearthNearHub, NULL, hearth_near_hub_set_up, test, hearth_near_hub_tear_down)
  ADD ("another-came", test_another_came);
  ADD ("late-reading", test_late_reading);
  return g_test_run ();
}
