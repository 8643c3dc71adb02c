/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-account.h"
#include "hearth-hub.h"
#include "hearth-import.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PEER (hearth_peer_get_type ())
G_DECLARE_FINAL_TYPE (HearthPeer, hearth_peer, HEARTH, PEER, GObject)

/* A file of people that a desk is bringing in. Shared with the call that works on it. */
typedef struct
{
  HearthImport *import; /* (owned) */
  gsize n_bytes;
  guint32 number; /* by which the desk calls it */
  gboolean busy;  /* a call works on it: one thread at a time */
} HearthPeerImport;

void hearth_peer_import_unref (HearthPeerImport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPeerImport, hearth_peer_import_unref)

typedef enum
{
  HEARTH_PEER_OWN,  /* the desk in this program */
  HEARTH_PEER_DESK, /* a desk over TLS */
  HEARTH_PEER_TOOL, /* hearthctl, on this PC: no desk, may do everything */
} HearthPeerKind;

/* One connection. Signal "gone": it has ended. */
HearthPeer *hearth_peer_new (HearthHub *hub, HearthPeerKind kind, gint64 desk_id);
void hearth_peer_set_fingerprint (HearthPeer *self, const char *fingerprint); /* of a desk over TLS */
void hearth_peer_open (HearthPeer *self, GIOStream *stream, GSocket *socket);
void hearth_peer_close (HearthPeer *self);
void hearth_peer_cut (HearthPeer *self); /* at once: nothing more goes out */
void hearth_peer_read_desk (HearthPeer *self);
void hearth_peer_mark_front_desk (HearthPeer *self);
void hearth_peer_tell (HearthPeer *self, GVariant *event);    /* Session.Changed */
void hearth_peer_notify (HearthPeer *self, GVariant *notice); /* Session.Notice, also behind a locked desk */
void hearth_peer_tell_account (HearthPeer *self, HearthAccount *account);
void hearth_peer_tell_signed_out (HearthPeer *self, const char *why); /* Session.SignedOut, and Account */
void hearth_peer_tell_faces (HearthPeer *self);                       /* Session.FacesChanged */
HearthPeerKind hearth_peer_get_kind (HearthPeer *self);
gint64 hearth_peer_get_desk (HearthPeer *self);
const char *hearth_peer_get_address (HearthPeer *self);     /* (nullable): of a desk over TLS, without its port */
const char *hearth_peer_get_fingerprint (HearthPeer *self); /* "" without TLS */
const char *hearth_peer_get_version (HearthPeer *self);     /* "" before the first call */
void hearth_peer_set_version (HearthPeer *self, const char *version); /* as of Session.Hello */
GDBusConnection *hearth_peer_get_connection (HearthPeer *self);
HearthHub *hearth_peer_get_hub (HearthPeer *self);

/* Its calls that are not answered yet. */
void hearth_peer_begin_call (HearthPeer *self);
void hearth_peer_end_call (HearthPeer *self);
guint hearth_peer_count_calls (HearthPeer *self);

/* Who sits there. */
HearthCaller hearth_peer_get_caller (HearthPeer *self);
gboolean hearth_peer_is_signed_in (HearthPeer *self);
gboolean hearth_peer_looks_after_center (HearthPeer *self); /* somebody sits there who may manage the center */
gboolean hearth_peer_seats_manager (HearthPeer *self);      /* the same, also behind a locked desk */
guint hearth_peer_get_turn (HearthPeer *self);
void hearth_peer_sign_in (HearthPeer *self, HearthAccount *account);
void hearth_peer_passphrase_chosen (HearthPeer *self);
void hearth_peer_set_account (HearthPeer *self, HearthAccount *account); /* read again */
void hearth_peer_lock (HearthPeer *self);
void hearth_peer_sign_out (HearthPeer *self);              /* lock, and nobody sits there any more */
HearthAccount *hearth_peer_get_account (HearthPeer *self); /* (transfer none) (nullable) */
HearthAccount *hearth_peer_get_sitting (HearthPeer *self); /* (transfer none) (nullable): also behind a locked desk */
gint64 hearth_peer_get_last_account (HearthPeer *self);

HearthPeerImport *hearth_peer_begin_import (HearthPeer *self);
HearthPeerImport *hearth_peer_get_import (HearthPeer *self, guint32 number);

G_END_DECLS
