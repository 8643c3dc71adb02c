/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The list under the search: who fits, what to press, and what to do when it is none of these. Shows what a
 * HearthCheckinSearch found; owned by the page or dialog that has that search; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-checkin-candidates.h"

#include <glib/gi18n.h>

#include "hearth-candidate-line.h"
#include "hearth-shown-name.h"

struct _HearthCheckinCandidates
{
  GtkBox parent_instance;

  GtkLabel *lead;
  GtkListBox *list;
  GtkWidget *note;
  GtkWidget *ways_out;

  HearthClient *client;        /* (owned) (nullable) */
  HearthCheckinSearch *search; /* (owned) (nullable) */
  gboolean offer_new;
  gboolean shrink_names;
};

enum
{
  PROP_OFFER_NEW = 1,
  PROP_SHRINK_NAMES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_LEFT_UPWARDS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCheckinCandidates, hearth_checkin_candidates, GTK_TYPE_BOX)

static char *
lead_of (HearthCheckinCandidates *self)
{
  GListModel *rows = hearth_checkin_search_get_rows (self->search);
  HearthCandidate *alone = hearth_checkin_search_get_alone (self->search);

  if (g_list_model_get_n_items (rows) == 0)
    return g_strdup (_ ("No record fits. Go on typing, or choose below."));
  if (alone)
    {
      g_autofree char *shown = hearth_shown_name (hearth_candidate_get_name (alone),
                                                  hearth_candidate_get_initial (alone), self->shrink_names);

      /* Translators: %s is the name of a person. */
      return g_strdup_printf (_ ("Enter checks in %s"), shown);
    }
  if (!hearth_checkin_search_get_armed (self->search))
    return g_strdup (_ ("Enter numbers them. Or go on typing."));

  g_autoptr (HearthCandidate) first = g_list_model_get_item (rows, 0);
  const char *match = hearth_candidate_get_match (first);

  if (g_str_equal (match, "typo") || g_str_equal (match, "inner"))
    return g_strdup (_ ("No exact match. Press a number, or go on typing."));
  /* Found by the digits of a phone, say: nobody else fits, and still it is not a name that was typed. */
  if (g_list_model_get_n_items (rows) == 1)
    return g_strdup (_ ("One record fits. Press 1, or go on typing."));
  return g_strdup (_ ("More than one may fit. Press a number, or go on typing."));
}

static void
refresh (HearthCheckinCandidates *self)
{
  g_autofree char *lead = NULL;
  guint n;

  if (self->search == NULL || !hearth_checkin_search_is_answered (self->search))
    return;
  n = g_list_model_get_n_items (hearth_checkin_search_get_rows (self->search));
  lead = lead_of (self);
  gtk_label_set_label (self->lead, lead);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->note, n > 1);
  gtk_widget_set_visible (self->ways_out, self->offer_new);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  HearthCheckinCandidates *self = user_data;
  GListModel *rows = hearth_checkin_search_get_rows (self->search);
  guint position = 0;
  GtkWidget *row;

  g_list_store_find (G_LIST_STORE (rows), item, &position);
  row = hearth_candidate_line_new (item, position + 1, hearth_client_get_time_zone (self->client));
  g_object_bind_property (self->search, "armed", row, "armed", G_BINDING_SYNC_CREATE);
  g_object_bind_property (self, "shrink-names", row, "shrink-names", G_BINDING_SYNC_CREATE);
  return row;
}

static void
row_activated_cb (GtkListBox *list, HearthCandidateLine *row, HearthCheckinCandidates *self)
{
  /* An old row may be on screen for a moment while the answer to what is typed now is on its way. */
  if (self->search && hearth_checkin_search_is_answered (self->search))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, hearth_candidate_line_get_candidate (row));
}

static gboolean
keynav_failed_cb (GtkWidget *list, GtkDirectionType direction, HearthCheckinCandidates *self)
{
  if (direction != GTK_DIR_UP)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_LEFT_UPWARDS], 0);
  return TRUE;
}

static void
hearth_checkin_candidates_dispose (GObject *object)
{
  HearthCheckinCandidates *self = HEARTH_CHECKIN_CANDIDATES (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_CHECKIN_CANDIDATES);
  g_clear_object (&self->search);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (hearth_checkin_candidates_parent_class)->dispose (object);
}

static void
hearth_checkin_candidates_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthCheckinCandidates *self = HEARTH_CHECKIN_CANDIDATES (object);

  switch (prop_id)
    {
    case PROP_OFFER_NEW:
      g_value_set_boolean (value, self->offer_new);
      break;
    case PROP_SHRINK_NAMES:
      g_value_set_boolean (value, self->shrink_names);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_checkin_candidates_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthCheckinCandidates *self = HEARTH_CHECKIN_CANDIDATES (object);

  switch (prop_id)
    {
    case PROP_OFFER_NEW:
      self->offer_new = g_value_get_boolean (value);
      break;
    case PROP_SHRINK_NAMES:
      self->shrink_names = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  refresh (self);
}

static void
hearth_checkin_candidates_class_init (HearthCheckinCandidatesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_checkin_candidates_dispose;
  object_class->get_property = hearth_checkin_candidates_get_property;
  object_class->set_property = hearth_checkin_candidates_set_property;

  properties[PROP_OFFER_NEW]
      = g_param_spec_boolean ("offer-new", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHRINK_NAMES]
      = g_param_spec_boolean ("shrink-names", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, HEARTH_TYPE_CANDIDATE);
  signals[SIGNAL_LEFT_UPWARDS] = g_signal_new ("left-upwards", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-checkin-candidates.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinCandidates, lead);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinCandidates, list);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinCandidates, note);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinCandidates, ways_out);
  gtk_widget_class_bind_template_callback (widget_class, keynav_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
hearth_checkin_candidates_init (HearthCheckinCandidates *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_checkin_candidates_follow:
 * @self: the list
 * @search: whose answers to show, from now on
 * @client: of the desk
 */
void
hearth_checkin_candidates_follow (HearthCheckinCandidates *self, HearthCheckinSearch *search, HearthClient *client)
{
  g_return_if_fail (HEARTH_IS_CHECKIN_CANDIDATES (self));
  g_return_if_fail (self->search == NULL);

  self->search = g_object_ref (search);
  self->client = g_object_ref (client);
  gtk_list_box_bind_model (self->list, hearth_checkin_search_get_rows (search), create_row, self, NULL);
  g_signal_connect_object (search, "answered", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "notify::armed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
}

/**
 * hearth_checkin_candidates_focus_first:
 * @self: the list
 *
 * Returns: whether there is a first row, which has the focus now
 */
gboolean
hearth_checkin_candidates_focus_first (HearthCheckinCandidates *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (HEARTH_IS_CHECKIN_CANDIDATES (self), FALSE);

  row = gtk_list_box_get_row_at_index (self->list, 0);
  return row && gtk_widget_get_mapped (GTK_WIDGET (row)) && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/**
 * hearth_checkin_candidates_get_lead:
 * @self: the list
 *
 * Returns: the sentence above the list
 */
const char *
hearth_checkin_candidates_get_lead (HearthCheckinCandidates *self)
{
  g_return_val_if_fail (HEARTH_IS_CHECKIN_CANDIDATES (self), NULL);
  return gtk_label_get_label (self->lead);
}
