/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the tests of the front desk share. Aborts the test on failure. Main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-test.h"

#include "hearth-checkin-client.h"
#include "hearth-desk-view.h"

void
hearth_checkin_test_sign_in (HearthCheckinTest *self, HearthRole role)
{
  hearth_test_sign_in (self->client, role);
}

static void
show_page (HearthCheckinTest *self)
{
  HearthDeskView *view = hearth_desk_view_new (self->client, NULL);

  self->window = hearth_test_desk_show (GTK_WIDGET (view), 1280, 800);
  self->page = HEARTH_CHECKIN_PAGE (hearth_desk_view_get_page (view));
  HEARTH_TEST_WAIT (g_list_model_get_n_items (G_LIST_MODEL (self->page->reasons)) > 0);
}

HearthCheckinTest *
hearth_checkin_test_new (const char *const *people)
{
  return hearth_checkin_test_new_as (HEARTH_ROLE_GREETER, people);
}

HearthCheckinTest *
hearth_checkin_test_new_as (HearthRole role, const char *const *people)
{
  HearthCheckinTest *self = g_new0 (HearthCheckinTest, 1);

  self->hub = hearth_test_hub_new ();
  for (guint i = 0; people && people[i]; i += 2)
    hearth_test_center_add_person (self->hub->center, people[i], people[i + 1]);
  hearth_test_hub_start (self->hub);
  self->client = hearth_test_hub_sign_in (self->hub, role);
  show_page (self);
  return self;
}

void
hearth_checkin_test_free (HearthCheckinTest *self)
{
  gpointer page = self->page;

  /* A page that outlives its window is a leak. */
  g_object_add_weak_pointer (G_OBJECT (page), &page);
  gtk_window_destroy (self->window);
  HEARTH_TEST_WAIT (page == NULL);
  hearth_client_disconnect (self->client);
  g_clear_object (&self->client);
  hearth_test_hub_free (self->hub);
  g_free (self);
}

/* A key after the other, as they come from a keyboard. */
void
hearth_checkin_test_type (HearthCheckinTest *self, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      int position = (int)g_utf8_strlen (gtk_editable_get_text (self->page->search), -1);

      gtk_editable_insert_text (self->page->search, p, (int)(g_utf8_next_char (p) - p), &position);
    }
}

gboolean
hearth_checkin_test_key (HearthCheckinTest *self, guint keyval)
{
  return hearth_checkin_page_key (self->page, keyval, 0);
}

void
hearth_checkin_test_do (HearthCheckinTest *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->page), action, NULL));
}

void
hearth_checkin_test_check_in (HearthCheckinTest *self, const char *name)
{
  guint before = hearth_checkin_test_listed (self);

  hearth_checkin_test_type (self, name);
  hearth_checkin_test_key (self, GDK_KEY_Return);
  HEARTH_TEST_WAIT (hearth_checkin_test_listed (self) == before + 1
                    && hearth_checkin_test_state (self) == HEARTH_CHECKIN_STATE_ARRIVED);
}

HearthCheckinState
hearth_checkin_test_state (HearthCheckinTest *self)
{
  return hearth_checkin_page_get_state (self->page);
}

guint
hearth_checkin_test_listed (HearthCheckinTest *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->page->day));
}

guint
hearth_checkin_test_count (HearthCheckinTest *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GListStore) visits = NULL;
  g_autofree char *today = NULL;
  g_autoptr (GError) error = NULL;
  guint64 revision = 0;

  hearth_checkin_client_day_async (self->client, "", NULL, hearth_test_on_result, &result);
  visits = hearth_checkin_client_day_finish (self->client, hearth_test_await (&result), &revision, &today, &error);
  g_assert_no_error (error);
  return g_list_model_get_n_items (G_LIST_MODEL (visits));
}

HearthVisit *
hearth_checkin_test_newest (HearthCheckinTest *self)
{
  g_autoptr (HearthVisit) visit = g_list_model_get_item (G_LIST_MODEL (self->page->day), 0);

  return visit;
}
