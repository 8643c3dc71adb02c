/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub.h"

G_BEGIN_DECLS

/* What came of a round. */
typedef struct
{
  gboolean sealed;     /* there is a new sealed copy */
  gint64 copied_at_s;  /* the newest plain copy, 0 for none */
  char *place;         /* (owned): the second place as it was, "" for none */
  gint64 carried_at_s; /* the newest copy there as far as it could be seen, 0 for none */
  GError *problem;     /* (owned) (nullable): the first thing that went wrong */
  gboolean of_place;   /* @problem is one of the second place */
} HearthBackupRound;

void hearth_backup_round_free (HearthBackupRound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthBackupRound, hearth_backup_round_free)

/* The copy of the day, if it is due; sealed, where a passphrase was set; carried to the second place, where there is one. */
void
hearth_backup_round_async (HearthHub *hub, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
HearthBackupRound *hearth_backup_round_finish (HearthHub *hub, GAsyncResult *result);

G_END_DECLS
