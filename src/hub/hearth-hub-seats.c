/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who sits where, and what becomes of them when the center changes: a desk that was removed, an account that may do less.
 * Hub's main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub.h"

#include "hearth-account-store.h"
#include "hearth-hub-private.h"
#include "hearth-peer.h"

static void
seat_clear (gpointer data)
{
  HearthHubSeat *seat = data;

  g_free (seat->who);
  g_free (seat->version);
}

/**
 * hearth_hub_list_seats:
 * @self: the hub
 *
 * Returns: (transfer full) (element-type HearthHubSeat): the desks that are connected
 */
GArray *
hearth_hub_list_seats (HearthHub *self)
{
  GArray *seats = g_array_new (FALSE, FALSE, sizeof (HearthHubSeat));
  GPtrArray *peers = hearth_hub_get_peers (self);

  g_array_set_clear_func (seats, seat_clear);
  for (guint i = 0; i < peers->len; i++)
    {
      HearthPeer *peer = peers->pdata[i];
      HearthAccount *sitting = hearth_peer_get_sitting (peer);
      HearthHubSeat seat = { .desk_id = hearth_peer_get_desk (peer) };

      if (hearth_peer_get_kind (peer) == HEARTH_PEER_TOOL || hearth_peer_get_connection (peer) == NULL)
        continue;
      seat.account_id = sitting ? hearth_account_get_id (sitting) : 0;
      seat.locked = !hearth_peer_is_signed_in (peer);
      seat.who = g_strdup (sitting ? hearth_account_get_preferred_name (sitting) : "");
      seat.version = g_strdup (hearth_peer_get_version (peer));
      g_array_append_val (seats, seat);
    }
  return seats;
}

/**
 * hearth_hub_count_tools:
 * @self: the hub
 *
 * Returns: how many commands of this PC are connected
 */
guint
hearth_hub_count_tools (HearthHub *self)
{
  GPtrArray *peers = hearth_hub_get_peers (self);
  guint n = 0;

  for (guint i = 0; i < peers->len; i++)
    n += hearth_peer_get_kind (peers->pdata[i]) == HEARTH_PEER_TOOL;
  return n;
}

/* Returns: whether they sit at a desk now, also a locked one */
static gboolean
sits_somewhere (HearthHub *self, gint64 account_id)
{
  GPtrArray *peers = hearth_hub_get_peers (self);

  for (guint i = 0; i < peers->len; i++)
    {
      HearthAccount *sitting = hearth_peer_get_sitting (peers->pdata[i]);

      if (sitting && hearth_account_get_id (sitting) == account_id)
        return TRUE;
    }
  return FALSE;
}

/*< private >
 * hearth_hub_copy_peers:
 *
 * Returns: (transfer full): those that are there now: they may go while they are walked
 */
GPtrArray *
hearth_hub_copy_peers (HearthHub *self)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *peers = hearth_hub_get_peers (self);

  for (guint i = 0; i < peers->len; i++)
    g_ptr_array_add (copy, g_object_ref (peers->pdata[i]));
  return copy;
}

/**
 * hearth_hub_remove_desk:
 * @self: the hub
 * @desk_id: a desk that the center has just removed
 *
 * It is out at once, whatever it is doing.
 */
void
hearth_hub_remove_desk (HearthHub *self, gint64 desk_id)
{
  g_autoptr (GPtrArray) peers = hearth_hub_copy_peers (self);

  for (guint i = 0; i < peers->len; i++)
    if (hearth_peer_get_kind (peers->pdata[i]) == HEARTH_PEER_DESK && hearth_peer_get_desk (peers->pdata[i]) == desk_id)
      hearth_peer_cut (peers->pdata[i]);
  hearth_hub_forget_twin (self, desk_id);
}

/**
 * hearth_hub_mark_front_desk:
 * @self: the hub
 * @desk_id: a desk that was marked as front desk, by a call that may be an old one again: the center has the last word
 */
void
hearth_hub_mark_front_desk (HearthHub *self, gint64 desk_id)
{
  g_autoptr (GPtrArray) peers = hearth_hub_copy_peers (self);

  for (guint i = 0; i < peers->len; i++)
    if (hearth_peer_get_kind (peers->pdata[i]) != HEARTH_PEER_TOOL && hearth_peer_get_desk (peers->pdata[i]) == desk_id)
      {
        hearth_peer_mark_front_desk (peers->pdata[i]);
        hearth_peer_read_desk (peers->pdata[i]);
      }
}

