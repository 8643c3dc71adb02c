/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The emergency card: works while locked and without a hub, so it asks nobody for anything.
 * Owned by itself until it is closed. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-emergency-card.h"

#include <glib/gi18n.h>
#include <string.h>

struct _HearthEmergencyCard
{
  AdwWindow parent_instance;

  GtkLabel *head; /* (unowned): template child */
  GtkGrid *steps; /* (unowned): template child */
};

G_DEFINE_FINAL_TYPE (HearthEmergencyCard, hearth_emergency_card, ADW_TYPE_WINDOW)

static void
add_step (HearthEmergencyCard *self, int row, const char *number, const char *text)
{
  GtkWidget *circle = g_object_new (GTK_TYPE_LABEL, "label", number, "valign", GTK_ALIGN_START, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE, "hexpand", TRUE,
                                   "valign", GTK_ALIGN_CENTER, NULL);

  gtk_widget_add_css_class (circle, "emergency-number");
  gtk_widget_add_css_class (label, "emergency-step");
  gtk_grid_attach (self->steps, circle, 0, row, 1, 1);
  gtk_grid_attach (self->steps, label, 1, row, 1, 1);
}

/* A line may begin with the number to call, as in "988: call or text": then that is the number in the circle. */
static void
add_line (HearthEmergencyCard *self, int row, const char *line)
{
  gsize digits = strspn (line, "0123456789");
  g_autofree char *number = NULL;

  if (digits > 0 && digits <= 3 && (line[digits] == ':' || line[digits] == '.'))
    {
      g_autofree char *text = g_strstrip (g_strdup (line + digits + 1));

      number = g_strndup (line, digits);
      add_step (self, row, number, text);
      return;
    }
  number = g_strdup_printf ("%d", row + 1);
  add_step (self, row, number, line);
}

static void
set_text (HearthEmergencyCard *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean has_head = FALSE;
  int row = 0;

  for (guint i = 0; lines[i]; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] == '\0')
        continue;
      if (has_head)
        add_line (self, row++, lines[i]);
      else
        gtk_label_set_label (self->head, lines[i]);
      has_head = TRUE;
    }
}

static void
hearth_emergency_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_EMERGENCY_CARD);

  G_OBJECT_CLASS (hearth_emergency_card_parent_class)->dispose (object);
}

static void
hearth_emergency_card_class_init (HearthEmergencyCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_emergency_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/shell/hearth-emergency-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthEmergencyCard, head);
  gtk_widget_class_bind_template_child (widget_class, HearthEmergencyCard, steps);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hearth_emergency_card_init (HearthEmergencyCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_emergency_card_default:
 *
 * Returns: (transfer none): the card that every center begins with
 */
const char *
hearth_emergency_card_default (void)
{
  /* Translators: the first line is the heading, each further line a step; adapt the numbers to the country. */
  return _ ("Somebody does not wake up, or hardly breathes\n"
            "Call 911. Say where you are and that somebody is not responding.\n"
            "Give naloxone if you have it: one spray in one nostril. Wait 2 to 3 minutes, then give the second.\n"
            "Stay. On their side if they breathe. Somebody waits at the door for help.\n"
            "988: Somebody thinks of suicide: call or text 988, together with them.");
}

/**
 * hearth_emergency_card_new:
 * @parent: (nullable): over which window
 * @text: (nullable): the center's own text
 *
 * Returns: (transfer none): a window to present
 */
HearthEmergencyCard *
hearth_emergency_card_new (GtkWindow *parent, const char *text)
{
  HearthEmergencyCard *self
      = g_object_new (HEARTH_TYPE_EMERGENCY_CARD, "transient-for", parent, "destroy-with-parent", TRUE, NULL);

  set_text (self, text != NULL && *text != '\0' ? text : hearth_emergency_card_default ());
  return self;
}
