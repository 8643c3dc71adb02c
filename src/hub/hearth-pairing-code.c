/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* HearthPairing, the code: made by a director, with a lobby of its own that listens for as long as it is valid, and over
 * after ten minutes. Hub's main context, but for begin_code(). */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-pairing-private.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-desk-service.h"
#include "hearth-error.h"
#include "hearth-listener.h"

#include <string.h>
#include <sys/random.h>

#define LIMITS ((HearthLobbyLimits){ .waiting = 64, .waiting_each = 32, .handshakes = 2, .handshakes_each = 2 })

static gboolean
on_expired (gpointer user_data)
{
  HearthPairing *self = user_data;

  hearth_pairing_end_code (self);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  HearthCaller caller;
  HearthHub *hub; /* (owned) */
  HearthHubIdentity identity;
} Making;

static void
making_free (gpointer data)
{
  Making *making = data;

  hearth_hub_identity_clear (&making->identity);
  hearth_hub_release (making->hub);
  g_object_unref (making->hub);
  g_free (making);
}

static gboolean
begin_code (HearthUnit *unit, gpointer data, GError **error)
{
  Making *making = data;

  hearth_hub_identity_clear (&making->identity);
  return hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_CENTER, error)
         && hearth_desk_service_hub_identity (unit, &making->identity, error)
         && hearth_unit_audit (unit, "make-code", "desk", 0, "", error);
}

/* A secret that nobody can guess. */
static gboolean
draw_secret (guint8 *secret, GError **error)
{
  if (getrandom (secret, HEARTH_JOIN_CODE_SECRET_LENGTH, 0) == HEARTH_JOIN_CODE_SECRET_LENGTH)
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "no random numbers");
  return FALSE;
}

/* On the port behind that of the desks, so that a firewall can let it in; where another program has that, on any. */
static HearthLobby *
lobby_near (HearthPairing *self, GTlsCertificate *certificate, const char *host, GError **error)
{
  const HearthLobbyLimits limits = LIMITS;
  g_autoptr (HearthLobby) near = hearth_lobby_new (certificate, NULL, &limits, hearth_pairing_enter, self);
  g_autoptr (HearthLobby) anywhere = NULL;

  if (self->desk_port < G_MAXUINT16 && hearth_lobby_listen (near, host, (guint16)(self->desk_port + 1), NULL))
    return g_steal_pointer (&near);
  anywhere = hearth_lobby_new (certificate, NULL, &limits, hearth_pairing_enter, self);
  return hearth_lobby_listen (anywhere, host, 0, error) ? g_steal_pointer (&anywhere) : NULL;
}

/* The newest code is the one that holds. */
static gboolean
open_lobby (HearthPairing *self, const HearthHubIdentity *identity, GError **error)
{
  HearthListener *listener = hearth_hub_get_listener (self->hub);
  g_autofree char *pem = g_strconcat (identity->certificate, "\n", identity->key, NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, (gssize)strlen (pem), error);
  g_autoptr (HearthLobby) lobby = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autofree char *address = listener ? hearth_listener_get_address (listener) : g_strdup ("127.0.0.1");

  explicit_bzero (pem, strlen (pem));
  if (certificate == NULL)
    return FALSE;
  lobby = lobby_near (self, certificate, listener ? hearth_listener_get_host (listener) : NULL, error);
  if (lobby == NULL || !draw_secret (self->code.secret, error))
    return FALSE;
  der = hearth_certificate_get_der (certificate);
  hearth_join_code_pin (self->code.secret, der, self->code.pin);
  if (strchr (address, ':') == NULL)
    {
      self->code.host = g_steal_pointer (&address);
      self->code.port = hearth_lobby_get_port (lobby);
    }
  self->lobby = g_steal_pointer (&lobby);
  return TRUE;
}

static void
on_code_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HearthPairing *self = g_task_get_source_object (task);
  Making *making = g_task_get_task_data (task);
  GError *error = NULL;

  hearth_pairing_end_code (self);
  if (hearth_house_write_finish (HEARTH_HOUSE (source), result, NULL, &error) && hearth_hub_is_stopping (making->hub))
    g_set_error_literal (&error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the hub is closing");
  if (error || !open_lobby (self, &making->identity, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_free (self->center_uuid);
  self->center_uuid = g_strdup (making->identity.center_uuid);
  g_free (self->center_name);
  self->center_name = g_strdup (making->identity.center_name);
  self->caller = making->caller;
  self->n_wrong = 0;
  self->expires_at_s = hearth_clock_now_s () + HEARTH_JOIN_CODE_VALID_S;
  self->expiry = g_timeout_source_new_seconds (HEARTH_JOIN_CODE_VALID_S);
  g_source_set_callback (self->expiry, on_expired, self, NULL);
  g_source_attach (self->expiry, g_main_context_get_thread_default ());
  g_task_return_pointer (task, hearth_join_code_to_text (&self->code), g_free);
}

/**
 * hearth_pairing_make_code_async:
 * @self: the pairing
 * @caller: who asks
 * @cancellable: (nullable): to give up
 * @callback: called with the code
 * @user_data: for @callback
 *
 * An earlier code is void.
 */
void
hearth_pairing_make_code_async (HearthPairing *self,
                                const HearthCaller *caller,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Making *making = g_new0 (Making, 1);

  g_task_set_source_tag (task, hearth_pairing_make_code_async);
  making->caller = *caller;
  making->hub = g_object_ref (self->hub);
  hearth_hub_hold (self->hub);
  g_task_set_task_data (task, making, making_free);
  hearth_house_write_async (hearth_hub_get_house (self->hub), caller, begin_code, making, NULL, on_code_begun, task);
}

/**
 * hearth_pairing_make_code_finish:
 * @expires_at_s: (out): until when it is valid
 * @address: (out) (transfer full): "host:port" at which the desk joins, for people
 *
 * Returns: (transfer full) (nullable): the code as text
 */
char *
hearth_pairing_make_code_finish (
    HearthPairing *self, GAsyncResult *result, gint64 *expires_at_s, char **address, GError **error)
{
  char *code;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  code = g_task_propagate_pointer (G_TASK (result), error);
  if (code == NULL)
    return NULL;
  *expires_at_s = self->expires_at_s;
  if (self->code.host)
    *address = g_strdup_printf ("%s:%u", self->code.host, self->code.port);
  else
    {
      g_autofree char *host = hearth_listener_get_address (hearth_hub_get_listener (self->hub));

      *address = g_strdup_printf ("[%s]:%u", host, hearth_pairing_get_port (self));
    }
  return code;
}

/**
 * hearth_pairing_get_expires_at_s:
 *
 * Returns: until when the code is valid; 0 where there is none
 */
gint64
hearth_pairing_get_expires_at_s (HearthPairing *self)
{
  return self->expires_at_s > hearth_clock_now_s () ? self->expires_at_s : 0;
}

/**
 * hearth_pairing_get_port:
 *
 * Returns: where new desks come in; 0 where no code is valid
 */
guint16
hearth_pairing_get_port (HearthPairing *self)
{
  return self->lobby ? hearth_lobby_get_port (self->lobby) : 0;
}
