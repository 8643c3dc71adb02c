/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The gate, from the protocol itself: every method names a permission and has a handler, nothing is reachable beside the
 * methods, and every method is refused to every role that its annotation leaves out, at a live hub. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-error.h"
#include "hearth-gate.h"
#include "hearth-hub-verbs.h"
#include "hearth-session-client.h"
#include "hearth-test-hub.h"

#include <string.h>

#define PREFIX "org.recoverycommons.Hearth1."

static const char *
noun_of (const GDBusInterfaceInfo *interface)
{
  g_assert_true (g_str_has_prefix (interface->name, PREFIX));
  return interface->name + strlen (PREFIX);
}

typedef void (*EachMethod) (const GDBusInterfaceInfo *interface, const GDBusMethodInfo *method, gpointer data);

static void
for_each_method (EachMethod each, gpointer data)
{
  guint n = 0;

  for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface; interface++)
    for (GDBusMethodInfo **method = (*interface)->methods; method && *method; method++, n++)
      each (*interface, *method, data);
  g_assert_cmpuint (n, >, 40);
}

static void
check_described (const GDBusInterfaceInfo *interface, const GDBusMethodInfo *method, gpointer data)
{
  const char *nick = g_dbus_annotation_info_lookup (method->annotations, HEARTH_GATE_ANNOTATION);
  HearthPermission permission;

  g_test_message ("%s.%s", interface->name, method->name);
  g_assert_nonnull (nick);
  g_assert_true (hearth_permission_from_nick (nick, &permission));
  g_assert_nonnull (hearth_gate_find_verb (interface->name, method->name));
}

static void
test_every_method_is_described (void)
{
  for_each_method (check_described, NULL);
  for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface; interface++)
    g_assert_true ((*interface)->properties == NULL || (*interface)->properties[0] == NULL);
}

/* Who may call what, written down once more: a method whose permission was changed, or a new one, must be changed here
 * too, by somebody who meant it. */
static const struct
{
  const char *noun;
  const char *permission;
  const char *methods;
} table[] = {
  { "Session", "open", "Hello Faces SignIn Unlock Resume Lock SignOut EndShift" },
  { "Session", "signed-in", "SetPin SetPassphrase" },
  { "Session", "checkin", "Team Ask" },
  { "Checkin", "find-people", "Find" },
  { "Checkin", "checkin", "Record RecordGuest RecordGroup Change Void CheckOut ComeBack CloseDay Day Visits Roll" },
  { "Checkin", "signed-in", "Reasons" },
  { "Checkin", "manage-center", "SaveReasons" },
  { "People", "open-people", "Get" },
  { "People", "register-people", "Register Update NewCard" },
  { "People", "merge-people", "Twins Compare Merge Unmerge Merges NotSame" },
  { "People", "import-people", "ImportBegin ImportAdd ImportColumns ImportCheck ImportRun ImportUndo" },
  { "Report", "report", "Month MonthCsv" },
  { "Center", "manage-center", "Save SaveNotice" },
  { "Account", "manage-accounts", "List Create SetRoles Reset SetDisabled" },
  { "Desk", "manage-center", "List Save Remove MakeCode DropCode EnrollOwn Status SetBackupPlace StopSharing" },
  { "Desk", "open", "Renew Backup BackupPiece" },
  { "Kept", "open", "Replay Again" },
  { "Kept", "checkin", "Settle" },
};

static const char *
meant_for (const char *noun, const char *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_auto (GStrv) methods = g_strsplit (table[i].methods, " ", -1);

      if (g_str_equal (table[i].noun, noun) && g_strv_contains ((const char *const *)methods, method))
        return table[i].permission;
    }
  return "nobody";
}

static void
check_meant (const GDBusInterfaceInfo *interface, const GDBusMethodInfo *method, gpointer data)
{
  g_test_message ("%s.%s", noun_of (interface), method->name);
  g_assert_cmpstr (g_dbus_annotation_info_lookup (method->annotations, HEARTH_GATE_ANNOTATION), ==,
                   meant_for (noun_of (interface), method->name));
}

static void
test_every_permission_is_meant (void)
{
  for_each_method (check_meant, NULL);
}

/* The XML file knows no interface that is not registered, so none can be forgotten in the gate's list. */
static void
test_every_interface_is_registered (void)
{
  g_autofree char *path
      = g_test_build_filename (G_TEST_DIST, "..", "src", "protocol", "org.recoverycommons.Hearth1.xml", NULL);
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusNodeInfo) node = NULL;
  guint n = 0;

  g_file_get_contents (path, &xml, NULL, &error);
  g_assert_no_error (error);
  node = g_dbus_node_info_new_for_xml (xml, &error);
  g_assert_no_error (error);
  for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface; interface++, n++)
    g_assert_nonnull (g_dbus_node_info_lookup_interface (node, (*interface)->name));
  for (guint i = 0; node->interfaces[i]; i++)
    {
      g_assert_cmpuint (i, <, n);
      g_assert_true (node->interfaces[i]->properties == NULL || node->interfaces[i]->properties[0] == NULL);
      for (guint j = 0; node->interfaces[i]->methods[j]; j++)
        g_assert_nonnull (hearth_gate_find_verb (node->interfaces[i]->name, node->interfaces[i]->methods[j]->name));
    }
}

