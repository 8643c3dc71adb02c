/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-join.h"

#include <glib/gstdio.h>

#include "hearth-error.h"
#include "hearth-link.h"
#include "hearth-test-wait.h"
#include "hearth-test-wire.h"

typedef struct
{
  char *path;             /* (owned) */
  HearthDeskFolder *desk; /* (owned) */
  HearthTestWire *hub;    /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->path = g_dir_make_tmp ("hearth-join-XXXXXX", NULL);
  self->desk = hearth_desk_folder_new (self->path);
  self->hub = hearth_test_wire_new (HEARTH_TEST_WIRE_PAIRING);
  self->hub->desk_port = 7999;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  hearth_desk_folder_forget (self->desk, NULL);
  g_assert_finalize_object (self->desk);
  hearth_test_wire_free (self->hub);
  g_rmdir (self->path);
  g_free (self->path);
}

static GAsyncResult *
await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
join (Fixture *self, const char *code, const char *address, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_join_async (self->desk, code, address, "Desk 2", FALSE, NULL, hearth_test_on_result, &result);
  return hearth_join_finish (self->desk, await (&result), error);
}

static gboolean
follow (Fixture *self, const char *code, const char *address, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  hearth_join_follow_async (self->desk, code, address, NULL, hearth_test_on_result, &result);
  return hearth_join_follow_finish (self->desk, await (&result), error);
}

static void
assert_fails (Fixture *self, const char *code, const char *address, HearthError expected)
{
  g_autoptr (GError) error = NULL;
  int wanted = expected;

  g_assert_false (join (self, code, address, &error));
  g_assert_error (error, HEARTH_ERROR, wanted);
  g_assert_false (hearth_desk_folder_has_joined (self->desk));
}

