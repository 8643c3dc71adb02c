/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* "This month". Reads a month from the hub and again, at most twice a second, while visits change. Figures on screen are
 * for the team and exact; paper and CSV for others say "fewer than 5". Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-report-page-private.h"

#include <string.h>

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hearth-banner.h"
#include "hearth-chart.h"
#include "hearth-error-message.h"
#include "hearth-heat.h"
#include "hearth-month-print.h"
#include "hearth-month-words.h"
#include "hearth-reason-bars.h"
#include "hearth-report-csv.h"
#include "hearth-text.h"

#define COALESCE_MS 500
#define PATIENCE_MS 200 /* before a spinner shows */

struct _HearthReportPage
{
  GtkBox parent_instance;

  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *wanted;              /* (owned): YYYY-MM, or "" for this month */
  char *asked;               /* (owned): the one that was asked for last */
  char *this_month;          /* (owned) (nullable): of the center */
  HearthMonth *month;        /* (owned) (nullable): what is shown */
  gboolean reading;
  gboolean stale; /* something changed since it was read */
  guint refresh_source;
  guint spin_source;

  GtkWidget *banner;
  GtkLabel *caption_groups;
  GtkLabel *caption_nameless;
  GtkLabel *caption_people;
  GtkLabel *caption_visits;
  HearthChart *chart;
  GtkMenuButton *csv_button;
  GtkLabel *empty_label;
  GtkLabel *figure_groups;
  GtkLabel *figure_nameless;
  GtkLabel *figure_people;
  GtkLabel *figure_visits;
  HearthHeat *heat;
  GtkLabel *label_groups;
  GtkLabel *label_nameless;
  GtkLabel *label_people;
  GtkLabel *label_visits;
  GtkWidget *previous_button;
  HearthReasonBars *reasons;
  GtkSpinner *spinner;
  AdwWindowTitle *title;
};

G_DEFINE_FINAL_TYPE (HearthReportPage, hearth_report_page, GTK_TYPE_BOX)

typedef enum
{
  PROP_CLIENT = 1,
} HearthReportPageProperty;

static GParamSpec *properties[PROP_CLIENT + 1];

static void read_month (HearthReportPage *self);

static guint
figure (HearthReportPage *self, const char *name)
{
  return hearth_month_get_figure (self->month, name);
}

static void
set_label (GtkLabel *label, char *text)
{
  g_autofree char *owned = text;

  gtk_label_set_text (label, owned);
}

static void
show_figures (HearthReportPage *self)
{
  g_autofree char *before = hearth_month_words_add (self->month->month, -1);
  g_autofree char *before_name = hearth_month_words_name (before);
  guint visits = figure (self, "visits"), people = figure (self, "people"), nameless = figure (self, "nameless"),
        groups = figure (self, "groups"), heads = figure (self, "group-heads");

  set_label (self->figure_visits, g_strdup_printf ("%u", visits));
  set_label (self->figure_people, g_strdup_printf ("%u", people));
  set_label (self->figure_nameless, g_strdup_printf ("%u", nameless));
  set_label (self->figure_groups, g_strdup_printf ("%u", groups));
  gtk_label_set_text (self->label_visits, ngettext ("visit", "visits", visits));
  gtk_label_set_text (self->label_people, ngettext ("person we know", "different people we know", people));
  gtk_label_set_text (self->label_nameless, ngettext ("nameless visit", "nameless visits", nameless));
  gtk_label_set_text (self->label_groups, ngettext ("group counted", "groups counted", groups));
  /* Translators: a month and the number of its visits */
  set_label (self->caption_visits, g_strdup_printf (_ ("all of %s: %u"), before_name, figure (self, "visits-before")));
  set_label (self->caption_people,
             g_strdup_printf (ngettext ("%u came for the first time", "%u came for the first time",
                                        figure (self, "first-visits")),
                              figure (self, "first-visits")));
  /* Translators: two numbers of guests without a name */
  set_label (self->caption_nameless, g_strdup_printf (_ ("%u new here, %u been before"), figure (self, "guests-new"),
                                                      figure (self, "guests-before")));
  set_label (self->caption_groups,
             g_strdup_printf (ngettext ("%u person at groups", "%u people at groups", heads), heads));
}

