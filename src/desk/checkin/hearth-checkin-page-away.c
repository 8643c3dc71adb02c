/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The check-in page while the hub is away: what is typed is kept on this PC, and everything else says that it waits.
 * Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-checkin-page-private.h"

#include <glib/gi18n.h>

#include "hearth-checkin-client.h"
#include "hearth-error.h"
#include "hearth-kept-words.h"
#include "hearth-shell.h"

/* What Undo needs, however much later: by then it may have been sent. */
typedef struct
{
  HearthClient *client;   /* (owned) */
  HearthKeptVisits *kept; /* (owned) */
  GWeakRef page;
  gint64 visit; /* below zero */
} DropKept;

static void
drop_kept_free (gpointer data)
{
  DropKept *drop = data;

  g_clear_object (&drop->client);
  g_clear_object (&drop->kept);
  g_weak_ref_clear (&drop->page);
  g_free (drop);
}

/* What cannot be taken back now can be when the hub has answered: said, not only failed. */
static void
say_not_dropped (HearthCheckinPage *self, const GError *error)
{
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE))
    hearth_shell_say (GTK_WIDGET (self), _ ("The hub may have heard of it. Take it back when the hub is here again."));
  else
    hearth_checkin_page_show_error (self, error);
}

/* Returns: the visit that came of it already, or 0 */
static gint64
drop (HearthCheckinPage *self, HearthKeptVisits *kept, gint64 visit)
{
  g_autoptr (GError) error = NULL;
  gint64 sent = 0;

  if (!hearth_kept_visits_take_back (kept, visit, &sent, &error) && error != NULL && self != NULL)
    say_not_dropped (self, error);
  return sent;
}

static void
undo_cb (gpointer data)
{
  DropKept *given = data;
  g_autoptr (HearthCheckinPage) page = g_weak_ref_get (&given->page);
  HearthCheckinPage *self = page && !hearth_checkin_page_is_gone (page) ? page : NULL;
  gint64 sent = drop (self, given->kept, given->visit);
  HearthVisit *shown = self ? hearth_arrived_card_get_visit (self->arrived) : NULL;

  if (sent > 0)
    hearth_checkin_client_void_async (given->client, sent, NULL, NULL, NULL);
  if (shown && hearth_visit_get_id (shown) == given->visit
      && hearth_kept_visits_find (given->kept, given->visit) == NULL)
    hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_IDLE);
}

/*< private >
 * hearth_checkin_page_drop_kept:
 * @visit: below zero
 *
 * From the row's menu: it was never sent, so nothing is asked.
 */
void
hearth_checkin_page_drop_kept (HearthCheckinPage *self, gint64 visit)
{
  gint64 sent;

  if (self->kept == NULL)
    return;
  sent = drop (self, self->kept, visit);
  if (sent > 0)
    hearth_checkin_page_take_back (self, sent);
  hearth_checkin_page_focus_search (self);
}

/*< private >
 * hearth_checkin_page_is_on_its_own:
 *
 * Returns: whether what is entered is kept on this PC
 */
gboolean
hearth_checkin_page_is_on_its_own (HearthCheckinPage *self)
{
  return self->kept != NULL && hearth_client_is_on_its_own (self->client);
}

/* The card and Undo, as for any visit. */
static void
show_kept (HearthCheckinPage *self, HearthKept *kept)
{
  HearthVisit *visit = hearth_kept_visits_visit_of (self->kept, kept);
  g_autofree char *who = hearth_kept_words_title (kept);
  /* Translators: %s is a name as it was typed, "Guest, new here" or "12 people". */
  g_autofree char *text = g_strdup_printf (_ ("%s kept on this PC"), who);
  DropKept *drop;

  if (visit == NULL)
    return;
  drop = g_new0 (DropKept, 1);
  drop->client = g_object_ref (self->client);
  drop->kept = g_object_ref (self->kept);
  drop->visit = hearth_visit_get_id (visit);
  g_weak_ref_init (&drop->page, self);
  hearth_shell_offer_undo (GTK_WIDGET (self), text, undo_cb, drop, drop_kept_free);
  if (*gtk_editable_get_text (self->search) != '\0')
    return;
  hearth_arrived_card_show_kept (self->arrived, self->kept, visit);
  hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_ARRIVED);
  hearth_checkin_page_focus_search (self);
}

/*< private >
 * hearth_checkin_page_show_lost:
 * @kept: (nullable): what the call became
 *
 * The hub went away before its answer: what was asked is kept, and that is what one sees.
 */
void
hearth_checkin_page_show_lost (HearthCheckinPage *self, HearthKept *kept)
{
  if (self->kept != NULL && kept != NULL)
    show_kept (self, kept);
}

/*< private >
 * hearth_checkin_page_keep_typed:
 *
 * Enter: the name as it was typed. Whose it is is looked up when the hub is back.
 */
void
hearth_checkin_page_keep_typed (HearthCheckinPage *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->search)));
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthKept) kept = NULL;

  if (*typed == '\0')
    return;
  hearth_checkin_page_show_error (self, NULL);
  kept = hearth_outbox_keep_name (hearth_kept_visits_get_outbox (self->kept), typed, NULL, &error);
  if (kept == NULL)
    {
      hearth_checkin_page_show_error (self, error);
      return;
    }
  hearth_checkin_page_clear_search (self);
  show_kept (self, kept);
}

/*< private >
 * hearth_checkin_page_keep_guest:
 * @new_here: whether they were never here
 */
void
hearth_checkin_page_keep_guest (HearthCheckinPage *self, gboolean new_here)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthKept) kept = NULL;
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "new", "b", new_here);
  kept = hearth_outbox_keep_guest (hearth_kept_visits_get_outbox (self->kept), g_variant_dict_end (&options), &error);
  if (kept == NULL)
    hearth_checkin_page_show_error (self, error);
  else
    show_kept (self, kept);
}

/*< private >
 * hearth_checkin_page_update_away:
 *
 * What the search says, and what waits for the hub.
 */
void
hearth_checkin_page_update_away (HearthCheckinPage *self)
{
  gboolean own = hearth_checkin_page_is_on_its_own (self);
  const char *asks = own ? _ ("Type their name") : _ ("Who is here?");

  g_object_set (self->search, "placeholder-text", asks, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, asks, -1);
  gtk_label_set_label (self->hint,
                       own ? _ (
                           "Enter keeps the name as you typed it. Hearth looks the person up when the hub is back.")
                           : _ ("Any part of a name, the last four digits of a phone, or scan a card"));
  /* What was typed meanwhile was not asked of anybody yet. */
  if (!own && hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN)
    hearth_checkin_search_set_query (self->finder, gtk_editable_get_text (self->search));
}

/*< private >
 * hearth_checkin_page_set_watch:
 * @watch: how it stands with the hub
 *
 * To be called once, for a desk that joined a center.
 */
void
hearth_checkin_page_set_watch (HearthCheckinPage *self, HearthHubWatch *watch)
{
  g_return_if_fail (self->watch == NULL);

  self->watch = g_object_ref (watch);
  self->kept = hearth_kept_visits_new (self->client, hearth_hub_watch_get_outbox (watch));
  hearth_today_pane_set_kept (self->today, self->kept);
  hearth_kept_group_setup (self->kept_group, self->client, watch);
  hearth_checkin_page_update_away (self);
}
