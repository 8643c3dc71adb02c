/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the desk asks of Center: the center's own settings. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-center-client.h"

#include "hearth-client-private.h"
#include "hearth-id.h"

/**
 * hearth_center_client_save_async:
 * @changes: (transfer floating): see Center.Save
 */
void
hearth_center_client_save_async (HearthClient *client,
                                 GVariant *changes,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();
  HearthCenter *center = hearth_client_get_center (client);

  hearth_client_ask_heard (client, hearth_client_get_center_bus (client), "Save",
                           g_variant_new ("(sx@a{sv})", request, center ? hearth_center_get_revision (center) : 0,
                                          hearth_client_options (changes)),
                           hearth_client_take_center, cancellable, callback, user_data);
}

/**
 * hearth_center_client_save_notice_async:
 * @version: what this version of "What we keep" is called
 * @text: the whole text
 */
void
hearth_center_client_save_notice_async (HearthClient *client,
                                        const char *version,
                                        const char *text,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  hearth_client_ask_heard (client, hearth_client_get_center_bus (client), "SaveNotice",
                           g_variant_new ("(sss)", request, version, text), hearth_client_take_center, cancellable,
                           callback, user_data);
}

/**
 * hearth_center_client_done_finish:
 *
 * Returns: whether it was saved
 */
gboolean
hearth_center_client_done_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  return hearth_client_answer_done (client, result, error);
}
