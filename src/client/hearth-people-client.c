/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the desk asks of People but the import: records, cards, twins and merges. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-people-client.h"

#include "hearth-client-private.h"
#include "hearth-id.h"
#include "hearth-record.h"

/* All methods of this file go the same way. */
static void
ask (HearthClient *client,
     const char *method,
     GVariant *args,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  hearth_client_ask (client, hearth_client_get_people_bus (client), method, args, cancellable, callback, user_data);
}

static HearthPerson *
person_of (GVariant *reply, guint child, GError **error)
{
  g_autoptr (GVariant) dict = g_variant_get_child_value (reply, child);

  return hearth_record_from_variant (HEARTH_TYPE_PERSON, dict, error);
}

/**
 * hearth_people_client_get_async:
 * @person: whose record to open; that is logged
 */
void
hearth_people_client_get_async (
    HearthClient *client, gint64 person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ask (client, "Get", g_variant_new ("(x)", person), cancellable, callback, user_data);
}

/**
 * hearth_people_client_get_finish:
 *
 * Returns: (transfer full) (nullable): the record, without contact fields where they are hidden
 */
HearthPerson *
hearth_people_client_get_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  return reply ? person_of (reply, 0, error) : NULL;
}

/**
 * hearth_people_client_register_async:
 * @person: a new record
 * @anyway: also when somebody with such a name is known
 */
void
hearth_people_client_register_async (HearthClient *client,
                                     HearthPerson *person,
                                     gboolean anyway,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "Register", g_variant_new ("(s@a{sv}b)", request, hearth_record_to_variant (person), anyway),
       cancellable, callback, user_data);
}

/**
 * hearth_people_client_register_finish:
 * @been_before: (out) (optional): whether nothing was written, because others have such a name
 * @person: (out) (optional): id of the new record
 * @similar: (out) (optional): how many have such a name
 *
 * Returns: %FALSE where the call failed
 */
gboolean
hearth_people_client_register_finish (
    HearthClient *client, GAsyncResult *result, gboolean *been_before, gint64 *person, guint *similar, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  const char *outcome;
  gint64 id;
  guint n;

  if (reply == NULL)
    return FALSE;

  g_variant_get (reply, "(&sxu)", &outcome, &id, &n);
  if (been_before)
    *been_before = g_str_equal (outcome, "been-before");
  if (person)
    *person = id;
  if (similar)
    *similar = n;
  return TRUE;
}

/**
 * hearth_people_client_update_async:
 * @before: the record as the hub gave it
 * @after: the record as it should be
 *
 * Sends only what differs.
 */
void
hearth_people_client_update_async (HearthClient *client,
                                   HearthPerson *before,
                                   HearthPerson *after,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "Update",
       g_variant_new ("(sxx@a{sv})", request, hearth_person_get_id (before), hearth_person_get_revision (before),
                      hearth_record_changes (before, after)),
       cancellable, callback, user_data);
}

/**
 * hearth_people_client_update_finish:
 * @revision: (out) (optional): of the record now
 *
 * Returns: whether it was saved; %HEARTH_ERROR_CONFLICT where somebody changed it meanwhile
 */
gboolean
hearth_people_client_update_finish (HearthClient *client, GAsyncResult *result, gint64 *revision, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  if (reply && revision)
    g_variant_get_child (reply, 0, "x", revision);
  return reply != NULL;
}

/**
 * hearth_people_client_new_card_async:
 * @person: whose card is made anew
 */
void
hearth_people_client_new_card_async (
    HearthClient *client, gint64 person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "NewCard", g_variant_new ("(sx)", request, person), cancellable, callback, user_data);
}

/**
 * hearth_people_client_new_card_finish:
 *
 * Returns: (transfer full) (nullable): the code on the card
 */
char *
hearth_people_client_new_card_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  char *code = NULL;

  if (reply)
    g_variant_get (reply, "(s)", &code);
  return code;
}

/**
 * hearth_people_client_twins_async:
 * @person: a record that may be there twice
 */
void
hearth_people_client_twins_async (
    HearthClient *client, gint64 person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ask (client, "Twins", g_variant_new ("(x)", person), cancellable, callback, user_data);
}

