/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* hearthctl account: who may sign in. Main thread. */

#define G_LOG_DOMAIN "hearthctl"

#include "config.h"

#include "hearth-tool.h"

#include "hearth-account-service.h"
#include "hearth-error.h"
#include "hearth-secret.h"
#include "hearth-text.h"

#include <string.h>

static char **roles;
static char *preferred_name;

static const GOptionEntry options[] = {
  { "role", 0, 0, G_OPTION_ARG_STRING_ARRAY, &roles,
    "greeter, coach, staff, supervisor or director; also several times", "ROLE" },
  { "preferred-name", 0, 0, G_OPTION_ARG_STRING, &preferred_name, "With add: how they are shown", "NAME" },
  { NULL },
};

/* One call: which account, and what becomes of it. */
typedef struct
{
  const char *name; /* (unowned) */
  gint64 id;
  char *hash; /* (owned) (nullable) */
  gboolean disabled;
  GListStore *list; /* (owned) (nullable) */
} Call;

static gboolean
work_list (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_object (&call->list);
  call->list = hearth_account_service_list (unit, error);
  return call->list != NULL;
}

static gboolean
work_add (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  call->id
      = hearth_account_service_add (unit, call->name, preferred_name, (const char *const *)roles, call->hash, error);
  return call->id != 0;
}

static gboolean
work_roles (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_account_service_set_roles (unit, ((Call *)data)->id, HEARTH_ACCOUNT_ANY_REVISION,
                                           (const char *const *)roles, error);
}

static gboolean
work_reset (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  return hearth_account_service_reset_passphrase (unit, call->id, call->hash, error);
}

static gboolean
work_disabled (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  return hearth_account_service_set_disabled (unit, call->id, call->disabled, error);
}

static void
add_account (JsonBuilder *json, HearthAccount *account)
{
  const char *const *of_account = hearth_account_get_roles (account);

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "id");
  json_builder_add_int_value (json, hearth_account_get_id (account));
  json_builder_set_member_name (json, "name");
  json_builder_add_string_value (json, hearth_account_get_name (account));
  json_builder_set_member_name (json, "preferred-name");
  json_builder_add_string_value (json, hearth_account_get_preferred_name (account));
  json_builder_set_member_name (json, "roles");
  json_builder_begin_array (json);
  for (guint i = 0; of_account[i]; i++)
    json_builder_add_string_value (json, of_account[i]);
  json_builder_end_array (json);
  json_builder_set_member_name (json, "disabled");
  json_builder_add_boolean_value (json, hearth_account_get_disabled (account));
  json_builder_end_object (json);
}

static void
print_list (HearthTool *tool, GListModel *list)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_array (json);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (HearthAccount) account = g_list_model_get_item (list, i);
      g_autofree char *of_account = g_strjoinv (", ", (char **)hearth_account_get_roles (account));

      add_account (json, account);
      if (!tool->json)
        hearth_tool_print ("%s (%s)%s\n", hearth_account_get_name (account), of_account,
                           hearth_account_get_disabled (account) ? ", cannot sign in" : "");
    }
  json_builder_end_array (json);
  if (tool->json)
    hearth_tool_print_json (json);
}

/* The account of that name, written in any way that the sign-in takes. */
static gint64
find_account (GListModel *list, const char *name)
{
  g_autofree char *wanted = hearth_text_fold (name);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (HearthAccount) account = g_list_model_get_item (list, i);
      g_autofree char *folded = hearth_text_fold (hearth_account_get_name (account));

      if (g_str_equal (folded, wanted))
        return hearth_account_get_id (account);
    }
  return 0;
}

static HearthExit
done (HearthTool *tool, Call *call, const char *sentence)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!tool->json)
    {
      hearth_tool_print ("%s\n", sentence);
      return HEARTH_EXIT_DONE;
    }
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "account");
  json_builder_add_int_value (json, call->id);
  json_builder_end_object (json);
  hearth_tool_print_json (json);
  return HEARTH_EXIT_DONE;
}

