/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The evacuation roll: everybody who is here now, on paper, with a box to tick. Names as the privacy view shows them. The
 * paper size is whatever the printer has. Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-roll-print.h"

#include <glib/gi18n.h>

#include "hearth-checkin-client.h"
#include "hearth-day.h"
#include "hearth-error.h"
#include "hearth-shown-name.h"
#include "hearth-visit-words.h"

/* In points. */
#define HEAD_HEIGHT 72.0
#define FOOT_HEIGHT 26.0
#define LINE_HEIGHT 24.0
#define BOX_SIZE 11.0
#define NAME_AT 24.0
#define SINCE_WIDTH 150.0

typedef struct
{
  GListModel *visits; /* (owned): of HearthVisit */
  char *center;       /* (owned) */
  GTimeZone *zone;    /* (owned) */
  gint64 printed_at_s;
  int lines_per_page;
  int n_pages;
} Roll;

static void
roll_free (Roll *roll)
{
  g_clear_object (&roll->visits);
  g_clear_pointer (&roll->zone, g_time_zone_unref);
  g_free (roll->center);
  g_free (roll);
}

static char *
moment (Roll *roll, gint64 at_s, gboolean always_day)
{
  g_autofree char *time = hearth_shown_time (at_s, roll->zone);
  g_autofree char *day = hearth_day_of (at_s, roll->zone);
  g_autofree char *today = hearth_day_of (roll->printed_at_s, roll->zone);
  g_autofree char *shown = NULL;

  if (always_day)
    shown = hearth_shown_long_day (day);
  else if (g_str_equal (day, today))
    return g_steal_pointer (&time);
  else
    shown = hearth_shown_day (day, today);
  /* Translators: a day and a time of day. */
  return g_strdup_printf (_ ("%s, %s"), shown, time);
}

static char *
count_of (Roll *roll)
{
  guint people = g_list_model_get_n_items (roll->visits);
  int children = 0;
  g_autofree char *here = g_strdup_printf (ngettext ("%u person here", "%u people here", people), people);
  g_autofree char *with = NULL;

  for (guint i = 0; i < people; i++)
    {
      g_autoptr (HearthVisit) visit = g_list_model_get_item (roll->visits, i);

      children += (int)hearth_visit_get_children (visit);
    }
  if (children == 0)
    return g_steal_pointer (&here);
  with = g_strdup_printf (ngettext ("%d child", "%d children", children), children);
  return g_strdup_printf ("%s, %s", here, with);
}

/* A line of text, cut with an ellipsis where there is no room. */
static void
draw_text (GtkPrintContext *context,
           const char *text,
           const char *font,
           double x,
           double y,
           double width,
           PangoAlignment alignment)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr (PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_alignment (layout, alignment);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_line (Roll *roll, GtkPrintContext *context, HearthVisit *visit, double y)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  g_autoptr (GString) who = g_string_new (NULL);
  g_autofree char *name = hearth_visit_words_name (visit, FALSE);
  g_autofree char *at = moment (roll, hearth_visit_get_arrived_at_s (visit), FALSE);
  /* Translators: %s is a time of day, or a day and a time. */
  g_autofree char *since = g_strdup_printf (_ ("since %s"), at);
  int children = (int)hearth_visit_get_children (visit);

  g_string_append (who, name);
  if (children > 0)
    {
      g_string_append (who, ", ");
      g_string_append_printf (who, ngettext ("%d child", "%d children", children), children);
    }
  cairo_set_line_width (cr, 0.8);
  cairo_rectangle (cr, 1.0, y + 3.0, BOX_SIZE, BOX_SIZE);
  cairo_stroke (cr);
  draw_text (context, who->str, "Sans 11", NAME_AT, y, width - NAME_AT - SINCE_WIDTH - 8.0, PANGO_ALIGN_LEFT);
  draw_text (context, since, "Sans 11", width - SINCE_WIDTH, y, SINCE_WIDTH, PANGO_ALIGN_RIGHT);
  cairo_set_line_width (cr, 0.3);
  cairo_move_to (cr, 0, y + LINE_HEIGHT - 4.0);
  cairo_line_to (cr, width, y + LINE_HEIGHT - 4.0);
  cairo_stroke (cr);
}

static void
begin_print_cb (GtkPrintOperation *operation, GtkPrintContext *context, Roll *roll)
{
  double room = gtk_print_context_get_height (context) - HEAD_HEIGHT - FOOT_HEIGHT;
  int n = (int)g_list_model_get_n_items (roll->visits);

  roll->lines_per_page = MAX (1, (int)(room / LINE_HEIGHT));
  roll->n_pages = MAX (1, (n + roll->lines_per_page - 1) / roll->lines_per_page);
  gtk_print_operation_set_n_pages (operation, roll->n_pages);
}

