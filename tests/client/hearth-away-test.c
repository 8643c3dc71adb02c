/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A desk whose hub is away, for tests. Everything here aborts the test on failure. One main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-away-test.h"

#include "hearth-clock.h"
#include "hearth-record.h"
#include "hearth-test-folder.h"

HearthAccount *
hearth_away_test_account (gint64 id, const char *name)
{
  const char *roles[] = { "greeter", NULL }, *permissions[] = { "checkin", "find-people", NULL };

  return g_object_new (HEARTH_TYPE_ACCOUNT, "id", id, "name", name, "preferred-name", name, "roles", roles,
                       "permissions", permissions, NULL);
}

void
hearth_away_test_set_up (HearthAwayTest *self, gconstpointer data)
{
  guint8 public_key[crypto_box_PUBLICKEYBYTES], secret_key[crypto_box_SECRETKEYBYTES];
  g_autoptr (GError) error = NULL;

  /* Both clocks stand: no wait ends and no day begins because the machine takes its time. */
  hearth_clock_set (hearth_clock_now_s ());
  g_assert_cmpint (sodium_init (), >=, 0);
  crypto_box_keypair (public_key, secret_key);
  sodium_bin2hex (self->public_key, sizeof self->public_key, public_key, sizeof public_key);
  sodium_bin2hex (self->secret_key, sizeof self->secret_key, secret_key, sizeof secret_key);
  self->folder = g_dir_make_tmp ("hearth-away-XXXXXX", &error);
  g_assert_no_error (error);
  self->client = hearth_client_new ();
  self->account = hearth_away_test_account (7, "Ada");
}

void
hearth_away_test_tear_down (HearthAwayTest *self, gconstpointer data)
{
  g_clear_object (&self->account);
  g_assert_finalize_object (g_steal_pointer (&self->client));
  hearth_test_folder_remove (self->folder);
  g_clear_pointer (&self->folder, g_free);
  hearth_clock_reset ();
}

void
hearth_away_test_greet (HearthAwayTest *self, const char *center, gint64 ahead_s)
{
  g_autoptr (HearthHubGreeting) greeting
      = g_object_new (HEARTH_TYPE_HUB_GREETING, "center-uuid", center, "shared", TRUE, "epoch", "one", "desk",
                      (gint64)3, "now-s", hearth_clock_now_s () + ahead_s, "kept-public-key", self->public_key,
                      "kept-secret-key", self->secret_key, NULL);
  g_autoptr (GVariant) reply
      = g_variant_ref_sink (g_variant_new ("(@a{sv}@a{sv})", g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0),
                                           hearth_record_to_variant (greeting)));
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_client_take_greeting (self->client, reply, &error));
  g_assert_no_error (error);
}

HearthOutbox *
hearth_away_test_outbox (HearthAwayTest *self, const char *center)
{
  HearthOutboxStore store;
  g_autoptr (GError) error = NULL;

  hearth_outbox_store_open (&store, self->folder);
  hearth_outbox_store_set_hub (&store, center, self->public_key, 0, hearth_clock_now_s (), &error);
  g_assert_no_error (error);
  hearth_outbox_store_clear (&store);
  return hearth_outbox_new (self->client, self->folder);
}

HearthKept *
hearth_away_test_item (HearthOutbox *outbox, guint position)
{
  HearthKept *kept = g_list_model_get_item (G_LIST_MODEL (outbox), position);

  g_assert_nonnull (kept);
  return kept;
}

GPtrArray *
hearth_away_test_files (HearthAwayTest *fixture, const char *center)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (fixture->folder, "outbox", center, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".kept"))
      g_ptr_array_add (files, g_build_filename (folder, name, NULL));
  return files;
}

HearthKept *
hearth_away_test_keep (HearthOutbox *outbox, const char *typed)
{
  g_autoptr (GError) error = NULL;
  HearthKept *kept = hearth_outbox_keep_name (outbox, typed, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (kept);
  return kept;
}
