/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One call on its way through the hub: arguments to the database thread, answer after the COMMIT, news to everybody.
 * Created by the gate, ends itself when it is answered. Hub's main context, but for call_work(). */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-call.h"

#include "hearth-desk-store.h"
#include "hearth-error.h"
#include "hearth-gate.h"
#include "hearth-hub-private.h"
#include "hearth-id.h"
#include "hearth-peer.h"
#include "hearth-record.h"
#include "hearth-request-service.h"

struct _HearthCall
{
  HearthHub *hub;                    /* (owned) */
  HearthPeer *peer;                  /* (owned) */
  const HearthVerb *verb;            /* (unowned) */
  GDBusMethodInvocation *invocation; /* (owned) (nullable): NULL once answered */
  GVariant *args;                    /* (owned) */
  GVariantType *answer_type;         /* (owned) */
  HearthCallWork work;
  HearthCallCommitted committed; /* (nullable): of work in slices, between two */
  HearthCallCommitted finally;   /* (nullable): before the answer */
  gboolean more;                 /* the slice just done was not the last */
  HearthCaller caller;           /* as it was when the call came */
  guint64 revision;              /* of the last event before the call */
  const char *request;           /* (unowned) (nullable): in @args */
  char *wish;                    /* (owned) (nullable): the verb and a digest of @args, where there is a request */
  GVariant *answer;              /* (owned) (nullable): what the work gave */
  gpointer subject;              /* (owned by its destroy function) (nullable) */
  GDestroyNotify destroy;
};

static GVariantType *
answer_type_of (const GDBusMethodInfo *method)
{
  g_autoptr (GString) type = g_string_new ("(");

  for (guint i = 0; method->out_args && method->out_args[i]; i++)
    g_string_append (type, method->out_args[i]->signature);
  g_string_append_c (type, ')');
  return g_variant_type_new (type->str);
}

/**
 * hearth_call_new:
 * @peer: the desk that asks
 * @verb: what it asks for; the gate has let it through
 * @invocation: (transfer full): what to answer
 *
 * Returns: (transfer full): the call, to be given to hearth_call_run()
 */
HearthCall *
hearth_call_new (HearthPeer *peer, const HearthVerb *verb, GDBusMethodInvocation *invocation)
{
  HearthCall *self = g_new0 (HearthCall, 1);

  self->peer = g_object_ref (peer);
  self->hub = g_object_ref (hearth_peer_get_hub (peer));
  self->verb = verb;
  self->invocation = invocation;
  self->args = g_variant_ref (g_dbus_method_invocation_get_parameters (invocation));
  self->answer_type = answer_type_of (g_dbus_method_invocation_get_method_info (invocation));
  self->caller = hearth_peer_get_caller (peer);
  self->revision = hearth_hub_get_revision (self->hub);
  hearth_hub_hold (self->hub);
  hearth_peer_begin_call (peer);
  return self;
}

static void
call_free (HearthCall *self)
{
  g_autoptr (HearthHub) hub = g_steal_pointer (&self->hub);

  if (self->subject && self->destroy)
    self->destroy (self->subject);
  g_clear_pointer (&self->answer, g_variant_unref);
  g_clear_pointer (&self->args, g_variant_unref);
  g_clear_pointer (&self->wish, g_free);
  g_clear_pointer (&self->answer_type, g_variant_type_free);
  hearth_peer_end_call (self->peer);
  g_clear_object (&self->peer);
  g_free (self);
  hearth_hub_release (hub);
}

/**
 * hearth_call_reply:
 * @self: (transfer full): a call
 * @reply: (transfer floating) (nullable): the tuple that answers it
 */
void
hearth_call_reply (HearthCall *self, GVariant *reply)
{
  g_dbus_method_invocation_return_value (g_steal_pointer (&self->invocation), reply);
  call_free (self);
}

/**
 * hearth_call_fail:
 * @self: (transfer full): a call
 * @error: (transfer full): why there is no answer
 *
 * What is no HEARTH_ERROR stays here: its text may name files.
 */
void
hearth_call_fail (HearthCall *self, GError *error)
{
  g_autoptr (GError) given = error;

  if (given->domain != HEARTH_ERROR)
    {
      g_warning ("%s failed: %s", self->verb->name, given->message);
      g_clear_error (&given);
      given = g_error_new (HEARTH_ERROR, HEARTH_ERROR_FAILED, "%s failed", self->verb->name);
    }
  if (g_error_matches (given, HEARTH_ERROR, HEARTH_ERROR_DENIED) && self->caller.account_id != 0)
    hearth_call_log_denial (self->hub, &self->caller, self->verb->name);
  g_dbus_method_invocation_return_gerror (g_steal_pointer (&self->invocation), given);
  call_free (self);
}

/**
 * hearth_call_find_answer:
 * @self: a call whose request was taken
 * @unit: the unit in which it is to be done
 * @answer: (out) (nullable) (transfer full): what was answered to it before
 * @error: return location
 *
 * Returns: %FALSE on error; %HEARTH_ERROR_INVALID if the request was another wish
 */
