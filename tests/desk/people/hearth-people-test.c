/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the tests of the people dialogs share. Aborts the test on failure. Main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-people-test.h"

#include <string.h>

#include "hearth-people-client.h"

HearthPeopleTest *
hearth_people_test_new (HearthRole role, const char *const *people, gint64 *ids)
{
  HearthPeopleTest *self = g_new0 (HearthPeopleTest, 1);

  self->hub = hearth_test_hub_new ();
  for (guint i = 0; people && people[i]; i += 2)
    ids[i / 2] = hearth_test_center_add_person (self->hub->center, people[i], people[i + 1]);
  hearth_test_hub_start (self->hub);
  self->client = hearth_test_hub_sign_in (self->hub, role);
  self->window = hearth_test_desk_show (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), 1280, 800);
  return self;
}

void
hearth_people_test_free (HearthPeopleTest *self)
{
  gpointer weak = self->client;

  hearth_test_desk_close (self->window);
  hearth_client_disconnect (self->client);
  /* A call that is on its way holds the client until it is answered. */
  g_object_add_weak_pointer (weak, &weak);
  g_object_unref (self->client);
  HEARTH_TEST_WAIT (weak == NULL);
  hearth_test_hub_free (self->hub);
  g_free (self);
}

static gpointer
find_dialog (GType type, guint *count)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gpointer found = NULL;

  *count = 0;
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        {
          found = window;
          *count += 1;
        }
    }
  return found;
}

gpointer
hearth_people_test_dialog (GType type)
{
  guint count;

  HEARTH_TEST_WAIT (find_dialog (type, &count) != NULL);
  HEARTH_TEST_WAIT (gtk_widget_get_width (find_dialog (type, &count)) > 0);
  return find_dialog (type, &count);
}

guint
hearth_people_test_count (GType type)
{
  guint count;

  find_dialog (type, &count);
  return count;
}

static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found)
        return found;
    }
  return NULL;
}

GtkWidget *
hearth_people_test_row (gpointer widget, const char *title)
{
  GtkWidget *row = find_row (widget, title);

  if (row == NULL)
    g_error ("there is no row “%s”", title);
  return row;
}

void
hearth_people_test_type (gpointer widget, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (hearth_people_test_row (widget, title)), text);
}

const char *
hearth_people_test_typed (gpointer widget, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (hearth_people_test_row (widget, title)));
}

void
hearth_people_test_click (GtkWidget *label)
{
  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static GtkWidget *
find_answer (GType below, const char *button)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkWidget *label
          = g_type_is_a (G_OBJECT_TYPE (window), below) ? NULL : hearth_test_desk_find_text (window, button);

      if (label)
        return label;
    }
  return NULL;
}

void
hearth_people_test_answer (GType below, const char *button)
{
  HEARTH_TEST_WAIT (find_answer (below, button) != NULL);
  hearth_people_test_click (find_answer (below, button));
}

HearthPerson *
hearth_people_test_get (HearthPeopleTest *self, gint64 person)
{
  HearthClient *director = hearth_test_hub_sign_in (self->hub, HEARTH_ROLE_DIRECTOR);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthPerson *record;

  hearth_people_client_get_async (director, person, NULL, hearth_test_on_result, &result);
  record = hearth_people_client_get_finish (director, hearth_test_await (&result), &error);
  g_assert_no_error (error);
  hearth_client_disconnect (director);
  g_clear_object (&result);
  g_object_unref (director);
  return record;
}

/* Somebody at another desk. */
void
hearth_people_test_change (HearthPeopleTest *self, gint64 person, const char *field, const char *value)
{
  HearthClient *other = hearth_test_hub_sign_in (self->hub, HEARTH_ROLE_DIRECTOR);
  g_autoptr (HearthPerson) before = hearth_people_test_get (self, person);
  g_autoptr (HearthPerson) after = NULL;
  g_autoptr (GVariant) changes = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, field, "s", value);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  after = hearth_record_with (before, changes, &error);
  g_assert_no_error (error);
  hearth_people_client_update_async (other, before, after, NULL, hearth_test_on_result, &result);
  g_assert_true (hearth_people_client_update_finish (other, hearth_test_await (&result), NULL, &error));
  g_assert_no_error (error);
  hearth_client_disconnect (other);
  g_clear_object (&result);
  g_object_unref (other);
}
