/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A day in a form. What was understood is written out in words when the focus leaves, so that 3/4 is never a guess.
 * Owned by its section. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-date-row.h"

#include <stdlib.h>

#include "hearth-date-text.h"
#include "hearth-day.h"

struct _HearthDateRow
{
  AdwEntryRow parent_instance;

  char *day;        /* (owned): as set */
  char *shown;      /* (owned): how it was written then */
  gboolean turning; /* the calendar is being set, nobody chose */

  GtkCalendar *calendar;
  GtkMenuButton *calendar_button;
};

G_DEFINE_FINAL_TYPE (HearthDateRow, hearth_date_row, ADW_TYPE_ENTRY_ROW)

static void
on_focus_left (HearthDateRow *self)
{
  g_autofree char *day = hearth_date_row_dup_day (self);

  if (hearth_day_is_valid (day))
    {
      g_autofree char *shown = hearth_date_text_show (day);

      if (g_strcmp0 (shown, gtk_editable_get_text (GTK_EDITABLE (self))) != 0)
        hearth_date_row_set_day (self, day);
    }
}

static void
on_popover_shown (HearthDateRow *self)
{
  g_autofree char *day = hearth_date_row_dup_day (self);
  g_autoptr (GDateTime) date = NULL;

  if (!hearth_day_is_valid (day))
    return;
  date = g_date_time_new_local (atoi (day), atoi (day + 5), atoi (day + 8), 12, 0, 0);
  self->turning = TRUE;
  gtk_calendar_select_day (self->calendar, date);
  self->turning = FALSE;
}

static void
on_day_selected (HearthDateRow *self)
{
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *day = NULL, *shown = NULL;

  if (self->turning)
    return;
  date = gtk_calendar_get_date (self->calendar);
  day = g_date_time_format (date, "%Y-%m-%d");
  shown = hearth_date_text_show (day);
  gtk_editable_set_text (GTK_EDITABLE (self), shown);
  gtk_menu_button_popdown (self->calendar_button);
}

static void
hearth_date_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_DATE_ROW);

  G_OBJECT_CLASS (hearth_date_row_parent_class)->dispose (object);
}

static void
hearth_date_row_finalize (GObject *object)
{
  HearthDateRow *self = HEARTH_DATE_ROW (object);

  g_free (self->day);
  g_free (self->shown);

  G_OBJECT_CLASS (hearth_date_row_parent_class)->finalize (object);
}

static void
hearth_date_row_class_init (HearthDateRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_date_row_dispose;
  object_class->finalize = hearth_date_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/people/hearth-date-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthDateRow, calendar);
  gtk_widget_class_bind_template_child (widget_class, HearthDateRow, calendar_button);
  gtk_widget_class_bind_template_callback (widget_class, on_day_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_focus_left);
  gtk_widget_class_bind_template_callback (widget_class, on_popover_shown);
}

static void
hearth_date_row_init (HearthDateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hearth_date_row_set_day (self, "");
}

/**
 * hearth_date_row_set_day:
 * @self: a row
 * @day: YYYY-MM-DD, or "" for none
 */
void
hearth_date_row_set_day (HearthDateRow *self, const char *day)
{
  g_return_if_fail (HEARTH_IS_DATE_ROW (self));

  g_free (self->day);
  g_free (self->shown);
  self->day = g_strdup (day);
  self->shown = hearth_date_text_show (day);
  gtk_editable_set_text (GTK_EDITABLE (self), self->shown);
}

/**
 * hearth_date_row_dup_day:
 * @self: a row
 *
 * Returns: (transfer full): the day; where the text is not one, the text, for the hub to refuse
 */
char *
hearth_date_row_dup_day (HearthDateRow *self)
{
  const char *text;
  char *day;

  g_return_val_if_fail (HEARTH_IS_DATE_ROW (self), NULL);

  text = gtk_editable_get_text (GTK_EDITABLE (self));
  if (g_str_equal (text, self->shown))
    return g_strdup (self->day);
  day = hearth_date_text_read (text);
  return day ? day : g_strstrip (g_strdup (text));
}