static void
show_title (HearthReportPage *self)
{
  gboolean present = g_strcmp0 (self->month->month, self->this_month) == 0;
  g_autofree char *name = hearth_month_words_title (self->month->month);
  /* Translators: a month and its year */
  g_autofree char *so_far = g_strdup_printf (_ ("%s, so far"), name);

  adw_window_title_set_title (self->title, present ? _ ("This month") : name);
  adw_window_title_set_subtitle (self->title, present ? so_far : _ ("The whole month"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.next", !present);
}

static void
show_month (HearthReportPage *self)
{
  show_title (self);
  show_figures (self);
  hearth_chart_set_days (self->chart, self->month->month, self->month->days);
  hearth_reason_bars_set_reasons (self->reasons, self->month->reasons);
  hearth_heat_set_hours (self->heat, self->month->hours);
  gtk_label_set_text (self->empty_label, g_strcmp0 (self->month->month, self->this_month) == 0
                                             ? _ ("Nobody has come in this month yet. Each day gets its bar here.")
                                             : _ ("Nobody came in in this month."));
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), figure (self, "visits") == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->csv_button), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.csv", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.print", TRUE);
}

/* Of a desk that began its day without the hub: the banner of the window says why. */
static void
show_none_yet (HearthReportPage *self)
{
  gtk_label_set_text (self->empty_label, _ ("The figures come when the hub is here again."));
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), TRUE);
}

/* Reading --------------------------------------------------------------- */

static gboolean
on_still_reading (gpointer user_data)
{
  HearthReportPage *self = user_data;

  self->spin_source = 0;
  gtk_spinner_set_spinning (self->spinner, TRUE);
  return G_SOURCE_REMOVE;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthReportPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthMonth) month = hearth_report_client_month_finish (self->client, result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->reading = FALSE;
  g_clear_handle_id (&self->spin_source, g_source_remove);
  gtk_spinner_set_spinning (self->spinner, FALSE);
  if (month == NULL)
    {
      g_autofree char *sentence = hearth_error_message (error);

      /* A desk that is being locked says nothing; it reads again when somebody unlocks it. */
      self->stale = TRUE;
      g_object_set (self->banner, "title", sentence, "revealed",
                    hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN, NULL);
      if (self->month == NULL && hearth_client_is_on_its_own (self->client))
        show_none_yet (self);
      return;
    }
  g_object_set (self->banner, "revealed", FALSE, NULL);
  if (*self->asked == 0)
    {
      g_free (self->this_month);
      self->this_month = g_strdup (month->month);
    }
  if (!g_str_equal (self->wanted, self->asked))
    {
      read_month (self);
      return;
    }
  g_clear_pointer (&self->month, hearth_month_free);
  self->month = g_steal_pointer (&month);
  show_month (self);
  if (self->stale)
    read_month (self);
}

static void
read_month (HearthReportPage *self)
{
  if (self->reading)
    {
      self->stale = TRUE;
      return;
    }
  self->reading = TRUE;
  self->stale = FALSE;
  hearth_set_str (&self->asked, self->wanted);
  g_clear_handle_id (&self->spin_source, g_source_remove);
  self->spin_source = g_timeout_add (PATIENCE_MS, on_still_reading, self);
  hearth_report_client_month_async (self->client, self->wanted, self->cancellable, on_read, g_object_ref (self));
}

static gboolean
on_refresh (gpointer user_data)
{
  HearthReportPage *self = user_data;

  self->refresh_source = 0;
  read_month (self);
  return G_SOURCE_REMOVE;
}

static gboolean
touches_figures (GVariant *what)
{
  GVariantIter iter;
  const char *kind;
  gint64 id;

  g_variant_iter_init (&iter, what);
  while (g_variant_iter_next (&iter, "(&sx)", &kind, &id))
    if (g_str_equal (kind, "visit") || g_str_equal (kind, "day") || g_str_equal (kind, "reason")
        || g_str_equal (kind, "person"))
      return TRUE;
  return FALSE;
}

/* A page that nobody looks at waits until somebody does. */
static void
on_changed (HearthReportPage *self, guint64 revision, GVariant *what)
{
  if (!touches_figures (what))
    return;
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->stale = TRUE;
  else if (self->refresh_source == 0)
    self->refresh_source = g_timeout_add (COALESCE_MS, on_refresh, self);
}

static void
on_state (HearthReportPage *self)
{
  if (hearth_client_get_state (self->client) != HEARTH_CLIENT_SIGNED_IN)
    return;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_month (self);
  else
    self->stale = TRUE;
}

static void
hearth_report_page_map (GtkWidget *widget)
{
  HearthReportPage *self = HEARTH_REPORT_PAGE (widget);

  GTK_WIDGET_CLASS (hearth_report_page_parent_class)->map (widget);
  if (self->month == NULL || self->stale || *self->wanted == 0)
    read_month (self);
}

