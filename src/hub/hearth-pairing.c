/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How a new desk joins: while a code is valid, and no longer, a lobby of its own lets in peers without a certificate, who
 * find there two methods and nothing else. The right secret is worth one desk; some wrong ones end the code. Whoever has
 * begun to join when the code ends finishes, unless a director took the code back. How a code is made is in
 * hearth-pairing-code.c. Owned by the hub; its main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-pairing-private.h"

#include "hearth-clock.h"
#include "hearth-desk-service.h"
#include "hearth-error.h"
#include "hearth-protocol.h"
#include "hearth-upkeep.h"

#define MAX_WRONG 5
#define MAX_NEWCOMERS 8

/* Somebody with the right secret, on the way through the writer and until the answer is out. */
struct _HearthJoining
{
  HearthPairing *pairing;            /* (owned) */
  HearthHub *hub;                    /* (owned) */
  HearthNewcomer *newcomer;          /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) (nullable): NULL once answered */
  HearthCaller caller;               /* who made the code */
  char *name;                        /* (owned) */
  char *request;                     /* (owned) */
  gboolean front_desk;
  int dropped;       /* atomic: a director took the code back */
  char *certificate; /* (owned) (nullable) */
  char *authority;   /* (owned) (nullable) */
  gint64 desk_id;
  GList link;
};

G_DEFINE_FINAL_TYPE (HearthPairing, hearth_pairing, G_TYPE_OBJECT)

static void
hearth_pairing_dispose (GObject *object)
{
  HearthPairing *self = HEARTH_PAIRING (object);

  if (self->newcomers)
    hearth_pairing_end_code (self);
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
    hearth_pairing_end_code (self);
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

static void
joining_free (HearthJoining *self)
{
  g_queue_unlink (&self->pairing->under_way, &self->link);
  if (self->pairing->joining == self)
    self->pairing->joining = NULL;
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
  HearthJoining *self = data;

  if (g_atomic_int_get (&self->dropped))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET, "the code was taken back");
      return FALSE;
    }
  g_clear_pointer (&self->certificate, g_free);
  g_clear_pointer (&self->authority, g_free);
  self->desk_id = hearth_desk_service_enroll (unit, self->name, self->front_desk, self->request, &self->certificate,
                                              &self->authority, error);
  return self->desk_id != 0;
}

/* The answer is out. */
static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthJoining *self = user_data;

  g_dbus_connection_flush_finish (G_DBUS_CONNECTION (source), result, NULL);
  if (g_atomic_int_get (&self->dropped) && self->desk_id == 0)
    hearth_newcomer_close (self->newcomer);
  joining_free (self);
}

static void
welcome (HearthJoining *self, GVariant *changes)
{
  HearthPairing *pairing = self->pairing;
  GVariantDict detail = G_VARIANT_DICT_INIT (NULL);

  g_message ("desk %" G_GINT64_FORMAT " has joined", self->desk_id);
  g_dbus_method_invocation_return_value (g_steal_pointer (&self->invocation),
                                         g_variant_new ("(^ay^ayqxss)", self->certificate, self->authority,
                                                        pairing->desk_port, self->desk_id, pairing->center_uuid,
                                                        pairing->center_name));
  /* Meanwhile there may be a newer code, which is not touched. */
  if (pairing->joining == self)
    hearth_pairing_end_code (pairing);
  hearth_hub_publish (self->hub, changes);
  g_variant_dict_insert (&detail, "desk", "x", self->desk_id);
  hearth_hub_notice (self->hub, "desk-joined", self->desk_id, g_variant_dict_end (&detail), 0);
  if (hearth_hub_get_upkeep (self->hub))
    hearth_upkeep_copy (hearth_hub_get_upkeep (self->hub));
}

static void
refuse (HearthJoining *self, GError *error)
{
  self->desk_id = 0;
  if (error->domain == HEARTH_ERROR)
    {
      g_dbus_method_invocation_return_gerror (g_steal_pointer (&self->invocation), error);
      return;
    }
  g_warning ("joining failed: %s", error->message);
  g_dbus_method_invocation_return_error_literal (g_steal_pointer (&self->invocation), HEARTH_ERROR, HEARTH_ERROR_FAILED,
                                                 "joining failed");
}

