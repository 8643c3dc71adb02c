/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The text of the emergency card: the first line is its heading, each further line a step.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-card-text-section.h"

#include "hearth-center-client.h"
#include "hearth-error-message.h"
#include "hearth-emergency-card.h"
#include "hearth-why.h"

#include <glib/gi18n.h>

struct _HearthCardTextSection
{
  HearthPreferencesSection parent_instance;

  GtkTextBuffer *text; /* (unowned): template child */
  GtkLabel *why;       /* (unowned): template child */

  char *base; /* (owned): the text that was put into the form */
};

G_DEFINE_FINAL_TYPE (HearthCardTextSection, hearth_card_text_section, HEARTH_TYPE_PREFERENCES_SECTION)

static HearthClient *
client_of (HearthCardTextSection *self)
{
  return hearth_preferences_section_get_client (HEARTH_PREFERENCES_SECTION (self));
}

static GCancellable *
cancellable_of (HearthCardTextSection *self)
{
  return hearth_preferences_section_get_cancellable (HEARTH_PREFERENCES_SECTION (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthCardTextSection) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = hearth_center_client_done_finish (client_of (self), result, &error);
  g_autofree char *text = NULL;

  if (hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (self)))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.save", TRUE);
  if (saved)
    {
      g_free (self->base);
      self->base = g_strdup (hearth_center_get_emergency_card (hearth_client_get_center (client_of (self))));
    }
  text = saved ? g_strdup (_ ("Saved.")) : hearth_error_message (error);
  hearth_why_say (self->why, text);
}

/* Returns: (transfer full): what is written */
static char *
get_text (HearthCardTextSection *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->text, &start, &end);
  return gtk_text_buffer_get_text (self->text, &start, &end, FALSE);
}

/* Somebody else's text is shown beside this one, so that the next save is meant. */
static gboolean
was_changed (HearthCardTextSection *self, const char *mine)
{
  HearthCenter *center = hearth_client_get_center (client_of (self));
  const char *theirs = center ? hearth_center_get_emergency_card (center) : "";
  g_autofree char *text = NULL;

  if (g_strcmp0 (theirs, self->base) == 0 || g_str_equal (theirs, mine))
    return FALSE;
  g_free (self->base);
  self->base = g_strdup (theirs);
  /* Translators: %s is a text of several lines. */
  text = g_strdup_printf (_ ("Somebody changed the card meanwhile. Yours is above, theirs is below. Save again to keep "
                             "yours.\n\n%s"),
                          theirs);
  hearth_why_say (self->why, text);
  return TRUE;
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthCardTextSection *self = HEARTH_CARD_TEXT_SECTION (widget);
  g_auto (GVariantDict) changes = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *text = get_text (self);

  if (was_changed (self, text))
    return;
  g_variant_dict_insert (&changes, "emergency-card", "s", text);
  hearth_why_say (self->why, "");
  gtk_widget_action_set_enabled (widget, "section.save", FALSE);
  hearth_center_client_save_async (client_of (self), g_variant_dict_end (&changes), cancellable_of (self), saved_cb,
                                   g_object_ref (self));
}

static void
fill (HearthCardTextSection *self)
{
  HearthCenter *center = hearth_client_get_center (client_of (self));
  const char *text = center ? hearth_center_get_emergency_card (center) : "";

  self->base = g_strdup (text);
  gtk_text_buffer_set_text (self->text, *text ? text : hearth_emergency_card_default (), -1);
}

static void
read_card (HearthPreferencesSection *section)
{
  HearthCardTextSection *self = HEARTH_CARD_TEXT_SECTION (section);

  /* What is being written stays; somebody else's text is met when this one is saved. */
  if (self->base == NULL)
    fill (self);
}

static void
hearth_card_text_section_finalize (GObject *object)
{
  g_free (HEARTH_CARD_TEXT_SECTION (object)->base);

  G_OBJECT_CLASS (hearth_card_text_section_parent_class)->finalize (object);
}

static void
hearth_card_text_section_class_init (HearthCardTextSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = hearth_card_text_section_finalize;
  HEARTH_PREFERENCES_SECTION_CLASS (klass)->read = read_card;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-card-text-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCardTextSection, text);
  gtk_widget_class_bind_template_child (widget_class, HearthCardTextSection, why);
  gtk_widget_class_install_action (widget_class, "section.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "section.save", NULL);
}

static void
hearth_card_text_section_init (HearthCardTextSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_card_text_section_new:
 * @client: where a director is signed in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_card_text_section_new (HearthClient *client)
{
  return g_object_new (HEARTH_TYPE_CARD_TEXT_SECTION, "client", client, NULL);
}
