/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-permission.h"

#include <gio/gio.h>
#include <string.h>

static void
test_nicks (void)
{
  for (guint i = 0; i < HEARTH_N_PERMISSIONS; i++)
    {
      HearthPermission back;

      g_assert_true (hearth_permission_from_nick (hearth_permission_to_nick (i), &back));
      g_assert_cmpuint (back, ==, i);
    }
  for (guint i = 0; i < HEARTH_N_ROLES; i++)
    {
      HearthRole back;

      g_assert_true (hearth_role_from_nick (hearth_role_to_nick (i), &back));
      g_assert_cmpuint (back, ==, i);
    }

  HearthPermission permission;
  HearthRole role;

  g_assert_false (hearth_permission_from_nick ("everything", &permission));
  g_assert_false (hearth_permission_from_nick (NULL, &permission));
  g_assert_false (hearth_role_from_nick ("root", &role));
}

static gboolean
may (HearthRole role, HearthPermission permission)
{
  return (hearth_permissions_of_role (role) & HEARTH_PERMISSION_BIT (permission)) != 0;
}

/* What a greeter must not see decides over the privacy of the desk. */
static void
test_roles (void)
{
  g_assert_true (may (HEARTH_ROLE_GREETER, HEARTH_PERMISSION_CHECKIN));
  g_assert_false (may (HEARTH_ROLE_GREETER, HEARTH_PERMISSION_CONTACT_PEOPLE));
  g_assert_false (may (HEARTH_ROLE_STAFF, HEARTH_PERMISSION_CONTACT_PEOPLE));
  g_assert_true (may (HEARTH_ROLE_COACH, HEARTH_PERMISSION_CONTACT_PEOPLE));
  g_assert_false (may (HEARTH_ROLE_COACH, HEARTH_PERMISSION_MERGE_PEOPLE));
  g_assert_true (may (HEARTH_ROLE_SUPERVISOR, HEARTH_PERMISSION_MERGE_PEOPLE));
  g_assert_false (may (HEARTH_ROLE_SUPERVISOR, HEARTH_PERMISSION_MANAGE_CENTER));
  for (guint i = 0; i < HEARTH_N_PERMISSIONS; i++)
    g_assert_true (may (HEARTH_ROLE_DIRECTOR, i));
}

/* The whole table, as DESIGN.md, section 6, has it for what there is so far: a letter for each role that may. */
static void
test_table (void)
{
  static const char letters[HEARTH_N_ROLES + 1] = "GCTSD"; /* greeter, coach, staff, supervisor, director */
  static const char *const may_do[HEARTH_N_PERMISSIONS] = {
    [HEARTH_PERMISSION_OPEN] = "GCTSD",
    [HEARTH_PERMISSION_SIGNED_IN] = "GCTSD",
    [HEARTH_PERMISSION_CHECKIN] = "GCTSD",
    [HEARTH_PERMISSION_FIND_PEOPLE] = "GCTSD",
    [HEARTH_PERMISSION_REGISTER_PEOPLE] = "GCTSD",
    [HEARTH_PERMISSION_OPEN_PEOPLE] = "GCTSD",
    [HEARTH_PERMISSION_CONTACT_PEOPLE] = "CSD",
    [HEARTH_PERMISSION_MERGE_PEOPLE] = "SD",
    [HEARTH_PERMISSION_IMPORT_PEOPLE] = "D",
    [HEARTH_PERMISSION_REPORT] = "GCTSD",
    [HEARTH_PERMISSION_MANAGE_ACCOUNTS] = "D",
    [HEARTH_PERMISSION_MANAGE_CENTER] = "D",
  };

  for (guint i = 0; i < HEARTH_N_PERMISSIONS; i++)
    for (guint role = 0; role < HEARTH_N_ROLES; role++)
      {
        g_test_message ("%s, %s", hearth_role_to_nick (role), hearth_permission_to_nick (i));
        g_assert_cmpint (may (role, i), ==, strchr (may_do[i], letters[role]) != NULL);
      }
}

/* A PC that others look on caps everybody, and nobody may do more there than elsewhere. */
static void
test_front_desk (void)
{
  const guint closed = HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_CONTACT_PEOPLE)
                       | HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_MERGE_PEOPLE)
                       | HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_IMPORT_PEOPLE)
                       | HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_MANAGE_ACCOUNTS);

  for (guint role = 0; role < HEARTH_N_ROLES; role++)
    {
      guint all = hearth_permissions_of_role (role);

      g_assert_cmpuint (hearth_permissions_at_front_desk (all), ==, all & ~closed);
    }
}

static void
test_sets (void)
{
  const char *const roles[] = { "greeter", "supervisor", "of another version", NULL };
  guint set = hearth_permissions_of_roles (roles);
  g_auto (GStrv) names = hearth_permissions_to_strv (set);

  g_assert_cmpuint (set, ==, hearth_permissions_of_role (HEARTH_ROLE_SUPERVISOR));
  g_assert_cmpuint (hearth_permissions_from_strv ((const char *const *)names), ==, set);
  g_assert_cmpuint (hearth_permissions_of_roles (NULL), ==, 0);
}

static void
test_error_crosses_the_bus (void)
{
  g_autoptr (GError) raised = g_error_new (HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "revision 2, not 1");
  g_autofree char *name = g_dbus_error_encode_gerror (raised);
  g_autoptr (GError) got = g_dbus_error_new_for_dbus_error (name, raised->message);

  g_assert_cmpstr (name, ==, "org.recoverycommons.Hearth1.Error.Conflict");
  g_assert_error (got, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
}

static void
test_id (void)
{
  g_autofree char *id = hearth_id_new ();

  g_assert_true (hearth_id_is_valid (id));
  g_assert_false (hearth_id_is_valid ("1"));
  g_assert_false (hearth_id_is_valid (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/permission/nicks", test_nicks);
  g_test_add_func ("/permission/roles", test_roles);
  g_test_add_func ("/permission/table", test_table);
  g_test_add_func ("/permission/front-desk", test_front_desk);
  g_test_add_func ("/permission/sets", test_sets);
  g_test_add_func ("/error/crosses-the-bus", test_error_crosses_the_bus);
  g_test_add_func ("/id", test_id);
  return g_test_run ();
}
