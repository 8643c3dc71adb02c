/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The desk of one person: sidebar (or rail), banner and pages; toasts are in hearth-desk-view-toasts.c. Owned by the window.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-desk-view-private.h"

#include "hearth-desk-pages.h"
#include "hearth-hub-line.h"
#include "hearth-nav-row.h"
#include "hearth-side-pane-layout.h"

#include <glib/gi18n.h>

#define RAIL_BELOW 900 /* px at the usual text size */

G_DEFINE_FINAL_TYPE (HearthDeskView, hearth_desk_view, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CLIENT = 1,
  PROP_WATCH,
  PROP_RAIL,
  N_PROPS,
} HearthDeskViewProperty;

static GParamSpec *properties[N_PROPS];

/* Large text makes the same window narrower, so the limit is in units of the text. */
static double
text_scale (GtkWidget *widget)
{
  int dpi = -1;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? CLAMP (dpi / 1024.0 / 96.0, 0.5, 4.0) : 1.0;
}

static void
nav_selected_cb (HearthDeskView *self, GtkListBoxRow *row)
{
  if (row == NULL)
    return;
  gtk_stack_set_visible_child_name (self->pages, hearth_nav_row_get_page (HEARTH_NAV_ROW (row)));
  hearth_desk_view_focus_page (self);
}

static void
nav_activated_cb (HearthDeskView *self, GtkListBoxRow *row)
{
  hearth_desk_view_focus_page (self);
}

static gboolean
not_cb (GObject *object, gboolean value)
{
  return !value;
}

static GtkOrientation
rail_orientation_cb (GObject *object, gboolean rail)
{
  return rail ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
}

/* A sidebar grows with the text, but only half as fast: it is not what people came to read. */
static int
sidebar_width_cb (HearthDeskView *self, gboolean rail)
{
  double scale = text_scale (GTK_WIDGET (self));

  return (int)((rail ? 96 : 212) * (1 + MAX (scale - 1, 0) / 2));
}

static GtkAlign
foot_align_cb (GObject *object, gboolean rail)
{
  return rail ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL;
}

static char *
sample_cb (GObject *object, HearthCenter *center)
{
  return center && hearth_center_get_sample (center) ? g_strdup (_ ("Sample center")) : NULL;
}

static char *
clock_cb (GObject *object, HearthCenter *center)
{
  gint64 days = center ? hearth_center_get_clock_behind_s (center) / (24 * 60 * 60) : 0;

  if (days < 1)
    return g_strdup (
        _ ("The clock of this PC is behind the newest visit. Set the date and time of this PC before you go on."));
  return g_strdup_printf (ngettext ("The clock of this PC is %d day behind the newest visit. Set the date and time of "
                                    "this PC before you go on.",
                                    "The clock of this PC is %d days behind the newest visit. Set the date and time of "
                                    "this PC before you go on.",
                                    (gulong)days),
                          (int)days);
}

static gboolean
clock_behind_cb (GObject *object, HearthCenter *center)
{
  return center && hearth_center_get_clock_behind_s (center) > 0;
}

static char *
my_name_cb (GObject *object, HearthAccount *account)
{
  return g_strdup (account ? hearth_account_get_preferred_name (account) : "");
}

static char *
my_role_cb (GObject *object, HearthAccount *account)
{
  return g_strdup (account ? hearth_role_label (hearth_account_get_roles (account)) : "");
}

static HearthNavRow *
add_nav_row (HearthDeskView *self, const HearthDeskPage *page)
{
  HearthNavRow *row = g_object_new (HEARTH_TYPE_NAV_ROW, "page", page->name, "label",
                                    g_dpgettext2 (NULL, "page", page->label), "icon-name", page->icon_name, NULL);

  g_object_bind_property (self, "rail", row, "rail", G_BINDING_SYNC_CREATE);
  gtk_list_box_append (self->nav, GTK_WIDGET (row));
  return row;
}

/* A page that can go on without the hub is told how that stands; every page says it under its header bar. */
static GtkWidget *
create_page (HearthDeskView *self, const HearthDeskPage *page)
{
  GtkWidget *widget = g_object_new (page->get_type (), "client", self->client, NULL);

  if (self->watch == NULL)
    return widget;
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "watch"))
    g_object_set (widget, "watch", self->watch, NULL);
  hearth_hub_line_add_banner (widget, self->watch);
  return widget;
}

