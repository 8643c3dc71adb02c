/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-house.h"
#include "hearth-hub-types.h"

G_BEGIN_DECLS

/* What a verb does on a database thread. Returns the floating tuple that answers the call, or NULL with an error. It may
 * run twice, see HearthUnitWork; it reads the call's arguments and changes nothing of the call. */
typedef GVariant *(*HearthCallWork) (HearthCall *call, HearthUnit *unit, GError **error);
/* After the COMMIT of a slice, on the hub's loop. */
typedef void (*HearthCallCommitted) (HearthCall *call);
/* What a verb does on the hub's loop: it answers, or starts what will. */
typedef void (*HearthCallRun) (HearthCall *call);

typedef enum
{
  HEARTH_VERB_READ,    /* work on a reader */
  HEARTH_VERB_WRITE,   /* work on the writer, answered after the COMMIT */
  HEARTH_VERB_REQUEST, /* the same, once for each request: the first argument is the request's id */
  HEARTH_VERB_RUN,     /* run */
} HearthVerbKind;

struct _HearthVerb
{
  const char *name;
  HearthVerbKind kind;
  HearthCallWork work;
  HearthCallRun run;
};

/* One call under way: who asked, with what arguments. Lives until it is answered; hub's main context but for the work. */
HearthCall *hearth_call_new (HearthPeer *peer, const HearthVerb *verb, GDBusMethodInvocation *invocation);
void hearth_call_run (HearthCall *self);
void hearth_call_work (HearthCall *self, HearthVerbKind kind, HearthCallWork work);
void hearth_call_slices (HearthCall *self, HearthCallWork work, HearthCallCommitted committed);
GVariant *hearth_call_go_on (HearthCall *self);
void hearth_call_reply (HearthCall *self, GVariant *reply);
void hearth_call_fail (HearthCall *self, GError *error);

HearthPeer *hearth_call_get_peer (HearthCall *self);
HearthHub *hearth_call_get_hub (HearthCall *self);
const HearthCaller *hearth_call_get_caller (HearthCall *self);
GVariant *hearth_call_get_args (HearthCall *self);
guint64 hearth_call_get_revision (HearthCall *self);
void hearth_call_set_subject (HearthCall *self, gpointer subject, GDestroyNotify destroy);
gpointer hearth_call_get_subject (HearthCall *self);

/* For verbs that run: whether the first argument is a request; FALSE: the call has failed. Then what was answered to it
 * before (NULL: nothing), and, in the unit that does it, what is to be answered to it from now on. */
gboolean hearth_call_take_request (HearthCall *self);
gboolean hearth_call_find_answer (HearthCall *self, HearthUnit *unit, GVariant **answer, GError **error);
gboolean hearth_call_keep_answer (HearthCall *self, HearthUnit *unit, GVariant *answer, GError **error);
/* For work: what else is done on the hub's loop after the COMMIT and before the answer. */
void hearth_call_set_committed (HearthCall *self, HearthCallCommitted committed);

void hearth_call_log_denial (HearthHub *hub, const HearthCaller *caller, const char *method);
GVariant *hearth_call_rows (const char *row_type, GPtrArray *records);

G_END_DECLS
