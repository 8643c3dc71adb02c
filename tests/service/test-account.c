/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Accounts, on a real center: what a director does with them, and who is shown where. */

#include "config.h"

#include "hearth-account-test.h"
#include "hearth-error.h"

typedef struct
{
  GVariant *faces;
  gboolean more;
} Faces;

static gboolean
do_faces (HearthUnit *unit, gpointer data, GError **error)
{
  Faces *faces = data;

  g_clear_pointer (&faces->faces, g_variant_unref);
  return (faces->faces = hearth_account_service_faces (unit, &faces->more, error)) != NULL;
}

static gboolean
do_add (HearthUnit *unit, gpointer data, GError **error)
{
  HearthAccountWish *manage = data;

  manage->account_id = hearth_account_service_add (unit, manage->name, NULL, manage->roles, FAKE_HASH, error);
  return manage->account_id != 0;
}

static void
test_reset (HearthAccountTest *fixture, gconstpointer data)
{
  HearthAccountWish manage = { .account_id = fixture->greeter };
  g_auto (HearthAccountTry) try = { .account_id = fixture->greeter };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_set_pin, (gpointer)FAKE_HASH);
  hearth_account_test_sign_in (fixture, &try, TRUE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_reset, &manage);
  g_assert_false (hearth_account_test_unlock (fixture, &try, TRUE));
  hearth_account_test_sign_in (fixture, &try, TRUE);
  g_assert_true (hearth_account_get_new_passphrase (try.account));
  g_assert_false (hearth_account_get_has_pin (try.account));
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_set_passphrase,
                            (gpointer)FAKE_HASH);
  hearth_account_test_sign_in (fixture, &try, TRUE);
  g_assert_false (hearth_account_get_new_passphrase (try.account));
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_SUPERVISOR, hearth_account_test_reset, &manage,
                             HEARTH_ERROR_DENIED);
}

static void
test_disabled (HearthAccountTest *fixture, gconstpointer data)
{
  HearthAccountWish manage = { .account_id = fixture->greeter, .disabled = TRUE };
  g_auto (HearthAccountTry) try = { .account_id = fixture->greeter };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_disabled, &manage);
  g_assert_cmpuint (hearth_account_test_sign_in (fixture, &try, TRUE), ==, 0);
  g_assert_null (try.account);
  g_assert_cmpint (try.challenge.account_id, ==, 0);
  manage.disabled = FALSE;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_disabled, &manage);
  hearth_account_test_sign_in (fixture, &try, TRUE);
  g_assert_nonnull (try.account);
}

/* Somebody who may do what a director may when they ask. */
static HearthCaller
as_director (gint64 account)
{
  return (HearthCaller){ account, 1, hearth_permissions_of_role (HEARTH_ROLE_DIRECTOR) };
}

static void
try_as (HearthAccountTest *fixture, gint64 account, HearthUnitWork work, gpointer data, int code)
{
  HearthCaller caller = as_director (account);
  g_autoptr (GError) error = NULL;
  gboolean done = hearth_house_write (fixture->center->house, &caller, work, data, &error);

  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, HEARTH_ERROR, code);
  g_assert_cmpint (done, ==, code < 0);
}

static void
test_last_director (HearthAccountTest *fixture, gconstpointer data)
{
  gint64 director = fixture->center->account_id[HEARTH_ROLE_DIRECTOR];
  HearthAccountWish last
      = { .account_id = director, .roles = { "staff", NULL }, .revision = HEARTH_ACCOUNT_ANY_REVISION };
  HearthAccountWish other = { .account_id = fixture->greeter,
                              .roles = { "greeter", "director", NULL },
                              .revision = HEARTH_ACCOUNT_ANY_REVISION };

  last.disabled = TRUE;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_disabled, &last,
                             HEARTH_ERROR_LAST_DIRECTOR);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_roles, &last,
                             HEARTH_ERROR_LAST_DIRECTOR);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_roles, &other);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_roles, &last);
  other.disabled = TRUE;
  try_as (fixture, fixture->greeter, hearth_account_test_set_disabled, &other, HEARTH_ERROR_LAST_DIRECTOR);
}

