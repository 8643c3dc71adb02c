/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-journal.h"
#include "hearth-written.h"

G_BEGIN_DECLS

#define HEARTH_JOURNAL_DAYS 14

struct _HearthJournal
{
  HearthClient *client; /* (unowned): the outbox has it */
  HearthOutbox *outbox; /* (unowned): it owns this */
  char *path;           /* (owned) (nullable): the center's folder */
  char *day;            /* (owned) (nullable): of the open file */
  int fd;               /* -1: none */
  gboolean syncing, dirty;
  GCancellable *cancellable; /* (owned) */

  GPtrArray *offers; /* (owned) (nullable) (element-type HearthWritten): of this pass, oldest first */
  GPtrArray *later;  /* (owned) (nullable): to be offered once more */
  guint next;        /* of @offers */
  guint n_done;      /* of this pass */
  guint turn;        /* grows when the hub goes away: an answer from before counts no more */
  guint n_unsettled;
  guint again_source;
  GHashTable *settled; /* (owned): requests that this epoch has */
  char *epoch;         /* (owned) (nullable): for which @settled holds */
};

GPtrArray *hearth_journal_load (HearthJournal *self);
void hearth_journal_prune (HearthJournal *self);
char *hearth_journal_read_epoch (HearthJournal *self);
gboolean hearth_journal_write_epoch (HearthJournal *self, const char *epoch, GError **error);
void hearth_journal_close_file (HearthJournal *self);

G_END_DECLS
