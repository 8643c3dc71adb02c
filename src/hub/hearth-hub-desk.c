/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Desk: the PCs of the center and their hub. Codes to join are in hearth-hub-desk-code.c, backups in hearth-hub-backup.c.
 * Hub's main context, but for the units of work (work_, write_). */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-desk-service.h"
#include "hearth-error.h"
#include "hearth-hub-private.h"
#include "hearth-listener.h"
#include "hearth-pairing.h"
#include "hearth-peer.h"
#include "hearth-upkeep.h"

#include <string.h>

/* A request for a certificate is a few hundred bytes. */
#define MAX_REQUEST_BYTES (16 * 1024)

/* What the hub knows of its desks, as it was when a call came. */
typedef struct
{
  GArray *seats;  /* (owned) (element-type HearthHubSeat) */
  GArray *copied; /* (owned) (element-type gint64) */
} Presence;

static void
presence_free (gpointer data)
{
  Presence *self = data;

  g_array_unref (self->seats);
  g_array_unref (self->copied);
  g_free (self);
}

static gboolean
is_copied (const Presence *presence, HearthDesk *desk)
{
  for (guint i = 0; i < presence->copied->len; i++)
    if (g_array_index (presence->copied, gint64, i) == hearth_desk_get_id (desk))
      return TRUE;
  return FALSE;
}

/* The desk as the hub sees it: connected or not, and who sits there. Several seats of one desk: the one where somebody is. */
static HearthDesk *
desk_with_seat (HearthDesk *desk, const Presence *presence)
{
  GArray *seats = presence->seats;
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) changes = NULL;
  const char *who = "", *version = hearth_desk_get_version (desk);
  gboolean connected = FALSE;

  for (guint i = 0; i < seats->len; i++)
    {
      const HearthHubSeat *seat = &g_array_index (seats, HearthHubSeat, i);

      if (seat->desk_id != hearth_desk_get_id (desk))
        continue;
      connected = TRUE;
      if (*seat->who)
        who = seat->who;
      if (*seat->version)
        version = seat->version;
    }
  g_variant_dict_insert (&dict, "connected", "b", connected);
  g_variant_dict_insert (&dict, "copied", "b", is_copied (presence, desk));
  g_variant_dict_insert (&dict, "who", "s", who);
  g_variant_dict_insert (&dict, "version", "s", version);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  return hearth_record_with (desk, changes, NULL);
}

/* The subject is a Presence. */
static GVariant *
work_list (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GListStore) desks = hearth_desk_service_list (unit, error);
  g_autoptr (GListStore) shown = g_list_store_new (HEARTH_TYPE_DESK);

  if (desks == NULL)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desks)); i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);
      g_autoptr (HearthDesk) seen = desk_with_seat (desk, hearth_call_get_subject (call));

      g_list_store_append (shown, seen);
    }
  return g_variant_new ("(@aa{sv})", hearth_record_list_to_variant (G_LIST_MODEL (shown)));
}

static void
take_seats (HearthCall *call)
{
  HearthHub *hub = hearth_call_get_hub (call);
  Presence *presence = g_new0 (Presence, 1);

  presence->seats = hearth_hub_list_seats (hub);
  presence->copied = hearth_hub_list_copied (hub);
  hearth_call_set_subject (call, presence, presence_free);
}

static void
run_list (HearthCall *call)
{
  take_seats (call);
  hearth_call_work (call, HEARTH_VERB_READ, work_list);
}

static GVariant *
work_save (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (HearthDesk) saved = NULL, shown = NULL;
  gint64 desk, revision;

  g_variant_get (hearth_call_get_args (call), "(&sxx@a{sv})", NULL, &desk, &revision, &changes);
  saved = hearth_desk_service_save (unit, desk, revision, changes, error);
  shown = saved ? desk_with_seat (saved, hearth_call_get_subject (call)) : NULL;
  return shown ? g_variant_new ("(@a{sv})", hearth_record_to_variant (shown)) : NULL;
}

/* The mark holds before the answer; to take it away has time. */
static void
on_saved (HearthCall *call)
{
  g_autoptr (GVariant) changes = NULL;
  gboolean front_desk = FALSE;
  gint64 desk;

  g_variant_get (hearth_call_get_args (call), "(&sxx@a{sv})", NULL, &desk, NULL, &changes);
  if (g_variant_lookup (changes, "front-desk", "b", &front_desk) && front_desk)
    hearth_hub_mark_front_desk (hearth_call_get_hub (call), desk);
}

static void
run_save (HearthCall *call)
{
  take_seats (call);
  hearth_call_set_committed (call, on_saved);
  hearth_call_work (call, HEARTH_VERB_REQUEST, work_save);
}

