/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A wish to write is done once, however often it is asked: the first answer is kept in the same transaction. Functions of
 * one unit of work, on its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-request-service.h"

#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-request-store.h"

/* Longer than a desk may wait with what it kept and was never answered: an arrival may lie 60 days back. */
#define KEPT_S (61 * 24 * 60 * 60)

/* Answers are kept as a variant of any type, little-endian, so that a file may move to another machine. */
static GVariant *
in_file_order (GVariant *variant)
{
#if G_BYTE_ORDER == G_BIG_ENDIAN
  return g_variant_byteswap (variant);
#else
  return g_variant_ref (variant);
#endif
}

static GVariant *
open_answer (const HearthRequest *request)
{
  g_autoptr (GVariant) raw
      = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARIANT, request->answer, FALSE));
  g_autoptr (GVariant) native = in_file_order (raw);
  g_autoptr (GVariant) normal = g_variant_get_normal_form (native);

  return g_variant_get_variant (normal);
}

/* The id as it is kept: some write UUIDs in capitals. */
static char *
check_id (const char *request, GError **error)
{
  if (hearth_id_is_valid (request))
    return g_ascii_strdown (request, -1);

  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "a request id is a UUID");
  return NULL;
}

/**
 * hearth_request_service_wish:
 * @method: what is asked
 * @args: with which arguments
 *
 * An id that comes with other arguments must not be answered with what was done for the first.
 *
 * Returns: (transfer full): the method and a digest of @args
 */
char *
hearth_request_service_wish (const char *method, GVariant *args)
{
  g_autoptr (GVariant) ordered = in_file_order (args);
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (ordered);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strconcat (method, " ", digest, NULL);
}

/**
 * hearth_request_service_find:
 * @unit: a unit of whoever asks
 * @request: the desk's request id
 * @method: what is asked, and with which arguments
 * @answer: (out) (nullable) (transfer full): the first answer; %NULL: there was none, go on
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID if @request is no UUID, or was another wish or somebody else's
 */
gboolean
hearth_request_service_find (
    HearthUnit *unit, const char *request, const char *method, GVariant **answer, GError **error)
{
  g_autofree char *id = check_id (request, error);
  g_auto (HearthRequest) found = { 0 };

  *answer = NULL;
  if (id == NULL || !hearth_request_store_find (unit->conn, id, &found, error))
    return FALSE;
  if (found.method == NULL || found.answered_at_s < unit->now_s - KEPT_S)
    return TRUE;
  if (found.account_id != unit->caller.account_id || !g_str_equal (found.method, method))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "this request was another one");
      return FALSE;
    }

  *answer = open_answer (&found);
  return TRUE;
}

/**
 * hearth_request_service_recall:
 * @unit: a unit of whoever is said to have asked
 * @request: a request id that a desk kept
 * @method: (out) (nullable) (transfer full): what was asked under it; %NULL: nothing
 * @answer: (out) (nullable) (transfer full): the first answer
 * @error: return location
 *
 * For a desk that asks in another way for what may have been done already.
 *
 * Returns: %FALSE with %HEARTH_ERROR_INVALID if @request is no UUID, or somebody else's
 */
gboolean
hearth_request_service_recall (HearthUnit *unit, const char *request, char **method, GVariant **answer, GError **error)
{
  g_autofree char *id = check_id (request, error);
  g_auto (HearthRequest) found = { 0 };

  *method = NULL;
  *answer = NULL;
  if (id == NULL || !hearth_request_store_find (unit->conn, id, &found, error))
    return FALSE;
  if (found.method == NULL)
    return TRUE;
  if (found.account_id != unit->caller.account_id)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "this request was somebody else's");
      return FALSE;
    }
  *method = g_strdup (found.method);
  *answer = open_answer (&found);
  return TRUE;
}

/**
 * hearth_request_service_keep:
 * @unit: a writing unit: the one that did what was asked
 * @request: the desk's request id
 * @method: what was asked
 * @answer: the answer; a floating reference is taken
 * @error: return location
 *
 * Answers are kept for 61 days.
 *
 * Returns: whether it was written: else the work must fail as well
 */
gboolean
hearth_request_service_keep (
    HearthUnit *unit, const char *request, const char *method, GVariant *answer, GError **error)
{
  g_autofree char *id = check_id (request, error);
  g_autoptr (GVariant) boxed = g_variant_ref_sink (g_variant_new_variant (answer));
  g_autoptr (GVariant) ordered = in_file_order (boxed);
  g_auto (HearthRequest) kept = {
    .method = g_strdup (method),
    .answer = g_variant_get_data_as_bytes (ordered),
    .account_id = unit->caller.account_id,
    .answered_at_s = unit->now_s,
  };

  return id && hearth_request_store_prune (unit->conn, unit->now_s - KEPT_S, unit->now_s + KEPT_S, error)
         && hearth_request_store_insert (unit->conn, id, &kept, error);
}