static void
add_pages (HearthDeskView *self)
{
  for (guint i = 0; i < hearth_n_desk_pages; i++)
    {
      const HearthDeskPage *page = &hearth_desk_pages[i];
      GtkWidget *widget;
      HearthNavRow *row;

      if (!hearth_client_may (self->client, page->permission))
        continue;
      widget = create_page (self, page);
      gtk_stack_add_named (self->pages, widget, page->name);
      row = add_nav_row (self, page);
      if (page->counts_here)
        {
          self->day = hearth_day_list_new (self->client);
          g_object_bind_property (self->day, "here", row, "count", G_BINDING_SYNC_CREATE);
        }
    }
  hearth_desk_view_show_page (self, 0);
}

static gboolean
set_rail_cb (gpointer user_data)
{
  HearthDeskView *self = user_data;

  self->rail_source = 0;
  self->rail = !self->rail;
  if (self->rail)
    gtk_widget_add_css_class (GTK_WIDGET (self), "rail");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "rail");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RAIL]);
  return G_SOURCE_REMOVE;
}

/* What is said in passing stands at the foot of the side pane, over the oldest of today's list: what somebody needs next is
 * in the middle of the page. */
static void
allocate_toasts (HearthDeskView *self, int width, int height)
{
  GtkWidget *toasts = GTK_WIDGET (self->toasts);
  gboolean rtl = gtk_widget_get_direction (toasts) == GTK_TEXT_DIR_RTL;
  int pane = hearth_side_pane_layout_get_width (toasts, gtk_widget_get_width (GTK_WIDGET (self->pages)));
  int min = 0, tall = 0;

  gtk_widget_measure (toasts, GTK_ORIENTATION_HORIZONTAL, -1, &min, NULL, NULL, NULL);
  pane = MIN (MAX (pane, min), width);
  gtk_widget_measure (toasts, GTK_ORIENTATION_VERTICAL, pane, NULL, &tall, NULL, NULL);
  tall = MIN (tall, height);
  gtk_widget_size_allocate (toasts, &(GtkAllocation){ rtl ? 0 : width - pane, height - tall, pane, tall }, -1);
}

static void
hearth_desk_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HearthDeskView *self = HEARTH_DESK_VIEW (widget);
  gboolean rail = width < RAIL_BELOW * text_scale (widget);

  gtk_widget_size_allocate (self->body, &(GtkAllocation){ 0, 0, width, height }, baseline);
  allocate_toasts (self, width, height);
  if (rail == self->rail)
    g_clear_handle_id (&self->rail_source, g_source_remove);
  else if (self->rail_source == 0)
    self->rail_source = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, set_rail_cb, self, NULL);
}

