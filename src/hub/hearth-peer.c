/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A desk as the hub sees it: who sits there, as the hub itself established it; its connection is in hearth-peer-wire.c.
 * Owned by the hub; its main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-peer-private.h"

#include "hearth-hub-private.h"
#include "hearth-notices.h"

G_DEFINE_FINAL_TYPE (HearthPeer, hearth_peer, G_TYPE_OBJECT)

enum
{
  SIGNAL_GONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
import_clear (gpointer data)
{
  HearthPeerImport *self = data;

  hearth_import_free (self->import);
}

/* Returns: (transfer full): a file of which nothing is there yet */
static HearthPeerImport *
import_new (guint32 number)
{
  HearthPeerImport *self = g_atomic_rc_box_new0 (HearthPeerImport);

  self->import = hearth_import_new ();
  self->number = number;
  return self;
}

/**
 * hearth_peer_import_unref:
 * @self: (transfer full): a file
 */
void
hearth_peer_import_unref (HearthPeerImport *self)
{
  g_atomic_rc_box_release_full (self, import_clear);
}

static void
hearth_peer_dispose (GObject *object)
{
  HearthPeer *self = HEARTH_PEER (object);

  if (self->deadline)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  g_clear_object (&self->connection);
  g_clear_object (&self->stream);
  g_clear_object (&self->opening);
  g_clear_object (&self->account);
  g_clear_object (&self->sitting);
  g_clear_pointer (&self->import, hearth_peer_import_unref);

  G_OBJECT_CLASS (hearth_peer_parent_class)->dispose (object);
}

static void
hearth_peer_finalize (GObject *object)
{
  HearthPeer *self = HEARTH_PEER (object);

  g_array_unref (self->registrations);
  g_free (self->address);
  g_free (self->fingerprint);
  g_free (self->version);

  G_OBJECT_CLASS (hearth_peer_parent_class)->finalize (object);
}

static void
hearth_peer_class_init (HearthPeerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_peer_dispose;
  object_class->finalize = hearth_peer_finalize;

  signals[SIGNAL_GONE]
      = g_signal_new ("gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_peer_init (HearthPeer *self)
{
  self->registrations = g_array_new (FALSE, FALSE, sizeof (guint));
  self->opening = g_cancellable_new ();
  self->fingerprint = g_strdup ("");
  self->version = g_strdup ("");
}

/**
 * hearth_peer_new:
 * @hub: the hub
 * @kind: how it comes in
 * @desk_id: which desk it is; 0 of a tool
 *
 * Returns: (transfer full): a desk that is not connected yet
 */
HearthPeer *
hearth_peer_new (HearthHub *hub, HearthPeerKind kind, gint64 desk_id)
{
  HearthPeer *self = g_object_new (HEARTH_TYPE_PEER, NULL);

  self->hub = hub;
  self->kind = kind;
  self->desk_id = desk_id;
  return self;
}

/*< private >
 * hearth_peer_emit_gone:
 *
 * The connection has ended.
 */
void
hearth_peer_emit_gone (HearthPeer *self)
{
  g_signal_emit (self, signals[SIGNAL_GONE], 0);
}

/*< private >
 * hearth_peer_update_permissions:
 *
 * After the account or the desk has changed.
 */
void
hearth_peer_update_permissions (HearthPeer *self)
{
  self->permissions = self->account ? hearth_account_permissions_at (self->account, self->front_desk) : 0;
}

/**
 * hearth_peer_mark_front_desk:
 *
 * The mark counts before the center is read again.
 */
void
hearth_peer_mark_front_desk (HearthPeer *self)
{
  self->front_desk = TRUE;
  hearth_peer_update_permissions (self);
}

/**
 * hearth_peer_get_hub:
 *
 * Returns: (transfer none): the hub; it lives while a call holds it
 */
HearthHub *
hearth_peer_get_hub (HearthPeer *self)
{
  return self->hub;
}

/**
 * hearth_peer_get_caller:
 *
 * Returns: who asks, as the services take it
 */
HearthCaller
hearth_peer_get_caller (HearthPeer *self)
{
  if (self->kind == HEARTH_PEER_TOOL)
    return HEARTH_CALLER_TOOL;
  return (HearthCaller){
    .account_id = self->account ? hearth_account_get_id (self->account) : 0,
    .desk_id = self->desk_id,
    .permissions = self->permissions,
  };
}

/**
 * hearth_peer_is_signed_in:
 *
 * Returns: whether somebody sits there and the desk is not locked
 */
gboolean
hearth_peer_is_signed_in (HearthPeer *self)
{
  return self->account != NULL || self->kind == HEARTH_PEER_TOOL;
}

/**
 * hearth_peer_looks_after_center:
 *
 * Returns: whether somebody sits there, at a desk that is not locked, who may manage the center
 */
gboolean
hearth_peer_looks_after_center (HearthPeer *self)
{
  return self->account != NULL && (self->permissions & HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_MANAGE_CENTER)) != 0;
}

/**
 * hearth_peer_seats_manager:
 *
 * Returns: whether somebody sits there, also behind a lock, who may manage the center
 */
gboolean
hearth_peer_seats_manager (HearthPeer *self)
{
  guint permissions = self->sitting ? hearth_account_permissions_at (self->sitting, self->front_desk) : 0;

  return (permissions & HEARTH_PERMISSION_BIT (HEARTH_PERMISSION_MANAGE_CENTER)) != 0;
}

/**
 * hearth_peer_begin_call:
 *
 * A call came.
 */
void
hearth_peer_begin_call (HearthPeer *self)
{
  self->n_calls++;
}

/**
 * hearth_peer_end_call:
 *
 * One was answered.
 */
void
hearth_peer_end_call (HearthPeer *self)
{
  self->n_calls--;
}

/**
 * hearth_peer_count_calls:
 *
 * Returns: calls that are not answered yet
 */
guint
hearth_peer_count_calls (HearthPeer *self)
{
  return self->n_calls;
}

/**
 * hearth_peer_get_turn:
 *
 * Returns: a number that changes whenever the desk is locked
 */
guint
hearth_peer_get_turn (HearthPeer *self)
{
  return self->turn;
}

/**
 * hearth_peer_sign_in:
 * @account: who proved who they are
 */
void
hearth_peer_sign_in (HearthPeer *self, HearthAccount *account)
{
  /* A file that another brought here is not theirs to see. */
  if (self->last_account_id != hearth_account_get_id (account))
    g_clear_pointer (&self->import, hearth_peer_import_unref);
  g_set_object (&self->account, account);
  g_set_object (&self->sitting, account);
  self->last_account_id = hearth_account_get_id (account);
  hearth_peer_update_permissions (self);
  hearth_hub_seat_changed (self->hub, self->desk_id);
  hearth_notices_welcome (hearth_hub_get_notices (self->hub), self);
}

/**
 * hearth_peer_passphrase_chosen:
 *
 * Who had to choose another passphrase first has done so.
 */
void
hearth_peer_passphrase_chosen (HearthPeer *self)
{
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (HearthAccount) account = NULL;
  GVariantDict dict;

  if (self->account == NULL)
    return;
  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "new-passphrase", "b", FALSE);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  account = hearth_record_with (self->account, changes, NULL);
  hearth_peer_set_account (self, account);
}

/**
 * hearth_peer_set_account:
 * @account: who sits there, as the center knows them now
 */
void
hearth_peer_set_account (HearthPeer *self, HearthAccount *account)
{
  gint64 id = hearth_account_get_id (account);

  if (self->sitting && hearth_account_get_id (self->sitting) == id)
    g_set_object (&self->sitting, account);
  if (self->account && hearth_account_get_id (self->account) == id)
    g_set_object (&self->account, account);
  hearth_peer_update_permissions (self);
}

/**
 * hearth_peer_lock:
 *
 * From this moment on nobody sits there.
 */
void
hearth_peer_lock (HearthPeer *self)
{
  self->turn++;
  if (self->account)
    hearth_hub_seat_changed (self->hub, self->desk_id);
  g_clear_object (&self->account);
  hearth_peer_update_permissions (self);
}

/**
 * hearth_peer_sign_out:
 *
 * Locks the desk, and nobody sits behind it.
 */
void
hearth_peer_sign_out (HearthPeer *self)
{
  hearth_peer_lock (self);
  if (self->sitting)
    hearth_hub_seat_changed (self->hub, self->desk_id);
  g_clear_object (&self->sitting);
}

/**
 * hearth_peer_get_account:
 *
 * Returns: (transfer none) (nullable): who is signed in
 */
HearthAccount *
hearth_peer_get_account (HearthPeer *self)
{
  return self->account;
}

/**
 * hearth_peer_get_sitting:
 *
 * Returns: (transfer none) (nullable): who sits there, also while the desk is locked
 */
HearthAccount *
hearth_peer_get_sitting (HearthPeer *self)
{
  return self->sitting;
}

/**
 * hearth_peer_get_kind:
 *
 * Returns: how it comes in
 */
HearthPeerKind
hearth_peer_get_kind (HearthPeer *self)
{
  return self->kind;
}

/**
 * hearth_peer_get_desk:
 *
 * Returns: which desk it is; 0 of a tool
 */
gint64
hearth_peer_get_desk (HearthPeer *self)
{
  return self->desk_id;
}

/**
 * hearth_peer_get_last_account:
 *
 * Returns: who is signed in, or was before the desk was locked; 0 if nobody was
 */
gint64
hearth_peer_get_last_account (HearthPeer *self)
{
  return self->last_account_id;
}

/**
 * hearth_peer_begin_import:
 *
 * Returns: (transfer none): a place for a file; an earlier one of this desk is forgotten
 */
HearthPeerImport *
hearth_peer_begin_import (HearthPeer *self)
{
  g_clear_pointer (&self->import, hearth_peer_import_unref);
  self->import = import_new (++self->last_import);
  return self->import;
}

/**
 * hearth_peer_get_import:
 * @number: as the desk calls it
 *
 * Returns: (transfer none) (nullable): the file
 */
HearthPeerImport *
hearth_peer_get_import (HearthPeer *self, guint32 number)
{
  return self->import && self->import->number == number ? self->import : NULL;
}
