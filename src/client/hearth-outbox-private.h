/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-journal.h"
#include "hearth-offline.h"
#include "hearth-outbox.h"
#include "hearth-written.h"

G_BEGIN_DECLS

/* The outbox on its disk: one file for each entry, in a folder for each center. */
typedef struct
{
  char *folder;     /* (owned): of all centers */
  char *center;     /* (owned) (nullable): UUID of the one whose hub was heard last */
  char *public_key; /* (owned) (nullable): hex: what is kept for it is sealed for this key */
  char *path;       /* (owned) (nullable): the center's own folder */
  gint64 skew_s;    /* its clock less that of this desk */
  gint64 heard_s;   /* when it was heard last, by its clock, or some hours before; 0: not since this is noted */
  gboolean noted;   /* which hub it is, on the disk */
  guint64 last;     /* number of the newest entry */
} HearthOutboxStore;

void hearth_outbox_store_open (HearthOutboxStore *self, const char *folder);
void hearth_outbox_store_clear (HearthOutboxStore *self);
gboolean hearth_outbox_store_set_hub (
    HearthOutboxStore *self, const char *center, const char *public_key, gint64 skew_s, gint64 now_s, GError **error);
GPtrArray *hearth_outbox_store_list (HearthOutboxStore *self); /* (element-type filename), oldest first */
char *hearth_outbox_store_new_name (HearthOutboxStore *self, const char *request);
gboolean hearth_outbox_store_write (HearthOutboxStore *self, const char *name, HearthKept *kept, GError **error);
HearthKept *hearth_outbox_store_read (HearthOutboxStore *self, const char *name, const char *secret_key);
gboolean hearth_outbox_store_remove (HearthOutboxStore *self, const char *name, GError **error);

/* One entry. */
typedef struct
{
  char *name;       /* (owned): of its file */
  HearthKept *kept; /* (owned) */
  gboolean sent;    /* the hub may have heard of it: it stays as it is */
  gboolean sending;
  gboolean passed; /* failed on this connection for no reason of its own: tried again later */
} HearthOutboxEntry;

struct _HearthOutbox
{
  GObject parent_instance;

  HearthClient *client;   /* (owned) */
  HearthJournal *journal; /* (owned) */
  HearthOffline *offline; /* (owned) */
  HearthOutboxStore store;
  GPtrArray *entries; /* (owned) (element-type HearthOutboxEntry) */
  guint waiting, to_settle;
  gboolean readable; /* the entries were opened with the secret key */
  gulong state_handler;
  char *boot; /* (owned): which start of the PC this is */

  GCancellable *cancellable; /* (owned) */
  guint turn;                /* grows when the hub goes away */
  guint again_source;        /* tries once more on this connection */
  gboolean hub_full;         /* the hub answers, and cannot write */
};

gboolean hearth_outbox_is_of_disk (const GError *error); /* the hub answered, and could not write */
void hearth_outbox_set_hub_full (HearthOutbox *self, gboolean full);
HearthOutboxEntry *hearth_outbox_find (HearthOutbox *self, const char *request, guint *position);
void hearth_outbox_replace (HearthOutbox *self, guint position, HearthKept *kept);
void hearth_outbox_forget (HearthOutbox *self, guint position);
void hearth_outbox_add (HearthOutbox *self, char *name, HearthKept *kept, gboolean sent);
void hearth_outbox_arrived (HearthOutbox *self, HearthKept *kept, HearthVisit *visit);
gboolean hearth_outbox_is_connected (HearthOutbox *self);
HearthKept *hearth_outbox_with_state (HearthKept *kept, const char *state, guint matches);

/* When it was, of entries that were kept without knowing. */
char *hearth_outbox_read_boot (void);
void hearth_outbox_note_time (HearthOutbox *self, GVariantDict *fields);
void hearth_outbox_set_times (HearthOutbox *self, gint64 heard_s);

/* Sends what waits, from where it was. */
void hearth_outbox_replay (HearthOutbox *self);
void hearth_outbox_replay_stop (HearthOutbox *self);

/* What a call asked for whose answer never came, or that could not be sent. @sent: the hub may have heard of it. */
HearthKept *hearth_outbox_keep_call (HearthOutbox *self,
                                     HearthAccount *account,
                                     const char *method,
                                     GVariant *args,
                                     const char *shown_name,
                                     gboolean sent,
                                     GError **error);
/* A write of before a restore that cannot be made again: it stands among those to settle, kind "written". */
gboolean hearth_outbox_keep_refused (HearthOutbox *self, HearthWritten *written, GError **error);

G_END_DECLS
