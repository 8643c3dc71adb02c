/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Finds the other record by its shown name only; details come with the comparison, which is logged. Owned by the merge
 * dialog. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-merge-finder.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hearth-candidate-row.h"
#include "hearth-checkin-client.h"
#include "hearth-confirm.h"
#include "hearth-date-text.h"
#include "hearth-day.h"
#include "hearth-people-client.h"
#include "hearth-why.h"

#define MOST_FOUND 8

struct _HearthMergeFinder
{
  GtkBox parent_instance;

  HearthClient *client; /* (owned) (nullable) */
  gint64 person;
  GCancellable *cancellable; /* (owned) */
  GCancellable *searching;   /* (owned) (nullable): the search for what was typed last */
  GListStore *twins;         /* (owned): of HearthCandidate */
  GListStore *found;         /* (owned): of HearthCandidate */
  gint64 parting;            /* the merge that is being taken apart */

  GtkLabel *error_label;
  GtkLabel *none_label;
  GtkListBox *found_list;
  GtkListBox *merges_list;
  GtkRevealer *merges_group;
  GtkStack *results;
  GtkSearchEntry *search;
};

G_DEFINE_FINAL_TYPE (HearthMergeFinder, hearth_merge_finder, GTK_TYPE_BOX)

enum
{
  PICKED,
  TAKEN_APART,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GtkWidget *
make_row (gpointer item, gpointer user_data)
{
  return hearth_candidate_row_new (item, "go-next-symbolic");
}

static void
show_list (HearthMergeFinder *self, GListStore *list)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (list)) > 0;

  gtk_list_box_bind_model (self->found_list, G_LIST_MODEL (list), make_row, NULL, NULL);
  gtk_stack_set_visible_child (self->results, any ? GTK_WIDGET (self->found_list) : GTK_WIDGET (self->none_label));
  gtk_label_set_text (self->none_label, *typed ? _ ("Nobody fits what is typed.")
                                               : _ ("No other record looks alike. Type the name of the other one."));
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, HearthMergeFinder *self)
{
  HearthCandidate *candidate = hearth_candidate_row_get_candidate (row);

  g_signal_emit (self, signals[PICKED], 0, hearth_candidate_get_person_id (candidate));
}

/* Takes what was found, without the record we come from. */
static void
fill (HearthMergeFinder *self, GListStore *list, GListModel *candidates)
{
  g_list_store_remove_all (list);
  for (guint i = 0; i < g_list_model_get_n_items (candidates); i++)
    {
      g_autoptr (HearthCandidate) candidate = g_list_model_get_item (candidates, i);

      if (hearth_candidate_get_person_id (candidate) != self->person)
        g_list_store_append (list, candidate);
    }
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthMergeFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) found = hearth_checkin_client_find_finish (self->client, result, NULL, &error);

  if (g_cancellable_is_cancelled (self->cancellable) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  hearth_why_say_error (self->error_label, error);
  if (found == NULL || *gtk_editable_get_text (GTK_EDITABLE (self->search)) == 0)
    return;
  fill (self, self->found, G_LIST_MODEL (found));
  show_list (self, self->found);
}

static void
on_search_changed (HearthMergeFinder *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));

  /* An answer to what was typed before must not come after this one. */
  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (*typed == 0)
    {
      show_list (self, self->twins);
      return;
    }
  self->searching = g_cancellable_new ();
  hearth_checkin_client_find_async (self->client, typed, MOST_FOUND + 1, self->searching, on_found,
                                    g_object_ref (self));
}

/* Escape: first what is typed goes, then the dialog. */
static void
on_stop_search (HearthMergeFinder *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static void
on_twins (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthMergeFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) twins = hearth_people_client_twins_finish (self->client, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  hearth_why_say_error (self->error_label, error);
  if (twins)
    fill (self, self->twins, G_LIST_MODEL (twins));
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) == 0)
    show_list (self, self->twins);
}

/* Merges of before ------------------------------------------------------ */

static void
on_parted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthMergeFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean fine = hearth_people_client_done_finish (self->client, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (!fine)
    {
      hearth_why_say_error (self->error_label, error);
      return;
    }
  g_signal_emit (self, signals[TAKEN_APART], 0);
  hearth_merge_finder_start (self, self->client, self->person);
}

