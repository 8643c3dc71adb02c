/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How a new desk joins: while a code is valid, and no longer, a lobby of its own lets in peers without a certificate, who
 * find there two methods and nothing else. The right secret is worth one desk; some wrong ones end the code. Owned by the
 * hub; its main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-pairing.h"

#include "hearth-certificate.h"
#include "hearth-clock.h"
#include "hearth-desk-service.h"
#include "hearth-error.h"
#include "hearth-join-code.h"
#include "hearth-listener.h"
#include "hearth-lobby.h"
#include "hearth-newcomer.h"
#include "hearth-protocol.h"

#include <string.h>
#include <sys/random.h>

#define MAX_WRONG 5
#define MAX_NEWCOMERS 8
#define LIMITS ((HearthLobbyLimits){ .waiting = 64, .waiting_each = 32, .handshakes = 2, .handshakes_each = 2 })

struct _HearthPairing
{
  GObject parent_instance;

  HearthHub *hub; /* (unowned): it outlives this */
  guint16 desk_port;

  HearthJoinCode code;
  HearthCaller caller; /* who made the code */
  gint64 expires_at_s; /* 0: there is no code */
  guint n_wrong;
  HearthNewcomer *joining; /* (unowned) (nullable): who is joining with this code */
  char *center_uuid;       /* (owned) (nullable) */
  char *center_name;       /* (owned) (nullable) */
  HearthLobby *lobby;      /* (owned) (nullable): while there is a code */
  GSource *expiry;         /* (owned) (nullable) */
  GPtrArray *newcomers;    /* (owned) (element-type HearthNewcomer): the oldest first */
};

G_DEFINE_FINAL_TYPE (HearthPairing, hearth_pairing, G_TYPE_OBJECT)

/* The code is over; whoever joins, or has just joined, with it (@but) still has an answer to take. */
static void
end_code (HearthPairing *self, HearthNewcomer *but)
{
  self->expires_at_s = 0;
  self->joining = NULL;
  hearth_join_code_clear (&self->code);
  if (self->expiry)
    g_source_destroy (self->expiry);
  g_clear_pointer (&self->expiry, g_source_unref);
  g_clear_pointer (&self->lobby, hearth_lobby_free);
  for (guint i = self->newcomers->len; i > 0; i--)
    if (self->newcomers->pdata[i - 1] != but)
      hearth_newcomer_close (self->newcomers->pdata[i - 1]);
}

static void
hearth_pairing_dispose (GObject *object)
{
  HearthPairing *self = HEARTH_PAIRING (object);

  if (self->newcomers)
    end_code (self, NULL);
  g_clear_pointer (&self->newcomers, g_ptr_array_unref);

  G_OBJECT_CLASS (hearth_pairing_parent_class)->dispose (object);
}

static void
hearth_pairing_finalize (GObject *object)
{
  HearthPairing *self = HEARTH_PAIRING (object);

  g_free (self->center_uuid);
  g_free (self->center_name);

  G_OBJECT_CLASS (hearth_pairing_parent_class)->finalize (object);
}

static void
hearth_pairing_class_init (HearthPairingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_pairing_dispose;
  object_class->finalize = hearth_pairing_finalize;
}

static void
hearth_pairing_init (HearthPairing *self)
{
  self->newcomers = g_ptr_array_new_with_free_func (g_object_unref);
}

/* As long for a wrong secret as for the right one. */
static gboolean
is_same (const guint8 *a, const guint8 *b, gsize length)
{
  volatile guint8 difference = 0;

  for (gsize i = 0; i < length; i++)
    difference |= a[i] ^ b[i];
  return difference == 0;
}

static gboolean
is_over (HearthPairing *self)
{
  if (self->expires_at_s != 0 && hearth_clock_now_s () >= self->expires_at_s)
    end_code (self, NULL);
  return self->expires_at_s == 0 || self->joining != NULL;
}

