/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the desk asks of Session: who may sign in here, signing in and out, the own PIN and passphrase. Main context
 * only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-session-client.h"

#include "hearth-client-private.h"
#include "hearth-error.h"
#include "hearth-record.h"

static void
face_free (HearthFace *self)
{
  g_free (self->name);
  g_free (self->role);
  g_free (self);
}

/**
 * hearth_session_client_faces_async:
 *
 * Asks who may sign in at this desk: the hub, or while it is away this desk itself, where it knows somebody. So do sign-in and
 * unlock.
 */
void
hearth_session_client_faces_async (HearthClient *client,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  HearthOffline *offline = client->offline;

  if (offline && hearth_offline_is_of_use (offline))
    hearth_offline_faces (offline, cancellable, callback, user_data);
  else
    hearth_client_ask (client, hearth_client_get_session_bus (client), "Faces", NULL, cancellable, callback, user_data);
}

/**
 * hearth_session_client_faces_finish:
 * @more: (out) (optional): whether there are others, who sign in by name
 *
 * Returns: (transfer full) (nullable) (element-type HearthFace): those who used this desk lately first
 */
GPtrArray *
hearth_session_client_faces_finish (HearthClient *client, GAsyncResult *result, gboolean *more, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  g_autoptr (GVariantIter) iter = NULL;
  g_autoptr (GPtrArray) faces = NULL;
  gboolean others;
  HearthFace face;

  if (reply == NULL)
    return NULL;

  faces = g_ptr_array_new_with_free_func ((GDestroyNotify)face_free);
  g_variant_get (reply, "(a(xssb)b)", &iter, &others);
  while (g_variant_iter_next (iter, "(xssb)", &face.account_id, &face.name, &face.role, &face.pin_enough))
    g_ptr_array_add (faces, g_memdup2 (&face, sizeof face));
  if (more)
    *more = others;
  return g_steal_pointer (&faces);
}

/* The last part but one of both ways in is the account, empty unless welcome. */
static gboolean
take_account (HearthClient *client, GVariant *reply, gboolean same_turn, GError **error)
{
  gsize n = g_variant_n_children (reply);
  g_autoptr (GVariant) dict = g_variant_get_child_value (reply, n - 2);
  g_autoptr (HearthAccount) account = NULL;
  const char *outcome, *resume;

  g_variant_get_child (reply, 0, "&s", &outcome);
  if (!g_str_equal (outcome, "welcome"))
    return TRUE;
  if (!same_turn)
    {
      g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT, "the desk was locked meanwhile");
      return FALSE;
    }
  account = hearth_record_from_variant (HEARTH_TYPE_ACCOUNT, dict, error);
  if (account == NULL)
    return FALSE;
  g_variant_get_child (reply, n - 1, "&s", &resume);
  hearth_client_set_account (client, account);
  hearth_client_set_resume (client, resume);
  return TRUE;
}

/* A word that a later hub may add is no welcome. */
static HearthSignIn
outcome_of (GVariant *reply)
{
  static const char *const words[] = {
    [HEARTH_SIGN_IN_WELCOME] = "welcome",
    [HEARTH_SIGN_IN_WRONG] = "wrong",
    [HEARTH_SIGN_IN_WAIT] = "wait",
    [HEARTH_SIGN_IN_PASSPHRASE] = "passphrase",
  };
  const char *outcome;

  g_variant_get_child (reply, 0, "&s", &outcome);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (outcome, words[i]))
      return (HearthSignIn)i;
  return HEARTH_SIGN_IN_WRONG;
}

/**
 * hearth_session_client_sign_in_async:
 * @account: who, or 0 where @name says it
 * @name: (nullable): what they sign in with
 * @passphrase: their passphrase
 */
void
hearth_session_client_sign_in_async (HearthClient *client,
                                     gint64 account,
                                     const char *name,
                                     const char *passphrase,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  HearthOffline *offline = client->offline;

  if (offline && hearth_offline_is_of_use (offline))
    {
      hearth_offline_sign_in (offline, account, name, passphrase, cancellable, callback, user_data);
      return;
    }
  hearth_client_ask_heard (client, hearth_client_get_session_bus (client), "SignIn",
                           g_variant_new ("(xss)", account, name ? name : "", passphrase), take_account, cancellable,
                           callback, user_data);
}

/**
 * hearth_session_client_sign_in_finish:
 * @outcome: (out): how it went
 * @wait_s: (out) (optional): for how long to wait, in seconds
 *
 * Returns: %FALSE where the call failed; %HEARTH_ERROR_SIGNED_OUT where the desk was locked meanwhile
 */
gboolean
hearth_session_client_sign_in_finish (
    HearthClient *client, GAsyncResult *result, HearthSignIn *outcome, guint *wait_s, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  if (reply == NULL)
    return FALSE;

  *outcome = outcome_of (reply);
  if (wait_s)
    g_variant_get_child (reply, 1, "u", wait_s);
  return TRUE;
}

/**
 * hearth_session_client_unlock_async:
 * @account: who
 * @pin: their PIN
 */
void
hearth_session_client_unlock_async (HearthClient *client,
                                    gint64 account,
                                    const char *pin,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  HearthOffline *offline = client->offline;

  if (offline && hearth_offline_is_of_use (offline))
    {
      hearth_offline_unlock (offline, account, pin, cancellable, callback, user_data);
      return;
    }
  hearth_client_ask_heard (client, hearth_client_get_session_bus (client), "Unlock",
                           g_variant_new ("(xs)", account, pin), take_account, cancellable, callback, user_data);
}

