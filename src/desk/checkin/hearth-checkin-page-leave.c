/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The check-in page: how people leave, one by one or when the day is closed, and come back when that was wrong. Main
 * context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-checkin-page-private.h"

#include <glib/gi18n.h>

#include "hearth-checkin-client.h"
#include "hearth-confirm.h"
#include "hearth-shell.h"
#include "hearth-visit-words.h"

/* Check-outs that Undo takes back. */
typedef struct
{
  HearthClient *client; /* (owned) */
  GWeakRef page;
  GArray *visits; /* (owned): of gint64 */
} ComeBack;

static void
come_back_free (ComeBack *back)
{
  g_clear_object (&back->client);
  g_weak_ref_clear (&back->page);
  g_array_unref (back->visits);
  g_free (back);
}

static void
came_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCheckinPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!hearth_checkin_client_come_back_finish (HEARTH_CLIENT (source), result, &error)
      && !hearth_checkin_page_is_gone (self))
    hearth_checkin_page_show_error (self, error);
}

/*< private >
 * hearth_checkin_page_come_back:
 * @visits: their ids
 * @n_visits: how many
 *
 * They are here after all.
 */
void
hearth_checkin_page_come_back (HearthCheckinPage *self, const gint64 *visits, gsize n_visits)
{
  hearth_checkin_client_come_back_async (self->client, visits, n_visits, NULL, came_back_cb, g_object_ref (self));
}

static void
undo_cb (gpointer data)
{
  ComeBack *back = data;
  g_autoptr (HearthCheckinPage) self = g_weak_ref_get (&back->page);

  if (self && !hearth_checkin_page_is_gone (self))
    hearth_checkin_page_come_back (self, (const gint64 *)(gpointer)back->visits->data, back->visits->len);
  else
    hearth_checkin_client_come_back_async (back->client, (const gint64 *)(gpointer)back->visits->data,
                                           back->visits->len, NULL, NULL, NULL);
}

static void
offer_come_back (HearthCheckinPage *self, GArray *visits, const char *text)
{
  ComeBack *back = g_new0 (ComeBack, 1);

  back->client = g_object_ref (self->client);
  g_weak_ref_init (&back->page, self);
  back->visits = g_array_ref (visits);
  hearth_shell_offer_undo (GTK_WIDGET (self), text, undo_cb, back, (GDestroyNotify)come_back_free);
}

static void
checked_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCheckinPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);

  if (hearth_checkin_page_is_gone (self))
    return;
  if (visit == NULL)
    {
      hearth_checkin_page_show_error (self, error);
      return;
    }

  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree char *name = hearth_visit_words_name (visit, self->shrink_names);
  /* Translators: %s is the name of a person. */
  g_autofree char *text = g_strdup_printf (_ ("%s checked out"), name);
  gint64 id = hearth_visit_get_id (visit);

  g_array_append_val (visits, id);
  hearth_day_list_take (self->day, visit);
  offer_come_back (self, visits, text);
}

/*< private >
 * hearth_checkin_page_check_out:
 * @visit: its id
 */
void
hearth_checkin_page_check_out (HearthCheckinPage *self, gint64 visit)
{
  hearth_checkin_page_show_error (self, NULL);
  hearth_checkin_client_check_out_async (self->client, visit, 0, NULL, checked_out_cb, g_object_ref (self));
  hearth_checkin_page_focus_search (self);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCheckinPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) visits = hearth_checkin_client_close_day_finish (HEARTH_CLIENT (source), result, &error);

  if (hearth_checkin_page_is_gone (self))
    return;
  if (visits == NULL)
    {
      hearth_checkin_page_show_error (self, error);
      return;
    }
  if (visits->len == 0)
    {
      hearth_shell_say (GTK_WIDGET (self), _ ("The day is closed. Nobody was here any more."));
      return;
    }

  g_autofree char *text = g_strdup_printf (ngettext ("The day is closed. %u left, time unknown.",
                                                     "The day is closed. %u left, time unknown.", visits->len),
                                           visits->len);

  offer_come_back (self, visits, text);
}

static void
confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCheckinPage) self = user_data;
  g_autofree char *day = NULL;
  gboolean wanted = hearth_confirm_finish (result);

  if (hearth_checkin_page_is_gone (self))
    return;
  hearth_checkin_page_focus_search (self);
  if (!wanted)
    return;
  g_object_get (self->day, "day", &day, NULL);
  hearth_checkin_client_close_day_async (self->client, day, NULL, closed_cb, g_object_ref (self));
}

/*< private >
 * hearth_checkin_page_close_day:
 *
 * Asks first; everybody who is still here has then left, time unknown.
 */
void
hearth_checkin_page_close_day (HearthCheckinPage *self)
{
  guint here = hearth_day_list_get_here (self->day);
  g_autofree char *body = NULL;

  hearth_checkin_page_show_error (self, NULL);
  if (here > 0)
    body = g_strdup_printf (ngettext ("%u person counts as here. The list will say “left, time unknown”.",
                                      "%u people count as here. The list will say “left, time unknown”.", here),
                            here);
  hearth_confirm_async (GTK_WIDGET (self), _ ("Close the day?"), body ? body : _ ("Nobody counts as here any more."),
                        _ ("Close the day"), FALSE, self->cancellable, confirmed_cb, g_object_ref (self));
}
