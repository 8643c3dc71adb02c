/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The right side of the check-in page: how many are here, what for, and today's list; what comes in:
 * hearth-today-pane-news.c. Owned by the page; its verbs are the page's actions. Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-today-pane-private.h"

#include <glib/gi18n.h>

#include "hearth-shown-name.h"
#include "hearth-visit-line.h"
#include "hearth-visit-words.h"

enum
{
  PROP_FILTER = 1,
  PROP_SHRINK_NAMES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthTodayPane, hearth_today_pane, GTK_TYPE_BOX)

static const char *
chosen_reason (HearthTodayPane *self)
{
  return hearth_reason_filter_get_chosen (self->chips);
}

/*< private >
 * hearth_today_pane_fits_filter:
 * @item: a visit
 * @user_data: the pane
 *
 * Returns: whether the reason that was chosen is the visit's, or none was chosen
 */
gboolean
hearth_today_pane_fits_filter (gpointer item, gpointer user_data)
{
  HearthTodayPane *self = user_data;
  const char *chosen = self->chips ? chosen_reason (self) : "";

  return *chosen == '\0' || g_str_equal (hearth_visit_get_reason (item), chosen);
}

static void
show_row (HearthTodayPane *self, HearthVisitLine *row, HearthVisit *visit)
{
  HearthCenter *center = hearth_client_get_center (self->client);
  HearthVisitLook look = {
    .reason = hearth_reason_list_find (self->reasons, hearth_visit_get_reason (visit)),
    .zone = hearth_client_get_time_zone (self->client),
    .desk = center ? hearth_center_get_desk (center) : NULL,
    .shrink_names = self->shrink_names,
    .fresh = hearth_today_pane_is_fresh (self, visit),
    .may_open = hearth_client_may (self->client, HEARTH_PERMISSION_OPEN_PEOPLE),
    .away = hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY,
  };

  hearth_visit_line_show (row, visit, &look);
}

/*< private >
 * hearth_today_pane_refresh_rows:
 *
 * Shows the rows that are on screen anew.
 */
void
hearth_today_pane_refresh_rows (HearthTodayPane *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    {
      HearthVisitLine *row = g_ptr_array_index (self->bound, i);

      show_row (self, row, hearth_visit_line_get_visit (row));
    }
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HearthTodayPane *self)
{
  gtk_list_item_set_child (item, hearth_visit_line_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HearthTodayPane *self)
{
  HearthVisitLine *row = HEARTH_VISIT_LINE (gtk_list_item_get_child (item));

  show_row (self, row, gtk_list_item_get_item (item));
  g_ptr_array_add (self->bound, row);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, HearthTodayPane *self)
{
  if (self->bound)
    g_ptr_array_remove_fast (self->bound, gtk_list_item_get_child (item));
}

static guint
n_rows (HearthTodayPane *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->day))
         + (self->kept ? g_list_model_get_n_items (G_LIST_MODEL (self->kept)) : 0);
}

/* "As of 2:15 pm, and 5 kept here" */
static char *
create_as_of (HearthTodayPane *self)
{
  guint kept = self->kept ? g_list_model_get_n_items (G_LIST_MODEL (self->kept)) : 0;
  gint64 at_s = hearth_day_list_is_known (self->day) ? hearth_day_list_get_as_of_s (self->day) : 0;
  g_autofree char *time = NULL;

  if (at_s == 0 && kept == 0)
    return NULL;
  if (at_s == 0)
    return g_strdup_printf (ngettext ("%u kept here", "%u kept here", kept), kept);
  time = hearth_shown_time (at_s, hearth_client_get_time_zone (self->client));
  if (kept == 0)
    /* Translators: %s is a time of day. */
    return g_strdup_printf (_ ("As of %s"), time);
  /* Translators: a time of day, and how many visits wait on this PC. */
  return g_strdup_printf (ngettext ("As of %s, and %u kept here", "As of %s, and %u kept here", kept), time, kept);
}

