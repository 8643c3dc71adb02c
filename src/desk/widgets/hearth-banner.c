/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A sentence or two and a button above a page, with the property names of AdwBanner (which libadwaita 1.2 has not).
 * Owned by its parent. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-banner.h"

#include "hearth-text.h"

struct _HearthBanner
{
  GtkWidget parent_instance;

  GtkButton *button;  /* (unowned): template child */
  char *title;        /* (owned) (nullable) */
  char *button_label; /* (owned) (nullable): no button without one */
  char *icon_name;    /* (owned) */
  gboolean revealed;
};

typedef enum
{
  PROP_TITLE = 1,
  PROP_BUTTON_LABEL,
  PROP_ICON_NAME,
  PROP_REVEALED,
  PROP_ACTION_NAME,
  PROP_ACTION_TARGET,
  N_PROPS = PROP_ACTION_NAME,
} HearthBannerProperty;

static GParamSpec *properties[N_PROPS];

enum
{
  BUTTON_CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void actionable_init (GtkActionableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HearthBanner,
                               hearth_banner,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACTIONABLE, actionable_init))

static const char *
get_action_name (GtkActionable *actionable)
{
  return gtk_actionable_get_action_name (GTK_ACTIONABLE (HEARTH_BANNER (actionable)->button));
}

static void
set_action_name (GtkActionable *actionable, const char *name)
{
  gtk_actionable_set_action_name (GTK_ACTIONABLE (HEARTH_BANNER (actionable)->button), name);
}

static GVariant *
get_action_target (GtkActionable *actionable)
{
  return gtk_actionable_get_action_target_value (GTK_ACTIONABLE (HEARTH_BANNER (actionable)->button));
}

static void
set_action_target (GtkActionable *actionable, GVariant *target)
{
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (HEARTH_BANNER (actionable)->button), target);
}

static void
actionable_init (GtkActionableInterface *iface)
{
  iface->get_action_name = get_action_name;
  iface->set_action_name = set_action_name;
  iface->get_action_target_value = get_action_target;
  iface->set_action_target_value = set_action_target;
}

static void
clicked_cb (HearthBanner *self)
{
  g_signal_emit (self, signals[BUTTON_CLICKED], 0);
}

static gboolean
has_text_cb (GObject *object, const char *text)
{
  return text != NULL && *text != '\0';
}

static void
hearth_banner_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthBanner *self = HEARTH_BANNER (object);

  switch ((HearthBannerProperty)prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, self->button_label);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, self->revealed);
      break;
    case PROP_ACTION_NAME:
      g_value_set_string (value, get_action_name (GTK_ACTIONABLE (self)));
      break;
    case PROP_ACTION_TARGET:
      g_value_set_variant (value, get_action_target (GTK_ACTIONABLE (self)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_banner_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthBanner *self = HEARTH_BANNER (object);
  gboolean changed = FALSE;

  switch ((HearthBannerProperty)prop_id)
    {
    case PROP_TITLE:
      changed = hearth_set_str (&self->title, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      changed = hearth_set_str (&self->button_label, g_value_get_string (value));
      break;
    case PROP_ICON_NAME:
      changed = hearth_set_str (&self->icon_name, g_value_get_string (value));
      break;
    case PROP_REVEALED:
      changed = self->revealed != g_value_get_boolean (value);
      self->revealed = g_value_get_boolean (value);
      break;
    case PROP_ACTION_NAME:
      set_action_name (GTK_ACTIONABLE (self), g_value_get_string (value));
      break;
    case PROP_ACTION_TARGET:
      set_action_target (GTK_ACTIONABLE (self), g_value_get_variant (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  if (changed)
    g_object_notify_by_pspec (object, pspec);
}

static void
hearth_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_BANNER);

  G_OBJECT_CLASS (hearth_banner_parent_class)->dispose (object);
}

static void
hearth_banner_finalize (GObject *object)
{
  HearthBanner *self = HEARTH_BANNER (object);

  g_free (self->title);
  g_free (self->button_label);
  g_free (self->icon_name);

  G_OBJECT_CLASS (hearth_banner_parent_class)->finalize (object);
}

static void
hearth_banner_class_init (HearthBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = hearth_banner_dispose;
  object_class->finalize = hearth_banner_finalize;
  object_class->get_property = hearth_banner_get_property;
  object_class->set_property = hearth_banner_set_property;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_ACTION_NAME, "action-name");
  g_object_class_override_property (object_class, PROP_ACTION_TARGET, "action-target");

  signals[BUTTON_CLICKED] = g_signal_new ("button-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/widgets/hearth-banner.ui");
  /* Bound without a field, so that gtk_widget_dispose_template() takes it away. */
  gtk_widget_class_bind_template_child_full (widget_class, "body", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, HearthBanner, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, has_text_cb);
}

static void
hearth_banner_init (HearthBanner *self)
{
  self->icon_name = g_strdup ("dialog-information-symbolic");
  gtk_widget_init_template (GTK_WIDGET (self));
}
