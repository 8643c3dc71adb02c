/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The check-in page: how a visit comes to be, and how it is taken back. A call that was sent is never taken back by a
 * page that goes away: each answer holds the page until it came. Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-checkin-page-private.h"

#include <glib/gi18n.h>

#include "hearth-checkin-client.h"
#include "hearth-confirm.h"
#include "hearth-error.h"
#include "hearth-reason.h"
#include "hearth-shell.h"
#include "hearth-shown-name.h"
#include "hearth-visit-words.h"

/* A check-in on its way. */
typedef struct
{
  HearthCheckinPage *page;    /* (owned) */
  HearthCandidate *candidate; /* (owned) (nullable): NULL for a new record */
  char *typed;                /* (owned): what stood in the search when it was chosen */
} Recording;

static void
recording_free (Recording *recording)
{
  g_clear_object (&recording->page);
  g_clear_object (&recording->candidate);
  g_free (recording->typed);
  g_free (recording);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recording, recording_free)

/* What Undo needs, however much later. */
typedef struct
{
  HearthClient *client; /* (owned) */
  GWeakRef page;
  gint64 visit;
} TakeBack;

static void
take_back_free (TakeBack *back)
{
  g_clear_object (&back->client);
  g_weak_ref_clear (&back->page);
  g_free (back);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TakeBack, take_back_free)

static TakeBack *
take_back_new (HearthCheckinPage *self, gint64 visit)
{
  TakeBack *back = g_new0 (TakeBack, 1);

  back->client = g_object_ref (self->client);
  back->visit = visit;
  g_weak_ref_init (&back->page, self);
  return back;
}

static void
voided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TakeBack) back = user_data;
  g_autoptr (HearthCheckinPage) self = g_weak_ref_get (&back->page);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);
  HearthVisit *shown;

  if (self == NULL || hearth_checkin_page_is_gone (self))
    return;
  if (visit == NULL)
    {
      hearth_checkin_page_show_error (self, error);
      return;
    }
  hearth_day_list_take (self->day, visit);
  shown = hearth_arrived_card_get_visit (self->arrived);
  if (shown && hearth_visit_get_id (shown) == hearth_visit_get_id (visit))
    hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_IDLE);
}

static void
void_visit (TakeBack *back)
{
  hearth_checkin_client_void_async (back->client, back->visit, NULL, voided_cb, back);
}

static void
undo_cb (gpointer data)
{
  TakeBack *given = data;
  TakeBack *back = g_new0 (TakeBack, 1);
  g_autoptr (HearthCheckinPage) self = g_weak_ref_get (&given->page);

  back->client = g_object_ref (given->client);
  back->visit = given->visit;
  g_weak_ref_init (&back->page, self);
  void_visit (back);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (TakeBack) back = user_data;

  if (hearth_confirm_finish (result))
    void_visit (g_steal_pointer (&back));
}

/*< private >
 * hearth_checkin_page_take_back:
 * @visit: its id
 *
 * From the row's menu, where no Undo follows: asks first. The row goes; the check-in is kept in the log.
 */
void
hearth_checkin_page_take_back (HearthCheckinPage *self, gint64 visit)
{
  HearthVisit *listed = hearth_day_list_find (self->day, visit);
  g_autofree char *name = listed ? hearth_visit_words_name (listed, self->shrink_names) : NULL;
  g_autofree char *heading = NULL;

  if (visit < 0)
    hearth_checkin_page_drop_kept (self, visit);
  if (listed == NULL)
    return;
  /* Translators: %s is the name of a person, "Guest" or "12 people". */
  heading = g_strdup_printf (_ ("Take back the check-in of %s?"), name);
  hearth_checkin_page_focus_search (self);
  hearth_confirm_async (GTK_WIDGET (self), heading, _ ("It goes from the list and from the figures. The log keeps it."),
                        _ ("Take back"), FALSE, self->cancellable, confirmed_cb, take_back_new (self, visit));
}

/*< private >
 * hearth_checkin_page_offer_take_back:
 * @visit: what was recorded
 * @text: says so
 */
void
hearth_checkin_page_offer_take_back (HearthCheckinPage *self, HearthVisit *visit, const char *text)
{
  self->offered_visit = hearth_visit_get_id (visit);
  self->offered = hearth_shell_offer_undo (GTK_WIDGET (self), text, undo_cb, take_back_new (self, self->offered_visit),
                                           (GDestroyNotify)take_back_free);
}

