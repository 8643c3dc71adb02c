/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

G_BEGIN_DECLS

/* What the hub acknowledged to this desk in the last 14 days, sealed like the outbox, of which it is a part. When the center
 * was restored from an older backup the desk offers it again. Main context only. */
typedef struct _HearthJournal HearthJournal;

HearthJournal *hearth_journal_new (HearthClient *client, HearthOutbox *outbox);
void hearth_journal_free (HearthJournal *self);

/* A call that was answered. @interface: of the protocol. */
void hearth_journal_note (HearthJournal *self,
                          const char *interface,
                          const char *method,
                          GVariant *args,
                          GVariant *answer,
                          HearthAccount *account);

/* @path: the center's own folder. Connected: offers what the center may have lost; FALSE where there is nothing to offer.
 * The outbox waits for the end: hearth_outbox_replay(). */
gboolean hearth_journal_connected (HearthJournal *self, const char *path);
void hearth_journal_away (HearthJournal *self);
gboolean hearth_journal_is_offering (HearthJournal *self);
guint hearth_journal_count_unsettled (HearthJournal *self); /* offered, and to be offered again */

/* The entries in one day's file that the key opens. (element-type HearthWritten) */
GPtrArray *hearth_journal_read_day (GBytes *data, const char *public_key, const char *secret_key);

G_END_DECLS