/**
 * hearth_people_client_twins_finish:
 *
 * Returns: (transfer full) (nullable): a list of #HearthCandidate, likeliest first
 */
GListStore *
hearth_people_client_twins_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  return reply ? hearth_client_rows (reply, 0, HEARTH_TYPE_CANDIDATE) : NULL;
}

/**
 * hearth_people_client_compare_async:
 * @a: a record
 * @b: another
 */
void
hearth_people_client_compare_async (HearthClient *client,
                                    gint64 a,
                                    gint64 b,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  ask (client, "Compare", g_variant_new ("(xx)", a, b), cancellable, callback, user_data);
}

/**
 * hearth_people_client_compare_finish:
 * @person_a: (out) (transfer full): the one whole
 * @visits_a: (out) (optional): its number of visits
 * @person_b: (out) (transfer full): the other whole
 * @visits_b: (out) (optional): its number of visits
 *
 * Returns: %FALSE where the call failed
 */
gboolean
hearth_people_client_compare_finish (HearthClient *client,
                                     GAsyncResult *result,
                                     HearthPerson **person_a,
                                     guint *visits_a,
                                     HearthPerson **person_b,
                                     guint *visits_b,
                                     GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  g_autoptr (HearthPerson) a = reply ? person_of (reply, 0, error) : NULL;
  g_autoptr (HearthPerson) b = a ? person_of (reply, 2, error) : NULL;

  if (b == NULL)
    return FALSE;

  if (visits_a)
    g_variant_get_child (reply, 1, "u", visits_a);
  if (visits_b)
    g_variant_get_child (reply, 3, "u", visits_b);
  *person_a = g_steal_pointer (&a);
  *person_b = g_steal_pointer (&b);
  return TRUE;
}

/**
 * hearth_people_client_merge_async:
 * @kept: the record that stays
 * @gone: the one that becomes part of it
 * @fields: an a{sv} of the fields that were chosen, also where what was chosen is nothing; the others follow from both
 */
void
hearth_people_client_merge_async (HearthClient *client,
                                  HearthPerson *kept,
                                  HearthPerson *gone,
                                  GVariant *fields,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "Merge",
       g_variant_new ("(sxxxx@a{sv})", request, hearth_person_get_id (kept), hearth_person_get_revision (kept),
                      hearth_person_get_id (gone), hearth_person_get_revision (gone), fields),
       cancellable, callback, user_data);
}

/**
 * hearth_people_client_merge_finish:
 *
 * Returns: what hearth_people_client_unmerge_async() takes; 0 where the call failed
 */
gint64
hearth_people_client_merge_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);
  gint64 merge = 0;

  if (reply)
    g_variant_get (reply, "(x)", &merge);
  return merge;
}

/**
 * hearth_people_client_unmerge_async:
 * @merge: the merge to take apart
 */
void
hearth_people_client_unmerge_async (
    HearthClient *client, gint64 merge, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "Unmerge", g_variant_new ("(sx)", request, merge), cancellable, callback, user_data);
}

/**
 * hearth_people_client_not_same_async:
 * @a: a person
 * @b: another, and it is another
 */
void
hearth_people_client_not_same_async (HearthClient *client,
                                     gint64 a,
                                     gint64 b,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autofree char *request = hearth_id_new ();

  ask (client, "NotSame", g_variant_new ("(sxx)", request, a, b), cancellable, callback, user_data);
}

/**
 * hearth_people_client_done_finish:
 *
 * Of unmerge and not_same.
 *
 * Returns: whether it was done
 */
gboolean
hearth_people_client_done_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  return hearth_client_answer_done (client, result, error);
}

/**
 * hearth_people_client_merges_async:
 * @person: whose merges
 */
void
hearth_people_client_merges_async (
    HearthClient *client, gint64 person, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  ask (client, "Merges", g_variant_new ("(x)", person), cancellable, callback, user_data);
}

/**
 * hearth_people_client_merges_finish:
 *
 * Returns: (transfer full) (nullable): an a(xxs), see People.Merges
 */
GVariant *
hearth_people_client_merges_finish (HearthClient *client, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = hearth_client_answer (client, result, error);

  return reply ? g_variant_get_child_value (reply, 0) : NULL;
}
