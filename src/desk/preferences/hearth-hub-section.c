/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* How the hub is: in words what whoever looks after the center should know, and the second place for backups.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-hub-section.h"

#include "hearth-backup-place-dialog.h"
#include "hearth-desk-client.h"
#include "hearth-desk-words.h"

#include <glib/gi18n.h>

/* Room on disk and backups change without an event. */
#define REFRESH_S 15
/* Older than a day and a half is more than one backup missed. */
#define BACKUP_STALE_S (36 * 60 * 60)
#define OF_PLACE "place-" /* how a problem begins that is one of the second place */

struct _HearthHubSection
{
  HearthPreferencesSection parent_instance;

  AdwActionRow *addresses;    /* (unowned): template child */
  AdwActionRow *backup;       /* (unowned): template child */
  GtkLabel *backup_badge;     /* (unowned): template child */
  AdwActionRow *certificates; /* (unowned): template child */
  AdwActionRow *place;        /* (unowned): template child */
  AdwActionRow *room;         /* (unowned): template child */
  GtkLabel *room_badge;       /* (unowned): template child */
  AdwActionRow *uuid;         /* (unowned): template child */
  AdwActionRow *versions;     /* (unowned): template child */
  AdwActionRow *working;      /* (unowned): template child */
  GtkLabel *working_badge;    /* (unowned): template child */

  HearthHubStatus *status; /* (owned) (nullable): as it was read last */
  guint refresh_source;
};

G_DEFINE_FINAL_TYPE (HearthHubSection, hearth_hub_section, HEARTH_TYPE_PREFERENCES_SECTION)

static HearthClient *
client_of (HearthHubSection *self)
{
  return hearth_preferences_section_get_client (HEARTH_PREFERENCES_SECTION (self));
}

static char *
when (HearthHubSection *self, gint64 at_s)
{
  return hearth_desk_words_when (at_s, hearth_client_get_hub_now_s (client_of (self)),
                                 hearth_client_get_time_zone (client_of (self)));
}

static void
set_badge (GtkLabel *badge, const char *text, const char *css_class)
{
  static const char *const classes[] = { "here", "attention" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (badge), classes[i]);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (badge), css_class);
  gtk_label_set_label (badge, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (badge), text != NULL);
}

/* Subtitles are markup; what comes from the hub is text. */
static void
set_subtitle (AdwActionRow *row, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, escaped);
}

static void
show_working (HearthHubSection *self)
{
  HearthHubStatus *status = self->status;
  g_autofree char *since = when (self, hearth_hub_status_get_started_at_s (status));
  gint64 queue = hearth_hub_status_get_queue (status);
  g_autofree char *waiting
      = queue > 1 ? g_strdup_printf (ngettext ("%d call waits", "%d calls wait", (gulong)queue), (int)queue)
                  : g_strdup (_ ("nothing waits"));
  /* Translators: a day in words and a time, numbers of desks, and what waits: "Since today, 8:00 am · 3 of 5 desks here ·
   * nothing waits". */
  g_autofree char *text = g_strdup_printf (_ ("Since %s · %d of %d desks here · %s"), since,
                                           (int)hearth_hub_status_get_connected (status),
                                           (int)hearth_hub_status_get_desks (status), waiting);
  g_autofree char *alone = NULL;

  if (hearth_hub_status_get_shared (status))
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->working), _ ("Runs by itself"));
      set_subtitle (self->working, text);
    }
  else
    {
      /* Translators: a day in words and a time: "Since today, 8:00 am, for this PC alone". */
      alone = g_strdup_printf (_ ("Since %s, for this PC alone"), since);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->working), _ ("Runs in the application"));
      set_subtitle (self->working, alone);
    }
  set_badge (self->working_badge, _ ("Working"), "here");
}

