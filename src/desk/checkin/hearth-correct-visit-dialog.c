/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Corrects a visit; the correction is written in the log beside what was there before. A window of its own; main
 * context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-correct-visit-dialog.h"

#include <glib/gi18n.h>

#include "hearth-checkin-client.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-shown-name.h"
#include "hearth-sides-panel.h"
#include "hearth-typed-time.h"
#include "hearth-visit-words.h"
#include "hearth-why.h"

struct _HearthCorrectVisitDialog
{
  AdwWindow parent_instance;

  GtkSpinButton *children;
  GtkWidget *children_row;
  GtkLabel *error;
  GtkSpinButton *heads;
  GtkWidget *heads_row;
  AdwEntryRow *label;
  AdwComboRow *reason;
  HearthSidesPanel *sides;
  AdwEntryRow *time;
  AdwWindowTitle *title;

  HearthClient *client;      /* (owned) */
  HearthReasonList *reasons; /* (owned) */
  HearthVisit *visit;        /* (owned): as it was */
  char *day;                 /* (owned): on which it is */
  char *shown_time;          /* (owned): as it was */
  GVariant *changes;         /* (owned) (nullable): that were sent last */
  HearthVisit *mine;         /* (owned) (nullable): as typed when somebody else's change was met */
  gboolean sending;
};

enum
{
  SIGNAL_CORRECTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCorrectVisitDialog, hearth_correct_visit_dialog, ADW_TYPE_WINDOW)

static gboolean
is_group (HearthCorrectVisitDialog *self)
{
  return g_str_equal (hearth_visit_get_kind (self->visit), "group");
}

/* The visit may have a reason that is not offered any more: it stays unless another is chosen. */
static void
select_reason (HearthCorrectVisitDialog *self, const char *code)
{
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->reasons)); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (self->reasons), i);

      if (g_str_equal (hearth_reason_get_code (reason), code))
        selected = i;
    }
  adw_combo_row_set_selected (self->reason, selected);
}

/* Somebody else's change ----------------------------------------------- */

static char *
reason_words (HearthCorrectVisitDialog *self, HearthVisit *visit)
{
  HearthReason *reason = hearth_reason_list_find (self->reasons, hearth_visit_get_reason (visit));

  return g_strdup (reason ? hearth_reason_get_label (reason) : hearth_visit_get_reason (visit));
}

static char *
words_of (HearthCorrectVisitDialog *self, HearthVisit *visit, const char *key)
{
  gint64 number = 0;
  g_autofree char *text = NULL;

  if (g_str_equal (key, "arrived-at-s"))
    return hearth_shown_time (hearth_visit_get_arrived_at_s (visit), hearth_client_get_time_zone (self->client));
  if (g_str_equal (key, "reason"))
    return reason_words (self, visit);
  if (g_str_equal (key, "label"))
    return g_strdup (hearth_visit_get_label (visit));
  g_object_get (visit, key, &number, NULL);
  text = g_strdup_printf ("%d", (int)number);
  return g_steal_pointer (&text);
}

/* Puts one field of @visit into the form. */
static void
fill_field (HearthCorrectVisitDialog *self, HearthVisit *visit, const char *key)
{
  g_autofree char *words = words_of (self, visit, key);

  if (g_str_equal (key, "arrived-at-s"))
    gtk_editable_set_text (GTK_EDITABLE (self->time), words);
  else if (g_str_equal (key, "label"))
    gtk_editable_set_text (GTK_EDITABLE (self->label), words);
  else if (g_str_equal (key, "children"))
    gtk_spin_button_set_value (self->children, hearth_visit_get_children (visit));
  else if (g_str_equal (key, "head-count"))
    gtk_spin_button_set_value (self->heads, hearth_visit_get_head_count (visit));
  else
    select_reason (self, hearth_visit_get_reason (visit));
}

static void
side_chosen_cb (HearthSidesPanel *sides, const char *key, gboolean mine, HearthCorrectVisitDialog *self)
{
  fill_field (self, mine ? self->mine : self->visit, key);
}

/* What only they changed comes into the form; what both changed is shown side by side; what only was changed here
 * stays. */
