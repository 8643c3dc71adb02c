/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The chips that filter today's list by reason. Owned by the pane; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-reason-filter.h"

#include <glib/gi18n.h>

#include "hearth-reason.h"
#include "hearth-text.h"
#include "hearth-wrap-layout.h"

struct _HearthReasonFilter
{
  GtkBox parent_instance;

  HearthDayList *day;        /* (owned) (nullable) */
  HearthReasonList *reasons; /* (owned) (nullable) */
  char *chosen;              /* (owned): code, "" for all */
};

enum
{
  PROP_CHOSEN = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthReasonFilter, hearth_reason_filter, GTK_TYPE_BOX)

static const char *
code_of (GtkWidget *chip)
{
  return g_object_get_data (G_OBJECT (chip), "reason-code");
}

static void
toggled_cb (GtkToggleButton *chip, HearthReasonFilter *self)
{
  if (gtk_toggle_button_get_active (chip) && hearth_set_str (&self->chosen, code_of (GTK_WIDGET (chip))))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static GtkWidget *
add_chip (HearthReasonFilter *self, const char *code, GtkWidget *group)
{
  GtkWidget *chip = gtk_toggle_button_new ();

  g_object_set_data_full (G_OBJECT (chip), "reason-code", g_strdup (code), g_free);
  gtk_widget_add_css_class (chip, "chip");
  gtk_widget_add_css_class (chip, "small");
  gtk_widget_set_focus_on_click (chip, FALSE);
  if (group)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), GTK_TOGGLE_BUTTON (group));
  g_signal_connect_object (chip, "toggled", G_CALLBACK (toggled_cb), self, 0);
  gtk_box_append (GTK_BOX (self), chip);
  return chip;
}

static GtkWidget *
find_chip (HearthReasonFilter *self, const char *code)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (chip && g_strcmp0 (code_of (chip), code) != 0)
    chip = gtk_widget_get_next_sibling (chip);
  return chip;
}

/* A reason that the center has retired is still that of visits of before. */
static void
add_retired (HearthReasonFilter *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->day));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthVisit) visit = g_list_model_get_item (G_LIST_MODEL (self->day), i);
      const char *code = hearth_visit_get_reason (visit);

      if (*code && !find_chip (self, code) && hearth_reason_list_find (self->reasons, code))
        add_chip (self, code, gtk_widget_get_first_child (GTK_WIDGET (self)));
    }
}

/* The numbers, and which chips there are to see: a reason that nobody came for today is not. */
static void
refresh (HearthReasonFilter *self)
{
  gboolean some = g_list_model_get_n_items (G_LIST_MODEL (self->day)) > 0;

  add_retired (self);
  for (GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self)); chip;
       chip = gtk_widget_get_next_sibling (chip))
    {
      const char *code = code_of (chip);
      HearthReason *reason = *code ? hearth_reason_list_find (self->reasons, code) : NULL;
      guint n = reason ? hearth_day_list_count_reason (self->day, code) : 0;
      g_autofree char *label = NULL;

      if (reason)
        label = g_strdup_printf ("%s %u", hearth_reason_get_label (reason), n);
      gtk_button_set_label (GTK_BUTTON (chip), label ? label : _ ("All"));
      gtk_widget_set_visible (chip, reason == NULL || n > 0 || g_str_equal (code, self->chosen));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), some);
}

static void
rebuild (HearthReasonFilter *self)
{
  g_autofree char *chosen = g_strdup (self->chosen);
  GtkWidget *chip, *all;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), chip);
  all = add_chip (self, "", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->reasons)); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (self->reasons), i);

      add_chip (self, hearth_reason_get_code (reason), all);
    }
  add_retired (self);
  hearth_reason_filter_choose (self, chosen);
  refresh (self);
}

static void
hearth_reason_filter_dispose (GObject *object)
{
  HearthReasonFilter *self = HEARTH_REASON_FILTER (object);

  g_clear_object (&self->day);
  g_clear_object (&self->reasons);
  G_OBJECT_CLASS (hearth_reason_filter_parent_class)->dispose (object);
}

static void
hearth_reason_filter_finalize (GObject *object)
{
  HearthReasonFilter *self = HEARTH_REASON_FILTER (object);

  g_free (self->chosen);
  G_OBJECT_CLASS (hearth_reason_filter_parent_class)->finalize (object);
}

static void
hearth_reason_filter_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthReasonFilter *self = HEARTH_REASON_FILTER (object);

  switch (prop_id)
    {
    case PROP_CHOSEN:
      g_value_set_string (value, self->chosen);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_reason_filter_class_init (HearthReasonFilterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_reason_filter_dispose;
  object_class->finalize = hearth_reason_filter_finalize;
  object_class->get_property = hearth_reason_filter_get_property;

  properties[PROP_CHOSEN] = g_param_spec_string ("chosen", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, HEARTH_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hearth_reason_filter_init (HearthReasonFilter *self)
{
  self->chosen = g_strdup ("");
}

/**
 * hearth_reason_filter_setup:
 * @self: the chips
 * @day: whose visits are counted
 * @reasons: what people come for
 *
 * To be called once.
 */
void
hearth_reason_filter_setup (HearthReasonFilter *self, HearthDayList *day, HearthReasonList *reasons)
{
  g_return_if_fail (HEARTH_IS_REASON_FILTER (self));

  g_set_object (&self->day, day);
  g_set_object (&self->reasons, reasons);
  g_signal_connect_object (reasons, "items-changed", G_CALLBACK (rebuild), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (day, "items-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (day, "notify::total", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  rebuild (self);
}

/**
 * hearth_reason_filter_get_chosen:
 * @self: the chips
 *
 * Returns: code of the reason, "" for all
 */
const char *
hearth_reason_filter_get_chosen (HearthReasonFilter *self)
{
  g_return_val_if_fail (HEARTH_IS_REASON_FILTER (self), "");
  return self->chosen;
}

/**
 * hearth_reason_filter_choose:
 * @self: the chips
 * @code: (nullable): of a reason; all, if there is no such chip
 */
void
hearth_reason_filter_choose (HearthReasonFilter *self, const char *code)
{
  GtkWidget *all, *chip;

  g_return_if_fail (HEARTH_IS_REASON_FILTER (self));

  all = gtk_widget_get_first_child (GTK_WIDGET (self));
  chip = find_chip (self, code);
  if (chip || all)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip ? chip : all), TRUE);
}