/* What account can do. */
static const struct
{
  const char *word;
  gboolean needs_roles;
  gboolean needs_passphrase;
  gboolean disabled;
  HearthUnitWork work;
  const char *sentence;
} verbs[] = {
  { "add", TRUE, TRUE, FALSE, work_add, "They can sign in now." },
  { "roles", TRUE, FALSE, FALSE, work_roles, "Their roles are changed." },
  { "reset", FALSE, TRUE, FALSE, work_reset, "They sign in with that once and then choose their own." },
  { "disable", FALSE, FALSE, TRUE, work_disabled, "They cannot sign in any more." },
  { "enable", FALSE, FALSE, FALSE, work_disabled, "They can sign in again." },
};

static HearthExit
ask_hash (HearthTool *tool, Call *call)
{
  g_autoptr (GError) error = NULL;
  HearthExit status;
  char *passphrase = hearth_tool_passphrase (tool, TRUE, &status);

  if (passphrase == NULL)
    return status;
  if (hearth_secret_is_strong (passphrase))
    call->hash = hearth_secret_hash (passphrase, &error);
  else
    g_set_error (&error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the passphrase is too weak");
  hearth_tool_forget (passphrase);
  return call->hash ? HEARTH_EXIT_DONE : hearth_tool_fail (tool, error);
}

static HearthExit
run_verb (HearthTool *tool, HearthHouse *house, guint verb)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) list = NULL;
  Call call = { .name = tool->rest[1], .disabled = verbs[verb].disabled };
  HearthExit status = HEARTH_EXIT_DONE;

  if (!hearth_tool_read (house, work_list, &call, &error))
    return hearth_tool_fail (tool, error);
  list = g_steal_pointer (&call.list);
  call.id = find_account (G_LIST_MODEL (list), call.name);
  if (call.id == 0 && verbs[verb].work != work_add)
    {
      g_printerr ("Nobody signs in as “%s”.\n", call.name);
      return HEARTH_EXIT_FAILED;
    }
  if (call.id != 0 && verbs[verb].work == work_add)
    {
      g_printerr ("Somebody signs in as “%s” already.\n", call.name);
      return HEARTH_EXIT_FAILED;
    }
  if (verbs[verb].needs_passphrase)
    status = ask_hash (tool, &call);
  if (status == HEARTH_EXIT_DONE)
    status = hearth_tool_write (house, verbs[verb].work, &call, &error) ? done (tool, &call, verbs[verb].sentence)
                                                                        : hearth_tool_fail (tool, error);
  g_free (call.hash);
  return status;
}

static HearthExit
run_list (HearthTool *tool, HearthHouse *house)
{
  g_autoptr (GError) error = NULL;
  Call call = { 0 };

  if (!hearth_tool_read (house, work_list, &call, &error))
    return hearth_tool_fail (tool, error);
  print_list (tool, G_LIST_MODEL (call.list));
  g_clear_object (&call.list);
  return HEARTH_EXIT_DONE;
}

static HearthExit
run_account (HearthTool *tool)
{
  guint n = hearth_tool_n_rest (tool);
  guint verb = 0;
  HearthExit status;
  HearthHouse *house;
  gboolean list = n == 0 || (n == 1 && g_str_equal (tool->rest[0], "list"));

  while (!list && verb < G_N_ELEMENTS (verbs) && !g_str_equal (verbs[verb].word, tool->rest[0]))
    verb++;
  if (verb == G_N_ELEMENTS (verbs))
    return hearth_tool_usage (tool, "“%s” is nothing that can be done with accounts.", tool->rest[0]);
  if (!list && n != 2)
    return hearth_tool_usage (tool, "Name the account, in quotes if it has several words.");
  if (!list && verbs[verb].needs_roles && roles == NULL)
    return hearth_tool_usage (tool, "Give them at least one --role.");

  house = hearth_tool_open (tool, &status);
  if (house == NULL)
    return status;
  return hearth_tool_close (tool, house, list ? run_list (tool, house) : run_verb (tool, house, verb));
}

const HearthCommand hearth_command_account = {
  .name = "account",
  .arguments = "[list | add NAME | roles NAME | reset NAME | disable NAME | enable NAME]",
  .summary = "Lists and changes who may sign in",
  .description = "add and roles take --role, once or several times; add and reset take a new passphrase.",
  .options = options,
  .run = run_account,
};
