/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the client knows of its hub while that is away: who it is, what its clock says, where to keep what it cannot be
 * told now, and who may go on at the desk. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-client-private.h"

#include "hearth-bounded-stream.h"
#include "hearth-clock.h"
#include "hearth-record.h"

static gboolean
is_same_center (HearthHubGreeting *one, HearthHubGreeting *other)
{
  return g_str_equal (hearth_hub_greeting_get_center_uuid (one), hearth_hub_greeting_get_center_uuid (other));
}

/*< private >
 * hearth_client_take_greeting:
 * @reply: the answer to Session.Hello
 *
 * Whoever was at the desk is nobody to another center.
 */
gboolean
hearth_client_take_greeting (HearthClient *self, GVariant *reply, GError **error)
{
  g_autoptr (GVariant) dict = g_variant_get_child_value (reply, 1);
  g_autoptr (HearthHubGreeting) greeting = hearth_record_from_variant (HEARTH_TYPE_HUB_GREETING, dict, error);

  if (greeting == NULL || !hearth_client_check_epoch (self, greeting, error))
    return FALSE;
  hearth_client_learn_epochs (self, greeting);
  if (self->greeting && !is_same_center (self->greeting, greeting) && self->account)
    hearth_client_set_account (self, NULL);
  hearth_client_set_greeting (self, greeting);
  self->greeted_us = hearth_clock_since_boot_us ();
  self->skew_s = hearth_hub_greeting_get_now_s (greeting) - hearth_clock_now_s ();
  return TRUE;
}

/*< private >
 * hearth_client_take_resumed:
 * @reply: the answer to Session.Resume
 *
 * Returns: whether who was at the desk goes on there
 */
gboolean
hearth_client_take_resumed (HearthClient *self, GVariant *reply)
{
  g_autoptr (GVariant) dict = g_variant_get_child_value (reply, 1);
  g_autoptr (HearthAccount) account = NULL;
  const char *outcome;

  g_variant_get_child (reply, 0, "&s", &outcome);
  if (!g_str_equal (outcome, "welcome") || self->account == NULL)
    return FALSE;
  account = hearth_record_from_variant (HEARTH_TYPE_ACCOUNT, dict, NULL);
  if (account == NULL || hearth_account_get_id (account) != hearth_account_get_id (self->account))
    return FALSE;
  hearth_client_set_account (self, account);
  return TRUE;
}

/*< private >
 * hearth_client_goes_on_alone:
 *
 * Returns: whether who is at the desk stays there when the hub goes away: there is a place for what they do then
 */
gboolean
hearth_client_goes_on_alone (HearthClient *self)
{
  return self->outbox && self->account && self->greeting && hearth_hub_greeting_get_shared (self->greeting);
}

/**
 * hearth_client_is_on_its_own:
 *
 * Returns: whether somebody is at the desk and the hub is away
 */
gboolean
hearth_client_is_on_its_own (HearthClient *self)
{
  g_return_val_if_fail (HEARTH_IS_CLIENT (self), FALSE);

  return self->state == HEARTH_CLIENT_AWAY && self->account != NULL && !self->held;
}

/**
 * hearth_client_set_held:
 * @held: whether the hub that is about to go, or has just gone, is expected back: the same center in another process
 *
 * Until the next hub has greeted, or this is taken back, nobody can do anything at the desk, and it knows who was there:
 * the hub lets them go on (Session.Resume) where it would after a lost connection.
 */
void
hearth_client_set_held (HearthClient *self, gboolean held)
{
  g_return_if_fail (HEARTH_IS_CLIENT (self));

  if (self->held == held)
    return;
  self->held = held;
  if (!held && self->connection == NULL && self->account && !hearth_client_goes_on_alone (self))
    hearth_client_set_account (self, NULL);
}

/**
 * hearth_client_set_outbox:
 * @outbox: (nullable): where check-ins are kept; the client does not hold it
 */
void
hearth_client_set_outbox (HearthClient *self, HearthOutbox *outbox)
{
  g_return_if_fail (HEARTH_IS_CLIENT (self));

  g_set_weak_pointer (&self->outbox, outbox);
  if (outbox == NULL && self->connection == NULL && self->account && !self->held)
    hearth_client_set_account (self, NULL);
}

/*< private >
 * hearth_client_set_helpers:
 * @journal: (nullable): of the outbox
 * @offline: (nullable): of the outbox
 *
 * The outbox takes them away before they go.
 */
void
hearth_client_set_helpers (HearthClient *self, HearthJournal *journal, HearthOffline *offline)
{
  self->journal = journal;
  self->offline = offline;
}

/* Of a hub that has greeted, before the desk counts as connected. */
typedef struct
{
  HearthClientGreeted done;
  GTask *task; /* (owned): of the connection */
  gint64 account;
} Telling;