static void
recording_begins (HearthCheckinPage *self)
{
  self->n_recording++;
}

/* What was asked to be taken back while the answer was on its way is taken back now; what was not recorded needs none. */
static void
recording_ends (HearthCheckinPage *self, gboolean recorded)
{
  self->n_recording--;
  if (!recorded && self->n_undo_waiting > 0)
    self->n_undo_waiting--;
  if (self->n_recording > 0)
    return;
  for (; self->n_undo_waiting > 0; self->n_undo_waiting--)
    hearth_shell_undo (GTK_WIDGET (self));
}

/*< private >
 * hearth_checkin_page_undo:
 *
 * Takes back the last check-in, also one whose answer is still on its way: never the one before it in its place.
 *
 * Returns: %FALSE if there is nothing to take back
 */
gboolean
hearth_checkin_page_undo (HearthCheckinPage *self)
{
  if (self->n_recording == 0)
    return hearth_shell_undo (GTK_WIDGET (self));
  self->n_undo_waiting++;
  return TRUE;
}

/*< private >
 * hearth_checkin_page_show_visit:
 * @visit: what was just recorded
 * @arrival: (nullable): of a person
 *
 * The card. Not while the next person is being typed already: then the list and the toast say enough.
 */
void
hearth_checkin_page_show_visit (HearthCheckinPage *self, HearthVisit *visit, HearthArrival *arrival)
{
  if (*gtk_editable_get_text (self->search) != '\0')
    return;
  hearth_arrived_card_show (self->arrived, visit, arrival);
  hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_ARRIVED);
  hearth_checkin_page_focus_search (self);
}

/* "Jon S. checked in for Drop-in" */
static char *
sentence_of (HearthCheckinPage *self, HearthVisit *visit)
{
  HearthReason *reason = hearth_reason_list_find (self->reasons, hearth_visit_get_reason (visit));
  g_autofree char *name = hearth_visit_words_name (visit, self->shrink_names);

  if (reason == NULL)
    /* Translators: %s is the name of a person. */
    return g_strdup_printf (_ ("%s checked in"), name);
  /* Translators: the name of a person, and what they came for. */
  return g_strdup_printf (_ ("%s checked in for %s"), name, hearth_reason_get_label (reason));
}

/*< private >
 * hearth_checkin_page_reword:
 * @visit: as it is now
 *
 * The toast that offers its Undo says what it is for now.
 */
void
hearth_checkin_page_reword (HearthCheckinPage *self, HearthVisit *visit)
{
  g_autofree char *text = NULL;

  if (hearth_visit_get_id (visit) != self->offered_visit || hearth_visit_get_person_id (visit) == 0)
    return;
  text = sentence_of (self, visit);
  hearth_shell_reword_undo (GTK_WIDGET (self), self->offered, text);
}

/* Nothing was written: say so, and let the desk decide. */
static void
say_already_here (Recording *recording, HearthVisit *visit)
{
  HearthCheckinPage *self = recording->page;
  g_autofree char *name = hearth_visit_words_name (visit, self->shrink_names);
  g_autofree char *time
      = hearth_shown_time (hearth_visit_get_arrived_at_s (visit), hearth_client_get_time_zone (self->client));
  /* Translators: the name of a person, and a time of day. */
  g_autofree char *text = g_strdup_printf (_ ("%s is already here, since %s."), name, time);

  if (recording->candidate == NULL || g_strcmp0 (recording->typed, gtk_editable_get_text (self->search)) != 0)
    {
      hearth_shell_say (GTK_WIDGET (self), text);
      return;
    }
  hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_HERE);
  g_set_object (&self->already, recording->candidate);
  gtk_label_set_label (self->here, text);
  hearth_checkin_page_update_actions (self);
  hearth_checkin_page_focus_search (self);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Recording) recording = user_data;
  HearthCheckinPage *self = recording->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthArrival) arrival = NULL;
  gboolean already_here = FALSE;
  g_autoptr (HearthVisit) visit
      = hearth_checkin_client_record_finish (HEARTH_CLIENT (source), result, &already_here, &arrival, &error);

  if (hearth_checkin_page_is_gone (self))
    return;
  self->recording = 0;
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_KEPT))
    {
      if (g_strcmp0 (recording->typed, gtk_editable_get_text (self->search)) == 0)
        hearth_checkin_page_clear_search (self);
      hearth_checkin_page_show_lost (self, hearth_checkin_client_get_kept (result));
      recording_ends (self, TRUE);
      return;
    }
  if (visit == NULL)
    {
      recording_ends (self, FALSE);
      hearth_checkin_page_show_error (self, error);
      hearth_checkin_page_focus_search (self);
      return;
    }
  if (already_here)
    {
      recording_ends (self, FALSE);
      say_already_here (recording, visit);
      return;
    }

  g_autofree char *text = sentence_of (self, visit);

  hearth_checkin_page_show_error (self, NULL);
  hearth_day_list_take (self->day, visit);
  hearth_checkin_page_offer_take_back (self, visit, text);
  if (g_strcmp0 (recording->typed, gtk_editable_get_text (self->search)) == 0)
    hearth_checkin_page_clear_search (self);
  hearth_checkin_page_show_visit (self, visit, arrival);
  recording_ends (self, TRUE);
}

