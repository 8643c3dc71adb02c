/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-peer.h"

G_BEGIN_DECLS

/* HearthPeer is split: hearth-peer.c knows who sits there, hearth-peer-wire.c the connection. */
struct _HearthPeer
{
  GObject parent_instance;

  HearthHub *hub; /* (unowned): it owns this */
  HearthPeerKind kind;
  gint64 desk_id; /* 0 of a tool */
  gboolean front_desk;

  GIOStream *stream;           /* (owned) (nullable): a HearthBoundedStream */
  GDBusConnection *connection; /* (owned) (nullable) */
  GCancellable *opening;       /* (owned): of what comes before the first call */
  GSource *deadline;           /* (owned) (nullable): of the same */
  GArray *registrations;       /* (owned) (element-type guint) */
  char *address;               /* (owned) (nullable) */
  char *fingerprint;           /* (owned) */
  char *version;               /* (owned) */

  HearthAccount *account; /* (owned) (nullable): who is signed in */
  HearthAccount *sitting; /* (owned) (nullable): the same, or who was before the desk was locked */
  gint64 last_account_id; /* who was signed in last */
  guint permissions;      /* of @account at this desk */
  guint turn;             /* grows whenever the desk is locked: a sign-in begun before signs nobody in */

  guint n_calls; /* not answered yet */

  HearthPeerImport *import; /* (owned) (nullable) */
  guint32 last_import;
  gboolean gone;
};

void hearth_peer_update_permissions (HearthPeer *self);
void hearth_peer_emit_gone (HearthPeer *self);

G_END_DECLS
