/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A page in the sidebar: icon, label and a count, beside each other or (as a rail) above each other.
 * Owned by the sidebar. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-nav-row.h"

#include "hearth-text.h"

#include <glib/gi18n.h>

struct _HearthNavRow
{
  GtkListBoxRow parent_instance;

  char *page;      /* (owned) */
  char *label;     /* (owned) */
  char *icon_name; /* (owned) */
  guint count;
  gboolean rail;
};

G_DEFINE_FINAL_TYPE (HearthNavRow, hearth_nav_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  PROP_PAGE = 1,
  PROP_LABEL,
  PROP_ICON_NAME,
  PROP_COUNT,
  PROP_RAIL,
  N_PROPS,
} HearthNavRowProperty;

static GParamSpec *properties[N_PROPS];

static char *
count_text_cb (HearthNavRow *self, guint count)
{
  return g_strdup_printf ("%u", count);
}

static gboolean
count_shown_cb (HearthNavRow *self, guint count, gboolean rail)
{
  return count > 0 && !rail;
}

/* Not a binding in the interface file: one whose target is the object it looks at is taken apart twice by GTK 4.8. */
static void
refresh_tooltip (HearthNavRow *self)
{
  g_autofree char *text = NULL;

  if (self->rail && self->count > 0)
    /* Translators: a page of the sidebar and its count: "Check-in: 12" */
    text = g_strdup_printf (_ ("%s: %u"), self->label, self->count);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
}

static GtkOrientation
orientation_cb (HearthNavRow *self, gboolean rail)
{
  return rail ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
}

static int
spacing_cb (HearthNavRow *self, gboolean rail)
{
  return rail ? 3 : 12;
}

static float
xalign_cb (HearthNavRow *self, gboolean rail)
{
  return rail ? 0.5f : 0.0f;
}

static void
hearth_nav_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthNavRow *self = HEARTH_NAV_ROW (object);

  switch ((HearthNavRowProperty)prop_id)
    {
    case PROP_PAGE:
      g_value_set_string (value, self->page);
      break;
    case PROP_LABEL:
      g_value_set_string (value, self->label);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, self->count);
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
hearth_nav_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthNavRow *self = HEARTH_NAV_ROW (object);
  gboolean changed = FALSE;

  switch ((HearthNavRowProperty)prop_id)
    {
    case PROP_PAGE:
      changed = hearth_set_str (&self->page, g_value_get_string (value));
      break;
    case PROP_LABEL:
      changed = hearth_set_str (&self->label, g_value_get_string (value));
      break;
    case PROP_ICON_NAME:
      changed = hearth_set_str (&self->icon_name, g_value_get_string (value));
      break;
    case PROP_COUNT:
      changed = self->count != g_value_get_uint (value);
      self->count = g_value_get_uint (value);
      break;
    case PROP_RAIL:
      changed = self->rail != g_value_get_boolean (value);
      self->rail = g_value_get_boolean (value);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  if (changed)
    {
      refresh_tooltip (self);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
hearth_nav_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_NAV_ROW);

  G_OBJECT_CLASS (hearth_nav_row_parent_class)->dispose (object);
}

static void
hearth_nav_row_finalize (GObject *object)
{
  HearthNavRow *self = HEARTH_NAV_ROW (object);

  g_free (self->page);
  g_free (self->label);
  g_free (self->icon_name);

  G_OBJECT_CLASS (hearth_nav_row_parent_class)->finalize (object);
}

static void
hearth_nav_row_class_init (HearthNavRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = hearth_nav_row_dispose;
  object_class->finalize = hearth_nav_row_finalize;
  object_class->get_property = hearth_nav_row_get_property;
  object_class->set_property = hearth_nav_row_set_property;

  properties[PROP_PAGE] = g_param_spec_string ("page", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RAIL] = g_param_spec_boolean ("rail", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/shell/hearth-nav-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, count_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, count_text_cb);
  gtk_widget_class_bind_template_callback (widget_class, orientation_cb);
  gtk_widget_class_bind_template_callback (widget_class, spacing_cb);
  gtk_widget_class_bind_template_callback (widget_class, xalign_cb);
}

static void
hearth_nav_row_init (HearthNavRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_nav_row_get_page:
 * @self: a row
 *
 * Returns: (transfer none): the name of the page it stands for
 */
const char *
hearth_nav_row_get_page (HearthNavRow *self)
{
  g_return_val_if_fail (HEARTH_IS_NAV_ROW (self), NULL);

  return self->page;
}
