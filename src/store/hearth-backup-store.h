/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"
#include "hearth-sealed-file.h"

G_BEGIN_DECLS

/* Where sealed copies of the center go. */
typedef struct
{
  char *center_uuid;     /* (owned) */
  char *place;           /* (owned): a folder, "" for none */
  gboolean apart;        /* the place lay on another disk than the center when it was chosen */
  gboolean sealed;       /* a passphrase was set */
  HearthSealing sealing; /* of that passphrase: a secret */
  gint64 revision;       /* of place and passphrase */
} HearthBackupPlan;

void hearth_backup_plan_clear (HearthBackupPlan *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthBackupPlan, hearth_backup_plan_clear)

gboolean hearth_backup_store_get_plan (HearthConn *conn, HearthBackupPlan *plan, GError **error);
gboolean hearth_backup_store_set_place (HearthConn *conn, const char *place, gboolean apart, GError **error);
gboolean hearth_backup_store_set_sealing (HearthConn *conn, const HearthSealing *sealing, GError **error);
gboolean hearth_backup_store_set_fetched (HearthConn *conn, gint64 desk, gint64 made_at_s, GError **error);

G_END_DECLS
