/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The notifier's words in the window: one toast at a time, and behind the lock what it says is kept for whom it was said.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-notifier-private.h"

#include <glib/gi18n.h>

#include "hearth-desk-view.h"
#include "hearth-text.h"
#include "hearth-window.h"

/* Behind the lock there is no page that could say it: the newest stands in the window until somebody is back. */
static void
say_outside (HearthNotifier *self, const char *text)
{
  guint more = self->n_outside - 1;
  g_autofree char *whole = more == 0
                               ? g_strdup (text)
                               /* Translators: %s is a sentence; how many notices came before it. */
                               : g_strdup_printf (ngettext ("%s And %u more.", "%s And %u more.", more), text, more);
  g_autofree char *markup = g_markup_escape_text (whole, -1);

  if (self->outside != NULL)
    adw_toast_dismiss (self->outside);
  g_clear_object (&self->outside);
  self->outside = g_object_ref_sink (adw_toast_new (markup));
  adw_toast_set_timeout (self->outside, 0);
  hearth_window_add_toast (HEARTH_WINDOW (self->window), self->outside);
}

/* Pushed away by other words, or by the lock, it was not read yet; closed by hand it was. */
static void
on_inside_gone (HearthNotifier *self, AdwToast *toast)
{
  HearthDeskView *desk = self->window ? hearth_window_get_desk_view (HEARTH_WINDOW (self->window)) : NULL;
  gboolean closed = desk != NULL && hearth_desk_view_get_toast (desk) == toast;

  if (self->inside != toast)
    return;
  g_clear_object (&self->inside);
  if (self->inside_text == NULL)
    return;
  if (!closed)
    hearth_missed_list_add (self->missed, self->account, self->inside_text, self->inside_action);
  else if (self->inside_action != NULL)
    hearth_missed_list_opened (self->missed, self->inside_action);
  else
    hearth_missed_list_read (self->missed);
}

/* @text: (nullable): NULL for the one that leads to the list. */
static void
say_inside (HearthNotifier *self, HearthDeskView *desk, const char *text, const char *action)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->missed));
  g_autofree char *all = g_strdup_printf (ngettext ("%u notice waits for you.", "%u notices wait for you.", n), n);

  hearth_desk_view_tell (desk, text ? text : all,
                         text == NULL ? _ ("Show")
                         : action     ? _ ("Open")
                                      : NULL,
                         text ? action : "win.missed");
  g_set_object (&self->inside, hearth_desk_view_get_toast (desk));
  hearth_set_str (&self->inside_text, text);
  hearth_set_str (&self->inside_action, action);
  g_signal_connect_object (self->inside, "dismissed", G_CALLBACK (on_inside_gone), self, G_CONNECT_SWAPPED);
}

/* All that nobody has read yet, as one toast; it stays until it is closed, and the list behind it until it is read. */
static void
offer_missed (HearthNotifier *self, HearthDeskView *desk)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->missed));
  g_autoptr (HearthMissed) only = n == 1 ? g_list_model_get_item (G_LIST_MODEL (self->missed), 0) : NULL;

  if (only != NULL)
    say_inside (self, desk, hearth_missed_get_text (only), hearth_missed_get_action (only));
  else if (n > 0)
    say_inside (self, desk, NULL, NULL);
}

/* One place for one toast: where another one is still to be read, both are in the list. */
static void
say_beside (HearthNotifier *self, HearthDeskView *desk, const char *text, const char *action)
{
  if (self->inside == NULL)
    {
      say_inside (self, desk, text, action);
      return;
    }
  if (self->inside_text != NULL)
    hearth_missed_list_add (self->missed, self->account, self->inside_text, self->inside_action);
  hearth_missed_list_add (self->missed, self->account, text, action);
  g_clear_object (&self->inside);
  offer_missed (self, desk);
}

/* What is for those who look after the center is no news to who does not do so any more. */
static void
drop_others (HearthNotifier *self)
{
  if (hearth_client_may (self->client, HEARTH_PERMISSION_MANAGE_CENTER))
    return;
  for (guint i = 0; i < hearth_n_notice_kinds; i++)
    if (!hearth_notice_kinds[i].for_all)
      {
        g_autofree char *action = hearth_notice_kind_action (&hearth_notice_kinds[i], 0);

        hearth_missed_list_opened (self->missed, action);
      }
}

/*< private >
 * hearth_notifier_missed_changed:
 *
 * What leads to the list goes when the list was read.
 */
void
hearth_notifier_missed_changed (HearthNotifier *self)
{
  if (self->inside != NULL && self->inside_text == NULL && g_list_model_get_n_items (G_LIST_MODEL (self->missed)) == 0)
    adw_toast_dismiss (self->inside);
}

/*< private >
 * hearth_notifier_take_inside:
 * @was_locked: whether nobody was there until now
 *
 * Whom it was meant for is back, or somebody else.
 */
void
hearth_notifier_take_inside (HearthNotifier *self, gboolean was_locked)
{
  HearthAccount *account = hearth_client_get_account (self->client);
  HearthDeskView *desk = self->window ? hearth_window_get_desk_view (HEARTH_WINDOW (self->window)) : NULL;
  g_autoptr (AdwToast) outside = g_steal_pointer (&self->outside);
  gint64 now = account ? hearth_account_get_id (account) : 0;

  self->account = now;
  self->n_outside = 0;
  hearth_missed_list_set_account (self->missed, now);
  if (outside != NULL)
    adw_toast_dismiss (outside);
  drop_others (self);
  if (desk != NULL && was_locked)
    offer_missed (self, desk);
}

/*< private >
 * hearth_notifier_keep:
 * @text: one sentence or two, without a name
 * @action: (nullable): of the window, with its target
 *
 * Said where nobody is: for whoever was there before.
 */
void
hearth_notifier_keep (HearthNotifier *self, const char *text, const char *action)
{
  self->n_outside++;
  hearth_missed_list_add (self->missed, self->account, text, action);
}

/*< private >
 * hearth_notifier_say:
 * @text: one sentence or two
 * @action: what Open does
 *
 * In the window, as it is now.
 */
void
hearth_notifier_say (HearthNotifier *self, const char *text, const char *action)
{
  HearthDeskView *desk = hearth_window_get_desk_view (HEARTH_WINDOW (self->window));

  if (desk != NULL)
    {
      say_beside (self, desk, text, action);
      return;
    }
  hearth_notifier_keep (self, text, action);
  say_outside (self, text);
}

/**
 * hearth_notifier_get_missed:
 *
 * Returns: (transfer none): what whoever is at the desk has missed
 */
HearthMissedList *
hearth_notifier_get_missed (HearthNotifier *self)
{
  g_return_val_if_fail (HEARTH_IS_NOTIFIER (self), NULL);

  return self->missed;
}

/**
 * hearth_notifier_hold:
 * @self: a notifier
 * @text: one sentence without a name
 *
 * Something that the window would have said, had somebody been there.
 */
void
hearth_notifier_hold (HearthNotifier *self, const char *text)
{
  g_return_if_fail (HEARTH_IS_NOTIFIER (self));

  hearth_notifier_keep (self, text, NULL);
}
