/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A paper list, line by line: a time, then a name as at the desk (or a guest), then Enter. Each line is kept at once, and
 * shown below with a way to take it back. The rule of the search is the desk's: never the wrong person. A window of its
 * own; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-paper-list-dialog.h"

#include <glib/gi18n.h>

#include "hearth-checkin-candidates.h"
#include "hearth-checkin-client.h"
#include "hearth-checkin-search.h"
#include "hearth-day.h"
#include "hearth-reason.h"
#include "hearth-paper-line-row.h"
#include "hearth-shown-name.h"
#include "hearth-typed-time.h"
#include "hearth-visit-words.h"
#include "hearth-why.h"

#define DAYS_BACK 14

struct _HearthPaperListDialog
{
  AdwWindow parent_instance;

  GtkWidget *again;
  HearthCheckinCandidates *candidates;
  GtkDropDown *day;
  GtkListBox *entered;
  GtkWidget *entered_box;
  GtkEditable *name;
  GtkDropDown *reason;
  GtkLabel *said;
  GtkEditable *time;

  HearthClient *client;        /* (owned) */
  HearthReasonList *reasons;   /* (owned) */
  HearthCheckinSearch *finder; /* (owned) */
  GListStore *visits;          /* (owned): of HearthVisit, entered here, newest first */
  HearthCandidate *already;    /* (owned) (nullable): who is in the list of that day */
  gboolean sending;
  gboolean shrink_names;
};

enum
{
  PROP_SHRINK_NAMES = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthPaperListDialog, hearth_paper_list_dialog, ADW_TYPE_WINDOW)

static void
forget_already (HearthPaperListDialog *self)
{
  g_clear_object (&self->already);
  gtk_widget_set_visible (self->again, FALSE);
}

/* The instant of the line; FALSE with a sentence on screen. */
static gboolean
read_time (HearthPaperListDialog *self, gint64 *at_s)
{
  g_autofree char *today
      = hearth_day_of (hearth_client_get_hub_now_s (self->client), hearth_client_get_time_zone (self->client));
  g_autofree char *day = hearth_day_add (today, -(int)gtk_drop_down_get_selected (self->day));

  if (!hearth_typed_time_parse (gtk_editable_get_text (self->time), day, hearth_client_get_time_zone (self->client),
                                at_s))
    hearth_why_say (self->said, _ ("Write the time like “2:14 pm” or “14:14”."));
  else if (*at_s > hearth_client_get_hub_now_s (self->client))
    hearth_why_say (self->said, _ ("That time is still to come."));
  else
    return TRUE;
  gtk_widget_add_css_class (GTK_WIDGET (self->time), "error");
  gtk_widget_grab_focus (GTK_WIDGET (self->time));
  return FALSE;
}

static GVariant *
options_of_line (HearthPaperListDialog *self, gint64 at_s, gboolean again)
{
  HearthReason *reason = gtk_drop_down_get_selected_item (self->reason);
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "arrived-at-s", "x", at_s);
  g_variant_dict_insert (&options, "late", "b", TRUE);
  if (again)
    g_variant_dict_insert (&options, "again", "b", TRUE);
  if (reason && *hearth_reason_get_code (reason))
    g_variant_dict_insert (&options, "reason", "s", hearth_reason_get_code (reason));
  return g_variant_dict_end (&options);
}

/* On to the next line of the paper: its time is typed first. */
static void
next_line (HearthPaperListDialog *self)
{
  gtk_editable_set_text (self->name, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->time));
  gtk_editable_select_region (self->time, 0, -1);
}

static void
take_line (HearthPaperListDialog *self, HearthVisit *visit)
{
  hearth_why_say (self->said, NULL);
  forget_already (self);
  g_list_store_insert (self->visits, 0, visit);
  gtk_widget_set_visible (self->entered_box, TRUE);
  next_line (self);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPaperListDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean already_here = FALSE;
  g_autoptr (HearthVisit) visit
      = hearth_checkin_client_record_finish (HEARTH_CLIENT (source), result, &already_here, NULL, &error);

  self->sending = FALSE;
  if (self->client == NULL)
    return;
  if (visit == NULL)
    {
      hearth_why_say_error (self->said, error);
      return;
    }
  if (already_here)
    {
      g_autofree char *name = hearth_visit_words_name (visit, self->shrink_names);
      g_autofree char *time
          = hearth_shown_time (hearth_visit_get_arrived_at_s (visit), hearth_client_get_time_zone (self->client));
      /* Translators: the name of a person, and a time of day. */
      g_autofree char *text = g_strdup_printf (_ ("%s is in that list already, since %s."), name, time);

      hearth_why_say (self->said, text);
      gtk_widget_set_visible (self->again, TRUE);
      return;
    }
  take_line (self, visit);
}

static void
record (HearthPaperListDialog *self, HearthCandidate *candidate, gboolean again)
{
  gint64 at_s;

