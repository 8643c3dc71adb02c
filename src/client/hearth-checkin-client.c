/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the desk asks of Checkin: find, record, correct, the day. Each wish to write carries a request id of its own.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-checkin-client.h"

#include "hearth-client-private.h"
#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-outbox-private.h"
#include "hearth-record.h"

/* Of a result: what it became on this PC. */
#define KEPT_DATA "hearth-kept"

/* All methods of this file go the same way. */
static void
ask (HearthClient *client,
     const char *method,
     GVariant *args,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_checkin_bus (client), method, args, cancellable, callback, user_data);
}

/* A check-in whose answer never came, that cannot be sent, or that the hub has no room for, is kept on this PC under its own
 * request. */
static void
keep_lost (HearthClient *client, const HearthClientLostCall *call, GError **error)
{
  HearthOutbox *outbox = hearth_client_get_outbox (client);
  g_autoptr (GError) failure = NULL;
  g_autoptr (HearthKept) kept = NULL;

  if (outbox == NULL)
    return;
  if (hearth_outbox_is_of_disk (*error))
    hearth_outbox_set_hub_full (outbox, TRUE);
  kept = hearth_outbox_keep_call (outbox, call->account, call->method, call->args, call->shown_name, call->sent,
                                  &failure);
  g_clear_error (error);
  if (kept)
    {
      g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_KEPT, "kept on this PC");
      g_object_set_data_full (call->result, KEPT_DATA, g_steal_pointer (&kept), g_object_unref);
    }
  else
    g_propagate_error (error, g_steal_pointer (&failure));
}

static void
ask_to_record (HearthClient *client,
               const char *method,
               GVariant *args,
               const char *shown_name,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  hearth_client_ask_sure (client, hearth_client_get_checkin_bus (client), method, args, keep_lost, shown_name,
                          cancellable, callback, user_data);
}

static GVariant *
ids_variant (const gint64 *ids, gsize n_ids)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, ids, n_ids, sizeof *ids);
}

/**
 * hearth_checkin_client_find_async:
 * @query: what was typed
 * @limit: at most so many rows, up to 20
 */