static void
rebase (HearthCorrectVisitDialog *self, HearthVisit *mine, HearthVisit *theirs)
{
  static const struct
  {
    const char *key, *title;
  } fields[] = {
    { "arrived-at-s", N_ ("Came at") }, { "reason", N_ ("Here for") },     { "children", N_ ("Children along") },
    { "label", N_ ("At what") },        { "head-count", N_ ("How many") },
  };
  g_autoptr (HearthVisit) before = g_steal_pointer (&self->visit);

  g_set_object (&self->mine, mine);
  self->visit = g_object_ref (theirs);
  g_free (self->shown_time);
  self->shown_time
      = hearth_shown_time (hearth_visit_get_arrived_at_s (theirs), hearth_client_get_time_zone (self->client));
  hearth_sides_panel_clear (self->sides);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *was = words_of (self, before, fields[i].key);
      g_autofree char *ours = words_of (self, mine, fields[i].key);
      g_autofree char *now = words_of (self, theirs, fields[i].key);

      if (g_str_equal (ours, was))
        fill_field (self, theirs, fields[i].key);
      else if (!g_str_equal (now, was) && !g_str_equal (now, ours))
        hearth_sides_panel_add (self->sides, fields[i].key, _ (fields[i].title), ours, now);
    }
  hearth_sides_panel_show (self->sides);
}

static void
read_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCorrectVisitDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) visits = hearth_checkin_client_visits_finish (HEARTH_CLIENT (source), result, &error);
  g_autoptr (HearthVisit) theirs = visits ? g_list_model_get_item (G_LIST_MODEL (visits), 0) : NULL;
  g_autoptr (HearthVisit) mine = NULL;

  self->sending = FALSE;
  if (self->client == NULL)
    return;
  if (visits == NULL)
    {
      hearth_why_say_error (self->error, error);
      return;
    }
  if (theirs == NULL || hearth_visit_get_voided (theirs))
    {
      hearth_why_say (self->error,
                      _ ("Somebody took this check-in back meanwhile. There is nothing to correct any more."));
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "visit.save", FALSE);
      return;
    }
  mine = hearth_record_with (self->visit, self->changes, NULL);
  if (mine != NULL)
    rebase (self, mine, theirs);
}

static void
corrected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCorrectVisitDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);

  if (self->client == NULL)
    return;
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT))
    {
      gint64 id = hearth_visit_get_id (self->visit);

      hearth_checkin_client_visits_async (self->client, &id, 1, NULL, read_again_cb, g_object_ref (self));
      return;
    }
  self->sending = FALSE;
  if (visit == NULL)
    {
      hearth_why_say_error (self->error, error);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_CORRECTED], 0, visit);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* The time as typed, or NULL with a sentence on screen. */
static gboolean
read_time (HearthCorrectVisitDialog *self, GVariantDict *changes)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->time));
  gint64 at_s;

  if (g_str_equal (typed, self->shown_time))
    return TRUE;
  if (!hearth_typed_time_parse (typed, self->day, hearth_client_get_time_zone (self->client), &at_s))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->time), "error");
      hearth_why_say (self->error, _ ("Write the time like “2:14 pm” or “14:14”."));
      return FALSE;
    }
  if (at_s > hearth_client_get_hub_now_s (self->client))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->time), "error");
      hearth_why_say (self->error, _ ("That time is still to come."));
      return FALSE;
    }
  g_variant_dict_insert (changes, "arrived-at-s", "x", at_s);
  return TRUE;
}

static void
read_rest (HearthCorrectVisitDialog *self, GVariantDict *changes)
{
  HearthReason *reason = adw_combo_row_get_selected_item (self->reason);
  g_autofree char *label = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->label))));
  gint64 children = gtk_spin_button_get_value_as_int (self->children);
  gint64 heads = gtk_spin_button_get_value_as_int (self->heads);

  if (reason && !g_str_equal (hearth_reason_get_code (reason), hearth_visit_get_reason (self->visit)))
    g_variant_dict_insert (changes, "reason", "s", hearth_reason_get_code (reason));
  if (is_group (self) && !g_str_equal (label, hearth_visit_get_label (self->visit)))
    g_variant_dict_insert (changes, "label", "s", label);
  if (is_group (self) && heads != hearth_visit_get_head_count (self->visit))
    g_variant_dict_insert (changes, "head-count", "x", heads);
  if (!is_group (self) && children != hearth_visit_get_children (self->visit))
    g_variant_dict_insert (changes, "children", "x", children);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthCorrectVisitDialog *self = HEARTH_CORRECT_VISIT_DIALOG (widget);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) changes = NULL;

  if (self->sending)
    return;
  hearth_why_say (self->error, NULL);
  if (!hearth_sides_panel_is_settled (self->sides))
    {
      hearth_why_say (self->error, _ ("Choose yours or theirs on each line first."));
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->time), "error");
  if (!read_time (self, &dict))
    return;
  read_rest (self, &dict);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  if (g_variant_n_children (changes) == 0)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  self->sending = TRUE;
  g_clear_pointer (&self->changes, g_variant_unref);
  self->changes = g_variant_ref (changes);
  hearth_checkin_client_change_async (self->client, self->visit, changes, NULL, corrected_cb, g_object_ref (self));
}

static void
activate_cb (HearthCorrectVisitDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "visit.save", NULL);
}