static void
on_part_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthMergeFinder) self = user_data;

  if (hearth_confirm_finish (result) && !g_cancellable_is_cancelled (self->cancellable))
    hearth_people_client_unmerge_async (self->client, self->parting, self->cancellable, on_parted, g_object_ref (self));
}

static void
on_part (GtkButton *button, HearthMergeFinder *self)
{
  self->parting = *(gint64 *)g_object_get_data (G_OBJECT (button), "merge");
  hearth_confirm_async (GTK_WIDGET (self), _ ("Take these records apart?"),
                        _ ("Both are as before the merge. Visits since then stay with this one."), _ ("Take apart"),
                        FALSE, self->cancellable, on_part_answered, g_object_ref (self));
}

static void
add_merge (HearthMergeFinder *self, gint64 merge, gint64 at_s, const char *name)
{
  g_autofree char *day = hearth_day_of (at_s, hearth_client_get_time_zone (self->client));
  g_autofree char *shown_day = hearth_date_text_show (day);
  /* Translators: a day */
  g_autofree char *when = g_strdup_printf (_ ("Merged on %s"), shown_day);
  g_autofree char *subtitle = g_markup_escape_text (when, -1);
  g_autofree char *title = g_markup_escape_text (name, -1);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Take apart"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "merge", g_memdup2 (&merge, sizeof merge), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_part), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_list_box_append (self->merges_list, row);
}

static void
on_merges (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthMergeFinder) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) merges = hearth_people_client_merges_finish (self->client, result, &error);
  GtkWidget *row;
  GVariantIter iter;
  gint64 merge, at_s;
  const char *name;

  if (g_cancellable_is_cancelled (self->cancellable) || merges == NULL)
    return;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->merges_list))) != NULL)
    gtk_list_box_remove (self->merges_list, row);
  g_variant_iter_init (&iter, merges);
  while (g_variant_iter_next (&iter, "(xx&s)", &merge, &at_s, &name))
    add_merge (self, merge, at_s, name);
  gtk_revealer_set_reveal_child (self->merges_group, g_variant_n_children (merges) > 0);
}

static void
hearth_merge_finder_dispose (GObject *object)
{
  HearthMergeFinder *self = HEARTH_MERGE_FINDER (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->searching);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_MERGE_FINDER);

  G_OBJECT_CLASS (hearth_merge_finder_parent_class)->dispose (object);
}

static void
hearth_merge_finder_finalize (GObject *object)
{
  HearthMergeFinder *self = HEARTH_MERGE_FINDER (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->searching);
  g_clear_object (&self->client);
  g_clear_object (&self->found);
  g_clear_object (&self->twins);

  G_OBJECT_CLASS (hearth_merge_finder_parent_class)->finalize (object);
}

static void
hearth_merge_finder_class_init (HearthMergeFinderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_merge_finder_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_merge_finder_finalize;

  signals[PICKED] = g_signal_new ("picked", HEARTH_TYPE_MERGE_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[TAKEN_APART]
      = g_signal_new ("taken-apart", HEARTH_TYPE_MERGE_FINDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-merge-finder.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthMergeFinder, error_label);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeFinder, found_list);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeFinder, merges_group);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeFinder, merges_list);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeFinder, none_label);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeFinder, results);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeFinder, search);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
}

static void
hearth_merge_finder_init (HearthMergeFinder *self)
{
  self->cancellable = g_cancellable_new ();
  self->twins = g_list_store_new (HEARTH_TYPE_CANDIDATE);
  self->found = g_list_store_new (HEARTH_TYPE_CANDIDATE);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_merge_finder_start:
 * @self: the finder
 * @client: the desk's end
 * @person: the record whose other one is looked for
 *
 * Asks for those that look alike and for the merges of before, and has the name of another one typed.
 */
void
hearth_merge_finder_start (HearthMergeFinder *self, HearthClient *client, gint64 person)
{
  g_return_if_fail (HEARTH_IS_MERGE_FINDER (self));

  g_set_object (&self->client, client);
  self->person = person;
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  hearth_people_client_twins_async (client, person, self->cancellable, on_twins, g_object_ref (self));
  hearth_people_client_merges_async (client, person, self->cancellable, on_merges, g_object_ref (self));
}