/* The subject says whether it was done now, not by an earlier call of the same request. */
static GVariant *
work_remove (HearthCall *call, HearthUnit *unit, GError **error)
{
  gboolean *now = hearth_call_get_subject (call);
  gint64 desk;

  g_variant_get (hearth_call_get_args (call), "(&sx)", NULL, &desk);
  *now = hearth_desk_service_remove (unit, desk, error);
  return *now ? g_variant_new ("()") : NULL;
}

static void
on_removed (HearthCall *call)
{
  HearthHub *hub = hearth_call_get_hub (call);
  GVariantDict detail = G_VARIANT_DICT_INIT (NULL);
  gint64 desk;

  g_variant_get (hearth_call_get_args (call), "(&sx)", NULL, &desk);
  hearth_hub_remove_desk (hub, desk);
  g_variant_dict_insert (&detail, "desk", "x", desk);
  if (*(gboolean *)hearth_call_get_subject (call))
    hearth_hub_notice (hub, "desk-removed", desk, g_variant_dict_end (&detail), 0);
  else
    g_variant_dict_clear (&detail);
  if (hearth_hub_get_upkeep (hub))
    hearth_upkeep_copy (hearth_hub_get_upkeep (hub));
}

static void
run_remove (HearthCall *call)
{
  hearth_call_set_subject (call, g_new0 (gboolean, 1), g_free);
  hearth_call_set_committed (call, on_removed);
  hearth_call_work (call, HEARTH_VERB_REQUEST, work_remove);
}

static GVariant *
bytes_of (const char *pem)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, pem, strlen (pem), 1);
}

/* Returns: (transfer full) (nullable): the request that is argument @child, as text. */
static char *
request_of (HearthCall *call, guint child, GError **error)
{
  g_autoptr (GVariant) bytes = g_variant_get_child_value (hearth_call_get_args (call), child);
  gsize length;
  const char *data = g_variant_get_fixed_array (bytes, &length, 1);

  if (length > 0 && length <= MAX_REQUEST_BYTES && memchr (data, '\0', length) == NULL)
    return g_strndup (data, length);
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "not a request for a certificate");
  return NULL;
}

static GVariant *
work_enroll_own (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autofree char *request = request_of (call, 1, error);
  g_autofree char *certificate = NULL, *authority = NULL;

  if (request == NULL || !hearth_desk_service_enroll_own (unit, request, &certificate, &authority, error))
    return NULL;
  return g_variant_new ("(@ay@ayx)", bytes_of (certificate), bytes_of (authority), unit->caller.desk_id);
}

static void
run_enroll_own (HearthCall *call)
{
  if (hearth_peer_get_kind (hearth_call_get_peer (call)) == HEARTH_PEER_OWN)
    hearth_call_work (call, HEARTH_VERB_REQUEST, work_enroll_own);
  else
    hearth_call_fail (call, g_error_new (HEARTH_ERROR, HEARTH_ERROR_INVALID, "the center is shared already"));
}

static GVariant *
work_renew (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autofree char *request = request_of (call, 0, error);
  g_autofree char *certificate = request ? hearth_desk_service_renew (unit, request, error) : NULL;

  return certificate ? g_variant_new ("(@ay)", bytes_of (certificate)) : NULL;
}

static void
run_renew (HearthCall *call)
{
  if (hearth_peer_get_kind (hearth_call_get_peer (call)) == HEARTH_PEER_DESK)
    hearth_call_work (call, HEARTH_VERB_WRITE, work_renew);
  else
    hearth_call_fail (call, g_error_new (HEARTH_ERROR, HEARTH_ERROR_INVALID, "only a desk that has joined renews"));
}

/* The subject is what the hub itself knows, an a{sv}; the rest is in the center file. */
static GVariant *
work_status (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_auto (GVariantDict) status = G_VARIANT_DICT_INIT (hearth_call_get_subject (call));
  g_autofree char *seen = NULL;
  const char *place = NULL;

  g_variant_dict_lookup (&status, "backup-place", "s", &seen);
  if (!hearth_desk_service_status (unit, &status, error))
    return NULL;
  /* What the last look saw was another place, or there was none yet. */
  if (g_variant_dict_lookup (&status, "backup-place", "&s", &place) && g_strcmp0 (place, seen) != 0)
    g_variant_dict_insert (&status, "place-backup-at-s", "x", (gint64)-1);
  return g_variant_new ("(@a{sv})", g_variant_dict_end (&status));
}