/* No list to read, or not yet: nothing is said of how many are here, rather than something that is not true. */
static gboolean
show_unknown (HearthTodayPane *self)
{
  /* A list that stands still is still a list. */
  gboolean away = hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY && n_rows (self) == 0;
  gboolean loading = FALSE;

  g_object_get (self->day, "loading", &loading, NULL);
  if (!away && !(loading && g_list_model_get_n_items (G_LIST_MODEL (self->day)) == 0))
    return FALSE;
  gtk_label_set_label (self->here_count, "–");
  gtk_label_set_label (self->total, "");
  gtk_stack_set_visible_child_name (self->stack, away ? "away" : "loading");
  return TRUE;
}

/* What is said above the list, and which of its faces is shown. */
static void
refresh_counts (HearthTodayPane *self)
{
  if (show_unknown (self))
    return;

  guint total = hearth_day_list_get_total (self->day);
  g_autofree char *here = g_strdup_printf ("%u", hearth_day_list_get_here (self->day));
  g_autofree char *visits = NULL;
  const char *face = "list";

  visits = create_as_of (self);
  if (visits == NULL && total > 0)
    visits = g_strdup_printf (ngettext ("%u visit today", "%u visits today", total), total);
  /* What is kept here does not say how many are here. */
  gtk_label_set_label (self->here_count, n_rows (self) == 0 || hearth_day_list_is_known (self->day) ? here : "–");
  gtk_label_set_label (self->total, visits ? visits : _ ("No visits yet today"));
  if (n_rows (self) == 0)
    face = "empty";
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    face = "none";
  gtk_stack_set_visible_child_name (self->stack, face);
}

static void
filter_changed_cb (HearthTodayPane *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  hearth_today_pane_to_top (self);
  refresh_counts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

static void
activate_cb (GtkListView *list, guint position, HearthTodayPane *self)
{
  g_autoptr (HearthVisit) visit = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (visit && hearth_visit_get_id (visit) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "checkin.correct", "x", hearth_visit_get_id (visit));
}

/* The Menu key on a row: the focus is on the list's own item around our row. */
static gboolean
menu_key_cb (GtkWidget *list, GVariant *arguments, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (list));
  GtkWidget *row = focus ? gtk_widget_get_first_child (focus) : NULL;

  if (focus && gtk_widget_get_ancestor (focus, HEARTH_TYPE_VISIT_LINE))
    row = gtk_widget_get_ancestor (focus, HEARTH_TYPE_VISIT_LINE);
  if (!HEARTH_IS_VISIT_LINE (row))
    return FALSE;
  hearth_visit_line_pop_up (HEARTH_VISIT_LINE (row), gtk_widget_get_width (row) / 2.0,
                            gtk_widget_get_height (row) / 2.0);
  return TRUE;
}

static void
hearth_today_pane_dispose (GObject *object)
{
  HearthTodayPane *self = HEARTH_TODAY_PANE (object);

  g_clear_pointer (&self->bound, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_TODAY_PANE);
  g_clear_pointer (&self->fresh, g_hash_table_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->reasons);
  g_clear_object (&self->kept);
  g_clear_object (&self->lists);
  g_clear_object (&self->day);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (hearth_today_pane_parent_class)->dispose (object);
}