/* Two directors demote each other: both calls passed the gate before either was done. */
static void
test_each_other (HearthAccountTest *fixture, gconstpointer data)
{
  gint64 director = fixture->center->account_id[HEARTH_ROLE_DIRECTOR];
  gint64 staff = fixture->center->account_id[HEARTH_ROLE_STAFF];
  HearthAccountWish first
      = { .account_id = director, .roles = { "staff", NULL }, .revision = HEARTH_ACCOUNT_ANY_REVISION };
  HearthAccountWish second
      = { .account_id = fixture->greeter, .roles = { "director", NULL }, .revision = HEARTH_ACCOUNT_ANY_REVISION };
  HearthAccountWish third
      = { .account_id = staff, .roles = { "director", NULL }, .revision = HEARTH_ACCOUNT_ANY_REVISION };
  HearthAccountWish newcomer = { .name = "Somebody New", .roles = { "greeter", NULL } };

  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_roles, &second);
  second.roles[0] = "greeter";
  try_as (fixture, director, hearth_account_test_set_roles, &second, -1);
  try_as (fixture, fixture->greeter, hearth_account_test_set_roles, &first, HEARTH_ERROR_DENIED);

  /* Also where a third one would be left. */
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_roles, &third);
  try_as (fixture, fixture->greeter, hearth_account_test_set_disabled, &first, HEARTH_ERROR_DENIED);
  first.disabled = TRUE;
  try_as (fixture, fixture->greeter, do_add, &newcomer, HEARTH_ERROR_DENIED);
  try_as (fixture, fixture->greeter, hearth_account_test_reset, &first, HEARTH_ERROR_DENIED);
  try_as (fixture, staff, hearth_account_test_set_disabled, &first, -1);
  try_as (fixture, director, hearth_account_test_set_roles, &third, HEARTH_ERROR_DENIED);
}

static void
test_revision (HearthAccountTest *fixture, gconstpointer data)
{
  HearthAccountWish manage = { .account_id = fixture->greeter, .roles = { "coach", NULL } };

  manage.revision = hearth_test_center_number (fixture->center, "SELECT revision FROM account WHERE id = 2");
  g_assert_cmpint (fixture->greeter, ==, 2);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_roles, &manage);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_roles, &manage,
                             HEARTH_ERROR_CONFLICT);
}

static gboolean
do_create (HearthUnit *unit, gpointer data, GError **error)
{
  HearthAccountWish *manage = data;

  manage->account_id = hearth_account_service_create (unit, manage->name, NULL, manage->roles, FAKE_HASH, error);
  return manage->account_id != 0;
}

static void
test_create (HearthAccountTest *fixture, gconstpointer data)
{
  HearthAccountWish manage = { .name = "Somebody New", .roles = { "coach", NULL } };
  g_auto (HearthAccountTry) try = { .name = "somebody new" };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_SUPERVISOR, do_create, &manage, HEARTH_ERROR_DENIED);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_create, &manage);
  hearth_account_test_sign_in (fixture, &try, TRUE);
  g_assert_true (hearth_account_get_new_passphrase (try.account));
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_create, &manage, HEARTH_ERROR_INVALID);
}

typedef struct
{
  gint64 account_id;
  gint64 visit;
  guint n;
} Asking;

static gboolean
do_team (HearthUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) team = hearth_account_service_team (unit, error);

  if (team == NULL)
    return FALSE;
  ((Asking *)data)->n = team->len;
  for (guint i = 0; i < team->len; i++)
    g_assert_cmpint (hearth_account_get_id (team->pdata[i]), !=, unit->caller.account_id);
  return TRUE;
}

static gboolean
do_check_ask (HearthUnit *unit, gpointer data, GError **error)
{
  Asking *asking = data;

  return hearth_account_service_check_ask (unit, asking->account_id, asking->visit, error);
}

