/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Which column is what: guesses that the person corrects. Owned by the import dialog. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-import-columns.h"

#include <glib/gi18n.h>

#include "hearth-import-words.h"

#define SAMPLES 3
#define SAMPLE_CHARS 24

struct _HearthImportColumns
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;       /* (owned): of AdwComboRow, one for each column */
  GtkStringList *labels; /* (owned) */
};

G_DEFINE_FINAL_TYPE (HearthImportColumns, hearth_import_columns, ADW_TYPE_PREFERENCES_GROUP)

static void
hearth_import_columns_finalize (GObject *object)
{
  HearthImportColumns *self = HEARTH_IMPORT_COLUMNS (object);

  g_ptr_array_unref (self->rows);
  g_object_unref (self->labels);

  G_OBJECT_CLASS (hearth_import_columns_parent_class)->finalize (object);
}

static void
hearth_import_columns_class_init (HearthImportColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_import_columns_finalize;
}

static void
hearth_import_columns_init (HearthImportColumns *self)
{
  self->rows = g_ptr_array_new ();
  self->labels = gtk_string_list_new (NULL);
  for (guint i = 0; i < hearth_import_words_get_n_fields (); i++)
    gtk_string_list_append (self->labels, hearth_import_words_get_label (i));
}

/* The first few values of a column that say something. */
static char *
sample_text (GVariant *sample, guint column)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint found = 0;

  for (guint row = 0; row < g_variant_n_children (sample) && found < SAMPLES; row++)
    {
      g_autoptr (GVariant) cells = g_variant_get_child_value (sample, row);
      g_autofree char *cell = NULL, *cut = NULL;

      if (column < g_variant_n_children (cells))
        g_variant_get_child (cells, column, "s", &cell);
      if (cell == NULL || *g_strstrip (cell) == 0)
        continue;
      cut = g_utf8_strlen (cell, -1) > SAMPLE_CHARS ? g_utf8_substring (cell, 0, SAMPLE_CHARS) : NULL;
      if (found++ > 0)
        g_string_append (text, " · ");
      g_string_append (text, cut ? cut : cell);
      if (cut)
        g_string_append (text, "…");
    }
  return g_strdup (found ? text->str : _ ("Nothing in the first rows"));
}

static void
add_column (HearthImportColumns *self, guint column, const char *name, const char *field, GVariant *sample)
{
  GtkWidget *row = adw_combo_row_new ();
  /* Translators: the number of a column that has no name */
  g_autofree char *nameless = g_strdup_printf (_ ("Column %u"), column + 1);
  g_autofree char *subtitle = sample_text (sample, column);

  /* Somebody's file is never markup. */
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *name ? name : nameless);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (self->labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), hearth_import_words_find (field));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/**
 * hearth_import_columns_show:
 * @self: the columns
 * @header: the file's own names of its columns
 * @mapping: a guess of what each fills
 * @sample: the first rows, aas
 */
void
hearth_import_columns_show (HearthImportColumns *self,
                            const char *const *header,
                            const char *const *mapping,
                            GVariant *sample)
{
  g_return_if_fail (HEARTH_IS_IMPORT_COLUMNS (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; header[i] && mapping[i]; i++)
    add_column (self, i, header[i], mapping[i], sample);
}

/**
 * hearth_import_columns_dup_mapping:
 * @self: the columns
 *
 * Returns: (transfer full): for each column what it fills
 */
char **
hearth_import_columns_dup_mapping (HearthImportColumns *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (HEARTH_IS_IMPORT_COLUMNS (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    g_strv_builder_add (builder,
                        hearth_import_words_get_field (adw_combo_row_get_selected (g_ptr_array_index (self->rows, i))));
  return g_strv_builder_end (builder);
}

/**
 * hearth_import_columns_choose:
 * @self: the columns
 * @column: from 0
 * @field: what it fills
 */
void
hearth_import_columns_choose (HearthImportColumns *self, guint column, const char *field)
{
  g_return_if_fail (HEARTH_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (column < self->rows->len);

  adw_combo_row_set_selected (g_ptr_array_index (self->rows, column), hearth_import_words_find (field));
}