static void
fill_seats (HearthHub *hub, GVariantDict *status)
{
  g_autoptr (GArray) seats = hearth_hub_list_seats (hub);
  g_autoptr (GHashTable) desks = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GPtrArray) versions = g_ptr_array_new ();

  for (guint i = 0; i < seats->len; i++)
    {
      HearthHubSeat *seat = &g_array_index (seats, HearthHubSeat, i);

      g_hash_table_add (desks, &seat->desk_id);
      if (*seat->version && !g_ptr_array_find_with_equal_func (versions, seat->version, g_str_equal, NULL))
        g_ptr_array_add (versions, seat->version);
    }
  g_variant_dict_insert (status, "connected", "x", (gint64)g_hash_table_size (desks));
  g_variant_dict_insert_value (status, "versions",
                               g_variant_new_strv ((const char *const *)versions->pdata, versions->len));
}

/* What everybody else waits for: the asker may ask for several things at once. */
static gint64
count_waiting (HearthHub *hub, HearthPeer *asker)
{
  GPtrArray *peers = hearth_hub_get_peers (hub);
  gint64 n = 0;

  for (guint i = 0; i < peers->len; i++)
    if (peers->pdata[i] != asker)
      n += hearth_peer_count_calls (peers->pdata[i]);
  return n;
}

static void
run_status (HearthCall *call)
{
  HearthHub *hub = hearth_call_get_hub (call);
  HearthListener *listener = hearth_hub_get_listener (hub);
  HearthPairing *pairing = hearth_hub_get_pairing (hub);
  GVariantDict status = G_VARIANT_DICT_INIT (NULL);
  g_auto (GStrv) addresses = listener ? hearth_listener_list_addresses (listener) : g_new0 (char *, 1);

  g_variant_dict_insert (&status, "shared", "b", listener != NULL);
  g_variant_dict_insert (&status, "addresses", "^as", addresses);
  g_variant_dict_insert (&status, "started-at-s", "x", hearth_hub_get_started_at_s (hub));
  g_variant_dict_insert (&status, "queue", "x", count_waiting (hub, hearth_call_get_peer (call)));
  g_variant_dict_insert (&status, "code-expires-at-s", "x", pairing ? hearth_pairing_get_expires_at_s (pairing) : 0);
  fill_seats (hub, &status);
  hearth_upkeep_fill_status (hearth_hub_get_upkeep (hub), &status);
  hearth_call_set_subject (call, g_variant_ref_sink (g_variant_dict_end (&status)), (GDestroyNotify)g_variant_unref);
  hearth_call_work (call, HEARTH_VERB_READ, work_status);
}

static gboolean
write_stop (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_unit_audit (unit, "stop-sharing", "center", 1, "", error);
}

static void
on_stop_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthCall *call = user_data;
  g_autoptr (HearthHub) hub = g_object_ref (hearth_call_get_hub (call));
  GError *error = NULL;

  if (!hearth_house_write_finish (HEARTH_HOUSE (source), result, NULL, &error))
    {
      hearth_call_fail (call, error);
      return;
    }
  hearth_call_reply (call, NULL);
  hearth_hub_ask_to_stop (hub);
}

/* Of the hub's own PC: its desk, or a tool there. */
static void
run_stop_sharing (HearthCall *call)
{
  HearthPeer *peer = hearth_call_get_peer (call);
  HearthHub *hub = hearth_call_get_hub (call);
  gboolean own = hearth_peer_get_kind (peer) == HEARTH_PEER_TOOL || hearth_peer_get_desk (peer) == 1;

  if (hearth_hub_get_listener (hub) == NULL)
    hearth_call_fail (call, g_error_new (HEARTH_ERROR, HEARTH_ERROR_INVALID, "the center is not shared"));
  else if (!own)
    hearth_call_fail (call, g_error_new (HEARTH_ERROR, HEARTH_ERROR_INVALID, "only at the hub's own PC"));
  else
    hearth_house_write_async (hearth_hub_get_house (hub), hearth_call_get_caller (call), write_stop, NULL, NULL,
                              on_stop_written, call);
}

const HearthVerb hearth_hub_desk_verbs[] = {
  { "List", HEARTH_VERB_RUN, NULL, run_list },
  { "Save", HEARTH_VERB_RUN, NULL, run_save },
  { "Remove", HEARTH_VERB_RUN, NULL, run_remove },
  { "EnrollOwn", HEARTH_VERB_RUN, NULL, run_enroll_own },
  { "Renew", HEARTH_VERB_RUN, NULL, run_renew },
  { "Status", HEARTH_VERB_RUN, NULL, run_status },
  { "StopSharing", HEARTH_VERB_RUN, NULL, run_stop_sharing },
  { NULL, 0, NULL, NULL },
};
