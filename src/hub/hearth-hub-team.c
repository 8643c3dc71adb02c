/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Session, asking for somebody of the team. Hub's main context, but for the units of work (work_, read_). */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-account-service.h"
#include "hearth-hub.h"

/* The seats as they were when the call came: what works on a database thread sees nothing of the hub. */
static gboolean
sits (GArray *seats, gint64 account_id)
{
  for (guint i = 0; i < seats->len; i++)
    if (g_array_index (seats, HearthHubSeat, i).account_id == account_id)
      return TRUE;
  return FALSE;
}

static GVariant *
work_team (HearthCall *call, HearthUnit *unit, GError **error)
{
  GArray *seats = hearth_call_get_subject (call);
  g_autoptr (GPtrArray) team = hearth_account_service_team (unit, error);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(xsb)"));

  if (team == NULL)
    {
      g_variant_builder_clear (&builder);
      return NULL;
    }
  for (guint away = 0; away < 2; away++)
    for (guint i = 0; i < team->len; i++)
      if (sits (seats, hearth_account_get_id (team->pdata[i])) != (away == 1))
        g_variant_builder_add (&builder, "(xsb)", hearth_account_get_id (team->pdata[i]),
                               hearth_account_get_preferred_name (team->pdata[i]), away == 0);
  return g_variant_new ("(a(xsb))", &builder);
}

static void
run_team (HearthCall *call)
{
  hearth_call_set_subject (call, hearth_hub_list_seats (hearth_call_get_hub (call)), (GDestroyNotify)g_array_unref);
  hearth_call_work (call, HEARTH_VERB_READ, work_team);
}

static gboolean
read_asked (HearthUnit *unit, gpointer data, GError **error)
{
  gint64 account, visit;

  g_variant_get (hearth_call_get_args (data), "(xx)", &account, &visit);
  return hearth_account_service_check_ask (unit, account, visit, error);
}

static void
on_asked_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthCall *call = user_data;
  GVariantDict detail = G_VARIANT_DICT_INIT (NULL);
  GError *error = NULL;
  gint64 account, visit;
  guint n_told;

  if (!hearth_house_read_finish (HEARTH_HOUSE (source), result, &error))
    {
      hearth_call_fail (call, error);
      return;
    }
  g_variant_get (hearth_call_get_args (call), "(xx)", &account, &visit);
  g_variant_dict_insert (&detail, "desk", "x", hearth_call_get_caller (call)->desk_id);
  n_told = hearth_hub_notice (hearth_call_get_hub (call), "asked-for", visit, g_variant_dict_end (&detail), account);
  hearth_call_reply (call, g_variant_new ("(s)", n_told > 0 ? "told" : "away"));
}

static void
run_ask (HearthCall *call)
{
  hearth_house_read_async (hearth_hub_get_house (hearth_call_get_hub (call)), hearth_call_get_caller (call), read_asked,
                           call, NULL, on_asked_read, call);
}

const HearthVerb hearth_hub_team_verbs[] = {
  { "Team", HEARTH_VERB_RUN, NULL, run_team },
  { "Ask", HEARTH_VERB_RUN, NULL, run_ask },
  { NULL, 0, NULL, NULL },
};