  if (self->sending || !read_time (self, &at_s))
    return;
  self->sending = TRUE;
  g_set_object (&self->already, candidate);
  hearth_checkin_client_record_async (self->client, hearth_candidate_get_person_id (candidate),
                                      options_of_line (self, at_s, again), NULL, recorded_cb, g_object_ref (self));
}

static void
chosen_cb (GObject *source, HearthCandidate *candidate, HearthPaperListDialog *self)
{
  record (self, candidate, FALSE);
}

static void
again_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthPaperListDialog *self = HEARTH_PAPER_LIST_DIALOG (widget);
  g_autoptr (HearthCandidate) candidate = self->already ? g_object_ref (self->already) : NULL;

  if (candidate)
    record (self, candidate, TRUE);
}

static void
guest_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPaperListDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);

  self->sending = FALSE;
  if (self->client == NULL)
    return;
  if (visit)
    take_line (self, visit);
  else
    hearth_why_say_error (self->said, error);
}

static void
guest_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthPaperListDialog *self = HEARTH_PAPER_LIST_DIALOG (widget);
  gint64 at_s;

  if (self->sending || !read_time (self, &at_s))
    return;
  self->sending = TRUE;
  hearth_checkin_client_record_guest_async (self->client, options_of_line (self, at_s, FALSE), NULL, guest_counted_cb,
                                            g_object_ref (self));
}

static void
voided_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthPaperListDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);

  if (self->client == NULL)
    return;
  if (visit == NULL)
    {
      hearth_why_say_error (self->said, error);
      return;
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->visits)); i++)
    {
      g_autoptr (HearthVisit) entered = g_list_model_get_item (G_LIST_MODEL (self->visits), i);

      if (hearth_visit_get_id (entered) != hearth_visit_get_id (visit))
        continue;
      g_list_store_remove (self->visits, i);
      break;
    }
  gtk_widget_set_visible (self->entered_box, g_list_model_get_n_items (G_LIST_MODEL (self->visits)) > 0);
}

static void
take_back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthPaperListDialog *self = HEARTH_PAPER_LIST_DIALOG (widget);

  hearth_checkin_client_void_async (self->client, g_variant_get_int64 (parameter), NULL, voided_cb,
                                    g_object_ref (self));
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  HearthPaperListDialog *self = user_data;
  HearthReason *reason = hearth_reason_list_find (self->reasons, hearth_visit_get_reason (item));

  return hearth_paper_line_row_new (item, reason, hearth_client_get_time_zone (self->client), self->shrink_names);
}

static void
name_typed_cb (GtkEditable *name, HearthPaperListDialog *self)
{
  const char *text = gtk_editable_get_text (name);

  forget_already (self);
  hearth_why_say (self->said, NULL);
  hearth_checkin_search_set_query (self->finder, text);
  if (g_utf8_strlen (hearth_checkin_search_get_query (self->finder), -1) < 2)
    gtk_widget_set_visible (GTK_WIDGET (self->candidates), FALSE);
}

static void
time_typed_cb (GtkEditable *time, HearthPaperListDialog *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (time), "error");
}

/* Enter behind the time goes on to the name, if it is a time. */
static void
time_entered_cb (HearthPaperListDialog *self)
{
  gint64 at_s;

  hearth_why_say (self->said, NULL);
  if (read_time (self, &at_s))
    gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
name_entered_cb (HearthPaperListDialog *self)
{
  hearth_checkin_search_enter (self->finder);
}

/* Escape clears the search, then closes the dialog. */
static void
name_escaped_cb (HearthPaperListDialog *self)
{
  if (*gtk_editable_get_text (self->name) != '\0')
    gtk_editable_set_text (self->name, "");
  else
    gtk_window_close (GTK_WINDOW (self));
}

static gboolean
name_key_cb (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, HearthPaperListDialog *self)
{
  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return FALSE;
  if (hearth_checkin_search_key (self->finder, keyval))
    return TRUE;
  return (keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down)
         && hearth_checkin_candidates_focus_first (self->candidates);
}

static void
answered_cb (HearthCheckinSearch *finder, HearthPaperListDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->candidates), TRUE);
}

static void
failed_cb (HearthCheckinSearch *finder, GError *error, HearthPaperListDialog *self)
{
  hearth_why_say_error (self->said, error);
}

static void
focus_name_cb (HearthPaperListDialog *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static char *
reason_label (HearthReason *reason)
{
  return reason ? g_strdup (hearth_reason_get_label (reason)) : NULL;
}

/* What people come for, after "As usual": then the hub chooses, for everybody their own. Live. */
static GListModel *
reasons_of_line (HearthReasonList *reasons)
{
  g_autoptr (HearthReason) usual = g_object_new (HEARTH_TYPE_REASON, "code", "", "label", _ ("As usual"), NULL);
  g_autoptr (GListStore) first = g_list_store_new (HEARTH_TYPE_REASON);
  GListStore *both = g_list_store_new (G_TYPE_LIST_MODEL);

  g_list_store_append (first, usual);
  g_list_store_append (both, first);
  g_list_store_append (both, reasons);
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (both)));
}

