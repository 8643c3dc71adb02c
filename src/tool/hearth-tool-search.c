/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* hearthctl search: what the search at the desk would show, shown names only. Main thread. */

#define G_LOG_DOMAIN "hearthctl"

#include "config.h"

#include "hearth-tool.h"

#include "hearth-finder.h"

#define LIMIT 20

typedef struct
{
  char *query;      /* (owned) */
  GPtrArray *found; /* (owned) (nullable): of HearthCandidate */
  gint64 alone;
} Call;

static gboolean
work (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_pointer (&call->found, g_ptr_array_unref);
  call->found = hearth_finder_find (unit, call->query, LIMIT, &call->alone, error);
  return call->found != NULL;
}

static void
print_found (HearthTool *tool, Call *call)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_array (json);
  for (guint i = 0; i < call->found->len; i++)
    {
      HearthCandidate *candidate = call->found->pdata[i];
      const char *initial = hearth_candidate_get_initial (candidate);
      const char *pronouns = hearth_candidate_get_pronouns (candidate);
      g_autofree char *name = g_strconcat (hearth_candidate_get_name (candidate), *initial ? " " : "", initial, NULL);

      if (!tool->json)
        hearth_tool_print ("%s%s%s%s\n", name, *pronouns ? " (" : "", pronouns, *pronouns ? ")" : "");
      json_builder_begin_object (json);
      json_builder_set_member_name (json, "person");
      json_builder_add_int_value (json, hearth_candidate_get_person_id (candidate));
      json_builder_set_member_name (json, "name");
      json_builder_add_string_value (json, name);
      json_builder_set_member_name (json, "pronouns");
      json_builder_add_string_value (json, pronouns);
      json_builder_set_member_name (json, "match");
      json_builder_add_string_value (json, hearth_candidate_get_match (candidate));
      json_builder_set_member_name (json, "alone");
      json_builder_add_boolean_value (json, hearth_candidate_get_person_id (candidate) == call->alone);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  if (tool->json)
    hearth_tool_print_json (json);
  else if (call->found->len == 0)
    hearth_tool_print ("Nobody fits.\n");
}

static HearthExit
run_search (HearthTool *tool)
{
  g_autoptr (GError) error = NULL;
  Call call = { 0 };
  HearthExit status;
  HearthHouse *house;

  if (hearth_tool_n_rest (tool) == 0)
    return hearth_tool_usage (tool, "Say whom to look for.");
  for (guint i = 0; tool->rest[i]; i++)
    if (!g_utf8_validate (tool->rest[i], -1, NULL))
      return hearth_tool_usage (tool, "What to look for is not UTF-8.");
  house = hearth_tool_open (tool, &status);
  if (house == NULL)
    return status;
  call.query = g_strjoinv (" ", tool->rest);
  if (hearth_tool_read (house, work, &call, &error))
    print_found (tool, &call);
  else
    status = hearth_tool_fail (tool, error);
  g_free (call.query);
  g_clear_pointer (&call.found, g_ptr_array_unref);
  return hearth_tool_close (tool, house, status);
}

const HearthCommand hearth_command_search = {
  .name = "search",
  .arguments = "QUERY",
  .summary = "Looks for people as the desk does",
  .description = "Prints preferred names, initials and pronouns, best first, and nothing else about anybody.",
  .run = run_search,
};