static void
show_backup (HearthHubSection *self)
{
  HearthHubStatus *status = self->status;
  gint64 at_s = hearth_hub_status_get_last_backup_at_s (status);
  gint64 age_s = hearth_client_get_hub_now_s (client_of (self)) - at_s;
  g_autofree char *last = at_s != 0 ? when (self, at_s) : g_strdup (_ ("None yet"));
  const char *problem = hearth_hub_status_get_backup_problem (status);
  g_autofree char *failed = NULL;

  if (*problem != '\0' && !g_str_has_prefix (problem, OF_PLACE))
    {
      /* Translators: a day in words and a time, or "None yet". */
      failed = g_strdup_printf (
          _ ("The newest one could not be made. Look at the room on the disk. The last good one: %s"), last);
      set_subtitle (self->backup, failed);
      set_badge (self->backup_badge, _ ("Failed"), "attention");
      return;
    }
  set_subtitle (self->backup, last);
  set_badge (self->backup_badge, at_s != 0 && age_s > BACKUP_STALE_S ? _ ("Look at it") : NULL, "attention");
}

/* NULL: the place has its copy. */
static const char *
place_trouble (HearthHubStatus *status)
{
  const char *problem = hearth_hub_status_get_backup_problem (status);

  if (!g_str_has_prefix (problem, OF_PLACE))
    return NULL;
  if (g_str_equal (problem, OF_PLACE "not-found"))
    return _ ("It is not there now. Is the disk plugged in? It is tried again every hour.");
  if (g_str_equal (problem, OF_PLACE "no-room"))
    return _ ("It is full. Make room there. It is tried again every hour.");
  if (g_str_equal (problem, OF_PLACE "read-only"))
    return _ ("The hub may not write there. It is tried again every hour.");
  return _ ("The copy there could not be made. It is tried again every hour.");
}

static void
show_place (HearthHubSection *self)
{
  HearthHubStatus *status = self->status;
  GString *text = g_string_new (NULL);
  g_autofree char *taken = NULL;
  const char *folder = hearth_hub_status_get_backup_place (status);
  gint64 at_s = hearth_hub_status_get_place_backup_at_s (status);
  gint64 desk_s = hearth_hub_status_get_desk_backup_at_s (status);

  if (*folder != '\0')
    {
      g_autofree char *newest = at_s != 0 ? when (self, at_s) : g_strdup (_ ("none yet"));

      if (at_s < 0) /* the hub has not looked there yet */
        g_string_append (text, folder);
      else
        /* Translators: a folder, and a day in words and a time, or "none yet". */
        g_string_append_printf (text, _ ("%s, newest copy: %s"), folder, newest);
      if (place_trouble (status))
        g_string_append_printf (text, "\n%s", place_trouble (status));
    }
  if (desk_s != 0)
    {
      g_autofree char *newest = when (self, desk_s);

      g_string_append (text, text->len > 0 ? "\n" : "");
      /* Translators: a day in words and a time. */
      g_string_append_printf (text, _ ("On a desk, newest copy: %s"), newest);
    }
  if (text->len == 0)
    g_string_append (text, _ ("None. If the disk of the hub breaks, its backups break with it."));
  taken = g_string_free (text, FALSE);
  set_subtitle (self->place, taken);
}

static void
show_room (HearthHubSection *self)
{
  g_autofree char *database = g_format_size ((guint64)hearth_hub_status_get_database_bytes (self->status));
  g_autofree char *disk = g_format_size ((guint64)hearth_hub_status_get_disk_free_bytes (self->status));
  /* Translators: two sizes: "Database 46 MB, 212 GB free". */
  g_autofree char *text = g_strdup_printf (_ ("Database %s, %s free"), database, disk);

  set_subtitle (self->room, text);
  set_badge (self->room_badge, hearth_hub_status_get_disk_low (self->status) ? _ ("Make room") : NULL, "attention");
}

static void
show_certificates (HearthHubSection *self)
{
  gint64 at_s = hearth_hub_status_get_certificate_expires_at_s (self->status);
  g_autofree char *left = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->certificates), at_s != 0);
  if (at_s == 0)
    return;
  left = hearth_desk_words_in_days (at_s, hearth_client_get_hub_now_s (client_of (self)));
  /* Translators: "in 41 days". */
  text = g_strdup_printf (_ ("Renew themselves. The hub’s would end %s."), left);
  set_subtitle (self->certificates, text);
}