/* "Yesterday, Wednesday, March 11" and so on; the first is today. */
static void
offer_days (HearthPaperListDialog *self)
{
  g_autofree char *today
      = hearth_day_of (hearth_client_get_hub_now_s (self->client), hearth_client_get_time_zone (self->client));
  g_autoptr (GtkStringList) days = gtk_string_list_new (NULL);

  for (int back = 0; back < DAYS_BACK; back++)
    {
      g_autofree char *day = hearth_day_add (today, -back);
      g_autofree char *shown = hearth_shown_long_day (day);
      g_autofree char *label = NULL;

      if (back == 0)
        /* Translators: %s is a day, "Thursday, March 12". */
        label = g_strdup_printf (_ ("Today, %s"), shown);
      else if (back == 1)
        /* Translators: %s is a day, "Wednesday, March 11". */
        label = g_strdup_printf (_ ("Yesterday, %s"), shown);
      gtk_string_list_append (days, label ? label : shown);
    }
  gtk_drop_down_set_model (self->day, G_LIST_MODEL (days));
  gtk_drop_down_set_selected (self->day, 1);
}

static void
hearth_paper_list_dialog_dispose (GObject *object)
{
  HearthPaperListDialog *self = HEARTH_PAPER_LIST_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_PAPER_LIST_DIALOG);
  g_clear_object (&self->already);
  g_clear_object (&self->visits);
  g_clear_object (&self->finder);
  g_clear_object (&self->reasons);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (hearth_paper_list_dialog_parent_class)->dispose (object);
}

static void
hearth_paper_list_dialog_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthPaperListDialog *self = HEARTH_PAPER_LIST_DIALOG (object);

  switch (prop_id)
    {
    case PROP_SHRINK_NAMES:
      g_value_set_boolean (value, self->shrink_names);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_paper_list_dialog_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthPaperListDialog *self = HEARTH_PAPER_LIST_DIALOG (object);

  switch (prop_id)
    {
    case PROP_SHRINK_NAMES:
      self->shrink_names = g_value_get_boolean (value);
      g_object_set (self->candidates, "shrink-names", self->shrink_names, NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-paper-list-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthPaperListDialog, again);
  gtk_widget_class_bind_template_child (widget_class, HearthPaperListDialog, candidates);
  gtk_widget_class_bind_template_child (widget_class, HearthPaperListDialog, day);
  gtk_widget_class_bind_template_child (widget_class, HearthPaperListDialog, entered);
  gtk_widget_class_bind_template_child (widget_class, HearthPaperListDialog, entered_box);
  gtk_widget_class_bind_template_child (widget_class, HearthPaperListDialog, name);
  gtk_widget_class_bind_template_child (widget_class, HearthPaperListDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, HearthPaperListDialog, said);
  gtk_widget_class_bind_template_child (widget_class, HearthPaperListDialog, time);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_name_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_escaped_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reason_label);
  gtk_widget_class_bind_template_callback (widget_class, time_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_typed_cb);
}

static void
hearth_paper_list_dialog_class_init (HearthPaperListDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_paper_list_dialog_dispose;
  object_class->get_property = hearth_paper_list_dialog_get_property;
  object_class->set_property = hearth_paper_list_dialog_set_property;

  properties[PROP_SHRINK_NAMES]
      = g_param_spec_boolean ("shrink-names", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "paper.again", NULL, again_cb);
  gtk_widget_class_install_action (widget_class, "paper.guest", NULL, guest_cb);
  gtk_widget_class_install_action (widget_class, "paper.take-back", "x", take_back_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "paper.guest", NULL);

  g_type_ensure (HEARTH_TYPE_CHECKIN_CANDIDATES);
  g_type_ensure (HEARTH_TYPE_REASON);
}

static void
hearth_paper_list_dialog_init (HearthPaperListDialog *self)
{
  self->visits = g_list_store_new (HEARTH_TYPE_VISIT);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_paper_list_dialog_new:
 * @client: of the desk
 * @reasons: what people come for
 *
 * Returns: (transfer floating): the dialog, to be made transient and presented
 */
GtkWidget *
hearth_paper_list_dialog_new (HearthClient *client, HearthReasonList *reasons)
{
  HearthPaperListDialog *self = g_object_new (HEARTH_TYPE_PAPER_LIST_DIALOG, NULL);
  g_autoptr (GListModel) offered = reasons_of_line (reasons);

  self->client = g_object_ref (client);
  self->reasons = g_object_ref (reasons);
  self->finder = hearth_checkin_search_new (client);
  hearth_checkin_candidates_follow (self->candidates, self->finder, client);
  g_signal_connect_object (self->finder, "answered", G_CALLBACK (answered_cb), self, 0);
  g_signal_connect_object (self->finder, "chosen", G_CALLBACK (chosen_cb), self, 0);
  g_signal_connect_object (self->finder, "failed", G_CALLBACK (failed_cb), self, 0);
  gtk_drop_down_set_model (self->reason, offered);
  gtk_list_box_bind_model (self->entered, G_LIST_MODEL (self->visits), create_row, self, NULL);
  offer_days (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->time));
  return GTK_WIDGET (self);
}