/* Whether somebody knows the secret. */
static gboolean
check_secret (HearthPairing *self, GVariant *args, GError **error)
{
  g_autoptr (GVariant) given = g_variant_get_child_value (args, 0);
  gsize length = 0;
  const guint8 *secret = g_variant_get_fixed_array (given, &length, 1);

  if (is_over (self))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET, "no such code is valid");
      return FALSE;
    }
  if (length == HEARTH_JOIN_CODE_SECRET_LENGTH && is_same (secret, self->code.secret, length))
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET, "not the secret of the code");
  if (++self->n_wrong >= MAX_WRONG)
    {
      g_message ("the code to join was tried wrongly too often and is void");
      /* The answers go out first. */
      g_clear_pointer (&self->lobby, hearth_lobby_free);
      hearth_join_code_clear (&self->code);
      self->expires_at_s = 0;
    }
  return FALSE;
}

/* Somebody with the right secret, on the way through the writer. */
typedef struct
{
  HearthPairing *pairing;            /* (owned) */
  HearthHub *hub;                    /* (owned) */
  HearthNewcomer *newcomer;          /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) (nullable): NULL once answered */
  char *name;                        /* (owned) */
  char *request;                     /* (owned) */
  gboolean front_desk;
  char *certificate; /* (owned) (nullable) */
  char *authority;   /* (owned) (nullable) */
  gint64 desk_id;
} Joining;

static void
joining_free (Joining *self)
{
  hearth_hub_release (self->hub);
  g_object_unref (self->hub);
  g_object_unref (self->pairing);
  g_object_unref (self->newcomer);
  g_free (self->name);
  g_free (self->request);
  g_free (self->certificate);
  g_free (self->authority);
  g_free (self);
}

static gboolean
enroll (HearthUnit *unit, gpointer data, GError **error)
{
  Joining *self = data;

  g_clear_pointer (&self->certificate, g_free);
  g_clear_pointer (&self->authority, g_free);
  self->desk_id = hearth_desk_service_enroll (unit, self->name, self->front_desk, self->request, &self->certificate,
                                              &self->authority, error);
  return self->desk_id != 0;
}

static void
on_enrolled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Joining *self = user_data;
  HearthPairing *pairing = self->pairing;
  const gboolean is_own = pairing->joining == self->newcomer;
  g_auto (GVariantDict) detail = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (GError) error = NULL;

  /* Meanwhile there may be a newer code, which is not touched. */
  if (is_own)
    pairing->joining = NULL;
  if (hearth_house_write_finish (HEARTH_HOUSE (source), result, &changes, &error))
    {
      g_message ("desk %" G_GINT64_FORMAT " has joined", self->desk_id);
      g_dbus_method_invocation_return_value (g_steal_pointer (&self->invocation),
                                             g_variant_new ("(^ay^ayqxss)", self->certificate, self->authority,
                                                            pairing->desk_port, self->desk_id, pairing->center_uuid,
                                                            pairing->center_name));
      if (is_own)
        end_code (pairing, self->newcomer);
      hearth_hub_publish (self->hub, changes);
      g_variant_dict_insert (&detail, "desk", "x", self->desk_id);
      hearth_hub_notice (self->hub, "desk-joined", self->desk_id, g_variant_dict_end (&detail), 0);
    }
  else
    {
      if (error->domain != HEARTH_ERROR)
        {
          g_warning ("joining failed: %s", error->message);
          g_clear_error (&error);
          error = g_error_new (HEARTH_ERROR, HEARTH_ERROR_FAILED, "joining failed");
        }
      g_dbus_method_invocation_return_gerror (g_steal_pointer (&self->invocation), error);
    }
  joining_free (self);
}

/* Text that came as bytes, with or without a zero at its end. */
static char *
text_of (GVariant *args, guint child)
{
  g_autoptr (GVariant) bytes = g_variant_get_child_value (args, child);
  gsize length = 0;
  const char *data = g_variant_get_fixed_array (bytes, &length, 1);

  return g_strndup (length > 0 ? data : "", length);
}

