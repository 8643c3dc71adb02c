/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Kept: what the hub does for each of its methods. Their requests are those of earlier calls, so they are looked up by the
 * service and not by the call. Work runs on database threads, the rest on the hub's loop. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-error.h"
#include "hearth-hub.h"
#include "hearth-kept-service.h"

/* What comes over the wire is whole, and under its own request. */
static HearthKept *
read_kept (HearthCall *call, GError **error)
{
  g_autoptr (GVariant) dict = g_variant_get_child_value (hearth_call_get_args (call), 1);
  g_autoptr (HearthKept) kept = hearth_record_from_variant (HEARTH_TYPE_KEPT, dict, error);
  const char *request;

  if (kept == NULL)
    return NULL;
  g_variant_get_child (hearth_call_get_args (call), 0, "&s", &request);
  if (g_ascii_strcasecmp (request, hearth_kept_get_request (kept)) == 0)
    return g_steal_pointer (&kept);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "this request was another one");
  return NULL;
}

static GVariant *
work_replay (HearthCall *call, HearthUnit *unit, GError **error)
{
  static const char *const outcomes[] = {
    [HEARTH_REPLAY_RECORDED] = "recorded",
    [HEARTH_REPLAY_NOBODY] = "nobody",
    [HEARTH_REPLAY_SEVERAL] = "several",
  };
  g_autoptr (HearthKept) kept = read_kept (call, error);
  g_autoptr (HearthVisit) visit = NULL;
  HearthReplay outcome;
  guint matches;

  if (kept == NULL || !hearth_kept_service_replay (unit, kept, &outcome, &visit, &matches, error))
    return NULL;
  if (visit == NULL)
    visit = g_object_new (HEARTH_TYPE_VISIT, NULL);
  return g_variant_new ("(s@" HEARTH_VISIT_ROW "u)", outcomes[outcome], hearth_record_to_row (visit), matches);
}

static GVariant *
work_settle (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (HearthKept) kept = read_kept (call, error);
  g_autoptr (HearthVisit) visit = NULL;
  gint64 person;

  if (kept == NULL)
    return NULL;
  g_variant_get_child (hearth_call_get_args (call), 2, "x", &person);
  visit = hearth_kept_service_settle (unit, kept, person, error);
  return visit ? g_variant_new ("(@" HEARTH_VISIT_ROW ")", hearth_record_to_row (visit)) : NULL;
}

/* One write that is made again. What it could not do is undone with its transaction; only then is it answered. */
typedef struct
{
  HearthCall *call;
  HearthHub *hub;         /* (owned): outlives the call */
  HearthWritten *written; /* (owned) */
  gboolean there;
} Again;

static gboolean
work_again (HearthUnit *unit, gpointer data, GError **error)
{
  Again *again = data;

  return hearth_kept_service_again (unit, again->written, &again->there, error);
}

/* (nullable): what the desk is told instead of the error. */
static const char *
outcome_of_error (const GError *error)
{
  if (error->domain != HEARTH_ERROR)
    return NULL;
  switch (error->code)
    {
    case HEARTH_ERROR_NOT_FOUND:
      return "later";
    case HEARTH_ERROR_INVALID:
    case HEARTH_ERROR_DENIED:
    case HEARTH_ERROR_CONFLICT:
      return "refused";
    default:
      return NULL;
    }
}

static void
on_again (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Again *again = user_data;
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (GError) error = NULL;
  const char *outcome = again->there ? "there" : "done";

  if (!hearth_house_write_finish (HEARTH_HOUSE (source), result, &changes, &error))
    {
      g_debug ("not made again: %s", error->message);
      outcome = outcome_of_error (error);
    }
  if (changes)
    hearth_hub_publish (again->hub, changes);
  if (outcome)
    hearth_call_reply (again->call, g_variant_new ("(s)", outcome));
  else
    hearth_call_fail (again->call, g_steal_pointer (&error));
  g_object_unref (again->written);
  g_object_unref (again->hub);
  g_free (again);
}

static void
run_again (HearthCall *call)
{
  HearthHub *hub = hearth_call_get_hub (call);
  g_autoptr (GVariant) dict = g_variant_get_child_value (hearth_call_get_args (call), 1);
  GError *error = NULL;
  HearthWritten *written = hearth_record_from_variant (HEARTH_TYPE_WRITTEN, dict, &error);
  Again *again;

  if (written == NULL)
    {
      hearth_call_fail (call, error);
      return;
    }
  again = g_new0 (Again, 1);
  again->call = call;
  again->hub = g_object_ref (hub);
  again->written = written;
  hearth_house_write_async (hearth_hub_get_house (hub), hearth_call_get_caller (call), work_again, again, NULL,
                            on_again, again);
}

const HearthVerb hearth_hub_kept_verbs[] = {
  { "Replay", HEARTH_VERB_WRITE, work_replay, NULL },
  { "Settle", HEARTH_VERB_WRITE, work_settle, NULL },
  { "Again", HEARTH_VERB_RUN, NULL, run_again },
  { NULL, 0, NULL, NULL },
};
