/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Joining with a code: the right one is worth one desk, the wrong ones nothing, and where no code is valid nobody listens.
 * The hub and the desks run in this thread. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-link.h"
#include "hearth-pairing-test.h"

#include <string.h>

static void
test_a_code_is_worth_one_desk (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_autoptr (HearthDeskFolder) desk = hearth_pairing_test_folder (self, "a"),
                               other = hearth_pairing_test_folder (self, "b");
  g_auto (HearthJoinCode) parts = { 0 };
  g_autofree char *code = hearth_pairing_test_make_code (self, &parts);
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_pairing_test_join (desk, code, "Kitchen", &error));
  g_assert_no_error (error);
  g_assert_true (hearth_desk_folder_has_joined (desk));
  g_assert_cmpuint (hearth_desk_folder_get_port (desk), ==, hearth_listener_get_port (self->listener));
  g_assert_cmpstr (hearth_desk_folder_get_center_name (desk), ==, "Test Center");
  g_assert_cmpint (hearth_test_center_number (self->center, "SELECT count(*) FROM desk WHERE name = 'Kitchen'"), ==, 1);
  /* Whose code it was. */
  g_assert_cmpint (hearth_test_center_number (self->center,
                                              "SELECT count(*) FROM audit WHERE account_id <> 0 AND kind = "
                                              "'desk' AND verb <> 'make-code'"),
                   ==, 1);
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, 0);
  g_assert_false (hearth_pairing_test_is_listening (parts.port));
  g_assert_false (hearth_pairing_test_join (other, code, "Hall", &error));
  g_assert_false (hearth_desk_folder_has_joined (other));
}

static gboolean
ask_join (GDBusConnection *connection,
          const HearthJoinCode *code,
          const char *name,
          guint oldest,
          guint newest,
          const char *request,
          GError **error)
{
  g_autoptr (GVariant) reply
      = hearth_test_call (connection, "Pairing", "Join",
                          g_variant_new ("(@aysbsuu@ay)", hearth_pairing_test_bytes (code->secret, sizeof code->secret),
                                         name, FALSE, "0.1.0", oldest, newest,
                                         hearth_pairing_test_bytes (request, strlen (request))),
                          error);

  return reply != NULL;
}

static void
test_five_wrong_secrets (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_auto (HearthJoinCode) parts = { 0 };
  g_autoptr (GDBusConnection) stranger = NULL;
  guint8 wrong[HEARTH_JOIN_CODE_SECRET_LENGTH] = { 0 };

  hearth_pairing_test_make_parts (self, &parts);
  stranger = hearth_pairing_test_stranger (parts.port);
  g_assert_nonnull (stranger);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (hearth_pairing_test_is_listening (parts.port));
      g_assert_false (hearth_pairing_test_ask_where (stranger, wrong, i == 3 ? 0 : sizeof wrong, &error));
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET);
    }
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (hearth_pairing_test_ask_where (stranger, parts.secret, sizeof parts.secret, &error));
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET);
  }
  g_assert_false (hearth_pairing_test_is_listening (parts.port));
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, 0);
}

/* Four wrong ones leave the code as it is, and so does asking where the hub is. */
static void
test_fewer_wrong_secrets (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_auto (HearthJoinCode) parts = { 0 };
  g_autofree char *code = hearth_pairing_test_make_code (self, &parts);
  g_autoptr (GDBusConnection) stranger = hearth_pairing_test_stranger (parts.port);
  g_autoptr (HearthDeskFolder) desk = hearth_pairing_test_folder (self, "a");
  guint8 wrong[HEARTH_JOIN_CODE_SECRET_LENGTH] = { 0 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_false (hearth_pairing_test_ask_where (stranger, wrong, sizeof wrong, &refused));
    }
  g_assert_true (hearth_pairing_test_ask_where (stranger, parts.secret, sizeof parts.secret, &error));
  g_assert_no_error (error);
  g_assert_true (hearth_pairing_test_join (desk, code, "Kitchen", &error));
  g_assert_no_error (error);
}

