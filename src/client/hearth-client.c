/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The desk's end of the protocol: one connection to a hub, who sits here, and the news that come in. Owned by the
 * application. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-client-private.h"

#include "hearth-error.h"
#include "hearth-protocol.h"
#include "hearth-record.h"

G_DEFINE_ENUM_TYPE (HearthClientState,
                    hearth_client_state,
                    G_DEFINE_ENUM_VALUE (HEARTH_CLIENT_AWAY, "away"),
                    G_DEFINE_ENUM_VALUE (HEARTH_CLIENT_LOCKED, "locked"),
                    G_DEFINE_ENUM_VALUE (HEARTH_CLIENT_SIGNED_IN, "signed-in"))

G_DEFINE_FINAL_TYPE (HearthClient, hearth_client, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_CENTER,
  PROP_ACCOUNT,
} HearthClientProperty;

static GParamSpec *properties[PROP_ACCOUNT + 1];

enum
{
  SIGNAL_CHANGED,
  SIGNAL_NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_state (HearthClient *self)
{
  HearthClientState state = HEARTH_CLIENT_AWAY;

  if (self->connection && self->greeted)
    state = self->account && self->let_in ? HEARTH_CLIENT_SIGNED_IN : HEARTH_CLIENT_LOCKED;
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* @let_in: by the hub; else this desk alone knows of it. */
static void
set_account (HearthClient *self, HearthAccount *account, gboolean let_in)
{
  if (account == NULL)
    {
      self->turn++;
      g_clear_pointer (&self->resume, g_free);
    }
  self->let_in = let_in;
  g_object_freeze_notify (G_OBJECT (self));
  if (g_set_object (&self->account, account))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  update_state (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/*< private >
 * hearth_client_set_account:
 * @account: (nullable): who is at the desk now, as the hub says
 */
void
hearth_client_set_account (HearthClient *self, HearthAccount *account)
{
  set_account (self, account, account != NULL);
}

/*< private >
 * hearth_client_set_own_account:
 * @account: who is at a desk that is on its own
 *
 * The hub is away and has not heard of it. When it is back the desk is locked.
 */
void
hearth_client_set_own_account (HearthClient *self, HearthAccount *account)
{
  g_return_if_fail (self->connection == NULL);

  g_clear_pointer (&self->resume, g_free);
  set_account (self, account, FALSE);
}

/*< private >
 * hearth_client_set_resume:
 * @resume: (nullable): the secret with which who is at the desk comes back after a lost connection
 */
void
hearth_client_set_resume (HearthClient *self, const char *resume)
{
  g_free (self->resume);
  self->resume = resume && *resume ? g_strdup (resume) : NULL;
}

/*< private >
 * hearth_client_set_center:
 * @center: the center as the hub told it last
 */
void
hearth_client_set_center (HearthClient *self, HearthCenter *center)
{
  g_autoptr (GTimeZone) zone = NULL;

  if (self->center && hearth_record_equal (self->center, center))
    return;
  g_set_object (&self->center, center);
  zone = g_time_zone_new_identifier (hearth_center_get_time_zone (center));
  if (zone == NULL)
    {
      g_warning ("this PC does not know the center's time zone");
      zone = g_time_zone_new_utc ();
    }
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_steal_pointer (&zone);
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CENTER]);
  update_state (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/*< private >
 * hearth_client_take_center:
 * @reply: an answer whose only part is a HearthCenter
 *
 * A #HearthClientHeard.
 */
gboolean
hearth_client_take_center (HearthClient *self, GVariant *reply, gboolean same_turn, GError **error)
{
  g_autoptr (GVariant) dict = g_variant_get_child_value (reply, 0);
  g_autoptr (HearthCenter) center = hearth_record_from_variant (HEARTH_TYPE_CENTER, dict, error);

  if (center == NULL)
    return FALSE;
  /* An answer that was on its way while the center changed again tells what was before. */
  if (self->center == NULL || hearth_center_get_revision (center) >= hearth_center_get_revision (self->center))
    hearth_client_set_center (self, center);
  return TRUE;
}

/*< private >
 * hearth_client_get_turn:
 *
 * Returns: a number that changes whenever the desk is locked
 */
guint
hearth_client_get_turn (HearthClient *self)
{
  return self->turn;
}

/*< private >
 * hearth_client_end_turn:
 *
 * Nobody is at the desk, and no answer that is still on its way signs anybody in.
 */
void
hearth_client_end_turn (HearthClient *self)
{
  hearth_client_set_account (self, NULL);
}

static void on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer user_data);

/* Forgets the connection; what was asked is answered with "offline" by GDBus. A desk that goes on by itself keeps who is
 * there, until the hub is back and says otherwise. */
static void
drop_connection (HearthClient *self, gboolean goes_on)
{
  g_autoptr (GDBusConnection) connection = g_steal_pointer (&self->connection);

  if (connection)
    g_signal_handlers_disconnect_by_func (connection, on_closed, self);
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  hearth_client_drop_proxies (self);
  self->greeted = FALSE;
  if (connection && !g_dbus_connection_is_closed (connection))
    g_dbus_connection_close (connection, NULL, NULL, NULL);
  if (self->held || (goes_on && hearth_client_goes_on_alone (self)))
    self->let_in = FALSE;
  else
    hearth_client_set_account (self, NULL);
  update_state (self);
}

static void
on_closed (GDBusConnection *connection, gboolean by_peer, GError *error, gpointer user_data)
{
  HearthClient *self = user_data;

  if (self->connection == connection)
    drop_connection (self, TRUE);
}

static void
say_hello (HearthClient *self, GAsyncReadyCallback callback, gpointer user_data)
{
  hearth_client_ask (self, self->session, "Hello",
                     g_variant_new ("(suu)", HEARTH_VERSION, HEARTH_PROTOCOL_OLDEST, HEARTH_PROTOCOL_NEWEST), NULL,
                     callback, user_data);
}

static void
on_center_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthClient *self = HEARTH_CLIENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (self, result, &error);

  if (reply == NULL || !hearth_client_take_center (self, reply, TRUE, &error)
      || !hearth_client_take_greeting (self, reply, &error))
    g_debug ("the center was not read again: %s", error->message);
}

static void
on_changed (HearthBusSession *session, guint64 revision, GVariant *what, gpointer user_data)
{
  HearthClient *self = user_data;
  GVariantIter iter;
  const char *kind;
  gint64 id;

  g_variant_iter_init (&iter, what);
  while (g_variant_iter_next (&iter, "(&sx)", &kind, &id))
    if (g_str_equal (kind, "center"))
      {
        say_hello (self, on_center_read, NULL);
        break;
      }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, revision, what);
}

static void
on_notice (HearthBusSession *session, const char *kind, gint64 id, gint64 at_s, GVariant *detail, gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_NOTICE], 0, kind, id, at_s, detail);
}