gboolean
hearth_call_find_answer (HearthCall *self, HearthUnit *unit, GVariant **answer, GError **error)
{
  if (!hearth_request_service_find (unit, self->request, self->wish, answer, error))
    return FALSE;
  if (*answer == NULL || g_variant_is_of_type (*answer, self->answer_type))
    return TRUE;
  g_clear_pointer (answer, g_variant_unref);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "this request was another");
  return FALSE;
}

/**
 * hearth_call_keep_answer:
 * @self: a call whose request was taken
 * @unit: the unit in which it was done
 * @answer: what a repeated request is answered with; a floating reference is taken
 * @error: return location
 *
 * Returns: whether it was written
 */
gboolean
hearth_call_keep_answer (HearthCall *self, HearthUnit *unit, GVariant *answer, GError **error)
{
  return hearth_request_service_keep (unit, self->request, self->wish, answer, error);
}

/* On a database thread. */
static gboolean
call_work (HearthUnit *unit, gpointer data, GError **error)
{
  HearthCall *self = data;
  GVariant *answer;

  g_clear_pointer (&self->answer, g_variant_unref);
  self->more = FALSE;
  /* The desk may have been removed while its call waited. */
  if (!hearth_desk_store_check (unit->conn, self->caller.desk_id, error))
    return FALSE;
  if (self->request && !hearth_call_find_answer (self, unit, &self->answer, error))
    return FALSE;
  if (self->answer)
    return TRUE;
  answer = self->work (self, unit, error);
  if (answer == NULL)
    return FALSE;
  self->answer = g_variant_ref_sink (answer);
  /* Made flat here: a list of rows is ten times as large while it is a tree, and may wait for a desk that is slow. */
  g_variant_get_data (self->answer);
  return self->request == NULL || self->more || hearth_call_keep_answer (self, unit, self->answer, error);
}

/* What was read for somebody who does not sit there any more stays here: the desk is locked by now, another has signed in,
 * or they may see less. What was written is said all the same. */
static gboolean
is_too_late (HearthCall *self, GError **error)
{
  HearthCaller now = hearth_peer_get_caller (self->peer);

  if (self->request || self->caller.account_id == 0)
    return FALSE;
  if (now.account_id != self->caller.account_id)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT, "the desk was locked meanwhile");
  else if (self->caller.permissions & ~now.permissions)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED, "they may do less by now");
  else
    return FALSE;
  return TRUE;
}

/* Who may see less by now gets what that is: the desk would wait for ever for what it asked before. Where somebody else sits
 * there, only what is open to everybody. */
static gboolean
may_still_ask (HearthCall *self)
{
  const GDBusMethodInfo *method = g_dbus_method_invocation_get_method_info (self->invocation);
  HearthCaller now = hearth_peer_get_caller (self->peer);
  gboolean same = now.account_id != 0 && now.account_id == self->caller.account_id;

  return hearth_gate_decide (method, same, same ? now.permissions : 0, NULL);
}

static void
answer (HearthCall *self, gboolean fine, GError *error)
{
  GError *late = NULL;

  if (fine && is_too_late (self, &late))
    hearth_call_fail (self, late);
  else if (fine)
    hearth_call_reply (self, self->answer);
  else
    hearth_call_fail (self, error);
}

static void on_written (GObject *source, GAsyncResult *result, gpointer user_data);