/* Actions --------------------------------------------------------------- */

static void
on_step (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthReportPage *self = HEARTH_REPORT_PAGE (widget);
  int months = g_str_equal (action, "report.next") ? 1 : -1;
  g_autofree char *month = NULL;

  if (self->month == NULL)
    return;
  month = hearth_month_words_add (*self->wanted ? self->wanted : self->month->month, months);
  g_free (self->wanted);
  self->wanted = self->this_month && strcmp (month, self->this_month) >= 0 ? g_strdup ("") : g_steal_pointer (&month);
  read_month (self);
}

static void
on_print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthReportPage *self = HEARTH_REPORT_PAGE (widget);
  HearthCenter *center = hearth_client_get_center (self->client);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (self->month && GTK_IS_WINDOW (root))
    hearth_month_print (GTK_WINDOW (root), self->month, center ? hearth_center_get_name (center) : "");
}

static void
on_csv (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_menu_button_popup (HEARTH_REPORT_PAGE (widget)->csv_button);
}

static void
on_focus (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (HEARTH_REPORT_PAGE (widget)->previous_button);
}

static void
on_csv_for (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthReportPage *self = HEARTH_REPORT_PAGE (widget);

  gtk_menu_button_popdown (self->csv_button);
  if (self->month)
    hearth_report_csv_ask (widget, self->client, self->month->month, g_str_equal (action, "report.csv-others"),
                           self->cancellable);
}

/* The object ------------------------------------------------------------ */

static void
hearth_report_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthReportPage *self = HEARTH_REPORT_PAGE (object);

  switch ((HearthReportPageProperty)prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_report_page_constructed (GObject *object)
{
  HearthReportPage *self = HEARTH_REPORT_PAGE (object);

  G_OBJECT_CLASS (hearth_report_page_parent_class)->constructed (object);
  g_signal_connect_object (self->client, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "notify::state", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
}

static void
hearth_report_page_dispose (GObject *object)
{
  HearthReportPage *self = HEARTH_REPORT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->refresh_source, g_source_remove);
  g_clear_handle_id (&self->spin_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_REPORT_PAGE);

  G_OBJECT_CLASS (hearth_report_page_parent_class)->dispose (object);
}

static void
hearth_report_page_finalize (GObject *object)
{
  HearthReportPage *self = HEARTH_REPORT_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->month, hearth_month_free);
  g_free (self->asked);
  g_free (self->this_month);
  g_free (self->wanted);

  G_OBJECT_CLASS (hearth_report_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, banner);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, caption_groups);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, caption_nameless);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, caption_people);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, caption_visits);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, chart);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, csv_button);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, empty_label);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, figure_groups);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, figure_nameless);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, figure_people);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, figure_visits);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, heat);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, label_groups);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, label_nameless);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, label_people);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, label_visits);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, previous_button);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, reasons);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, HearthReportPage, title);
}

static void
hearth_report_page_class_init (HearthReportPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = hearth_report_page_constructed;
  object_class->dispose = hearth_report_page_dispose;
  object_class->finalize = hearth_report_page_finalize;
  object_class->set_property = hearth_report_page_set_property;
  widget_class->map = hearth_report_page_map;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, HEARTH_TYPE_CLIENT,
                                                 G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (HEARTH_TYPE_BANNER);
  g_type_ensure (HEARTH_TYPE_CHART);
  g_type_ensure (HEARTH_TYPE_HEAT);
  g_type_ensure (HEARTH_TYPE_REASON_BARS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/report/hearth-report-page.ui");
  bind_children (widget_class);

  gtk_widget_class_install_action (widget_class, "page.focus", NULL, on_focus);
  gtk_widget_class_install_action (widget_class, "report.csv", NULL, on_csv);
  gtk_widget_class_install_action (widget_class, "report.csv-others", NULL, on_csv_for);
  gtk_widget_class_install_action (widget_class, "report.csv-team", NULL, on_csv_for);
  gtk_widget_class_install_action (widget_class, "report.next", NULL, on_step);
  gtk_widget_class_install_action (widget_class, "report.previous", NULL, on_step);
  gtk_widget_class_install_action (widget_class, "report.print", NULL, on_print);
}

static void
hearth_report_page_init (HearthReportPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->wanted = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->csv_button), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.csv", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.next", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "report.print", FALSE);
}

/*< private >
 * hearth_report_page_get_month:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the figures that are shown
 */
const HearthMonth *
hearth_report_page_get_month (HearthReportPage *self)
{
  return self->month;
}