static void
join (HearthPairing *self, HearthNewcomer *newcomer, GDBusMethodInvocation *invocation)
{
  GVariant *args = g_dbus_method_invocation_get_parameters (invocation);
  g_autoptr (GError) error = NULL;
  guint oldest = 0, newest = 0;
  Joining *joining;

  g_variant_get_child (args, 4, "u", &oldest);
  g_variant_get_child (args, 5, "u", &newest);
  if (hearth_hub_is_stopping (self->hub))
    g_set_error (&error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the hub is closing");
  else if (check_secret (self, args, &error))
    hearth_protocol_check (oldest, newest, &error);
  if (error)
    {
      g_dbus_method_invocation_return_gerror (invocation, error);
      return;
    }
  self->joining = newcomer;
  joining = g_new0 (Joining, 1);
  joining->pairing = g_object_ref (self);
  joining->hub = g_object_ref (self->hub);
  joining->newcomer = g_object_ref (newcomer);
  joining->invocation = invocation;
  g_variant_get_child (args, 1, "s", &joining->name);
  g_variant_get_child (args, 2, "b", &joining->front_desk);
  joining->request = text_of (args, 6);
  hearth_hub_hold (self->hub);
  hearth_house_write_async (hearth_hub_get_house (self->hub), &self->caller, enroll, joining, NULL, on_enrolled,
                            joining);
}

static void
where (HearthPairing *self, GDBusMethodInvocation *invocation)
{
  g_autoptr (GError) error = NULL;

  if (check_secret (self, g_dbus_method_invocation_get_parameters (invocation), &error))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(qs)", self->desk_port, self->center_uuid));
  else
    g_dbus_method_invocation_return_gerror (invocation, error);
}

static void
on_newcomer_asks (HearthNewcomer *newcomer, GDBusMethodInvocation *invocation, gpointer user_data)
{
  if (g_str_equal (g_dbus_method_invocation_get_method_name (invocation), "Join"))
    join (user_data, newcomer, invocation);
  else
    where (user_data, invocation);
}

static void
on_newcomer_gone (HearthNewcomer *newcomer, gpointer user_data)
{
  HearthPairing *self = user_data;

  g_ptr_array_remove (self->newcomers, newcomer);
}

static void
on_enter (GIOStream *stream, GSocket *socket, GTlsCertificate *peer, gpointer user_data)
{
  HearthPairing *self = user_data;
  HearthNewcomer *newcomer;

  if (self->newcomers->len >= MAX_NEWCOMERS)
    hearth_newcomer_close (self->newcomers->pdata[0]);
  newcomer = hearth_newcomer_new (on_newcomer_asks, on_newcomer_gone, self);
  g_ptr_array_add (self->newcomers, newcomer);
  hearth_newcomer_open (newcomer, stream, socket);
}

/**
 * hearth_pairing_new:
 * @hub: the hub, which outlives it
 * @desk_port: where desks are served
 *
 * Returns: (transfer full): a pairing without a code
 */
HearthPairing *
hearth_pairing_new (HearthHub *hub, guint16 desk_port)
{
  HearthPairing *self = g_object_new (HEARTH_TYPE_PAIRING, NULL);

  self->hub = hub;
  self->desk_port = desk_port;
  return self;
}

static gboolean
on_expired (gpointer user_data)
{
  HearthPairing *self = user_data;

  end_code (self, NULL);
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
  g_autoptr (HearthLobby) near = hearth_lobby_new (certificate, NULL, &limits, on_enter, self);
  g_autoptr (HearthLobby) anywhere = NULL;

  if (self->desk_port < G_MAXUINT16 && hearth_lobby_listen (near, host, (guint16)(self->desk_port + 1), NULL))
    return g_steal_pointer (&near);
  anywhere = hearth_lobby_new (certificate, NULL, &limits, on_enter, self);
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

  end_code (self, self->joining);
  if (!hearth_house_write_finish (HEARTH_HOUSE (source), result, NULL, &error)
      || !open_lobby (self, &making->identity, &error))
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
 * hearth_pairing_drop_code:
 *
 * The code is void, and nobody can join. No error where there is none.
 */
void
hearth_pairing_drop_code (HearthPairing *self)
{
  end_code (self, NULL);
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