static void
on_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Telling *telling = user_data;
  HearthClient *self = HEARTH_CLIENT (source);
  g_autoptr (GTask) task = g_steal_pointer (&telling->task);
  g_autoptr (GError) error = NULL;

  if (!hearth_client_answer_done (self, result, &error))
    {
      g_debug ("the hub did not hear who signed out: %s", error->message);
      telling->done (self, task);
      return;
    }
  if (self->offline)
    hearth_offline_told_signed_out (self->offline, telling->account);
  hearth_client_tell_signed_out (self, telling->done, task);
}

/*< private >
 * hearth_client_tell_signed_out:
 * @done: called with @task when the hub has heard of all
 * @task: (transfer none): of the connection
 *
 * Who signed out here while the hub was away is signed out there too before anybody can unlock this desk.
 */
void
hearth_client_tell_signed_out (HearthClient *self, HearthClientGreeted done, GTask *task)
{
  const char *center = hearth_hub_greeting_get_center_uuid (self->greeting);
  gint64 account = self->offline && self->session ? hearth_offline_next_signed_out (self->offline, center) : 0;
  Telling *telling;

  if (account == 0)
    {
      done (self, task);
      return;
    }
  telling = g_new0 (Telling, 1);
  telling->done = done;
  telling->task = g_object_ref (task);
  telling->account = account;
  hearth_client_ask (self, self->session, "EndShift", g_variant_new ("(x)", account), NULL, on_told, telling);
}

/*< private >
 * hearth_client_expel:
 *
 * The desk was removed from the center: nobody goes on there, and nobody can sign in without the hub.
 */
void
hearth_client_expel (HearthClient *self)
{
  if (self->offline)
    hearth_offline_forget (self->offline, 0);
  hearth_client_set_account (self, NULL);
}

/**
 * hearth_client_get_outbox:
 *
 * Returns: (transfer none) (nullable): where check-ins are kept while the hub is away
 */
HearthOutbox *
hearth_client_get_outbox (HearthClient *self)
{
  g_return_val_if_fail (HEARTH_IS_CLIENT (self), NULL);

  return self->outbox;
}

/**
 * hearth_client_get_greeting:
 *
 * Returns: (transfer none) (nullable): what the hub said of itself last, also while it is away; %NULL before the first time
 */
HearthHubGreeting *
hearth_client_get_greeting (HearthClient *self)
{
  g_return_val_if_fail (HEARTH_IS_CLIENT (self), NULL);

  return self->greeting;
}

/**
 * hearth_client_is_copied:
 *
 * Returns: whether the hub has found this desk on two PCs, which take turns there
 */
gboolean
hearth_client_is_copied (HearthClient *self)
{
  g_return_val_if_fail (HEARTH_IS_CLIENT (self), FALSE);

  return self->greeting != NULL && hearth_hub_greeting_get_copied (self->greeting);
}

/**
 * hearth_client_is_hub_on_this_pc:
 *
 * The number of the desk does not say so: a hub that was restored from a desk's backup runs beside that desk.
 *
 * Returns: whether the hub that is connected now was reached at an address of this PC
 */
gboolean
hearth_client_is_hub_on_this_pc (HearthClient *self)
{
  GIOStream *stream;

  g_return_val_if_fail (HEARTH_IS_CLIENT (self), FALSE);

  stream = self->connection ? g_dbus_connection_get_stream (self->connection) : NULL;
  return HEARTH_IS_BOUNDED_STREAM (stream) && hearth_bounded_stream_is_own_pc (HEARTH_BOUNDED_STREAM (stream));
}

/**
 * hearth_client_get_hub_now_s:
 *
 * The clock of this desk may be wrong, and be set while the hub is away: what the hub said at the last greeting, and the
 * time since.
 *
 * Returns: the instant, UTC seconds, by the hub's clock
 */
gint64
hearth_client_get_hub_now_s (HearthClient *self)
{
  g_return_val_if_fail (HEARTH_IS_CLIENT (self), 0);

  if (self->greeting == NULL || self->greeted_us == 0)
    return hearth_clock_now_s () + self->skew_s;
  return hearth_hub_greeting_get_now_s (self->greeting)
         + (hearth_clock_since_boot_us () - self->greeted_us) / G_USEC_PER_SEC;
}

/*< private >
 * hearth_client_set_skew_s:
 * @skew_s: the hub's clock less that of this desk, as an earlier run knew it
 *
 * Counts until the hub is heard.
 */
void
hearth_client_set_skew_s (HearthClient *self, gint64 skew_s)
{
  if (self->greeted_us == 0)
    self->skew_s = skew_s;
}

/*< private >
 * hearth_client_get_skew_s:
 *
 * Returns: the hub's clock less that of this desk
 */
gint64
hearth_client_get_skew_s (HearthClient *self)
{
  return self->skew_s;
}
