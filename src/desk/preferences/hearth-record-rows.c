/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Rows that follow a list of records which is read again and again. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-record-rows.h"

static GQuark
id_quark (void)
{
  return g_quark_from_static_string ("hearth-record-id");
}

static gint64
id_of_row (GtkListBoxRow *row)
{
  const gint64 *id = g_object_get_qdata (G_OBJECT (row), id_quark ());

  return id ? *id : 0;
}

static GtkListBoxRow *
find_row (GtkListBox *list, int from, gint64 id)
{
  GtkListBoxRow *row;

  for (int i = from; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (id_of_row (row) == id)
      return row;
  return NULL;
}

/* A row that is in its place already is not taken out: it would lose the focus. */
static void
put_row (GtkListBox *list, GtkListBoxRow *row, int place)
{
  g_object_ref_sink (row);
  if (gtk_widget_get_parent (GTK_WIDGET (row)) == NULL)
    gtk_list_box_insert (list, GTK_WIDGET (row), place);
  else if (gtk_list_box_row_get_index (row) != place)
    {
      gtk_list_box_remove (list, GTK_WIDGET (row));
      gtk_list_box_insert (list, GTK_WIDGET (row), place);
    }
  g_object_unref (row);
}

static void
drop_missing (GtkListBox *list, GListModel *records)
{
  g_autoptr (GHashTable) there = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n = g_list_model_get_n_items (records);
  GtkListBoxRow *row;
  int i = 0;

  for (guint j = 0; j < n; j++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (records, j);
      gint64 *id = g_new0 (gint64, 1);

      g_object_get (record, "id", id, NULL);
      g_hash_table_add (there, id);
    }
  while ((row = gtk_list_box_get_row_at_index (list, i)) != NULL)
    {
      gint64 id = id_of_row (row);

      if (g_hash_table_contains (there, &id))
        i++;
      else
        gtk_list_box_remove (list, GTK_WIDGET (row));
    }
}

/**
 * hearth_record_rows_show:
 * @list: a list box that has no other rows
 * @records: records with a property "id", in their order
 * @row_new: makes an empty row
 * @row_show: shows a record in a row, which may show an earlier state of it
 * @data: for both
 *
 * Shows @records: rows of those that are there already stay, others come and go.
 */
void
hearth_record_rows_show (
    GtkListBox *list, GListModel *records, HearthRecordRowNew row_new, HearthRecordRowShow row_show, gpointer data)
{
  guint n = g_list_model_get_n_items (records);

  drop_missing (list, records);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) record = g_list_model_get_item (records, i);
      GtkListBoxRow *row;
      gint64 id = 0;

      g_object_get (record, "id", &id, NULL);
      row = find_row (list, (int)i, id);
      if (row == NULL)
        {
          row = row_new (data);
          g_object_set_qdata_full (G_OBJECT (row), id_quark (), g_memdup2 (&id, sizeof id), g_free);
        }
      put_row (list, row, (int)i);
      row_show (row, record, data);
    }
}