static void
put_out (HearthPeer *peer, const char *why)
{
  hearth_peer_sign_out (peer);
  hearth_peer_tell_signed_out (peer, why);
}

/* Whoever sits behind a locked desk is told when they are back. */
static void
put_in (HearthPeer *peer, HearthAccount *account)
{
  HearthAccount *before = hearth_peer_get_account (peer);
  gboolean news = before && !hearth_record_equal (before, account);

  hearth_peer_set_account (peer, account);
  if (news)
    hearth_peer_tell_account (peer, account);
}

/**
 * hearth_hub_sign_out_account:
 * @self: the hub
 * @account_id: somebody of the team
 * @why: as of Session.SignedOut
 * @but: (nullable): a desk where they stay
 *
 * They are out wherever they sit.
 */
void
hearth_hub_sign_out_account (HearthHub *self, gint64 account_id, const char *why, HearthPeer *but)
{
  GPtrArray *peers = hearth_hub_get_peers (self);

  for (guint i = 0; i < peers->len; i++)
    {
      HearthAccount *sitting = hearth_peer_get_sitting (peers->pdata[i]);

      if (peers->pdata[i] != but && sitting && hearth_account_get_id (sitting) == account_id)
        put_out (peers->pdata[i], why);
    }
}

typedef struct
{
  HearthHub *hub; /* (owned) */
  gint64 account_id;
  HearthAccount *account; /* (owned) (nullable) */
} AccountReading;

static gboolean
read_account (HearthUnit *unit, gpointer data, GError **error)
{
  AccountReading *reading = data;

  g_clear_object (&reading->account);
  reading->account = hearth_account_store_get (unit->conn, reading->account_id, error);
  return reading->account != NULL;
}

/* Returns: (nullable): why they may not sit there any more */
static const char *
why_out (HearthAccount *before, HearthAccount *now)
{
  if (hearth_account_get_disabled (now))
    return "disabled";
  if (hearth_account_get_new_passphrase (now) && !hearth_account_get_new_passphrase (before))
    return "passphrase";
  return NULL;
}

/**
 * hearth_hub_put_account:
 * @self: the hub
 * @account: somebody as they are after a COMMIT
 *
 * It holds at once wherever they sit; whoever is disabled, or was given a passphrase by somebody else, is out. What is
 * older than what the hub knows by now is nothing: two reads of one account may come in any order.
 */
void
hearth_hub_put_account (HearthHub *self, HearthAccount *account)
{
  GPtrArray *peers = hearth_hub_get_peers (self);

  for (guint i = 0; i < peers->len; i++)
    {
      HearthAccount *sitting = hearth_peer_get_sitting (peers->pdata[i]);
      const char *why;

      if (sitting == NULL || hearth_account_get_id (sitting) != hearth_account_get_id (account)
          || hearth_account_get_revision (account) < hearth_account_get_revision (sitting))
        continue;
      why = why_out (sitting, account);
      if (why != NULL)
        put_out (peers->pdata[i], why);
      else
        put_in (peers->pdata[i], account);
    }
}

static void
on_account_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AccountReading *reading = user_data;
  g_autoptr (GError) error = NULL;

  /* In doubt they sign in again. */
  if (!hearth_house_read_finish (HEARTH_HOUSE (source), result, &error))
    g_warning ("account %" G_GINT64_FORMAT " was not read again: %s", reading->account_id, error->message);
  if (error)
    hearth_hub_sign_out_account (reading->hub, reading->account_id, "", NULL);
  else
    hearth_hub_put_account (reading->hub, reading->account);
  hearth_hub_release (reading->hub);
  g_clear_object (&reading->account);
  g_object_unref (reading->hub);
  g_free (reading);
}

/**
 * hearth_hub_account_changed:
 * @self: the hub
 * @account_id: whose roles, or whether they may sign in, a COMMIT has changed
 *
 * Read again where they sit; whoever is disabled is out.
 */
void
hearth_hub_account_changed (HearthHub *self, gint64 account_id)
{
  HearthCaller caller = HEARTH_CALLER_TOOL;
  AccountReading *reading;

  if (hearth_hub_is_stopping (self) || !sits_somewhere (self, account_id))
    return;
  reading = g_new0 (AccountReading, 1);
  reading->hub = g_object_ref (self);
  reading->account_id = account_id;
  hearth_hub_hold (self);
  hearth_house_read_async (hearth_hub_get_house (self), &caller, read_account, reading, NULL, on_account_read, reading);
}
