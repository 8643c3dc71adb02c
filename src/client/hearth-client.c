/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The desk's end of the protocol: who sits here, at which center, and the news that come in; the connection itself is in
 * hearth-client-connect.c. Owned by the application. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-client-private.h"

#include "hearth-error.h"
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
  PROP_COPIED,
} HearthClientProperty;

static GParamSpec *properties[PROP_COPIED + 1];

enum
{
  SIGNAL_CHANGED,
  SIGNAL_NOTICE,
  SIGNAL_SIGNED_OUT,
  SIGNAL_FACES_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/*< private >
 * hearth_client_update_state:
 *
 * After the connection or who is at the desk changed.
 */
void
hearth_client_update_state (HearthClient *self)
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
  hearth_client_update_state (self);
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
  hearth_client_update_state (self);
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

/*< private >
 * hearth_client_tell_changed:
 * @revision: of the event
 * @what: an a(sx)
 *
 * Emits "changed".
 */
void
hearth_client_tell_changed (HearthClient *self, guint64 revision, GVariant *what)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, revision, what);
}

/*< private >
 * hearth_client_tell_notice:
 * @kind: what about
 * @id: of a visit or a desk, or 0
 * @at_s: when, UTC seconds by the hub's clock
 * @detail: an a{sv}
 *
 * Emits "notice".
 */
void
hearth_client_tell_notice (HearthClient *self, const char *kind, gint64 id, gint64 at_s, GVariant *detail)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, kind, id, at_s, detail);
}

/*< private >
 * hearth_client_tell_signed_out_here:
 * @why: as of Session.SignedOut, or "back"
 *
 * Emits "signed-out".
 */
void
hearth_client_tell_signed_out_here (HearthClient *self, const char *why)
{
  g_signal_emit (self, signals[SIGNAL_SIGNED_OUT], 0, why);
}

/*< private >
 * hearth_client_tell_faces_changed:
 *
 * Emits "faces-changed".
 */
void
hearth_client_tell_faces_changed (HearthClient *self)
{
  g_signal_emit (self, signals[SIGNAL_FACES_CHANGED], 0);
}

/*< private >
 * hearth_client_set_greeting:
 * @greeting: what the hub has just said of itself, and of this desk
 */
void
hearth_client_set_greeting (HearthClient *self, HearthHubGreeting *greeting)
{
  gboolean copied = hearth_client_is_copied (self);

  g_set_object (&self->greeting, greeting);
  if (copied != hearth_client_is_copied (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COPIED]);
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
    case PROP_COPIED:
      g_value_set_boolean (value, hearth_client_is_copied (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_client_dispose (GObject *object)
{
  HearthClient *self = HEARTH_CLIENT (object);

  hearth_client_disconnect (self);
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
  g_strfreev (self->epochs_before);
  g_free (self->epochs_center);

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
  properties[PROP_COPIED] = g_param_spec_boolean ("copied", NULL, NULL, FALSE, flags);
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

  /**
   * HearthClient::signed-out:
   * @why: see Session.SignedOut in the protocol; "back": they signed in while the hub was away, and it has come back
   *
   * Not by whoever sat here: "account" follows, where the desk was not locked.
   */
  signals[SIGNAL_SIGNED_OUT] = g_signal_new ("signed-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  /**
   * HearthClient::faces-changed:
   *
   * Who may sign in at this desk may be others by now.
   */
  signals[SIGNAL_FACES_CHANGED] = g_signal_new ("faces-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 0);
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
