/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* "What we keep": a new version is added, older ones stay for those who were told them.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-notice-section.h"

#include "hearth-center-client.h"
#include "hearth-error-message.h"
#include "hearth-shown-name.h"
#include "hearth-text.h"
#include "hearth-why.h"

#include <glib/gi18n.h>

struct _HearthNoticeSection
{
  HearthPreferencesSection parent_instance;

  GtkEditable *version; /* (unowned): template child */
  GtkLabel *in_force;   /* (unowned): template child */
  GtkTextBuffer *text;  /* (unowned): template child */
  GtkLabel *why;        /* (unowned): template child */

  char *base; /* (owned) (nullable): the version that was in force when it was put into the form */
};

G_DEFINE_FINAL_TYPE (HearthNoticeSection, hearth_notice_section, HEARTH_TYPE_PREFERENCES_SECTION)

static HearthClient *
client_of (HearthNoticeSection *self)
{
  return hearth_preferences_section_get_client (HEARTH_PREFERENCES_SECTION (self));
}

static GCancellable *
cancellable_of (HearthNoticeSection *self)
{
  return hearth_preferences_section_get_cancellable (HEARTH_PREFERENCES_SECTION (self));
}

static void
show_in_force (HearthNoticeSection *self)
{
  HearthCenter *center = hearth_client_get_center (client_of (self));
  g_autofree char *day = center ? hearth_shown_day (hearth_center_get_notice_on (center), NULL) : NULL;
  g_autofree char *line = NULL;

  if (center == NULL || *hearth_center_get_notice_version (center) == '\0')
    return;
  /* Translators: a version and a day: "In force: version 2, since March 3, 2026." */
  line = g_strdup_printf (_ ("In force: version %s, since %s."), hearth_center_get_notice_version (center), day);
  gtk_label_set_label (self->in_force, line);
}

static void
fill (HearthNoticeSection *self)
{
  HearthCenter *center = hearth_client_get_center (client_of (self));

  if (center == NULL)
    return;
  hearth_set_str (&self->base, hearth_center_get_notice_version (center));
  gtk_text_buffer_set_text (self->text, hearth_center_get_notice_text (center), -1);
  gtk_editable_set_text (self->version, hearth_center_get_notice_version (center));
  show_in_force (self);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthNoticeSection) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = hearth_center_client_done_finish (client_of (self), result, &error);
  g_autofree char *text = NULL;

  if (hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (self)))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.save", TRUE);
  text = saved ? g_strdup (_ ("Saved.")) : hearth_error_message (error);
  hearth_why_say (self->why, text);
  if (!saved)
    return;
  hearth_set_str (&self->base, hearth_center_get_notice_version (hearth_client_get_center (client_of (self))));
  show_in_force (self);
}

/* Returns: (transfer full): what is written */
static char *
get_text (HearthNoticeSection *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->text, &start, &end);
  return gtk_text_buffer_get_text (self->text, &start, &end, FALSE);
}

/* Somebody else's notice is shown below this one, so that the next save is meant. */
static gboolean
was_changed (HearthNoticeSection *self, HearthCenter *center)
{
  g_autofree char *text = NULL;

  if (center == NULL || g_strcmp0 (hearth_center_get_notice_version (center), self->base) == 0)
    return FALSE;
  hearth_set_str (&self->base, hearth_center_get_notice_version (center));
  show_in_force (self);
  /* Translators: the name of a version, and a text of several lines. */
  text = g_strdup_printf (
      _ ("Somebody wrote another notice meanwhile. Yours is above, theirs, version %s, is below. Save "
         "again to have yours in force after theirs.\n\n%s"),
      hearth_center_get_notice_version (center), hearth_center_get_notice_text (center));
  hearth_why_say (self->why, text);
  return TRUE;
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthNoticeSection *self = HEARTH_NOTICE_SECTION (widget);
  HearthCenter *center = hearth_client_get_center (client_of (self));
  g_autofree char *text = g_strstrip (get_text (self));
  g_autofree char *version = g_strstrip (g_strdup (gtk_editable_get_text (self->version)));

  if (was_changed (self, center))
    return;
  if (*text == '\0' || *version == '\0')
    hearth_why_say (self->why, _ ("A notice needs a text and the name of its version."));
  else if (center != NULL && g_str_equal (version, hearth_center_get_notice_version (center)))
    hearth_why_say (self->why, _ ("People were told this version already. Give the new text a new version."));
  else
    {
      hearth_why_say (self->why, "");
      gtk_widget_action_set_enabled (widget, "section.save", FALSE);
      hearth_center_client_save_notice_async (client_of (self), version, text, cancellable_of (self), saved_cb,
                                              g_object_ref (self));
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->version));
}

static void
read_notice (HearthPreferencesSection *section)
{
  HearthNoticeSection *self = HEARTH_NOTICE_SECTION (section);

  /* What is being written stays; somebody else's notice is met when this one is saved. */
  if (self->base == NULL)
    fill (self);
}

static void
hearth_notice_section_finalize (GObject *object)
{
  g_free (HEARTH_NOTICE_SECTION (object)->base);

  G_OBJECT_CLASS (hearth_notice_section_parent_class)->finalize (object);
}

static void
hearth_notice_section_class_init (HearthNoticeSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = hearth_notice_section_finalize;
  HEARTH_PREFERENCES_SECTION_CLASS (klass)->read = read_notice;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-notice-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthNoticeSection, in_force);
  gtk_widget_class_bind_template_child (widget_class, HearthNoticeSection, text);
  gtk_widget_class_bind_template_child (widget_class, HearthNoticeSection, version);
  gtk_widget_class_bind_template_child (widget_class, HearthNoticeSection, why);
  gtk_widget_class_install_action (widget_class, "section.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "section.save", NULL);
}

static void
hearth_notice_section_init (HearthNoticeSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_notice_section_new:
 * @client: where a director is signed in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_notice_section_new (HearthClient *client)
{
  return g_object_new (HEARTH_TYPE_NOTICE_SECTION, "client", client, NULL);
}