/* And the tables know no verb that the protocol does not have. */
static void
test_every_verb_is_in_the_protocol (void)
{
  static const struct
  {
    const char *noun;
    const HearthVerb *verbs;
  } tables[] = {
    { "Session", hearth_hub_session_verbs }, { "Checkin", hearth_hub_checkin_verbs },
    { "People", hearth_hub_people_verbs },   { "People", hearth_hub_import_verbs },
    { "Report", hearth_hub_report_verbs },   { "Center", hearth_hub_center_verbs },
    { "Session", hearth_hub_team_verbs },    { "Account", hearth_hub_account_verbs },
    { "Desk", hearth_hub_desk_verbs },       { "Desk", hearth_hub_desk_code_verbs },
    { "Desk", hearth_hub_backup_verbs },     { "Kept", hearth_hub_kept_verbs },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const HearthVerb *verb = tables[i].verbs; verb->name; verb++)
      {
        gboolean found = FALSE;

        for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface; interface++)
          if (g_str_equal (noun_of (*interface), tables[i].noun))
            found = g_dbus_interface_info_lookup_method (*interface, verb->name) != NULL;
        g_assert_true (found);
        g_assert_true ((verb->kind == HEARTH_VERB_RUN) == (verb->run != NULL));
        g_assert_true ((verb->kind == HEARTH_VERB_RUN) == (verb->work == NULL));
      }
}

static void
check_request (const GDBusInterfaceInfo *interface, const GDBusMethodInfo *method, gpointer data)
{
  const HearthVerb *verb = hearth_gate_find_verb (interface->name, method->name);
  gboolean has = method->in_args && method->in_args[0] && g_str_equal (method->in_args[0]->name, "request");

  /* What a desk kept may be asked for by one, and again by another who sits there now: its service keeps the answers. */
  if (g_str_equal (noun_of (interface), "Kept"))
    g_assert_true (has && verb->kind != HEARTH_VERB_READ);
  else if (verb->kind == HEARTH_VERB_REQUEST)
    g_assert_true (has);
  else if (has)
    g_assert_cmpint (verb->kind, ==, HEARTH_VERB_RUN);
}

static void
test_requests_are_kept (void)
{
  for_each_method (check_request, NULL);
}

static void
test_unannotated_is_denied (void)
{
  static GDBusMethodInfo bare = { -1, (char *)"Bare", NULL, NULL, NULL };
  static GDBusAnnotationInfo odd = { -1, (char *)HEARTH_GATE_ANNOTATION, (char *)"everything", NULL };
  static GDBusAnnotationInfo *annotations[] = { &odd, NULL };
  static GDBusMethodInfo strange = { -1, (char *)"Strange", NULL, NULL, annotations };
  GDBusMethodInfo *methods[] = { &bare, &strange };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hearth_gate_decide (methods[i], TRUE, G_MAXUINT, &error));
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
    }
}

static HearthPermission
permission_of (const GDBusMethodInfo *method)
{
  HearthPermission permission;

  g_assert_true (
      hearth_permission_from_nick (g_dbus_annotation_info_lookup (method->annotations, HEARTH_GATE_ANNOTATION),
                                   &permission));
  return permission;
}

static void
check_front_desk (const GDBusInterfaceInfo *interface, const GDBusMethodInfo *method, gpointer data)
{
  static const char *const closed[] = { "Twins", "Compare", "Merge", "Unmerge", "Merges", "NotSame", NULL };
  guint all = hearth_permissions_of_role (HEARTH_ROLE_DIRECTOR);
  gboolean let = hearth_gate_decide (method, TRUE, hearth_permissions_at_front_desk (all), NULL);
  gboolean expected = !g_str_has_prefix (method->name, "Import") && !g_strv_contains (closed, method->name)
                      && !g_str_equal (noun_of (interface), "Account");

  g_test_message ("%s", method->name);
  g_assert_cmpint (let, ==, expected);
}

static void
test_front_desk_caps (void)
{
  for_each_method (check_front_desk, NULL);
}

/* Arguments of the right types with nothing in them. */
static GVariant *
empty_args (const GDBusMethodInfo *method)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_TUPLE);

  for (guint i = 0; method->in_args && method->in_args[i]; i++)
    {
      const char *type = method->in_args[i]->signature;

      if (*type == 'a')
        g_variant_builder_add_value (&builder, g_variant_new_array (G_VARIANT_TYPE (type + 1), NULL, 0));
      else if (*type == 'x')
        g_variant_builder_add (&builder, "x", G_GINT64_CONSTANT (0));
      else
        g_variant_builder_add_parsed (&builder, *type == 's'   ? "''"
                                                : *type == 'b' ? "false"
                                                : *type == 't' ? "uint64 0"
                                                               : "uint32 0");
    }
  return g_variant_builder_end (&builder);
}

