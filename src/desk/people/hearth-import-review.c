/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The check before an import. Rows that look like doubles, of somebody here or of a row above, stay out unless they are
 * switched on; rows with a problem always do. Owned by the import dialog. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-import-review.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hearth-date-text.h"
#include "hearth-import-words.h"

typedef struct
{
  guint32 number;
  GtkSwitch *choice; /* (unowned) */
} ReviewRow;

struct _HearthImportReview
{
  GtkBox parent_instance;

  GArray *rows; /* (owned): of ReviewRow */

  GtkLabel *figure_new;
  GtkLabel *figure_problems;
  GtkLabel *figure_twins;
  GtkListBox *list;
  GtkWidget *list_group;
  GtkWidget *more_label;
  GtkCheckButton *told_check;
  AdwActionRow *told_row;
};

G_DEFINE_FINAL_TYPE (HearthImportReview, hearth_import_review, GTK_TYPE_BOX)

typedef enum
{
  PROP_READY = 1,
} HearthImportReviewProperty;

static GParamSpec *properties[PROP_READY + 1];

static void
on_told_toggled (HearthImportReview *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
hearth_import_review_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((HearthImportReviewProperty)prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, hearth_import_review_is_ready (HEARTH_IMPORT_REVIEW (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_import_review_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_IMPORT_REVIEW);

  G_OBJECT_CLASS (hearth_import_review_parent_class)->dispose (object);
}

static void
hearth_import_review_finalize (GObject *object)
{
  g_array_unref (HEARTH_IMPORT_REVIEW (object)->rows);

  G_OBJECT_CLASS (hearth_import_review_parent_class)->finalize (object);
}

static void
hearth_import_review_class_init (HearthImportReviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_import_review_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_import_review_finalize;
  G_OBJECT_CLASS (klass)->get_property = hearth_import_review_get_property;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-import-review.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthImportReview, figure_new);
  gtk_widget_class_bind_template_child (widget_class, HearthImportReview, figure_problems);
  gtk_widget_class_bind_template_child (widget_class, HearthImportReview, figure_twins);
  gtk_widget_class_bind_template_child (widget_class, HearthImportReview, list);
  gtk_widget_class_bind_template_child (widget_class, HearthImportReview, list_group);
  gtk_widget_class_bind_template_child (widget_class, HearthImportReview, more_label);
  gtk_widget_class_bind_template_child (widget_class, HearthImportReview, told_check);
  gtk_widget_class_bind_template_child (widget_class, HearthImportReview, told_row);
  gtk_widget_class_bind_template_callback (widget_class, on_told_toggled);
}

static void
hearth_import_review_init (HearthImportReview *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (ReviewRow));
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
verdict_text (const char *verdict, const char *what)
{
  guint field = hearth_import_words_find (what);

  if (g_str_equal (verdict, "twin"))
    return g_strdup (_ ("Looks like somebody who is here already"));
  if (g_str_equal (verdict, "repeat"))
    return g_strdup (_ ("The same person stands further up in the file"));
  if (field == 0)
    return g_strdup (_ ("Left out: this row cannot be read"));
  /* Translators: a field of a record */
  return g_strdup_printf (_ ("Left out: “%s” cannot be read"), hearth_import_words_get_label (field));
}

static void
add_row (HearthImportReview *self, guint number, const char *name, const char *verdict, const char *what)
{
  GtkWidget *row = adw_action_row_new (), *choice;
  /* Translators: the number of a row in a file, and a name */
  g_autofree char *title_text = g_strdup_printf (_ ("Row %u: %s"), number, name);
  g_autofree char *title = g_markup_escape_text (title_text, -1);
  g_autofree char *words = verdict_text (verdict, what);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);
  g_autofree char *label = g_strdup_printf (_ ("Bring in row %u"), number);
  ReviewRow kept = { number, NULL };

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (self->list, row);
  if (g_str_equal (verdict, "problem"))
    return;
  choice = gtk_switch_new ();
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (choice, _ ("Bring in"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), choice);
  kept.choice = GTK_SWITCH (choice);
  g_array_append_val (self->rows, kept);
}

static void
show_notice (HearthImportReview *self, HearthClient *client)
{
  HearthCenter *center = hearth_client_get_center (client);
  g_autofree char *day = center ? hearth_date_text_show (hearth_center_get_notice_on (center)) : NULL;
  g_autofree char *words = NULL, *subtitle = NULL;

  if (center == NULL)
    return;
  /* Translators: the version of a text and a day, as in “Version 2, of March 3, 2026” */
  words = g_strdup_printf (_ ("Version %s, of %s"), hearth_center_get_notice_version (center), day);
  subtitle = g_markup_escape_text (words, -1);
  adw_action_row_set_subtitle (self->told_row, subtitle);
}

static void
show_figure (GtkLabel *label, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  gtk_label_set_text (label, text);
}

/**
 * hearth_import_review_show:
 * @self: the review
 * @client: the desk's end
 * @n_new: rows that would come in
 * @n_twins: rows that look like somebody here
 * @n_problems: rows that cannot come in
 * @review: an a(usss) of those that need a look
 *
 * Shows the outcome of a check. The tick is taken out.
 */
void
hearth_import_review_show (
    HearthImportReview *self, HearthClient *client, guint n_new, guint n_twins, guint n_problems, GVariant *review)
{
  GtkWidget *row;
  GVariantIter iter;
  const char *name, *verdict, *what;
  guint number;

  g_return_if_fail (HEARTH_IS_IMPORT_REVIEW (self));

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_array_set_size (self->rows, 0);
  g_variant_iter_init (&iter, review);
  while (g_variant_iter_next (&iter, "(u&s&s&s)", &number, &name, &verdict, &what))
    add_row (self, number, name, verdict, what);
  gtk_widget_set_visible (self->list_group, g_variant_n_children (review) > 0);
  gtk_widget_set_visible (self->more_label, n_twins + n_problems > g_variant_n_children (review));
  show_figure (self->figure_new, n_new);
  show_figure (self->figure_twins, n_twins);
  show_figure (self->figure_problems, n_problems);
  show_notice (self, client);
  gtk_check_button_set_active (self->told_check, FALSE);
}

/**
 * hearth_import_review_is_ready:
 * @self: the review
 *
 * Returns: whether they ticked that these people were told what the center keeps
 */
gboolean
hearth_import_review_is_ready (HearthImportReview *self)
{
  g_return_val_if_fail (HEARTH_IS_IMPORT_REVIEW (self), FALSE);

  return gtk_check_button_get_active (self->told_check);
}

/**
 * hearth_import_review_dup_take:
 * @self: the review
 *
 * Returns: (transfer full): rows that look like doubles and come in all the same
 */
GArray *
hearth_import_review_dup_take (HearthImportReview *self)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_return_val_if_fail (HEARTH_IS_IMPORT_REVIEW (self), numbers);

  for (guint i = 0; i < self->rows->len; i++)
    {
      ReviewRow *row = &g_array_index (self->rows, ReviewRow, i);

      if (gtk_switch_get_active (row->choice))
        g_array_append_val (numbers, row->number);
    }
  return numbers;
}
