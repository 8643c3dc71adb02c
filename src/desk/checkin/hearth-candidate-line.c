/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One line of the candidates: what the privacy view may show of somebody who fits, and the number to press once the
 * candidates are numbered. Owned by its list box; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-candidate-line.h"

#include <glib/gi18n.h>

#include "hearth-shown-name.h"

struct _HearthCandidateLine
{
  GtkListBoxRow parent_instance;

  GtkLabel *here;
  GtkLabel *name;
  GtkLabel *number;
  GtkLabel *pronouns;

  HearthCandidate *candidate; /* (owned) */
  guint position;             /* from 1 */
  gboolean armed;
  gboolean shrink_names;
};

enum
{
  PROP_ARMED = 1,
  PROP_SHRINK_NAMES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthCandidateLine, hearth_candidate_line, GTK_TYPE_LIST_BOX_ROW)

/* "Press 2: Jon S., he/him, here since 1:05 pm" */
static void
name_for_readers (HearthCandidateLine *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->armed)
    /* Translators: %u is the key to press, 1 to 5; the person's name follows. */
    g_string_append_printf (text, _ ("Press %u: "), self->position);
  g_string_append (text, gtk_label_get_text (self->name));
  if (*gtk_label_get_text (self->pronouns))
    g_string_append_printf (text, ", %s", gtk_label_get_text (self->pronouns));
  if (gtk_widget_get_visible (GTK_WIDGET (self->here)))
    g_string_append_printf (text, ", %s", gtk_label_get_text (self->here));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
refresh (HearthCandidateLine *self)
{
  g_autofree char *shown = hearth_shown_name (hearth_candidate_get_name (self->candidate),
                                              hearth_candidate_get_initial (self->candidate), self->shrink_names);

  gtk_label_set_label (self->name, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->number), self->armed);
  if (self->armed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "armed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "armed");
  name_for_readers (self);
}

static void
hearth_candidate_line_dispose (GObject *object)
{
  HearthCandidateLine *self = HEARTH_CANDIDATE_LINE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_CANDIDATE_LINE);
  g_clear_object (&self->candidate);
  G_OBJECT_CLASS (hearth_candidate_line_parent_class)->dispose (object);
}

static void
hearth_candidate_line_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthCandidateLine *self = HEARTH_CANDIDATE_LINE (object);

  switch (prop_id)
    {
    case PROP_ARMED:
      g_value_set_boolean (value, self->armed);
      break;
    case PROP_SHRINK_NAMES:
      g_value_set_boolean (value, self->shrink_names);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_candidate_line_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthCandidateLine *self = HEARTH_CANDIDATE_LINE (object);
  gboolean *field = prop_id == PROP_ARMED ? &self->armed : &self->shrink_names;

  switch (prop_id)
    {
    case PROP_ARMED:
    case PROP_SHRINK_NAMES:
      if (*field == g_value_get_boolean (value))
        return;
      *field = g_value_get_boolean (value);
      refresh (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_candidate_line_class_init (HearthCandidateLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_candidate_line_dispose;
  object_class->get_property = hearth_candidate_line_get_property;
  object_class->set_property = hearth_candidate_line_set_property;

  properties[PROP_ARMED] = g_param_spec_boolean ("armed", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SHRINK_NAMES]
      = g_param_spec_boolean ("shrink-names", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-candidate-line.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCandidateLine, here);
  gtk_widget_class_bind_template_child (widget_class, HearthCandidateLine, name);
  gtk_widget_class_bind_template_child (widget_class, HearthCandidateLine, number);
  gtk_widget_class_bind_template_child (widget_class, HearthCandidateLine, pronouns);
}

static void
hearth_candidate_line_init (HearthCandidateLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_candidate_line_new:
 * @candidate: who was found
 * @number: the digit that chooses them, from 1
 * @zone: of the center
 *
 * Returns: (transfer floating): the line
 */
GtkWidget *
hearth_candidate_line_new (HearthCandidate *candidate, guint number, GTimeZone *zone)
{
  HearthCandidateLine *self = g_object_new (HEARTH_TYPE_CANDIDATE_LINE, NULL);
  g_autofree char *figure = g_strdup_printf ("%u", number);
  gint64 since = hearth_candidate_get_here_since_s (candidate);

  self->candidate = g_object_ref (candidate);
  self->position = number;
  gtk_label_set_label (self->number, figure);
  gtk_label_set_label (self->pronouns, hearth_candidate_get_pronouns (candidate));
  gtk_widget_set_visible (GTK_WIDGET (self->here), since != 0);
  if (since)
    {
      g_autofree char *time = hearth_shown_time (since, zone);
      /* Translators: %s is a time of day: this person is here already. */
      g_autofree char *here = g_strdup_printf (_ ("here since %s"), time);

      gtk_label_set_label (self->here, here);
    }
  refresh (self);
  return GTK_WIDGET (self);
}

/**
 * hearth_candidate_line_get_candidate:
 * @self: a line
 *
 * Returns: (transfer none): whom it shows
 */
HearthCandidate *
hearth_candidate_line_get_candidate (HearthCandidateLine *self)
{
  g_return_val_if_fail (HEARTH_IS_CANDIDATE_LINE (self), NULL);
  return self->candidate;
}