static void
test_team (HearthAccountTest *fixture, gconstpointer data)
{
  Asking asking = { .account_id = fixture->center->account_id[HEARTH_ROLE_COACH] };
  HearthAccountWish manage = { .account_id = asking.account_id, .disabled = TRUE };

  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_team, &asking);
  g_assert_cmpuint (asking.n, ==, HEARTH_N_ROLES - 1);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_check_ask, &asking);
  asking.visit = 99;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_check_ask, &asking, HEARTH_ERROR_NOT_FOUND);
  asking.visit = 0;
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, hearth_account_test_set_disabled, &manage);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_check_ask, &asking, HEARTH_ERROR_NOT_FOUND);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_team, &asking);
  g_assert_cmpuint (asking.n, ==, HEARTH_N_ROLES - 2);
  asking.account_id = 99;
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_GREETER, do_check_ask, &asking, HEARTH_ERROR_NOT_FOUND);
}

static void
test_add (HearthAccountTest *fixture, gconstpointer data)
{
  HearthAccountWish taken = { .name = "TEST  greéter", .roles = { "greeter", NULL } };
  HearthAccountWish none = { .name = " \t", .roles = { "greeter", NULL } };
  HearthAccountWish no_role = { .name = "Somebody New", .roles = { NULL } };
  HearthAccountWish odd_role = { .name = "Somebody New", .roles = { "king", NULL } };
  HearthAccountWish fine = { .name = "Zoë Ångström", .roles = { "staff", "coach", "staff", NULL } };
  g_auto (HearthAccountTry) try = { .name = "zoe angstrom" };

  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &taken, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &none, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &no_role, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &odd_role, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (fixture->center, HEARTH_ROLE_STAFF, do_add, &fine, HEARTH_ERROR_DENIED);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &fine);
  hearth_account_test_sign_in (fixture, &try, TRUE);
  g_assert_cmpint (hearth_account_get_id (try.account), ==, fine.account_id);
  g_assert_cmpstr (hearth_account_get_preferred_name (try.account), ==, "Zoë");
  g_assert_cmpuint (g_strv_length ((char **)hearth_account_get_roles (try.account)), ==, 2);
}

static void
test_faces (HearthAccountTest *fixture, gconstpointer data)
{
  Faces faces = { 0 };
  g_auto (HearthAccountTry) try = { .account_id = fixture->greeter };
  gint64 id;
  const char *name, *role;
  gboolean pin;

  hearth_account_test_sign_in (fixture, &try, TRUE);
  hearth_test_center_write (fixture->center, HEARTH_ROLE_GREETER, hearth_account_test_set_pin, (gpointer)FAKE_HASH);
  hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_faces, &faces);
  g_assert_false (faces.more);
  g_assert_cmpuint (g_variant_n_children (faces.faces), ==, HEARTH_N_ROLES);
  g_variant_get_child (faces.faces, 0, "(x&s&sb)", &id, &name, &role, &pin);
  g_assert_cmpint (id, ==, fixture->greeter);
  g_assert_cmpstr (name, ==, "Test");
  g_assert_cmpstr (role, ==, "greeter");
  g_assert_true (pin);
  g_variant_get_child (faces.faces, 1, "(x&s&sb)", &id, &name, &role, &pin);
  g_assert_cmpint (id, ==, fixture->center->account_id[HEARTH_ROLE_COACH]);
  g_assert_false (pin);

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *new_name = g_strdup_printf ("More %d", i);
      HearthAccountWish manage = { .name = new_name, .roles = { "greeter", NULL } };

      hearth_test_center_write (fixture->center, HEARTH_ROLE_DIRECTOR, do_add, &manage);
      hearth_test_center_read (fixture->center, HEARTH_ROLE_GREETER, do_faces, &faces);
      g_assert_true (faces.more == (i == 4));
      g_assert_cmpuint (g_variant_n_children (faces.faces), ==, i == 4 ? 8 : HEARTH_N_ROLES + i + 1);
    }
  g_variant_unref (faces.faces);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                                \
  g_test_add (path, HearthAccountTest, NULL, hearth_account_test_set_up, test, hearth_account_test_tear_down)
  ADD ("/account/reset", test_reset);
  ADD ("/account/disabled", test_disabled);
  ADD ("/account/last-director", test_last_director);
  ADD ("/account/each-other", test_each_other);
  ADD ("/account/revision", test_revision);
  ADD ("/account/create", test_create);
  ADD ("/account/team", test_team);
  ADD ("/account/add", test_add);
  ADD ("/account/faces", test_faces);
  return g_test_run ();
}