static void
hearth_today_pane_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthTodayPane *self = HEARTH_TODAY_PANE (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      g_value_set_string (value, chosen_reason (self));
      break;
    case PROP_SHRINK_NAMES:
      g_value_set_boolean (value, self->shrink_names);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_today_pane_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthTodayPane *self = HEARTH_TODAY_PANE (object);

  switch (prop_id)
    {
    case PROP_FILTER:
      hearth_reason_filter_choose (self->chips, g_value_get_string (value));
      break;
    case PROP_SHRINK_NAMES:
      self->shrink_names = g_value_get_boolean (value);
      hearth_today_pane_refresh_rows (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_today_pane_class_init (HearthTodayPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_today_pane_dispose;
  object_class->get_property = hearth_today_pane_get_property;
  object_class->set_property = hearth_today_pane_set_property;

  properties[PROP_FILTER] = g_param_spec_string ("filter", NULL, NULL, "",
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SHRINK_NAMES]
      = g_param_spec_boolean ("shrink-names", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-today-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthTodayPane, announcement);
  gtk_widget_class_bind_template_child (widget_class, HearthTodayPane, chips);
  gtk_widget_class_bind_template_child (widget_class, HearthTodayPane, here_count);
  gtk_widget_class_bind_template_child (widget_class, HearthTodayPane, list);
  gtk_widget_class_bind_template_child (widget_class, HearthTodayPane, pill);
  gtk_widget_class_bind_template_child (widget_class, HearthTodayPane, pill_revealer);
  gtk_widget_class_bind_template_child (widget_class, HearthTodayPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, HearthTodayPane, stack);
  gtk_widget_class_bind_template_child (widget_class, HearthTodayPane, total);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, hearth_today_pane_to_top);

  g_type_ensure (HEARTH_TYPE_REASON_FILTER);
}

static void
state_cb (HearthTodayPane *self)
{
  refresh_counts (self);
  hearth_today_pane_refresh_rows (self);
}

static void
add_menu_keys (HearthTodayPane *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                                                          gtk_callback_action_new (menu_key_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), controller);
}

static void
hearth_today_pane_init (HearthTodayPane *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->bound = g_ptr_array_new ();
  self->filter = gtk_custom_filter_new (hearth_today_pane_fits_filter, self, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  gtk_list_view_set_factory (self->list, factory);
  hearth_today_pane_init_news (self);
  add_menu_keys (self);
}

/**
 * hearth_today_pane_setup:
 * @self: the pane
 * @client: of the desk
 * @day: today's list
 * @reasons: what people come for
 *
 * To be called once.
 */
void
hearth_today_pane_setup (HearthTodayPane *self, HearthClient *client, HearthDayList *day, HearthReasonList *reasons)
{
  GtkFlattenListModel *both;
  GtkFilterListModel *filtered;

  g_return_if_fail (HEARTH_IS_TODAY_PANE (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  self->day = g_object_ref (day);
  self->reasons = g_object_ref (reasons);
  self->lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (self->lists, day);
  both = gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->lists)));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (both), GTK_FILTER (g_object_ref (self->filter)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  hearth_reason_filter_setup (self->chips, day, reasons);
  g_signal_connect_object (self->chips, "notify::chosen", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (day, "notify::here", G_CALLBACK (refresh_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (day, "notify::loading", G_CALLBACK (refresh_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (day, "notify::total", G_CALLBACK (refresh_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reasons, "items-changed", G_CALLBACK (hearth_today_pane_refresh_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::center", G_CALLBACK (hearth_today_pane_refresh_rows), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  /* After the list view, so that there are rows to scroll to. */
  hearth_today_pane_follow_news (self);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (refresh_counts), self, G_CONNECT_SWAPPED);
  refresh_counts (self);
}

/**
 * hearth_today_pane_set_kept:
 * @self: the pane
 * @kept: what waits on this PC
 *
 * Its rows stand above those of the hub, which are all older.
 */
void
hearth_today_pane_set_kept (HearthTodayPane *self, HearthKeptVisits *kept)
{
  g_return_if_fail (HEARTH_IS_TODAY_PANE (self));
  g_return_if_fail (self->kept == NULL && self->lists != NULL);

  self->kept = g_object_ref (kept);
  g_list_store_insert (self->lists, 0, kept);
  refresh_counts (self);
}

/**
 * hearth_today_pane_show_visit:
 * @self: the pane
 * @visit: id of a visit
 *
 * Returns: whether it is in the list; then its row is chosen and in sight
 */
gboolean
hearth_today_pane_show_visit (HearthTodayPane *self, gint64 visit)
{
  g_return_val_if_fail (HEARTH_IS_TODAY_PANE (self), FALSE);

  hearth_reason_filter_choose (self->chips, "");
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr (HearthVisit) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (hearth_visit_get_id (row) != visit)
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", i);
      return TRUE;
    }
  return FALSE;
}

/**
 * hearth_today_pane_get_shown:
 * @self: the pane
 *
 * Returns: (transfer none) (nullable): the visits that fit the filter
 */
GListModel *
hearth_today_pane_get_shown (HearthTodayPane *self)
{
  g_return_val_if_fail (HEARTH_IS_TODAY_PANE (self), NULL);
  return G_LIST_MODEL (self->selection);
}

/**
 * hearth_today_pane_get_selected:
 * @self: the pane
 *
 * Returns: (transfer none) (nullable): the visit whose row is chosen
 */
HearthVisit *
hearth_today_pane_get_selected (HearthTodayPane *self)
{
  g_return_val_if_fail (HEARTH_IS_TODAY_PANE (self), NULL);
  return self->selection ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}