static void
record (HearthCheckinPage *self, gint64 person, HearthCandidate *candidate, gboolean again)
{
  Recording *recording;
  GVariantDict options;

  /* A second Enter before the answer to the first is no second visit. */
  if (self->recording == person)
    return;
  self->recording = person;
  recording_begins (self);
  recording = g_new0 (Recording, 1);
  recording->page = g_object_ref (self);
  recording->candidate = candidate ? g_object_ref (candidate) : NULL;
  recording->typed = g_strdup (gtk_editable_get_text (self->search));
  g_variant_dict_init (&options, NULL);
  if (again)
    g_variant_dict_insert (&options, "again", "b", TRUE);
  if (candidate)
    {
      g_autofree char *shown
          = hearth_shown_name (hearth_candidate_get_name (candidate), hearth_candidate_get_initial (candidate), FALSE);

      /* For the list of this desk, should the hub go away meanwhile. */
      g_variant_dict_insert (&options, "shown-name", "s", shown);
    }
  hearth_checkin_client_record_async (self->client, person, g_variant_dict_end (&options), NULL, recorded_cb,
                                      recording);
}

/*< private >
 * hearth_checkin_page_check_in:
 * @candidate: who was chosen
 * @again: also if they are here already
 */
void
hearth_checkin_page_check_in (HearthCheckinPage *self, HearthCandidate *candidate, gboolean again)
{
  record (self, hearth_candidate_get_person_id (candidate), candidate, again);
}

/*< private >
 * hearth_checkin_page_check_in_person:
 * @person: a new record
 */
void
hearth_checkin_page_check_in_person (HearthCheckinPage *self, gint64 person)
{
  hearth_checkin_page_clear_search (self);
  record (self, person, NULL, FALSE);
}

static void
guest_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCheckinPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);

  if (hearth_checkin_page_is_gone (self))
    return;
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_KEPT))
    {
      hearth_checkin_page_show_lost (self, hearth_checkin_client_get_kept (result));
      recording_ends (self, TRUE);
      return;
    }
  if (visit == NULL)
    {
      recording_ends (self, FALSE);
      hearth_checkin_page_show_error (self, error);
      return;
    }
  hearth_day_list_take (self->day, visit);
  hearth_checkin_page_offer_take_back (self, visit,
                                       g_str_equal (hearth_visit_get_kind (visit), "guest-new")
                                           ? _ ("Guest counted, new here")
                                           : _ ("Guest counted, been before"));
  hearth_checkin_page_show_visit (self, visit, NULL);
  recording_ends (self, TRUE);
}

/*< private >
 * hearth_checkin_page_count_guest:
 * @new_here: whether they were never here
 *
 * Counts somebody without a record, at once; each press of the key is one more.
 */
void
hearth_checkin_page_count_guest (HearthCheckinPage *self, gboolean new_here)
{
  GVariantDict options;

  hearth_checkin_page_show_error (self, NULL);
  if (*gtk_editable_get_text (self->search) != '\0')
    {
      hearth_checkin_page_clear_search (self);
      hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_IDLE);
    }
  if (hearth_checkin_page_is_on_its_own (self))
    {
      hearth_checkin_page_keep_guest (self, new_here);
      return;
    }
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "new", "b", new_here);
  recording_begins (self);
  hearth_checkin_client_record_guest_async (self->client, g_variant_dict_end (&options), NULL, guest_counted_cb,
                                            g_object_ref (self));
}