static void
on_enrolled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthJoining *self = user_data;
  g_autoptr (GDBusConnection) connection = g_object_ref (g_dbus_method_invocation_get_connection (self->invocation));
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (GError) error = NULL;

  if (hearth_house_write_finish (HEARTH_HOUSE (source), result, &changes, &error))
    welcome (self, changes);
  else
    refuse (self, error);
  /* The code is worth another try. */
  if (self->pairing->joining == self)
    self->pairing->joining = NULL;
  g_dbus_connection_flush (connection, NULL, on_answered, self);
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
  HearthJoining *joining;

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
  joining = g_new0 (HearthJoining, 1);
  joining->link.data = joining;
  g_queue_push_tail_link (&self->under_way, &joining->link);
  self->joining = joining;
  joining->pairing = g_object_ref (self);
  joining->hub = g_object_ref (self->hub);
  joining->newcomer = g_object_ref (newcomer);
  joining->invocation = invocation;
  joining->caller = self->caller;
  g_variant_get_child (args, 1, "s", &joining->name);
  g_variant_get_child (args, 2, "b", &joining->front_desk);
  joining->request = text_of (args, 6);
  hearth_hub_hold (self->hub);
  hearth_house_write_async (hearth_hub_get_house (self->hub), &joining->caller, enroll, joining, NULL, on_enrolled,
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

static gboolean
is_joining (HearthPairing *self, HearthNewcomer *newcomer)
{
  for (GList *link = self->under_way.head; link; link = link->next)
    if (((HearthJoining *)link->data)->newcomer == newcomer)
      return TRUE;
  return FALSE;
}

/* Of those who join at the moment there are few. */
static void
make_room (HearthPairing *self)
{
  for (guint i = 0; i < self->newcomers->len; i++)
    if (!is_joining (self, self->newcomers->pdata[i]))
      {
        hearth_newcomer_close (self->newcomers->pdata[i]);
        return;
      }
}

/*< private >
 * hearth_pairing_enter:
 *
 * A #HearthLobbyEnter of the lobby that a code has.
 */
void
hearth_pairing_enter (GIOStream *stream, GSocket *socket, GTlsCertificate *peer, gpointer user_data)
{
  HearthPairing *self = user_data;
  HearthNewcomer *newcomer;

  if (self->newcomers->len >= MAX_NEWCOMERS)
    make_room (self);
  newcomer = hearth_newcomer_new (on_newcomer_asks, on_newcomer_gone, self);
  g_ptr_array_add (self->newcomers, newcomer);
  hearth_newcomer_open (newcomer, stream, socket);
}

/*< private >
 * hearth_pairing_end_code:
 * @self: the pairing
 *
 * The code is over, and everybody who came with it; whoever joins, or has just joined, still has an answer to take.
 */
void
hearth_pairing_end_code (HearthPairing *self)
{
  self->expires_at_s = 0;
  self->joining = NULL;
  hearth_join_code_clear (&self->code);
  if (self->expiry)
    g_source_destroy (self->expiry);
  g_clear_pointer (&self->expiry, g_source_unref);
  g_clear_pointer (&self->lobby, hearth_lobby_free);
  for (guint i = self->newcomers->len; i > 0; i--)
    if (!is_joining (self, self->newcomers->pdata[i - 1]))
      hearth_newcomer_close (self->newcomers->pdata[i - 1]);
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

/**
 * hearth_pairing_drop_code:
 * @self: the pairing
 *
 * A director takes the code back: it is void, and nobody can join. Whoever is joining with it is refused, unless that is
 * written already: then the desk has joined, and can be removed. No error where there is no code.
 */
void
hearth_pairing_drop_code (HearthPairing *self)
{
  if (self->joining)
    g_atomic_int_set (&self->joining->dropped, TRUE);
  hearth_pairing_end_code (self);
}

/**
 * hearth_pairing_close:
 * @self: the pairing
 *
 * The hub ends: the code is void. Whoever is joining has their answer before it does.
 */
void
hearth_pairing_close (HearthPairing *self)
{
  hearth_pairing_end_code (self);
}