static void
test_joins (Fixture *self, gconstpointer data)
{
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  g_autofree char *untidy = g_ascii_strdown (code, -1);
  g_autoptr (GError) error = NULL;

  g_strdelimit (untidy, "-", ' ');
  g_assert_true (join (self, untidy, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (hearth_desk_folder_has_joined (self->desk));
  g_assert_nonnull (hearth_desk_folder_get_certificate (self->desk));
  g_assert_cmpstr (hearth_desk_folder_get_host (self->desk), ==, "127.0.0.1");
  g_assert_cmpuint (hearth_desk_folder_get_port (self->desk), ==, 7999);
  g_assert_cmpstr (hearth_desk_folder_get_center_uuid (self->desk), ==, self->hub->center_uuid);
  g_assert_cmpstr (hearth_desk_folder_get_center_name (self->desk), ==, "Test center");
  g_assert_cmpuint (self->hub->n_joins, ==, 1);
}

/* The code has no address; somebody says where the hub is, or somewhere else than the code has it. */
static void
test_typed_address (Fixture *self, gconstpointer data)
{
  g_autofree char *bare = hearth_test_wire_make_code (self->hub, FALSE);
  g_autofree char *address = g_strdup_printf (" localhost:%u ", self->hub->port);
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;

  assert_fails (self, bare, NULL, HEARTH_ERROR_INVALID);
  assert_fails (self, bare, "not an address", HEARTH_ERROR_INVALID);
  g_assert_cmpuint (self->hub->n_arrived, ==, 0);
  g_assert_true (join (self, bare, address, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_desk_folder_get_host (self->desk), ==, "localhost");
  code = hearth_test_wire_make_code (self->hub, TRUE);
  g_assert_true (follow (self, code, "127.0.0.1", &error)); /* the port is that of the code */
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_desk_folder_get_host (self->desk), ==, "127.0.0.1");
  /* As the hub's page says where desks come in: nobody joins there, so that port is not meant. */
  g_assert_true (follow (self, code, "localhost:7430", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_desk_folder_get_host (self->desk), ==, "localhost");
}

static void
test_ipv6 (Fixture *self, gconstpointer data)
{
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  g_autofree char *address = g_strdup_printf ("[::1]:%u", self->hub->port);
  g_autoptr (GError) error = NULL;

  if (!self->hub->has_ipv6)
    {
      g_test_skip ("no IPv6 here");
      return;
    }
  g_assert_true (join (self, code, address, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (hearth_desk_folder_get_host (self->desk), ==, "::1");
  g_assert_true (follow (self, code, "::1", &error));
  g_assert_no_error (error);
}

/* Typing mistakes are found on this PC. */
static void
test_mistyped (Fixture *self, gconstpointer data)
{
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  g_autofree char *half = g_strndup (code, 23);

  code[8] = code[8] == 'A' ? 'B' : 'A';
  assert_fails (self, code, NULL, HEARTH_ERROR_INVALID);
  assert_fails (self, half, NULL, HEARTH_ERROR_INVALID);
  assert_fails (self, "", NULL, HEARTH_ERROR_INVALID);
  g_assert_cmpuint (self->hub->n_arrived, ==, 0);
}

/* Somebody else stands where the code says: it learns nothing but that somebody called. */
static void
test_wrong_hub (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthTestWire) wrong = hearth_test_wire_new (HEARTH_TEST_WIRE_PAIRING);
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", wrong->port);

  assert_fails (self, code, address, HEARTH_ERROR_WRONG_HUB);
  g_assert_cmpuint (wrong->n_arrived, ==, 1);
  hearth_test_until (wrong->n_handshakes + wrong->n_refused == 1);
  g_assert_cmpuint (wrong->n_handshakes, ==, 0);
  g_assert_cmpuint (wrong->n_shown, ==, 0);
  g_assert_cmpuint (wrong->n_joins, ==, 0);
  /* Also one of the same center, with another certificate. */
  hearth_test_wire_follow (wrong, self->hub);
  assert_fails (self, code, address, HEARTH_ERROR_WRONG_HUB);
  hearth_test_until (wrong->n_handshakes + wrong->n_refused == 2);
  g_assert_cmpuint (wrong->n_handshakes, ==, 0);
}

/* Used, expired or made up, and what else a hub may say. */
static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autofree char *earlier = hearth_test_wire_make_code (self->hub, TRUE);
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  static const HearthError errors[]
      = { HEARTH_ERROR_WRONG_SECRET, HEARTH_ERROR_DESK_TOO_OLD, HEARTH_ERROR_DESK_TOO_NEW, HEARTH_ERROR_BUSY };

  assert_fails (self, earlier, NULL, HEARTH_ERROR_WRONG_SECRET);
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      self->hub->error = (int)errors[i];
      assert_fails (self, code, NULL, errors[i]);
    }
  self->hub->error = -1;
  g_assert_true (join (self, code, NULL, NULL));
}

/* There is nobody, or nobody that a desk can speak with. */
static void
test_no_hub (Fixture *self, gconstpointer data)
{
  static const HearthTestWireMode modes[]
      = { HEARTH_TEST_WIRE_GARBAGE, HEARTH_TEST_WIRE_OLD_TLS, HEARTH_TEST_WIRE_HANG_UP };
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      self->hub->mode = modes[i];
      self->hub->n_arrived = 0;
      assert_fails (self, code, NULL, HEARTH_ERROR_OFFLINE);
      g_assert_cmpuint (self->hub->n_arrived, >=, 1);
      g_assert_cmpuint (self->hub->n_arrived, <=, 3); /* it does not knock for ever */
    }
  hearth_test_wire_hide (self->hub); /* the pairing listener is gone with the code */
  assert_fails (self, code, NULL, HEARTH_ERROR_OFFLINE);
}

/* A hub with many at its door hangs up on who is slow: nothing was said yet, and the desk knocks again. */
static void
test_busy_door (Fixture *self, gconstpointer data)
{
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  g_autoptr (GError) error = NULL;

  self->hub->hangs_up = 3;
  assert_fails (self, code, NULL, HEARTH_ERROR_OFFLINE);
  g_assert_cmpuint (self->hub->n_arrived, ==, 3);
  self->hub->hangs_up = 2;
  g_assert_true (join (self, code, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->hub->n_arrived, ==, 6);
  g_assert_cmpuint (self->hub->n_joins, ==, 1);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  self->hub->mode = HEARTH_TEST_WIRE_SILENT;
  hearth_join_async (self->desk, code, NULL, "Desk 2", FALSE, cancellable, hearth_test_on_result, &result);
  while (self->hub->n_arrived == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_false (hearth_join_finish (self->desk, await (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A center that nobody can write down has not been joined. */
static void
test_no_place (Fixture *self, gconstpointer data)
{
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  g_autofree char *below = g_build_filename (self->path, "file", "desk", NULL);
  g_autofree char *file = g_build_filename (self->path, "file", NULL);
  g_autoptr (HearthDeskFolder) nowhere = hearth_desk_folder_new (below);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file, "x", 1, NULL);
  hearth_join_async (nowhere, code, NULL, "Desk 2", FALSE, NULL, hearth_test_on_result, &result);
  g_assert_false (hearth_join_finish (nowhere, await (&result), &error));
  g_assert_true (error->domain == HEARTH_ERROR);
  g_assert_cmpuint (self->hub->n_arrived, ==, 0); /* the code is not used up by it */
  g_remove (file);
}

static void
test_follow (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthTestWire) other = hearth_test_wire_new (HEARTH_TEST_WIRE_PAIRING);
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  g_autofree char *of_other = hearth_test_wire_make_code (other, TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_true (join (self, code, NULL, &error));
  self->hub->desk_port = 8001;
  g_assert_true (follow (self, code, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (hearth_desk_folder_get_port (self->desk), ==, 8001);
  /* A hub of another center, however good its code. */
  other->desk_port = 8002;
  g_assert_false (follow (self, of_other, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_HUB);
  g_assert_cmpuint (hearth_desk_folder_get_port (self->desk), ==, 8001);
}

/* A hub that says what cannot be: nothing is joined, and nothing is followed. */
static void
test_impossible (Fixture *self, gconstpointer data)
{
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  g_autoptr (GError) error = NULL;

  self->hub->desk_port = 0;
  assert_fails (self, code, NULL, HEARTH_ERROR_FAILED);
  self->hub->desk_port = 7999;
  g_assert_true (join (self, code, NULL, &error));
  self->hub->desk_port = 0;
  g_assert_false (follow (self, code, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED);
  g_assert_cmpuint (hearth_desk_folder_get_port (self->desk), ==, 7999);
}

/* A desk whose key is damaged joins anew. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  g_autofree char *code = hearth_test_wire_make_code (self->hub, TRUE);
  g_autofree char *key = g_build_filename (self->path, "desk.key", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (join (self, code, NULL, &error));
  g_file_set_contents (key, "x", 1, NULL);
  g_assert_finalize_object (self->desk);
  self->desk = hearth_desk_folder_new (self->path);
  g_assert_null (hearth_desk_folder_get_certificate (self->desk));
  g_assert_true (join (self, code, NULL, &error));
  g_assert_no_error (error);
  g_assert_nonnull (hearth_desk_folder_get_certificate (self->desk));
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  /* Damaged files are told of in the log. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
#define ADD(name, test) g_test_add ("/join/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("joins", test_joins);
  ADD ("typed-address", test_typed_address);
  ADD ("ipv6", test_ipv6);
  ADD ("mistyped", test_mistyped);
  ADD ("wrong-hub", test_wrong_hub);
  ADD ("refused", test_refused);
  ADD ("no-hub", test_no_hub);
  ADD ("busy-door", test_busy_door);
  ADD ("cancelled", test_cancelled);
  ADD ("no-place", test_no_place);
  ADD ("follow", test_follow);
  ADD ("impossible", test_impossible);
  ADD ("damaged", test_damaged);
#undef ADD
  return g_test_run ();
}
