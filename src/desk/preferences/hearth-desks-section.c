/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The desks of the center: who sits where, new ones, and those that are to go.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-desks-section.h"

#include "hearth-add-desk-dialog.h"
#include "hearth-confirm.h"
#include "hearth-desk-client.h"
#include "hearth-desk-row.h"
#include "hearth-desk-words.h"
#include "hearth-error.h"
#include "hearth-record-rows.h"

#include <glib/gi18n.h>
#include <string.h>

struct _HearthDesksSection
{
  HearthPreferencesSection parent_instance;

  AdwPreferencesGroup *group; /* (unowned): template child */
  GtkListBox *list;           /* (unowned): template child */
  GtkWidget *share_first;     /* (unowned): template child */
};

G_DEFINE_FINAL_TYPE (HearthDesksSection, hearth_desks_section, HEARTH_TYPE_PREFERENCES_SECTION)

/* What is asked of the hub about one desk, until it has answered. */
typedef struct
{
  HearthDesksSection *self; /* (owned) */
  HearthDeskRow *row;       /* (owned) */
  gint64 desk;
} Wish;

static void
wish_free (Wish *wish)
{
  g_object_unref (wish->self);
  g_object_unref (wish->row);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static Wish *
wish_new (HearthDesksSection *self, HearthDeskRow *row)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->self = g_object_ref (self);
  wish->row = g_object_ref (row);
  wish->desk = hearth_desk_get_id (hearth_desk_row_get_desk (row));
  return wish;
}

static HearthClient *
client_of (HearthDesksSection *self)
{
  return hearth_preferences_section_get_client (HEARTH_PREFERENCES_SECTION (self));
}

static GCancellable *
cancellable_of (HearthDesksSection *self)
{
  return hearth_preferences_section_get_cancellable (HEARTH_PREFERENCES_SECTION (self));
}

static void
failed (Wish *wish, const GError *error)
{
  HearthPreferencesSection *section = HEARTH_PREFERENCES_SECTION (wish->self);

  hearth_desk_row_put_back (wish->row);
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT))
    hearth_preferences_section_say (section,
                                    _ ("Somebody changed this desk meanwhile, or another has that name. Look at "
                                       "how it is now, and try again."));
  else
    hearth_preferences_section_say_error (section, error);
  hearth_preferences_section_read (section);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDesk) desk = hearth_desk_client_save_finish (HEARTH_CLIENT (source), result, &error);

  if (hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (wish->self)))
    return;
  if (desk == NULL)
    failed (wish, error);
  else
    hearth_preferences_section_read (HEARTH_PREFERENCES_SECTION (wish->self));
}

static void
save_cb (HearthDesksSection *self, GVariant *changes, HearthDeskRow *row)
{
  hearth_preferences_section_say (HEARTH_PREFERENCES_SECTION (self), "");
  hearth_desk_client_save_async (client_of (self), hearth_desk_row_get_desk (row), changes, cancellable_of (self),
                                 saved_cb, wish_new (self, row));
}

static void
met_cb (HearthDesksSection *self, const char *typed, HearthDeskRow *row)
{
  /* Translators: two names of one desk: what it is called now, and what was typed here. */
  g_autofree char *text
      = g_strdup_printf (_ ("Somebody named this desk meanwhile. Theirs: “%s”. Yours: “%s”, and it is "
                            "still in the field: apply it to have it."),
                         hearth_desk_get_name (hearth_desk_row_get_desk (row)), typed);

  hearth_preferences_section_say (HEARTH_PREFERENCES_SECTION (self), text);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  g_autoptr (GError) error = NULL;
  gboolean removed = hearth_desk_client_done_finish (HEARTH_CLIENT (source), result, &error);

  if (hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (wish->self)))
    return;
  if (!removed)
    failed (wish, error);
  else
    hearth_preferences_section_read (HEARTH_PREFERENCES_SECTION (wish->self));
}

static void
remove_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  HearthDesksSection *self = wish->self;
  gint64 desk = wish->desk;

  if (hearth_confirm_finish (result) && !hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (self)))
    hearth_desk_client_remove_async (client_of (self), desk, cancellable_of (self), removed_cb,
                                     g_steal_pointer (&wish));
}

static void
remove_cb (HearthDesksSection *self, HearthDeskRow *row)
{
  HearthDesk *desk = hearth_desk_row_get_desk (row);
  /* Translators: the name of a desk: "Remove Front desk 2?" */
  g_autofree char *heading = g_strdup_printf (_ ("Remove %s?"), hearth_desk_get_name (desk));

  hearth_preferences_section_say (HEARTH_PREFERENCES_SECTION (self), "");
  hearth_confirm_async (
      GTK_WIDGET (self), heading,
      hearth_desk_get_connected (desk)
          ? _ ("It is out at once, also in the middle of what is being done there. To come back it "
               "needs a new code.")
          : _ ("It cannot connect any more. What it kept while it was away from the hub is not taken in "
               "then. To come back it needs a new code."),
      _ ("Remove"), TRUE, cancellable_of (self), remove_asked_cb, wish_new (self, row));
}