typedef struct
{
  GDBusConnection *connection;
  gboolean signed_in;
  guint permissions;
  guint n_refused;
  guint n_let;
} Asked;

static void
check_reached (const GDBusInterfaceInfo *interface, const GDBusMethodInfo *method, gpointer data)
{
  Asked *asked = data;
  HearthPermission permission = permission_of (method);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  /* These change who sits there; test-session.c is about them. */
  if (permission == HEARTH_PERMISSION_OPEN && !g_str_equal (method->name, "Hello")
      && !g_str_equal (method->name, "Faces"))
    return;
  reply = hearth_test_call (asked->connection, noun_of (interface), method->name, empty_args (method), &error);
  g_test_message ("%s: %s", method->name, error ? error->message : "answered");
  if (permission == HEARTH_PERMISSION_OPEN
      || (asked->signed_in && (asked->permissions & HEARTH_PERMISSION_BIT (permission))))
    {
      g_assert_false (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_DENIED));
      g_assert_false (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT));
      asked->n_let++;
      return;
    }
  g_assert_null (reply);
  if (asked->signed_in)
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
  else
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  asked->n_refused++;
}

static void
call_fine (GDBusConnection *connection, const char *method, GVariant *args)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_test_call (connection, "Session", method, args, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
}

static void
test_every_role_at_a_live_hub (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  guint n_denied = 0;

  hearth_test_hub_start (hub);
  for (int role = 0; role < HEARTH_N_ROLES; role++)
    {
      g_autoptr (GDBusConnection) connection = hearth_test_hub_open_raw (hub);
      Asked asked = { .connection = connection, .permissions = hearth_permissions_of_role ((HearthRole)role) };

      for_each_method (check_reached, &asked);
      g_assert_cmpuint (asked.n_let, ==, 2);
      call_fine (connection, "SignIn",
                 g_variant_new ("(xss)", hub->center->account_id[role], "", HEARTH_TEST_PASSPHRASE));
      asked.signed_in = TRUE;
      asked.n_let = asked.n_refused = 0;
      for_each_method (check_reached, &asked);
      g_assert_cmpuint (asked.n_let, >, 10);
      n_denied += asked.n_refused;
      call_fine (connection, "Lock", NULL);
      asked.signed_in = FALSE;
      asked.n_let = 0;
      for_each_method (check_reached, &asked);
      g_assert_cmpuint (asked.n_let, ==, 2);
    }
  hearth_test_hub_stop (hub);
  /* Every denial is in the audit, and nothing that was refused because nobody was signed in. */
  g_assert_cmpint (hearth_test_center_number (hub->center, "SELECT count(*) FROM audit WHERE verb = 'deny'"), ==,
                   n_denied);
}

static void
test_front_desk_at_a_live_hub (void)
{
  g_autoptr (HearthTestHub) hub = hearth_test_hub_new ();
  g_autoptr (HearthClient) client = NULL;
  g_autoptr (GDBusConnection) connection = NULL;
  Asked asked = { .signed_in = TRUE };

  hearth_test_center_sql (hub->center, "UPDATE desk SET front_desk = 1");
  hearth_test_hub_start (hub);
  client = hearth_test_hub_sign_in (hub, HEARTH_ROLE_DIRECTOR);
  g_assert_false (hearth_client_may (client, HEARTH_PERMISSION_MERGE_PEOPLE));
  g_assert_false (hearth_client_may (client, HEARTH_PERMISSION_CONTACT_PEOPLE));
  g_assert_true (hearth_client_may (client, HEARTH_PERMISSION_MANAGE_CENTER));
  connection = asked.connection = hearth_test_hub_open_raw (hub);
  call_fine (connection, "SignIn",
             g_variant_new ("(xss)", hub->center->account_id[HEARTH_ROLE_DIRECTOR], "", HEARTH_TEST_PASSPHRASE));
  asked.permissions = hearth_permissions_at_front_desk (hearth_permissions_of_role (HEARTH_ROLE_DIRECTOR));
  for_each_method (check_reached, &asked);
  g_assert_cmpuint (asked.n_refused, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate/every-method-is-described", test_every_method_is_described);
  g_test_add_func ("/gate/every-permission-is-meant", test_every_permission_is_meant);
  g_test_add_func ("/gate/every-interface-is-registered", test_every_interface_is_registered);
  g_test_add_func ("/gate/every-verb-is-in-the-protocol", test_every_verb_is_in_the_protocol);
  g_test_add_func ("/gate/requests-are-kept", test_requests_are_kept);
  g_test_add_func ("/gate/unannotated-is-denied", test_unannotated_is_denied);
  g_test_add_func ("/gate/front-desk-caps", test_front_desk_caps);
  g_test_add_func ("/gate/every-role-at-a-live-hub", test_every_role_at_a_live_hub);
  g_test_add_func ("/gate/front-desk-at-a-live-hub", test_front_desk_at_a_live_hub);
  return g_test_run ();
}