/* Others write between two slices. */
static void
next_slice (HearthCall *self)
{
  self->committed (self);
  if (hearth_hub_is_stopping (self->hub))
    hearth_call_fail (self, g_error_new (HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the hub closed in the middle"));
  else
    hearth_house_write_async (hearth_hub_get_house (self->hub), &self->caller, call_work, self, NULL, on_written, self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthCall *self = user_data;
  g_autoptr (HearthHub) hub = g_object_ref (self->hub);
  g_autoptr (GVariant) changes = NULL;
  GError *error = NULL;
  gboolean fine = hearth_house_write_finish (HEARTH_HOUSE (source), result, &changes, &error);

  /* Told when the loop turns, so that the desk that wrote has its answer before it hears of its own change. */
  if (fine && changes)
    hearth_hub_publish (hub, changes);
  if (fine && self->more)
    next_slice (self);
  else
    {
      if (fine && self->finally)
        self->finally (self);
      answer (self, fine, error);
    }
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthCall *self = user_data;
  GError *error = NULL;
  gboolean fine = hearth_house_read_finish (HEARTH_HOUSE (source), result, &error);

  if (fine && is_too_late (self, NULL) && may_still_ask (self))
    {
      self->caller = hearth_peer_get_caller (self->peer);
      hearth_house_read_async (HEARTH_HOUSE (source), &self->caller, call_work, self, NULL, on_read, self);
      return;
    }
  answer (self, fine, error);
}

/**
 * hearth_call_take_request:
 * @self: (transfer full) (if FALSE): a call whose first argument is a request
 *
 * Returns: whether that is a UUID; else the call has failed
 */
gboolean
hearth_call_take_request (HearthCall *self)
{
  g_variant_get_child (self->args, 0, "&s", &self->request);
  if (hearth_id_is_valid (self->request))
    {
      self->wish = hearth_request_service_wish (self->verb->name, self->args);
      return TRUE;
    }
  hearth_call_fail (self, g_error_new (HEARTH_ERROR, HEARTH_ERROR_INVALID, "a request has a UUID"));
  return FALSE;
}

/**
 * hearth_call_work:
 * @self: (transfer full): a call
 * @kind: where the work is done
 * @work: what is done; its answer, or error, answers the call
 */
void
hearth_call_work (HearthCall *self, HearthVerbKind kind, HearthCallWork work)
{
  HearthHouse *house = hearth_hub_get_house (self->hub);

  g_assert (kind != HEARTH_VERB_RUN);
  self->work = work;
  if (kind == HEARTH_VERB_REQUEST && !hearth_call_take_request (self))
    return;
  if (kind == HEARTH_VERB_READ)
    hearth_house_read_async (house, &self->caller, call_work, self, NULL, on_read, self);
  else
    hearth_house_write_async (house, &self->caller, call_work, self, NULL, on_written, self);
}

/**
 * hearth_call_set_committed:
 * @self: a call that does its work in one piece
 * @committed: called on the hub's loop after the COMMIT, also where the request was answered before; the answer goes out
 *   after it
 */
void
hearth_call_set_committed (HearthCall *self, HearthCallCommitted committed)
{
  self->finally = committed;
}

/**
 * hearth_call_run:
 * @self: (transfer full): a call
 *
 * Does what its verb says.
 */
void
hearth_call_run (HearthCall *self)
{
  if (self->verb->kind == HEARTH_VERB_RUN)
    self->verb->run (self);
  else
    hearth_call_work (self, self->verb->kind, self->verb->work);
}

/**
 * hearth_call_slices:
 * @self: (transfer full): a call whose first argument is a request
 * @work: one slice; what it returns from hearth_call_go_on() means that there is another
 * @committed: called between a COMMIT and the next slice
 *
 * Long work on the writer, that others may write in between.
 */
void
hearth_call_slices (HearthCall *self, HearthCallWork work, HearthCallCommitted committed)
{
  self->committed = committed;
  hearth_call_work (self, HEARTH_VERB_REQUEST, work);
}

/**
 * hearth_call_go_on:
 * @self: a call, in a slice of its work
 *
 * Returns: (transfer floating): what the slice returns
 */
GVariant *
hearth_call_go_on (HearthCall *self)
{
  self->more = TRUE;
  return g_variant_new ("()");
}

/**
 * hearth_call_get_peer:
 *
 * Returns: (transfer none): the desk that asks
 */
HearthPeer *
hearth_call_get_peer (HearthCall *self)
{
  return self->peer;
}

/**
 * hearth_call_get_hub:
 *
 * Returns: (transfer none): the hub
 */
HearthHub *
hearth_call_get_hub (HearthCall *self)
{
  return self->hub;
}

/**
 * hearth_call_get_caller:
 *
 * Returns: (transfer none): who asked, as it was when the call came
 */
const HearthCaller *
hearth_call_get_caller (HearthCall *self)
{
  return &self->caller;
}

/**
 * hearth_call_get_args:
 *
 * Returns: (transfer none): the arguments; their types are as in the XML, their contents are anything
 */
GVariant *
hearth_call_get_args (HearthCall *self)
{
  return self->args;
}

/**
 * hearth_call_get_revision:
 *
 * Returns: of the last event before the call: what the work reads is at least as new
 */
guint64
hearth_call_get_revision (HearthCall *self)
{
  return self->revision;
}

/**
 * hearth_call_set_subject:
 * @subject: something that the work needs besides the arguments
 * @destroy: (nullable): lets go of it when the call is over
 */
void
hearth_call_set_subject (HearthCall *self, gpointer subject, GDestroyNotify destroy)
{
  g_return_if_fail (self->subject == NULL);

  self->subject = subject;
  self->destroy = destroy;
}

/**
 * hearth_call_get_subject:
 *
 * Returns: (transfer none) (nullable): what hearth_call_set_subject() gave
 */
gpointer
hearth_call_get_subject (HearthCall *self)
{
  return self->subject;
}

/**
 * hearth_call_log_denial:
 * @hub: the hub
 * @caller: who asked, as it was when the call came: the desk may be locked by now
 * @method: what they may not do
 *
 * Every denial is in the audit, see hearth-denials.c.
 */
void
hearth_call_log_denial (HearthHub *hub, const HearthCaller *caller, const char *method)
{
  hearth_denials_add (hearth_hub_get_denials (hub), caller, method);
}

/**
 * hearth_call_rows:
 * @row_type: the type of one row
 * @records: (element-type HearthRecord): records without lists
 *
 * Returns: (transfer floating): an array of them
 */
GVariant *
hearth_call_rows (const char *row_type, GPtrArray *records)
{
  g_autofree GVariant **rows = g_new (GVariant *, records->len + 1);

  for (guint i = 0; i < records->len; i++)
    rows[i] = hearth_record_to_row (records->pdata[i]);
  return g_variant_new_array (G_VARIANT_TYPE (row_type), rows, records->len);
}