static char *
details_of (HearthDesk *desk, gint64 now_s, GTimeZone *zone)
{
  GString *text = g_string_new (NULL);

  if (hearth_desk_get_joined_at_s (desk) != 0)
    {
      g_autofree char *when = hearth_desk_words_when (hearth_desk_get_joined_at_s (desk), now_s, zone);

      /* Translators: a day in words and a time: "Joined March 3, 2:14 pm". */
      g_string_append_printf (text, _ ("Joined %s"), when);
    }
  if (hearth_desk_get_keeps_backups (desk) && hearth_desk_get_backup_at_s (desk) != 0)
    {
      g_autofree char *when = hearth_desk_words_when (hearth_desk_get_backup_at_s (desk), now_s, zone);

      /* Translators: a day in words and a time. */
      g_string_append_printf (text, _ ("\nNewest backup there: %s"), when);
    }
  if (hearth_desk_get_expires_at_s (desk) != 0)
    {
      g_autofree char *left = hearth_desk_words_in_days (hearth_desk_get_expires_at_s (desk), now_s);

      /* Translators: "in 41 days" */
      g_string_append_printf (text, _ ("\nIts certificate would end %s, and renews itself before"), left);
    }
  if (*hearth_desk_get_fingerprint (desk) != '\0')
    g_string_append_printf (text, "\nSHA-256 %s", hearth_desk_get_fingerprint (desk));
  return g_strstrip (g_string_free (text, FALSE));
}

static void
row_show (GtkListBoxRow *row, gpointer record, gpointer data)
{
  HearthClient *client = client_of (data);
  HearthHubGreeting *greeting = hearth_client_get_greeting (client);
  GTimeZone *zone = hearth_client_get_time_zone (client);
  gint64 now_s = hearth_client_get_hub_now_s (client);
  gboolean here = greeting != NULL && hearth_hub_greeting_get_desk (greeting) == hearth_desk_get_id (record);
  g_autofree char *line = hearth_desk_words_line (record, here, HEARTH_VERSION, now_s, zone);
  g_autofree char *details = details_of (record, now_s, zone);

  hearth_desk_row_show (HEARTH_DESK_ROW (row), record, line, details, here);
}

static GtkListBoxRow *
row_new (gpointer data)
{
  HearthDeskRow *row = hearth_desk_row_new ();

  g_signal_connect_object (row, "met", G_CALLBACK (met_cb), data, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "save", G_CALLBACK (save_cb), data, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), data, G_CONNECT_SWAPPED);
  return GTK_LIST_BOX_ROW (row);
}

static void
show_shared (HearthDesksSection *self)
{
  HearthHubGreeting *greeting = hearth_client_get_greeting (client_of (self));
  gboolean shared = greeting != NULL && hearth_hub_greeting_get_shared (greeting);

  gtk_widget_set_visible (self->share_first, !shared);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.add-desk", shared);
}

/* The hub's own PC stays first; the others as people count: "Room 2" comes before "Room 10". */
static int
compare_desks (gconstpointer a, gconstpointer b, gpointer data)
{
  HearthDesk *one = (HearthDesk *)a, *other = (HearthDesk *)b;
  g_autofree char *key_one = NULL, *key_other = NULL;

  if (hearth_desk_get_own (one) != hearth_desk_get_own (other))
    return hearth_desk_get_own (one) ? -1 : 1;
  key_one = g_utf8_collate_key_for_filename (hearth_desk_get_name (one), -1);
  key_other = g_utf8_collate_key_for_filename (hearth_desk_get_name (other), -1);
  return strcmp (key_one, key_other);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthDesksSection) self = user_data;
  HearthPreferencesSection *section = HEARTH_PREFERENCES_SECTION (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) desks = hearth_desk_client_list_finish (HEARTH_CLIENT (source), result, &error);

  if (hearth_preferences_section_is_gone (section))
    return;
  if (desks == NULL)
    {
      hearth_preferences_section_say_error (section, error);
      return;
    }
  show_shared (self);
  g_list_store_sort (desks, compare_desks, NULL);
  hearth_record_rows_show (self->list, G_LIST_MODEL (desks), row_new, row_show, self);
}

static void
read_desks (HearthPreferencesSection *section)
{
  hearth_desk_client_list_async (hearth_preferences_section_get_client (section),
                                 hearth_preferences_section_get_cancellable (section), read_cb, g_object_ref (section));
}

static void
add_desk_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hearth_preferences_section_say (HEARTH_PREFERENCES_SECTION (widget), "");
  hearth_add_desk_dialog_present (widget, client_of (HEARTH_DESKS_SECTION (widget)));
}

static void
hearth_desks_section_class_init (HearthDesksSectionClass *klass)
{
  /* Who joins, goes or is renamed, and who sits down where. */
  static const char *const kinds[] = { "desk", "seat", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HearthPreferencesSectionClass *section_class = HEARTH_PREFERENCES_SECTION_CLASS (klass);

  section_class->kinds = kinds;
  section_class->read = read_desks;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-desks-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthDesksSection, group);
  gtk_widget_class_bind_template_child (widget_class, HearthDesksSection, list);
  gtk_widget_class_bind_template_child (widget_class, HearthDesksSection, share_first);
  gtk_widget_class_install_action (widget_class, "section.add-desk", NULL, add_desk_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "section.add-desk", NULL);
}

static void
hearth_desks_section_init (HearthDesksSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.add-desk", FALSE);
}

/**
 * hearth_desks_section_new:
 * @client: where a director is signed in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_desks_section_new (HearthClient *client)
{
  HearthDesksSection *self = g_object_new (HEARTH_TYPE_DESKS_SECTION, "client", client, NULL);
  HearthCenter *center = hearth_client_get_center (client);
  /* Translators: the name of a center: "Desks of Maple Street". */
  g_autofree char *title = center ? g_strdup_printf (_ ("Desks of %s"), hearth_center_get_name (center)) : NULL;
  g_autofree char *escaped = title ? g_markup_escape_text (title, -1) : NULL;

  if (escaped != NULL)
    adw_preferences_group_set_title (self->group, escaped);
  return GTK_WIDGET (self);
}
