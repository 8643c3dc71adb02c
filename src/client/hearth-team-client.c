/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the front desk asks of Session: somebody of the team. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-team-client.h"

#include "hearth-client-private.h"

static void
member_free (HearthTeamMember *self)
{
  g_free (self->name);
  g_free (self);
}

/**
 * hearth_team_client_list_async:
 *
 * Asks who of the team may be asked for.
 */
void
hearth_team_client_list_async (HearthClient *client,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_session_bus (client), "Team", NULL, cancellable, callback, user_data);
}

/**
 * hearth_team_client_list_finish:
 *
 * Returns: (transfer full) (nullable) (element-type HearthTeamMember): those who sit at a desk now first, then by name
 */
GPtrArray *
hearth_team_client_list_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  g_autoptr (GVariantIter) iter = NULL;
  GPtrArray *team;
  HearthTeamMember member;

  if (reply == NULL)
    return NULL;

  team = g_ptr_array_new_with_free_func ((GDestroyNotify)member_free);
  g_variant_get (reply, "(a(xsb))", &iter);
  while (g_variant_iter_next (iter, "(xsb)", &member.account_id, &member.name, &member.at_a_desk))
    g_ptr_array_add (team, g_memdup2 (&member, sizeof member));
  return team;
}

/**
 * hearth_team_client_ask_async:
 * @account: who is asked for
 * @visit: who is asking, or 0
 */
void
hearth_team_client_ask_async (HearthClient *client,
                              gint64 account,
                              gint64 visit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_session_bus (client), "Ask", g_variant_new ("(xx)", account, visit),
                     cancellable, callback, user_data);
}

/**
 * hearth_team_client_ask_finish:
 * @told: (out): whether a desk where they sit was told; %FALSE: they sit nowhere now
 *
 * Returns: %FALSE where the call failed
 */
gboolean
hearth_team_client_ask_finish (HearthClient *client, GAsyncResult *result, gboolean *told, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  const char *outcome;

  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(&s)", &outcome);
  *told = g_str_equal (outcome, "told");
  return TRUE;
}