static void
test_expired_and_dropped (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_auto (HearthJoinCode) parts = { 0 }, second = { 0 }, third = { 0 };
  g_autofree char *newer = NULL, *last = NULL;
  g_autoptr (GDBusConnection) stranger = NULL;
  g_autoptr (HearthDeskFolder) desk = hearth_pairing_test_folder (self, "a");
  g_autoptr (GError) error = NULL;

  hearth_pairing_test_make_parts (self, &parts);
  stranger = hearth_pairing_test_stranger (parts.port);
  hearth_clock_set (hearth_clock_now_s () + HEARTH_JOIN_CODE_VALID_S);
  g_assert_cmpint (hearth_pairing_get_expires_at_s (self->pairing), ==, 0);
  g_assert_false (hearth_pairing_test_ask_where (stranger, parts.secret, sizeof parts.secret, &error));
  g_clear_error (&error);
  g_assert_false (hearth_pairing_test_is_listening (parts.port));

  /* A newer one makes it void, and it can be taken back. */
  newer = hearth_pairing_test_make_code (self, &second);
  last = hearth_pairing_test_make_code (self, &third);
  g_assert_true (third.port == second.port || !hearth_pairing_test_is_listening (second.port));
  g_assert_false (hearth_pairing_test_join (desk, newer, "Kitchen", &error));
  g_clear_error (&error);
  hearth_pairing_drop_code (self->pairing);
  g_assert_false (hearth_pairing_test_is_listening (third.port));
  g_assert_false (hearth_pairing_test_join (desk, last, "Kitchen", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
}

static void
test_what_cannot_join (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_auto (HearthJoinCode) parts = { 0 };
  g_autoptr (GDBusConnection) stranger = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = hearth_certificate_new_key (&error), *request = hearth_certificate_new_request (key, &error);

  hearth_pairing_test_make_parts (self, &parts);
  stranger = hearth_pairing_test_stranger (parts.port);
  g_assert_false (ask_join (stranger, &parts, "Old", 0, 0, request, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DESK_TOO_OLD);
  g_clear_error (&error);
  g_assert_false (ask_join (stranger, &parts, "New", 1000, 1001, request, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DESK_TOO_NEW);
  g_clear_error (&error);
  g_assert_false (ask_join (stranger, &parts, "No request", 1, 1, "nothing of the kind", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (ask_join (stranger, &parts, "", 1, 1, request, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_clear_error (&error);
  /* None of that has used the code up. */
  g_assert_true (ask_join (stranger, &parts, "Kitchen", 1, 1, request, &error));
  g_assert_no_error (error);
  g_assert_cmpint (hearth_test_center_number (self->center, "SELECT count(*) FROM desk"), ==, 2);
}

/* There is Pairing, and nothing else. */
static void
test_nothing_else_is_there (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_auto (HearthJoinCode) parts = { 0 };
  static const struct
  {
    const char *noun;
    const char *method;
  } calls[] = { { "Session", "Faces" }, { "Session", "Hello" }, { "Desk", "Status" }, { "Pairing", "Else" } };

  hearth_pairing_test_make_parts (self, &parts);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GDBusConnection) stranger = hearth_pairing_test_stranger (parts.port);
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply = hearth_test_call (stranger, calls[i].noun, calls[i].method, NULL, &error);

      g_assert_null (reply);
      g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD);
    }
}

static void
test_a_crowd_of_strangers (void)
{
  g_autoptr (HearthPairingTest) self = hearth_pairing_test_new ();
  g_auto (HearthJoinCode) parts = { 0 };
  g_autofree char *code = hearth_pairing_test_make_code (self, &parts);
  g_autoptr (GPtrArray) strangers = NULL;
  g_autoptr (HearthDeskFolder) desk = hearth_pairing_test_folder (self, "a");
  g_autofree char *huge = g_strnfill (64 * 1024, 'x');
  g_autoptr (GError) error = NULL;

  strangers = hearth_pairing_test_crowd (parts.port);
  /* One that says too much is left. */
  g_assert_false (ask_join (strangers->pdata[strangers->len - 1], &parts, huge, 1, 1, "x", &error));
  hearth_test_until (g_dbus_connection_is_closed (strangers->pdata[strangers->len - 1]));
  g_clear_error (&error);
  g_assert_true (hearth_pairing_test_join (desk, code, "Kitchen", &error));
  g_assert_no_error (error);
  for (guint i = 0; i < strangers->len; i++)
    hearth_test_until (g_dbus_connection_is_closed (strangers->pdata[i]));
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pairing/a-code-is-worth-one-desk", test_a_code_is_worth_one_desk);
  g_test_add_func ("/pairing/five-wrong-secrets", test_five_wrong_secrets);
  g_test_add_func ("/pairing/fewer-wrong-secrets", test_fewer_wrong_secrets);
  g_test_add_func ("/pairing/expired-and-dropped", test_expired_and_dropped);
  g_test_add_func ("/pairing/what-cannot-join", test_what_cannot_join);
  g_test_add_func ("/pairing/nothing-else-is-there", test_nothing_else_is_there);
  g_test_add_func ("/pairing/a-crowd-of-strangers", test_a_crowd_of_strangers);
  return g_test_run ();
}