/* Whoever sits here may do more or less from now on, or was signed out by somebody else. */
static void
on_account (HearthBusSession *session, GVariant *record, gpointer user_data)
{
  HearthClient *self = user_data;
  g_autoptr (HearthAccount) account = NULL;

  if (self->account == NULL)
    return;
  if (g_variant_n_children (record) > 0)
    account = hearth_record_from_variant (HEARTH_TYPE_ACCOUNT, record, NULL);
  if (account == NULL)
    hearth_client_set_account (self, NULL);
  else if (self->let_in && hearth_account_get_id (account) == hearth_account_get_id (self->account))
    hearth_client_set_account (self, account);
}

/* From here on the desk is connected. */
static void
finish_hello (HearthClient *self, GTask *task)
{
  if (self->connection != g_task_get_task_data (task))
    {
      g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "disconnected meanwhile");
      return;
    }
  self->greeted = TRUE;
  self->held = FALSE;
  update_state (self);
  g_task_return_boolean (task, TRUE);
}

/* Whoever was at the desk goes on there, or it is locked. */
static void
on_resumed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthClient *self = HEARTH_CLIENT (source);
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (self, result, &error);

  if (self->connection != g_task_get_task_data (task))
    {
      g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "disconnected meanwhile");
      return;
    }
  if (error)
    g_debug ("nobody is back: %s", error->message);
  if (reply == NULL || !hearth_client_take_resumed (self, reply))
    hearth_client_set_account (self, NULL);
  hearth_client_tell_signed_out (self, finish_hello, task);
}