static void
show_versions (HearthHubSection *self)
{
  const char *const *versions = hearth_hub_status_get_versions (self->status);
  g_autofree char *desks = versions != NULL ? g_strjoinv (", ", (char **)versions) : g_strdup ("");
  /* Translators: version numbers: "Hub 1.0, desks 1.0, 0.9". */
  g_autofree char *text
      = *desks != '\0' ? g_strdup_printf (_ ("Hub %s, desks %s"), hearth_hub_status_get_version (self->status), desks)
                       : g_strdup_printf (_ ("Hub %s"), hearth_hub_status_get_version (self->status));

  set_subtitle (self->versions, text);
}

static void
show_details (HearthHubSection *self)
{
  const char *const *addresses = hearth_hub_status_get_addresses (self->status);
  g_autofree char *text = addresses != NULL ? g_strjoinv ("\n", (char **)addresses) : g_strdup ("");

  set_subtitle (self->addresses, *text != '\0' ? text : _ ("Reached from this PC alone"));
  set_subtitle (self->uuid, hearth_hub_status_get_center_uuid (self->status));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthHubSection) self = user_data;
  HearthPreferencesSection *section = HEARTH_PREFERENCES_SECTION (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthHubStatus) status = hearth_desk_client_status_finish (HEARTH_CLIENT (source), result, &error);

  if (hearth_preferences_section_is_gone (section))
    return;
  if (status == NULL)
    {
      set_badge (self->working_badge, _ ("Not reached"), "attention");
      hearth_preferences_section_say_error (section, error);
      return;
    }
  g_set_object (&self->status, status);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.backup-place", TRUE);
  show_working (self);
  show_backup (self);
  show_place (self);
  show_room (self);
  show_certificates (self);
  show_versions (self);
  show_details (self);
}

static void
read_status (HearthPreferencesSection *section)
{
  hearth_desk_client_status_async (hearth_preferences_section_get_client (section),
                                   hearth_preferences_section_get_cancellable (section), read_cb,
                                   g_object_ref (section));
}

static gboolean
refresh_cb (gpointer user_data)
{
  if (hearth_client_get_state (client_of (user_data)) == HEARTH_CLIENT_SIGNED_IN
      && gtk_widget_get_mapped (GTK_WIDGET (user_data)))
    read_status (user_data);
  return G_SOURCE_CONTINUE;
}

static void
saved_cb (HearthHubSection *self)
{
  hearth_preferences_section_read (HEARTH_PREFERENCES_SECTION (self));
}

static void
backup_place_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthHubSection *self = HEARTH_HUB_SECTION (widget);
  HearthBackupPlaceDialog *dialog;

  hearth_preferences_section_say (HEARTH_PREFERENCES_SECTION (self), "");
  dialog = hearth_backup_place_dialog_new (client_of (self), self->status);
  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  hearth_backup_place_dialog_present (dialog, widget);
}

static void
hearth_hub_section_dispose (GObject *object)
{
  HearthHubSection *self = HEARTH_HUB_SECTION (object);

  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_object (&self->status);

  G_OBJECT_CLASS (hearth_hub_section_parent_class)->dispose (object);
}

static void
hearth_hub_section_class_init (HearthHubSectionClass *klass)
{
  static const char *const kinds[] = { "desk", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HearthPreferencesSectionClass *section_class = HEARTH_PREFERENCES_SECTION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_hub_section_dispose;
  section_class->kinds = kinds;
  section_class->read = read_status;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-hub-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, addresses);
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, backup);
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, backup_badge);
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, certificates);
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, place);
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, room);
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, room_badge);
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, uuid);
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, versions);
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, working);
  gtk_widget_class_bind_template_child (widget_class, HearthHubSection, working_badge);
  gtk_widget_class_install_action (widget_class, "section.backup-place", NULL, backup_place_cb);
}

static void
hearth_hub_section_init (HearthHubSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.backup-place", FALSE);
  self->refresh_source = g_timeout_add_seconds (REFRESH_S, refresh_cb, self);
}

/**
 * hearth_hub_section_new:
 * @client: where a director is signed in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_hub_section_new (HearthClient *client)
{
  return g_object_new (HEARTH_TYPE_HUB_SECTION, "client", client, NULL);
}
