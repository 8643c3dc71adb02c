/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a desk always says of its hub: one line at the foot of the sidebar, and while the hub is away a banner under the
 * header bar. Owned by the desk view. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-hub-line.h"

#include "hearth-banner.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _HearthHubLine
{
  GtkWidget parent_instance;

  GtkButton *button;  /* (unowned): template child */
  GtkWidget *content; /* (unowned): template child */
  GtkImage *icon;     /* (unowned): template child */
  GtkLabel *text;     /* (unowned): template child */

  HearthClient *client;  /* (owned) (nullable) */
  HearthHubWatch *watch; /* (owned) (nullable) */
  gboolean rail;
};

typedef enum
{
  PROP_CLIENT = 1,
  PROP_WATCH,
  PROP_RAIL,
  N_PROPS,
} HearthHubLineProperty;

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthHubLine, hearth_hub_line, GTK_TYPE_WIDGET)

static char *
create_text (HearthHubLine *self)
{
  HearthCenter *center = hearth_client_get_center (self->client);
  const char *desk = center ? hearth_center_get_desk (center) : "";
  g_autofree char *line = NULL;

  if (self->watch != NULL)
    g_object_get (self->watch, "line", &line, NULL);
  if (line != NULL)
    return g_steal_pointer (&line);
  if (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY)
    return g_strdup (_ ("The hub is away"));
  /* Translators: name of this desk: "Front desk 1 · Connected". */
  return *desk ? g_strdup_printf (_ ("%s · Connected"), desk) : g_strdup (_ ("Connected"));
}

static void
update (HearthHubLine *self)
{
  gboolean away = self->watch && hearth_hub_watch_get_away (self->watch);
  g_autofree char *text = NULL;

  if (self->client == NULL)
    return;
  text = create_text (self);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), !self->rail);
  gtk_image_set_from_icon_name (self->icon, away ? "network-offline-symbolic" : "hearth-kept-here-symbolic");
  gtk_widget_set_halign (self->content, self->rail ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  if (away)
    gtk_widget_add_css_class (self->content, "away");
  else
    gtk_widget_remove_css_class (self->content, "away");
}

static void
hearth_hub_line_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthHubLine *self = HEARTH_HUB_LINE (object);

  switch ((HearthHubLineProperty)prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_WATCH:
      g_value_set_object (value, self->watch);
      break;
    case PROP_RAIL:
      g_value_set_boolean (value, self->rail);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_client (HearthHubLine *self, HearthClient *client)
{
  if (client == NULL || !g_set_object (&self->client, client))
    return;
  g_signal_connect_object (client, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::center", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

static void
set_watch (HearthHubLine *self, HearthHubWatch *watch)
{
  if (watch == NULL || !g_set_object (&self->watch, watch))
    return;
  g_signal_connect_object (watch, "notify::line", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (watch, "notify::away", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_widget_set_can_target (GTK_WIDGET (self->button), TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self->button), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.kept");
}

static void
hearth_hub_line_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthHubLine *self = HEARTH_HUB_LINE (object);

  switch ((HearthHubLineProperty)prop_id)
    {
    case PROP_CLIENT:
      set_client (self, g_value_get_object (value));
      break;
    case PROP_WATCH:
      set_watch (self, g_value_get_object (value));
      break;
    case PROP_RAIL:
      self->rail = g_value_get_boolean (value);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  update (self);
}

static void
hearth_hub_line_dispose (GObject *object)
{
  HearthHubLine *self = HEARTH_HUB_LINE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_HUB_LINE);
  g_clear_object (&self->watch);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_hub_line_parent_class)->dispose (object);
}

static void
hearth_hub_line_class_init (HearthHubLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = hearth_hub_line_dispose;
  object_class->get_property = hearth_hub_line_get_property;
  object_class->set_property = hearth_hub_line_set_property;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, HEARTH_TYPE_CLIENT, flags);
  properties[PROP_WATCH] = g_param_spec_object ("watch", NULL, NULL, HEARTH_TYPE_HUB_WATCH, flags);
  properties[PROP_RAIL] = g_param_spec_boolean ("rail", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/shell/hearth-hub-line.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthHubLine, button);
  gtk_widget_class_bind_template_child (widget_class, HearthHubLine, content);
  gtk_widget_class_bind_template_child (widget_class, HearthHubLine, icon);
  gtk_widget_class_bind_template_child (widget_class, HearthHubLine, text);
}

static void
hearth_hub_line_init (HearthHubLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_hub_line_get_text:
 *
 * Returns: (transfer none): what it says
 */
const char *
hearth_hub_line_get_text (HearthHubLine *self)
{
  g_return_val_if_fail (HEARTH_IS_HUB_LINE (self), NULL);

  return gtk_label_get_label (self->text);
}

/* What is wrong while the hub is there is not mended by looking for it. */
static gboolean
button_of_away (GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_string (to, g_value_get_boolean (from) ? _ ("Try now") : NULL);
  return TRUE;
}

/**
 * hearth_hub_line_add_banner:
 * @page: a box with a header bar
 * @watch: what to say
 *
 * The banner shows and hides itself.
 */
void
hearth_hub_line_add_banner (GtkWidget *page, HearthHubWatch *watch)
{
  GtkWidget *above = gtk_widget_get_first_child (page);
  GtkWidget *banner;

  g_return_if_fail (GTK_IS_BOX (page));
  g_return_if_fail (HEARTH_IS_HUB_WATCH (watch));

  while (above != NULL && !ADW_IS_HEADER_BAR (above))
    above = gtk_widget_get_next_sibling (above);
  banner
      = g_object_new (HEARTH_TYPE_BANNER, "icon-name", "hearth-kept-here-symbolic", "action-name", "win.try-hub", NULL);
  g_object_bind_property (watch, "sentence", banner, "title", G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (watch, "away", banner, "button-label", G_BINDING_SYNC_CREATE, button_of_away, NULL, NULL,
                               NULL);
  g_object_bind_property (watch, "wrong", banner, "revealed", G_BINDING_SYNC_CREATE);
  gtk_box_insert_child_after (GTK_BOX (page), banner, above);
}
