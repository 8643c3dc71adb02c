/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_PAIRING (hearth_pairing_get_type ())
G_DECLARE_FINAL_TYPE (HearthPairing, hearth_pairing, HEARTH, PAIRING, GObject)

/* The only thing that an unknown peer can reach: a small listener that exists only while a code is valid. Hub's main
 * context. @desk_port: where desks are served. */
HearthPairing *hearth_pairing_new (HearthHub *hub, guint16 desk_port);
guint16 hearth_pairing_get_port (HearthPairing *self); /* where new desks come in; 0: no code is valid */
/* An earlier code is void. @caller: who asks; whatever joins with the code is written down as theirs. */
void hearth_pairing_make_code_async (HearthPairing *self,
                                     const HearthCaller *caller,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *hearth_pairing_make_code_finish (
    HearthPairing *self, GAsyncResult *result, gint64 *expires_at_s, char **address, GError **error);
/* Taken back by a director; and nobody joins any more, but whoever has begun to finishes. */
void hearth_pairing_drop_code (HearthPairing *self);
void hearth_pairing_close (HearthPairing *self);
gint64 hearth_pairing_get_expires_at_s (HearthPairing *self); /* 0: no code is valid */

G_END_DECLS