void
hearth_checkin_client_find_async (HearthClient *client,
                                  const char *query,
                                  guint limit,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  ask (client, "Find", g_variant_new ("(su)", query, limit), cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_find_finish:
 * @alone: (out) (optional): the person whom Enter may check in, or 0
 *
 * Returns: (transfer full) (nullable): a list of #HearthCandidate, best first
 */
GListStore *
hearth_checkin_client_find_finish (HearthClient *client, GAsyncResult *result, gint64 *alone, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  if (reply == NULL)
    return NULL;

  if (alone)
    g_variant_get_child (reply, 0, "x", alone);
  return hearth_client_rows (reply, 1, HEARTH_TYPE_CANDIDATE);
}

/**
 * hearth_checkin_client_record_async:
 * @person: who came
 * @options: (nullable) (transfer floating): see Checkin.Record; beside that shown-name (s), which stays on this PC: how its
 *   list of what is kept shows them
 *
 * Where the hub goes away before it answers, and while it is away, the check-in is kept: the error is %HEARTH_ERROR_KEPT. So
 * do the two others that record.
 */
void
hearth_checkin_client_record_async (HearthClient *client,
                                    gint64 person,
                                    GVariant *options,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autofree char *request = hearth_id_new (), *shown_name = NULL;
  g_autoptr (GVariant) given = g_variant_ref_sink (hearth_client_options (options));
  GVariantDict dict;

  g_variant_lookup (given, "shown-name", "s", &shown_name);
  g_variant_dict_init (&dict, given);
  g_variant_dict_remove (&dict, "shown-name");
  ask_to_record (client, "Record", g_variant_new ("(sx@a{sv})", request, person, g_variant_dict_end (&dict)),
                 shown_name, cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_record_finish:
 * @already_here: (out) (optional): whether nothing was written, and the visit is the earlier one
 * @arrival: (out) (optional) (transfer full): what the desk may say to them
 *
 * Returns: (transfer full) (nullable): the visit
 */
HearthVisit *
hearth_checkin_client_record_finish (
    HearthClient *client, GAsyncResult *result, gboolean *already_here, HearthArrival **arrival, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  g_autoptr (GVariant) row = NULL, dict = NULL;
  g_autoptr (HearthArrival) came = NULL;
  const char *outcome;

  if (reply == NULL)
    return NULL;

  g_variant_get (reply, "(&s@" HEARTH_VISIT_ROW "@a{sv})", &outcome, &row, &dict);
  came = hearth_record_from_variant (HEARTH_TYPE_ARRIVAL, dict, error);
  if (came == NULL)
    return NULL;
  if (already_here)
    *already_here = g_str_equal (outcome, "already-here");
  if (arrival)
    *arrival = g_steal_pointer (&came);
  return hearth_record_from_row (HEARTH_TYPE_VISIT, row);
}

/**
 * hearth_checkin_client_get_kept:
 * @result: of one of the three that record, finished with %HEARTH_ERROR_KEPT
 *
 * Returns: (transfer none) (nullable): what it became on this PC; of several that were lost at once, the one of this call
 */
HearthKept *
hearth_checkin_client_get_kept (GAsyncResult *result)
{
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);

  return g_object_get_data (G_OBJECT (result), KEPT_DATA);
}

/**
 * hearth_checkin_client_record_guest_async:
 * @options: (nullable) (transfer floating): see Checkin.RecordGuest
 */
void
hearth_checkin_client_record_guest_async (HearthClient *client,
                                          GVariant *options,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask_to_record (client, "RecordGuest", g_variant_new ("(s@a{sv})", request, hearth_client_options (options)), NULL,
                 cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_record_group_async:
 * @count: how many
 * @label: at what
 * @options: (nullable) (transfer floating): see Checkin.RecordGroup
 */
void
hearth_checkin_client_record_group_async (HearthClient *client,
                                          guint count,
                                          const char *label,
                                          GVariant *options,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask_to_record (client, "RecordGroup",
                 g_variant_new ("(sus@a{sv})", request, count, label ? label : "", hearth_client_options (options)),
                 NULL, cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_change_async:
 * @visit: the visit as this desk knows it
 * @changes: (transfer floating): see Checkin.Change
 */
void
hearth_checkin_client_change_async (HearthClient *client,
                                    HearthVisit *visit,
                                    GVariant *changes,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "Change",
       g_variant_new ("(sxx@a{sv})", request, hearth_visit_get_id (visit), hearth_visit_get_revision (visit),
                      hearth_client_options (changes)),
       cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_void_async:
 * @visit: the check-in to take back
 */
void
hearth_checkin_client_void_async (
    HearthClient *client, gint64 visit, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "Void", g_variant_new ("(sx)", request, visit), cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_check_out_async:
 * @visit: who left
 * @at_s: when, UTC seconds; 0 for now
 */
void
hearth_checkin_client_check_out_async (HearthClient *client,
                                       gint64 visit,
                                       gint64 at_s,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "CheckOut", g_variant_new ("(sxx)", request, visit, at_s), cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_visit_finish:
 *
 * Returns: (transfer full) (nullable): the visit as it is now
 */
HearthVisit *
hearth_checkin_client_visit_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  g_autoptr (GVariant) row = reply ? g_variant_get_child_value (reply, 0) : NULL;

  return row ? hearth_record_from_row (HEARTH_TYPE_VISIT, row) : NULL;
}

/**
 * hearth_checkin_client_come_back_async:
 * @ids: visits whose check-out is taken back
 */
void
hearth_checkin_client_come_back_async (HearthClient *client,
                                       const gint64 *ids,
                                       gsize n_ids,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "ComeBack", g_variant_new ("(s@ax)", request, ids_variant (ids, n_ids)), cancellable, callback,
       user_data);
}

/**
 * hearth_checkin_client_come_back_finish:
 *
 * Returns: whether they count as here again
 */
gboolean
hearth_checkin_client_come_back_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  return hearth_client_answer_done (client, result, error);
}

/**
 * hearth_checkin_client_close_day_async:
 * @day: the last day to close
 */
void
hearth_checkin_client_close_day_async (
    HearthClient *client, const char *day, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "CloseDay", g_variant_new ("(ss)", request, day), cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_close_day_finish:
 *
 * Returns: (transfer full) (nullable) (element-type gint64): the visits that were closed, to take it back
 */
GArray *
hearth_checkin_client_close_day_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  g_autoptr (GVariant) ids = reply ? g_variant_get_child_value (reply, 0) : NULL;
  g_autoptr (GArray) closed = NULL;
  const gint64 *values;
  gsize n = 0;

  if (ids == NULL)
    return NULL;

  closed = g_array_new (FALSE, FALSE, sizeof (gint64));
  values = g_variant_get_fixed_array (ids, &n, sizeof *values);
  g_array_append_vals (closed, values, (guint)n);
  return g_steal_pointer (&closed);
}

/**
 * hearth_checkin_client_roll_async:
 *
 * Asks who is here now.
 */
void
hearth_checkin_client_roll_async (HearthClient *client,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  ask (client, "Roll", NULL, cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_roll_finish:
 *
 * Returns: (transfer full) (nullable): a list of #HearthVisit, longest here first
 */
GListStore *
hearth_checkin_client_roll_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  return hearth_checkin_client_visits_finish (client, result, error);
}

/**
 * hearth_checkin_client_day_async:
 * @day: (nullable): which, %NULL or "" for today
 */
void
hearth_checkin_client_day_async (
    HearthClient *client, const char *day, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ask (client, "Day", g_variant_new ("(s)", day ? day : ""), cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_day_finish:
 * @revision: (out) (optional): of Session.Changed, as of this reading
 * @today: (out) (optional) (transfer full): the center's day now
 *
 * Returns: (transfer full) (nullable): a list of #HearthVisit, newest first
 */
GListStore *
hearth_checkin_client_day_finish (
    HearthClient *client, GAsyncResult *result, guint64 *revision, char **today, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  if (reply == NULL)
    return NULL;

  if (revision)
    g_variant_get_child (reply, 0, "t", revision);
  if (today)
    g_variant_get_child (reply, 1, "s", today);
  return hearth_client_rows (reply, 2, HEARTH_TYPE_VISIT);
}

/**
 * hearth_checkin_client_visits_async:
 * @ids: which, at most 200
 */
void
hearth_checkin_client_visits_async (HearthClient *client,
                                    const gint64 *ids,
                                    gsize n_ids,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  ask (client, "Visits", g_variant_new ("(@ax)", ids_variant (ids, n_ids)), cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_visits_finish:
 *
 * Returns: (transfer full) (nullable): a list of #HearthVisit
 */
GListStore *
hearth_checkin_client_visits_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  return reply ? hearth_client_rows (reply, 0, HEARTH_TYPE_VISIT) : NULL;
}

/**
 * hearth_checkin_client_reasons_async:
 *
 * Asks for the vocabulary of reasons.
 */
void
hearth_checkin_client_reasons_async (HearthClient *client,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  ask (client, "Reasons", NULL, cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_reasons_finish:
 *
 * Returns: (transfer full) (nullable): a list of #HearthReason in their order, retired ones too
 */
GListStore *
hearth_checkin_client_reasons_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  g_autoptr (GVariant) dicts = reply ? g_variant_get_child_value (reply, 0) : NULL;

  return dicts ? hearth_record_list_from_variant (HEARTH_TYPE_REASON, dicts, error) : NULL;
}

/**
 * hearth_checkin_client_save_reasons_async:
 * @known: of #HearthReason: the list as hearth_checkin_client_reasons_finish() gave it when it began to be changed
 * @reasons: of #HearthReason: the whole list anew
 */
void
hearth_checkin_client_save_reasons_async (HearthClient *client,
                                          GListModel *known,
                                          GListModel *reasons,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();
  g_autofree char *stamp = hearth_reason_list_stamp (known);

  ask (client, "SaveReasons", g_variant_new ("(ss@aa{sv})", request, stamp, hearth_record_list_to_variant (reasons)),
       cancellable, callback, user_data);
}

/**
 * hearth_checkin_client_save_reasons_finish:
 *
 * Returns: whether they were saved; %HEARTH_ERROR_CONFLICT where somebody else changed them meanwhile
 */
gboolean
hearth_checkin_client_save_reasons_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  return hearth_client_answer_done (client, result, error);
}