static void
hearth_desk_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  HearthDeskView *self = HEARTH_DESK_VIEW (widget);

  gtk_widget_measure (self->body, orientation, for_size, minimum, natural, NULL, NULL);
  /* A window may become as narrow as the rail allows: the sidebar turns into it on the way. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL && !self->rail)
    *minimum -= sidebar_width_cb (self, FALSE) - sidebar_width_cb (self, TRUE);
}

static gboolean
hearth_desk_view_grab_focus (GtkWidget *widget)
{
  hearth_desk_view_focus_page (HEARTH_DESK_VIEW (widget));
  return TRUE;
}

static void
hearth_desk_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthDeskView *self = HEARTH_DESK_VIEW (object);

  switch ((HearthDeskViewProperty)prop_id)
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
hearth_desk_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthDeskView *self = HEARTH_DESK_VIEW (object);

  switch ((HearthDeskViewProperty)prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_WATCH:
      self->watch = g_value_dup_object (value);
      break;
    case PROP_RAIL:
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_desk_view_constructed (GObject *object)
{
  HearthDeskView *self = HEARTH_DESK_VIEW (object);

  G_OBJECT_CLASS (hearth_desk_view_parent_class)->constructed (object);

  gtk_widget_init_template (GTK_WIDGET (self));
  add_pages (self);
}

static void
hearth_desk_view_dispose (GObject *object)
{
  HearthDeskView *self = HEARTH_DESK_VIEW (object);

  g_clear_handle_id (&self->rail_source, g_source_remove);
  if (self->undo != NULL)
    hearth_undo_stack_clear (self->undo);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_DESK_VIEW);
  g_clear_object (&self->toast);
  g_clear_object (&self->day);
  g_clear_object (&self->missed);
  g_clear_object (&self->watch);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_desk_view_parent_class)->dispose (object);
}

static void
hearth_desk_view_finalize (GObject *object)
{
  HearthDeskView *self = HEARTH_DESK_VIEW (object);

  hearth_undo_stack_free (self->undo);

  G_OBJECT_CLASS (hearth_desk_view_parent_class)->finalize (object);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, clock_behind_cb);
  gtk_widget_class_bind_template_callback (widget_class, clock_cb);
  gtk_widget_class_bind_template_callback (widget_class, foot_align_cb);
  gtk_widget_class_bind_template_callback (widget_class, my_name_cb);
  gtk_widget_class_bind_template_callback (widget_class, my_role_cb);
  gtk_widget_class_bind_template_callback (widget_class, nav_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, nav_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, not_cb);
  gtk_widget_class_bind_template_callback (widget_class, rail_orientation_cb);
  gtk_widget_class_bind_template_callback (widget_class, sample_cb);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_width_cb);
}

static void
hearth_desk_view_class_init (HearthDeskViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = hearth_desk_view_constructed;
  object_class->dispose = hearth_desk_view_dispose;
  object_class->finalize = hearth_desk_view_finalize;
  object_class->get_property = hearth_desk_view_get_property;
  object_class->set_property = hearth_desk_view_set_property;
  widget_class->grab_focus = hearth_desk_view_grab_focus;
  widget_class->measure = hearth_desk_view_measure;
  widget_class->size_allocate = hearth_desk_view_size_allocate;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, HEARTH_TYPE_CLIENT,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WATCH] = g_param_spec_object ("watch", NULL, NULL, HEARTH_TYPE_HUB_WATCH,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_RAIL] = g_param_spec_boolean ("rail", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HEARTH_TYPE_HUB_LINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/shell/hearth-desk-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthDeskView, body);
  gtk_widget_class_bind_template_child (widget_class, HearthDeskView, missed_button);
  gtk_widget_class_bind_template_child (widget_class, HearthDeskView, missed_label);
  gtk_widget_class_bind_template_child (widget_class, HearthDeskView, nav);
  gtk_widget_class_bind_template_child (widget_class, HearthDeskView, pages);
  gtk_widget_class_bind_template_child (widget_class, HearthDeskView, toasts);
  bind_callbacks (widget_class);
  gtk_widget_class_install_action (widget_class, "desk.undo-shown", NULL, hearth_desk_view_undo_shown);
}

static void
hearth_desk_view_init (HearthDeskView *self)
{
  self->undo = hearth_undo_stack_new ();
}

/**
 * hearth_desk_view_new:
 * @client: where somebody is signed in
 * @watch: (nullable): how it stands with the hub, of a desk that joined a center
 *
 * Returns: (transfer floating): their desk, with the pages that they may see
 */
HearthDeskView *
hearth_desk_view_new (HearthClient *client, HearthHubWatch *watch)
{
  return g_object_new (HEARTH_TYPE_DESK_VIEW, "client", client, "watch", watch, NULL);
}

/**
 * hearth_desk_view_show_page:
 * @self: a view
 * @position: in the sidebar, from 0
 *
 * Shows a page.
 *
 * Returns: %FALSE if there is none at @position
 */
gboolean
hearth_desk_view_show_page (HearthDeskView *self, guint position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->nav, (int)position);

  if (row == NULL)
    return FALSE;
  gtk_list_box_select_row (self->nav, row);
  hearth_desk_view_focus_page (self);
  return TRUE;
}

/**
 * hearth_desk_view_get_page:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the page that is shown
 */
GtkWidget *
hearth_desk_view_get_page (HearthDeskView *self)
{
  g_return_val_if_fail (HEARTH_IS_DESK_VIEW (self), NULL);

  return gtk_stack_get_visible_child (self->pages);
}

/**
 * hearth_desk_view_is_whole:
 * @self: a desk
 *
 * Returns: whether its pages are those that who is signed in may see now
 */
gboolean
hearth_desk_view_is_whole (HearthDeskView *self)
{
  g_return_val_if_fail (HEARTH_IS_DESK_VIEW (self), FALSE);

  for (guint i = 0; i < hearth_n_desk_pages; i++)
    {
      gboolean shown = gtk_stack_get_child_by_name (self->pages, hearth_desk_pages[i].name) != NULL;

      if (shown != hearth_client_may (self->client, hearth_desk_pages[i].permission))
        return FALSE;
    }
  return TRUE;
}

/**
 * hearth_desk_view_focus_page:
 * @self: a view
 *
 * Puts the keyboard where the shown page wants it.
 */
void
hearth_desk_view_focus_page (HearthDeskView *self)
{
  GtkWidget *page = hearth_desk_view_get_page (self);

  if (page != NULL && gtk_widget_get_root (page) && !gtk_widget_activate_action (page, "page.focus", NULL))
    gtk_widget_grab_focus (page);
}