static void
show_visit (HearthCorrectVisitDialog *self, gboolean shrink_names)
{
  g_autofree char *name = hearth_visit_words_name (self->visit, shrink_names);
  g_autofree char *day = hearth_shown_long_day (self->day);

  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, day);
  gtk_editable_set_text (GTK_EDITABLE (self->time), self->shown_time);
  gtk_editable_set_text (GTK_EDITABLE (self->label), hearth_visit_get_label (self->visit));
  gtk_spin_button_set_value (self->children, hearth_visit_get_children (self->visit));
  gtk_spin_button_set_value (self->heads, hearth_visit_get_head_count (self->visit));
  gtk_widget_set_visible (GTK_WIDGET (self->label), is_group (self));
  gtk_widget_set_visible (self->heads_row, is_group (self));
  gtk_widget_set_visible (self->children_row, !is_group (self));
  adw_combo_row_set_model (self->reason, G_LIST_MODEL (self->reasons));
  select_reason (self, hearth_visit_get_reason (self->visit));
}

static void
hearth_correct_visit_dialog_dispose (GObject *object)
{
  HearthCorrectVisitDialog *self = HEARTH_CORRECT_VISIT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_CORRECT_VISIT_DIALOG);
  g_clear_object (&self->client);
  g_clear_object (&self->reasons);
  g_clear_object (&self->visit);
  g_clear_object (&self->mine);
  G_OBJECT_CLASS (hearth_correct_visit_dialog_parent_class)->dispose (object);
}

static void
hearth_correct_visit_dialog_finalize (GObject *object)
{
  HearthCorrectVisitDialog *self = HEARTH_CORRECT_VISIT_DIALOG (object);

  g_clear_pointer (&self->changes, g_variant_unref);
  g_free (self->day);
  g_free (self->shown_time);
  G_OBJECT_CLASS (hearth_correct_visit_dialog_parent_class)->finalize (object);
}

static void
hearth_correct_visit_dialog_class_init (HearthCorrectVisitDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HEARTH_TYPE_SIDES_PANEL);
  object_class->dispose = hearth_correct_visit_dialog_dispose;
  object_class->finalize = hearth_correct_visit_dialog_finalize;

  signals[SIGNAL_CORRECTED] = g_signal_new ("corrected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, HEARTH_TYPE_VISIT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-correct-visit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCorrectVisitDialog, children);
  gtk_widget_class_bind_template_child (widget_class, HearthCorrectVisitDialog, children_row);
  gtk_widget_class_bind_template_child (widget_class, HearthCorrectVisitDialog, error);
  gtk_widget_class_bind_template_child (widget_class, HearthCorrectVisitDialog, heads);
  gtk_widget_class_bind_template_child (widget_class, HearthCorrectVisitDialog, heads_row);
  gtk_widget_class_bind_template_child (widget_class, HearthCorrectVisitDialog, label);
  gtk_widget_class_bind_template_child (widget_class, HearthCorrectVisitDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, HearthCorrectVisitDialog, sides);
  gtk_widget_class_bind_template_child (widget_class, HearthCorrectVisitDialog, time);
  gtk_widget_class_bind_template_child (widget_class, HearthCorrectVisitDialog, title);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, side_chosen_cb);
  gtk_widget_class_install_action (widget_class, "visit.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "visit.save", NULL);

  g_type_ensure (HEARTH_TYPE_REASON);
}

static void
hearth_correct_visit_dialog_init (HearthCorrectVisitDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GTK 4.8 has no such signal on the spin button itself. */
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->children)), "activate",
                           G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->heads)), "activate", G_CALLBACK (activate_cb),
                           self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/**
 * hearth_correct_visit_dialog_new:
 * @client: of the desk
 * @visit: what to correct
 * @reasons: what people come for
 * @shrink_names: whether only first names are shown
 *
 * Returns: (transfer floating): the dialog, to be made transient and presented
 */
GtkWidget *
hearth_correct_visit_dialog_new (HearthClient *client,
                                 HearthVisit *visit,
                                 HearthReasonList *reasons,
                                 gboolean shrink_names)
{
  HearthCorrectVisitDialog *self = g_object_new (HEARTH_TYPE_CORRECT_VISIT_DIALOG, NULL);
  GTimeZone *zone = hearth_client_get_time_zone (client);

  self->client = g_object_ref (client);
  self->visit = g_object_ref (visit);
  self->reasons = g_object_ref (reasons);
  self->day = hearth_day_of (hearth_visit_get_arrived_at_s (visit), zone);
  self->shown_time = hearth_shown_time (hearth_visit_get_arrived_at_s (visit), zone);
  show_visit (self, shrink_names);
  return GTK_WIDGET (self);
}
