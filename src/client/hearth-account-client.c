/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the director asks of Account: who may sign in. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-account-client.h"

#include "hearth-client-private.h"
#include "hearth-id.h"
#include "hearth-record.h"

/**
 * hearth_account_client_list_async:
 *
 * Asks for all accounts, also disabled ones.
 */
void
hearth_account_client_list_async (HearthClient *client,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_account_bus (client), "List", NULL, cancellable, callback, user_data);
}

/**
 * hearth_account_client_list_finish:
 *
 * Returns: (transfer full) (nullable) (element-type HearthAccount): by name
 */
GListStore *
hearth_account_client_list_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  g_autoptr (GVariant) dicts = reply ? g_variant_get_child_value (reply, 0) : NULL;

  return dicts ? hearth_record_list_from_variant (HEARTH_TYPE_ACCOUNT, dicts, error) : NULL;
}

/**
 * hearth_account_client_create_async:
 * @name: what they sign in with
 * @preferred_name: (nullable): how they are shown; without it the first word of @name
 * @roles: nicks of their roles
 */
void
hearth_account_client_create_async (HearthClient *client,
                                    const char *name,
                                    const char *preferred_name,
                                    const char *const *roles,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  hearth_client_ask (client, hearth_client_get_account_bus (client), "Create",
                     g_variant_new ("(sss^as)", request, name, preferred_name ? preferred_name : "", roles),
                     cancellable, callback, user_data);
}

/**
 * hearth_account_client_reset_async:
 * @account: who has forgotten their passphrase
 */
void
hearth_account_client_reset_async (
    HearthClient *client, gint64 account, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  hearth_client_ask (client, hearth_client_get_account_bus (client), "Reset", g_variant_new ("(sx)", request, account),
                     cancellable, callback, user_data);
}

/**
 * hearth_account_client_once_finish:
 *
 * Returns: (transfer full) (nullable): the passphrase for the first sign-in: shown once, kept nowhere
 */
char *
hearth_account_client_once_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  char *once = NULL;

  /* The last part of both answers. */
  if (reply)
    g_variant_get_child (reply, g_variant_n_children (reply) - 1, "s", &once);
  return once;
}

/**
 * hearth_account_client_set_roles_async:
 * @account: the account as this desk knows it
 * @roles: nicks of all its roles from now on
 */
void
hearth_account_client_set_roles_async (HearthClient *client,
                                       HearthAccount *account,
                                       const char *const *roles,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  hearth_client_ask (client, hearth_client_get_account_bus (client), "SetRoles",
                     g_variant_new ("(sxx^as)", request, hearth_account_get_id (account),
                                    hearth_account_get_revision (account), roles),
                     cancellable, callback, user_data);
}

/**
 * hearth_account_client_set_disabled_async:
 * @account: who
 * @disabled: whether they may not sign in
 */
void
hearth_account_client_set_disabled_async (HearthClient *client,
                                          gint64 account,
                                          gboolean disabled,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  hearth_client_ask (client, hearth_client_get_account_bus (client), "SetDisabled",
                     g_variant_new ("(sxb)", request, account, disabled), cancellable, callback, user_data);
}

/**
 * hearth_account_client_done_finish:
 *
 * Returns: whether it was done; %HEARTH_ERROR_LAST_DIRECTOR where nobody would be left, %HEARTH_ERROR_CONFLICT where the
 *   account changed meanwhile
 */
gboolean
hearth_account_client_done_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  return hearth_client_answer_done (client, result, error);
}
