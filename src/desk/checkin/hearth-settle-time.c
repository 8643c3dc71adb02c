/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* When a visit was whose time nobody knows but whoever was there. Part of the pane that settles it.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-settle-time.h"

#include <glib/gi18n.h>

#include "hearth-day.h"
#include "hearth-shown-name.h"
#include "hearth-typed-time.h"

/* As long as a desk keeps what it could not send, and a day. */
#define DAYS 15

struct _HearthSettleTime
{
  GtkBox parent_instance;

  GtkDropDown *day;  /* (unowned): template child */
  GtkEditable *time; /* (unowned): template child */

  char *today;     /* (owned) (nullable) */
  GTimeZone *zone; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HearthSettleTime, hearth_settle_time, GTK_TYPE_BOX)

static void
hearth_settle_time_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_SETTLE_TIME);

  G_OBJECT_CLASS (hearth_settle_time_parent_class)->dispose (object);
}

static void
hearth_settle_time_finalize (GObject *object)
{
  HearthSettleTime *self = HEARTH_SETTLE_TIME (object);

  g_free (self->today);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (hearth_settle_time_parent_class)->finalize (object);
}

static gboolean
hearth_settle_time_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HEARTH_SETTLE_TIME (widget)->time));
}

static void
hearth_settle_time_class_init (HearthSettleTimeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_settle_time_dispose;
  object_class->finalize = hearth_settle_time_finalize;
  widget_class->grab_focus = hearth_settle_time_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-settle-time.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthSettleTime, day);
  gtk_widget_class_bind_template_child (widget_class, HearthSettleTime, time);
}

static void
hearth_settle_time_init (HearthSettleTime *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_settle_time_begin:
 * @self: the question
 * @zone: of the center
 * @now_s: now, by the hub's clock
 *
 * Asks anew: nothing is typed yet.
 */
void
hearth_settle_time_begin (HearthSettleTime *self, GTimeZone *zone, gint64 now_s)
{
  g_autoptr (GtkStringList) days = gtk_string_list_new (NULL);

  g_return_if_fail (HEARTH_IS_SETTLE_TIME (self));

  g_free (self->today);
  self->today = hearth_day_of (now_s, zone);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  self->zone = g_time_zone_ref (zone);
  for (int i = 0; i < DAYS; i++)
    {
      g_autofree char *day = hearth_day_add (self->today, -i);

      gtk_string_list_take (days, hearth_shown_day (day, self->today));
    }
  gtk_drop_down_set_model (self->day, G_LIST_MODEL (days));
  gtk_drop_down_set_selected (self->day, 0);
  gtk_editable_set_text (self->time, "");
}

/**
 * hearth_settle_time_read:
 * @self: the question
 * @now_s: now, by the hub's clock
 * @at_s: (out): what was answered, UTC seconds
 *
 * Returns: (nullable): what to say where that is no answer; %NULL: it is one
 */
const char *
hearth_settle_time_read (HearthSettleTime *self, gint64 now_s, gint64 *at_s)
{
  g_autofree char *day = NULL;

  g_return_val_if_fail (HEARTH_IS_SETTLE_TIME (self), NULL);

  day = hearth_day_add (self->today, -(int)gtk_drop_down_get_selected (self->day));
  if (!hearth_typed_time_parse (gtk_editable_get_text (self->time), day, self->zone, at_s))
    return _ ("Say when it was first: the day, and a time such as “2:14 pm”.");
  if (*at_s > now_s)
    return _ ("That is still to come. Look at the day and the time.");
  return NULL;
}