/**
 * hearth_session_client_unlock_finish:
 * @outcome: (out): how it went
 * @tries_left: (out) (optional): how many more wrong PINs are taken
 * @wait_s: (out) (optional): for how long to wait, in seconds
 *
 * Returns: %FALSE where the call failed; %HEARTH_ERROR_SIGNED_OUT where the desk was locked meanwhile
 */
gboolean
hearth_session_client_unlock_finish (
    HearthClient *client, GAsyncResult *result, HearthSignIn *outcome, guint *tries_left, guint *wait_s, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  if (reply == NULL)
    return FALSE;

  *outcome = outcome_of (reply);
  if (tries_left)
    g_variant_get_child (reply, 1, "u", tries_left);
  if (wait_s)
    g_variant_get_child (reply, 2, "u", wait_s);
  return TRUE;
}

/* Nobody waits for the answer: the desk is locked already. */
static void
on_left (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!hearth_client_answer_done (HEARTH_CLIENT (source), result, &error))
    g_debug ("the hub did not hear of the lock: %s", error->message);
}

static void
leave (HearthClient *client, const char *method)
{
  g_return_if_fail (HEARTH_IS_CLIENT (client));

  /* First the hub: what the sign-in page asks as soon as the turn has ended is asked of a desk that is locked there too. */
  if (hearth_client_get_session_bus (client))
    hearth_client_ask (client, hearth_client_get_session_bus (client), method, NULL, NULL, on_left, NULL);
  hearth_client_end_turn (client);
}

/**
 * hearth_session_client_lock:
 *
 * Locks the desk at once. The PIN opens it again.
 */
void
hearth_session_client_lock (HearthClient *client)
{
  leave (client, "Lock");
}

/**
 * hearth_session_client_sign_out:
 *
 * Locks the desk at once. Only the passphrase opens it again.
 */
void
hearth_session_client_sign_out (HearthClient *client)
{
  HearthAccount *account = hearth_client_get_account (client);

  if (client->offline && account)
    hearth_offline_signed_out (client->offline, hearth_account_get_id (account));
  leave (client, "SignOut");
}

/* The account as this desk knows it follows what was done to it. */
static void
account_with (HearthClient *client, const char *field, gboolean value)
{
  HearthAccount *before = hearth_client_get_account (client);
  g_autoptr (HearthAccount) after = NULL;
  g_autoptr (GVariant) changes = NULL;
  GVariantDict dict;

  if (before == NULL)
    return;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, field, "b", value);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  after = hearth_record_with (before, changes, NULL);
  hearth_client_set_account (client, after);
}

static gboolean
is_done (GVariant *reply)
{
  const char *outcome;

  g_variant_get_child (reply, 0, "&s", &outcome);
  return g_str_equal (outcome, "done");
}

static gboolean
heard_pin_set (HearthClient *client, GVariant *reply, gboolean same_turn, GError **error)
{
  if (same_turn && is_done (reply))
    account_with (client, "has-pin", TRUE);
  return TRUE;
}

static gboolean
heard_pin_gone (HearthClient *client, GVariant *reply, gboolean same_turn, GError **error)
{
  if (same_turn && is_done (reply))
    account_with (client, "has-pin", FALSE);
  return TRUE;
}

static gboolean
heard_passphrase_set (HearthClient *client, GVariant *reply, gboolean same_turn, GError **error)
{
  if (same_turn && is_done (reply))
    account_with (client, "new-passphrase", FALSE);
  return TRUE;
}

/**
 * hearth_session_client_set_pin_async:
 * @passphrase: the own passphrase
 * @pin: the new PIN, or "" for none
 */
void
hearth_session_client_set_pin_async (HearthClient *client,
                                     const char *passphrase,
                                     const char *pin,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  hearth_client_ask_heard (client, hearth_client_get_session_bus (client), "SetPin",
                           g_variant_new ("(ss)", passphrase, pin), *pin ? heard_pin_set : heard_pin_gone, cancellable,
                           callback, user_data);
}

/**
 * hearth_session_client_set_pin_finish:
 * @outcome: (out) (transfer full): see Session.SetPin
 *
 * Returns: %FALSE where the call failed
 */
gboolean
hearth_session_client_set_pin_finish (HearthClient *client, GAsyncResult *result, char **outcome, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(s)", outcome);
  return TRUE;
}

/**
 * hearth_session_client_set_passphrase_async:
 * @passphrase: the own passphrase
 * @new_passphrase: the new one
 */
void
hearth_session_client_set_passphrase_async (HearthClient *client,
                                            const char *passphrase,
                                            const char *new_passphrase,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  hearth_client_ask_heard (client, hearth_client_get_session_bus (client), "SetPassphrase",
                           g_variant_new ("(ss)", passphrase, new_passphrase), heard_passphrase_set, cancellable,
                           callback, user_data);
}

/**
 * hearth_session_client_set_passphrase_finish:
 * @outcome: (out) (transfer full): see Session.SetPassphrase
 *
 * Returns: %FALSE where the call failed
 */
gboolean
hearth_session_client_set_passphrase_finish (HearthClient *client, GAsyncResult *result, char **outcome, GError **error)
{
  return hearth_session_client_set_pin_finish (client, result, outcome, error);
}
