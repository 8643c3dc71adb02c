/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What comes into today's list: its row stands out for a moment and is read aloud, the list goes to the top or says how many
 * are new above what is on screen. Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-today-pane-private.h"

#include <glib/gi18n.h>

#include "hearth-visit-words.h"

#define FRESH_S 4

/*< private >
 * hearth_today_pane_is_fresh:
 * @visit: a visit of the list
 *
 * Returns: whether it came in just now
 */
gboolean
hearth_today_pane_is_fresh (HearthTodayPane *self, HearthVisit *visit)
{
  gint64 id = hearth_visit_get_id (visit);

  return g_hash_table_contains (self->fresh, &id);
}

static gboolean
is_scrolled (HearthTodayPane *self)
{
  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller)) > 1.0;
}

static void
refresh_pill (HearthTodayPane *self)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->pill_revealer, self->n_new > 0);
  if (self->n_new == 0)
    return;
  /* Translators: visits that came in while the list is scrolled down. */
  text = g_strdup_printf (ngettext ("%u new", "%u new", self->n_new), self->n_new);
  gtk_button_set_label (self->pill, text);
}

/*< private >
 * hearth_today_pane_to_top:
 *
 * Shows the newest; nothing is new any more.
 */
void
hearth_today_pane_to_top (HearthTodayPane *self)
{
  self->n_new = 0;
  refresh_pill (self);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

static void
scrolled_cb (GtkAdjustment *adjustment, HearthTodayPane *self)
{
  if (self->n_new > 0 && !is_scrolled (self))
    {
      self->n_new = 0;
      refresh_pill (self);
    }
}

/* The list view keeps its place when a row comes in above; at the top people want to see the newest. */
static void
shown_changed_cb (GListModel *model, guint position, guint removed, guint added, HearthTodayPane *self)
{
  if (position == 0 && added > 0 && !is_scrolled (self))
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", 0);
}

typedef struct
{
  HearthTodayPane *pane; /* (unowned): its dispose removes the source */
  gint64 id;
} Fresh;

static gboolean
grown_old_cb (gpointer user_data)
{
  Fresh *fresh = user_data;
  HearthTodayPane *self = fresh->pane;

  g_hash_table_remove (self->fresh, &fresh->id);
  if (g_hash_table_size (self->fresh) == 0)
    gtk_label_set_label (self->announcement, "");
  hearth_today_pane_refresh_rows (self);
  return G_SOURCE_REMOVE;
}

static void
announce (HearthTodayPane *self, HearthVisit *visit)
{
  g_autofree char *name = hearth_visit_words_name (visit, self->shrink_names);
  HearthReason *reason = hearth_reason_list_find (self->reasons, hearth_visit_get_reason (visit));
  g_autofree char *what = hearth_visit_words_what (visit, reason);
  /* Translators: read aloud when somebody came in: name, what for. */
  g_autofree char *text = g_strdup_printf (_ ("Came in: %s, %s"), name, what);

  gtk_label_set_label (self->announcement, text);
}

static void
arrived_cb (HearthDayList *day, HearthVisit *visit, HearthTodayPane *self)
{
  gint64 *id = g_new (gint64, 1);
  Fresh *fresh = g_new (Fresh, 1);
  guint source;

  *id = hearth_visit_get_id (visit);
  *fresh = (Fresh){ self, *id };
  source = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, FRESH_S, grown_old_cb, fresh, g_free);
  g_hash_table_replace (self->fresh, id, GUINT_TO_POINTER (source));
  announce (self, visit);
  if (is_scrolled (self) && hearth_today_pane_fits_filter (visit, self))
    {
      self->n_new++;
      refresh_pill (self);
    }
  hearth_today_pane_refresh_rows (self);
}

static void
remove_source (gpointer source)
{
  /* A source that ran out removes itself after this. */
  GSource *found = g_main_context_find_source_by_id (NULL, GPOINTER_TO_UINT (source));

  if (found && found != g_main_current_source ())
    g_source_destroy (found);
}

/*< private >
 * hearth_today_pane_init_news:
 *
 * With the template, before there is a list.
 */
void
hearth_today_pane_init_news (HearthTodayPane *self)
{
  self->fresh = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, remove_source);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, 0);
}

/*< private >
 * hearth_today_pane_follow_news:
 *
 * When the list view has its model: only then there are rows to scroll to.
 */
void
hearth_today_pane_follow_news (HearthTodayPane *self)
{
  g_signal_connect_object (self->day, "arrived", G_CALLBACK (arrived_cb), self, 0);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (shown_changed_cb), self, G_CONNECT_AFTER);
}