static void
on_hello (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthClient *self = HEARTH_CLIENT (source);
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_client_answer (self, result, &error);

  if (reply && self->connection != g_task_get_task_data (task))
    g_set_error_literal (&error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "disconnected meanwhile");
  else if (reply)
    {
      /* A new connection may lead to another center, with revisions of its own. */
      g_clear_object (&self->center);
      if (hearth_client_take_center (self, reply, TRUE, &error))
        hearth_client_take_greeting (self, reply, &error);
    }
  if (error)
    {
      if (self->connection == g_task_get_task_data (task))
        drop_connection (self, TRUE);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->account && self->resume)
    {
      gint64 account = hearth_account_get_id (self->account);

      hearth_client_ask (self, self->session, "Resume", g_variant_new ("(xs)", account, self->resume), NULL, on_resumed,
                         g_steal_pointer (&task));
      return;
    }
  hearth_client_set_account (self, NULL);
  hearth_client_tell_signed_out (self, finish_hello, task);
}

static void
on_connection (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = g_steal_pointer (&user_data);
  HearthClient *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_dbus_connection_new_finish (result, &error);

  if (connection == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "%s", error->message);
      return;
    }
  drop_connection (self, TRUE);
  self->connection = g_object_ref (connection);
  g_signal_connect_object (connection, "closed", G_CALLBACK (on_closed), self, 0);
  if (!hearth_client_make_proxies (self, &error))
    {
      drop_connection (self, TRUE);
      g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "%s", error->message);
      return;
    }
  g_signal_connect_object (self->session, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (self->session, "notice", G_CALLBACK (on_notice), self, 0);
  g_signal_connect_object (self->session, "account", G_CALLBACK (on_account), self, 0);
  g_task_set_task_data (task, g_object_ref (connection), g_object_unref);
  say_hello (self, on_hello, g_steal_pointer (&task));
}

static void
hearth_client_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthClient *self = HEARTH_CLIENT (object);

  switch ((HearthClientProperty)prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_CENTER:
      g_value_set_object (value, self->center);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_client_dispose (GObject *object)
{
  HearthClient *self = HEARTH_CLIENT (object);

  drop_connection (self, FALSE);
  g_clear_object (&self->center);
  g_clear_object (&self->greeting);
  g_clear_weak_pointer (&self->outbox);

  G_OBJECT_CLASS (hearth_client_parent_class)->dispose (object);
}

static void
hearth_client_finalize (GObject *object)
{
  HearthClient *self = HEARTH_CLIENT (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->resume, g_free);

  G_OBJECT_CLASS (hearth_client_parent_class)->finalize (object);
}

static void
hearth_client_class_init (HearthClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /* The names of the errors must be known before the first message. */
  (void)HEARTH_ERROR;

  object_class->get_property = hearth_client_get_property;
  object_class->dispose = hearth_client_dispose;
  object_class->finalize = hearth_client_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, HEARTH_TYPE_CLIENT_STATE, HEARTH_CLIENT_AWAY, flags);
  properties[PROP_CENTER] = g_param_spec_object ("center", NULL, NULL, HEARTH_TYPE_CENTER, flags);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, HEARTH_TYPE_ACCOUNT, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * HearthClient::changed:
   * @revision: grows by one with each; a gap means that something was missed
   * @what: an a(sx), see Session.Changed in the protocol
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_VARIANT);

  /**
   * HearthClient::notice:
   * @kind: what about, see Session.Notice in the protocol
   * @id: of a visit or a desk, or 0
   * @at_s: when, UTC seconds by the hub's clock
   * @detail: an a{sv} of numbers
   */
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_VARIANT);
}

