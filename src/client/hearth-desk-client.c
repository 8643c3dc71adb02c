/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the desk asks of Desk: the PCs of the center and their hub. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-desk-client.h"

#include "hearth-client-private.h"
#include "hearth-id.h"
#include "hearth-record.h"

#include <string.h>

/* PEM travels as bytes, without a final zero. */
static GVariant *
bytes_of (const char *pem)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, pem, strlen (pem), 1);
}

static char *
text_of (GVariant *reply, guint child)
{
  g_autoptr (GVariant) bytes = g_variant_get_child_value (reply, child);
  gsize length;
  const char *data = g_variant_get_fixed_array (bytes, &length, 1);

  return g_strndup (data ? data : "", length);
}

/* The record that is the only part of an answer. */
static gpointer
record_of (GVariant *reply, GType type, GError **error)
{
  g_autoptr (GVariant) dict = g_variant_get_child_value (reply, 0);

  return hearth_record_from_variant (type, dict, error);
}

/**
 * hearth_desk_client_list_async:
 *
 * Asks for all desks that were not removed.
 */
void
hearth_desk_client_list_async (HearthClient *client,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_desk_bus (client), "List", NULL, cancellable, callback, user_data);
}

/**
 * hearth_desk_client_list_finish:
 *
 * Returns: (transfer full) (nullable) (element-type HearthDesk): the hub's own PC first, then by name
 */
GListStore *
hearth_desk_client_list_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  g_autoptr (GVariant) dicts = reply ? g_variant_get_child_value (reply, 0) : NULL;

  return dicts ? hearth_record_list_from_variant (HEARTH_TYPE_DESK, dicts, error) : NULL;
}

/**
 * hearth_desk_client_save_async:
 * @desk: the desk as this one knows it
 * @changes: (transfer floating): a{sv} of HearthDesk: name, front-desk, keeps-backups
 */
void
hearth_desk_client_save_async (HearthClient *client,
                               HearthDesk *desk,
                               GVariant *changes,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  hearth_client_ask (client, hearth_client_get_desk_bus (client), "Save",
                     g_variant_new ("(sxx@a{sv})", request, hearth_desk_get_id (desk), hearth_desk_get_revision (desk),
                                    hearth_client_options (changes)),
                     cancellable, callback, user_data);
}

/**
 * hearth_desk_client_save_finish:
 *
 * Returns: (transfer full) (nullable): the desk as it is now; %HEARTH_ERROR_CONFLICT where it changed meanwhile
 */
HearthDesk *
hearth_desk_client_save_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  return reply ? record_of (reply, HEARTH_TYPE_DESK, error) : NULL;
}

/**
 * hearth_desk_client_remove_async:
 * @desk: its number
 *
 * The desk is out at once, for ever.
 */
void
hearth_desk_client_remove_async (
    HearthClient *client, gint64 desk, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  hearth_client_ask (client, hearth_client_get_desk_bus (client), "Remove", g_variant_new ("(sx)", request, desk),
                     cancellable, callback, user_data);
}

/**
 * hearth_desk_client_make_code_async:
 *
 * Asks for a code with which one desk joins.
 */
void
hearth_desk_client_make_code_async (HearthClient *client,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_desk_bus (client), "MakeCode", NULL, cancellable, callback, user_data);
}

/**
 * hearth_desk_client_make_code_finish:
 * @expires_at_s: (out) (optional): until when it is valid, UTC seconds
 * @address: (out) (optional) (transfer full): where the hub listens, for people
 *
 * Returns: (transfer full) (nullable): the code
 */
char *
hearth_desk_client_make_code_finish (
    HearthClient *client, GAsyncResult *result, gint64 *expires_at_s, char **address, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  char *code = NULL;

  if (reply == NULL)
    return NULL;

  g_variant_get_child (reply, 0, "s", &code);
  if (expires_at_s)
    g_variant_get_child (reply, 1, "x", expires_at_s);
  if (address)
    g_variant_get_child (reply, 2, "s", address);
  return code;
}

/**
 * hearth_desk_client_drop_code_async:
 *
 * The code is void.
 */
void
hearth_desk_client_drop_code_async (HearthClient *client,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_desk_bus (client), "DropCode", NULL, cancellable, callback, user_data);
}

/**
 * hearth_desk_client_enroll_own_async:
 * @request: PKCS #10, PEM, of the key of this PC
 *
 * Before the center is shared: this PC becomes a desk like any other.
 */
void
hearth_desk_client_enroll_own_async (HearthClient *client,
                                     const char *request,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autofree char *id = hearth_id_new ();

  hearth_client_ask (client, hearth_client_get_desk_bus (client), "EnrollOwn",
                     g_variant_new ("(s@ay)", id, bytes_of (request)), cancellable, callback, user_data);
}

/**
 * hearth_desk_client_enroll_own_finish:
 * @certificate: (out) (transfer full): of this desk, PEM
 * @authority: (out) (transfer full): of the center, PEM
 * @desk: (out): its number
 *
 * Returns: whether it was enrolled
 */
gboolean
hearth_desk_client_enroll_own_finish (
    HearthClient *client, GAsyncResult *result, char **certificate, char **authority, gint64 *desk, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  if (reply == NULL)
    return FALSE;

  *certificate = text_of (reply, 0);
  *authority = text_of (reply, 1);
  g_variant_get_child (reply, 2, "x", desk);
  return TRUE;
}

/**
 * hearth_desk_client_renew_async:
 * @request: PKCS #10, PEM
 */
void
hearth_desk_client_renew_async (HearthClient *client,
                                const char *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_desk_bus (client), "Renew", g_variant_new ("(@ay)", bytes_of (request)),
                     cancellable, callback, user_data);
}

/**
 * hearth_desk_client_renew_finish:
 *
 * Returns: (transfer full) (nullable): the new certificate, PEM; the one before holds until this one is used
 */
char *
hearth_desk_client_renew_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  return reply ? text_of (reply, 0) : NULL;
}

/**
 * hearth_desk_client_status_async:
 *
 * Asks how the hub is.
 */
void
hearth_desk_client_status_async (HearthClient *client,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_desk_bus (client), "Status", NULL, cancellable, callback, user_data);
}

/**
 * hearth_desk_client_status_finish:
 *
 * Returns: (transfer full) (nullable): how it is
 */
HearthHubStatus *
hearth_desk_client_status_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  return reply ? record_of (reply, HEARTH_TYPE_HUB_STATUS, error) : NULL;
}

/**
 * hearth_desk_client_set_backup_place_async:
 * @revision: of the place as the hub's status told it
 * @folder: of the PC of the hub, "" for none
 * @passphrase: what seals the copies, "" for the one that was set before
 */
void
hearth_desk_client_set_backup_place_async (HearthClient *client,
                                           gint64 revision,
                                           const char *folder,
                                           const char *passphrase,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  hearth_client_ask (client, hearth_client_get_desk_bus (client), "SetBackupPlace",
                     g_variant_new ("(sxss)", request, revision, folder, passphrase), cancellable, callback, user_data);
}

/**
 * hearth_desk_client_stop_sharing_async:
 *
 * The hub ends after its answer.
 */
void
hearth_desk_client_stop_sharing_async (HearthClient *client,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_desk_bus (client), "StopSharing", NULL, cancellable, callback,
                     user_data);
}

/**
 * hearth_desk_client_done_finish:
 *
 * Returns: whether it was done, for calls that give nothing back
 */
gboolean
hearth_desk_client_done_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  return hearth_client_answer_done (client, result, error);
}