static void
draw_head (Roll *roll, GtkPrintContext *context)
{
  double width = gtk_print_context_get_width (context);
  /* Translators: %s is the name of the center. */
  g_autofree char *title = g_strdup_printf (_ ("Who is here: %s"), roll->center);
  g_autofree char *at = moment (roll, roll->printed_at_s, TRUE);
  /* Translators: %s is a day and a time. */
  g_autofree char *printed = g_strdup_printf (_ ("Printed %s"), at);
  g_autofree char *count = count_of (roll);

  draw_text (context, title, "Sans Bold 16", 0, 0, width, PANGO_ALIGN_LEFT);
  draw_text (context, count, "Sans Bold 12", 0, 30.0, width / 2.0, PANGO_ALIGN_LEFT);
  draw_text (context, printed, "Sans 10", width / 2.0, 32.0, width / 2.0, PANGO_ALIGN_RIGHT);
}

static void
draw_page_cb (GtkPrintOperation *operation, GtkPrintContext *context, int page, Roll *roll)
{
  double width = gtk_print_context_get_width (context), height = gtk_print_context_get_height (context);
  int first = page * roll->lines_per_page;
  int n = (int)g_list_model_get_n_items (roll->visits);
  /* Translators: page 1 of 2. */
  g_autofree char *foot = g_strdup_printf (_ ("Page %d of %d"), page + 1, roll->n_pages);

  draw_head (roll, context);
  for (int i = first; i < MIN (n, first + roll->lines_per_page); i++)
    {
      g_autoptr (HearthVisit) visit = g_list_model_get_item (roll->visits, (guint)i);

      draw_line (roll, context, visit, HEAD_HEIGHT + (i - first) * LINE_HEIGHT);
    }
  draw_text (context, foot, "Sans 9", 0, height - FOOT_HEIGHT + 8.0, width, PANGO_ALIGN_CENTER);
}

/**
 * hearth_roll_operation_new:
 * @visits: of #HearthVisit, in the order of the paper
 * @center: the center's name
 * @zone: its zone
 * @printed_at_s: now, UTC seconds
 *
 * Returns: (transfer full): what prints it, or exports it where there is no printer
 */
GtkPrintOperation *
hearth_roll_operation_new (GListModel *visits, const char *center, GTimeZone *zone, gint64 printed_at_s)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Roll *roll = g_new0 (Roll, 1);

  roll->visits = g_object_ref (visits);
  roll->center = g_strdup (center);
  roll->zone = g_time_zone_ref (zone);
  roll->printed_at_s = printed_at_s;
  gtk_print_operation_set_job_name (operation, _ ("Evacuation roll"));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), roll);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb), roll, (GClosureNotify)roll_free, 0);
  return operation;
}

static void
done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_task_get_completed (task))
    return;
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_FAILED, "the roll could not be printed: %s",
                               error ? error->message : "no reason given");
      return;
    }
  g_task_return_boolean (task, TRUE);
}

static void
roll_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HearthClient *client = HEARTH_CLIENT (source);
  GtkWidget *parent = g_task_get_task_data (task);
  GtkRoot *root = gtk_widget_get_root (parent);
  HearthCenter *center = hearth_client_get_center (client);
  GError *error = NULL;
  g_autoptr (GListStore) visits = hearth_checkin_client_roll_finish (client, result, &error);

  if (visits == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;

  g_autoptr (GtkPrintOperation) operation
      = hearth_roll_operation_new (G_LIST_MODEL (visits), center ? hearth_center_get_name (center) : "",
                                   hearth_client_get_time_zone (client), hearth_client_get_hub_now_s (client));

  /* Asynchronously: a dialog of the system, or a printer that is off, must not stop the desk. */
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), g_object_ref (task));
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                           GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL);
}

/**
 * hearth_roll_print_async:
 * @parent: who asks
 * @client: of the desk
 * @cancellable: (nullable): a cancellable
 * @callback: when it is printed, or was given up
 * @user_data: for @callback
 *
 * Reads who is here and opens the system's print dialog.
 */
void
hearth_roll_print_async (GtkWidget *parent,
                         HearthClient *client,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);

  g_task_set_source_tag (task, hearth_roll_print_async);
  g_task_set_task_data (task, g_object_ref (parent), g_object_unref);
  hearth_checkin_client_roll_async (client, cancellable, roll_read_cb, task);
}

/**
 * hearth_roll_print_finish:
 * @result: of the call
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR where it could not be printed
 */
gboolean
hearth_roll_print_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