static void
hearth_client_init (HearthClient *self)
{
  self->zone = g_time_zone_new_local ();
}

/**
 * hearth_client_new:
 *
 * Returns: (transfer full): a client that is not connected yet
 */
HearthClient *
hearth_client_new (void)
{
  return g_object_new (HEARTH_TYPE_CLIENT, NULL);
}

/**
 * hearth_client_connect_async:
 * @self: the client
 * @stream: a stream to a hub, whose other end is already being served
 * @cancellable: (nullable): to give up
 * @callback: called when the hub has said which center it is, or it failed
 * @user_data: for @callback
 *
 * An earlier connection is dropped when the new one stands. Whoever was at the desk when an earlier one was lost comes back
 * where the hub lets them (Session.Resume); else nobody is signed in afterwards.
 */
void
hearth_client_connect_async (
    HearthClient *self, GIOStream *stream, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (HEARTH_IS_CLIENT (self));
  g_return_if_fail (G_IS_IO_STREAM (stream));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, hearth_client_connect_async);
  g_dbus_connection_new (stream, NULL, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL, cancellable, on_connection,
                         g_steal_pointer (&task));
}

/**
 * hearth_client_connect_finish:
 *
 * Returns: whether the client is connected; else the error is %HEARTH_ERROR_OFFLINE, %HEARTH_ERROR_TOO_OLD or what the
 *   hub said
 */
gboolean
hearth_client_connect_finish (HearthClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * hearth_client_disconnect:
 * @self: the client
 *
 * Leaves the hub; it ends what this desk could do there.
 */
void
hearth_client_disconnect (HearthClient *self)
{
  g_return_if_fail (HEARTH_IS_CLIENT (self));

  drop_connection (self, FALSE);
}

/**
 * hearth_client_get_state:
 *
 * Returns: whether there is a hub and somebody at the desk
 */
HearthClientState
hearth_client_get_state (HearthClient *self)
{
  g_return_val_if_fail (HEARTH_IS_CLIENT (self), HEARTH_CLIENT_AWAY);

  return self->state;
}

/**
 * hearth_client_get_center:
 *
 * Returns: (transfer none) (nullable): the center as the hub told it last, also while the hub is away
 */
HearthCenter *
hearth_client_get_center (HearthClient *self)
{
  g_return_val_if_fail (HEARTH_IS_CLIENT (self), NULL);

  return self->center;
}

/**
 * hearth_client_get_account:
 *
 * Returns: (transfer none) (nullable): who is at the desk
 */
HearthAccount *
hearth_client_get_account (HearthClient *self)
{
  g_return_val_if_fail (HEARTH_IS_CLIENT (self), NULL);

  return self->account;
}

/**
 * hearth_client_may:
 * @self: the client
 * @permission: what one would like to do
 *
 * For what to show; the hub decides.
 *
 * Returns: whether who is at the desk may do it, at this desk
 */
gboolean
hearth_client_may (HearthClient *self, HearthPermission permission)
{
  gboolean front_desk;
  guint permissions = HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_OPEN);

  g_return_val_if_fail (HEARTH_IS_CLIENT (self), FALSE);

  front_desk = self->center && hearth_center_get_front_desk (self->center);
  if (self->account)
    permissions |= hearth_account_permissions_at (self->account, front_desk);
  return (permissions & HEARTH_PERMISSION_BIT (permission)) != 0;
}

/**
 * hearth_client_get_time_zone:
 *
 * Returns: (transfer none): the center's time zone; before the first connection that of this PC
 */
GTimeZone *
hearth_client_get_time_zone (HearthClient *self)
{
  g_return_val_if_fail (HEARTH_IS_CLIENT (self), NULL);

  return self->zone;
}
