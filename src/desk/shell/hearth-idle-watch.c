/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Notices when nobody touches any window of the program: keys, pointer, touch, also in dialogs and popovers. It looks at
 * the time since the last input rather than setting a timer anew with each, so moving the pointer costs nothing.
 * Owned by the window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-idle-watch.h"

struct _HearthIdleWatch
{
  GObject parent_instance;

  guint limit_ms;
  guint source;
  gint64 last_us; /* monotonic time of the last input */
};

G_DEFINE_FINAL_TYPE (HearthIdleWatch, hearth_idle_watch, G_TYPE_OBJECT)

enum
{
  IDLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void arm (HearthIdleWatch *self, guint after_ms);

static gboolean
look_cb (gpointer user_data)
{
  HearthIdleWatch *self = user_data;
  gint64 quiet_ms = (g_get_monotonic_time () - self->last_us) / 1000;

  self->source = 0;
  if (quiet_ms < self->limit_ms)
    {
      arm (self, (guint)(self->limit_ms - quiet_ms));
      return G_SOURCE_REMOVE;
    }
  hearth_idle_watch_touch (self);
  arm (self, self->limit_ms);
  g_signal_emit (self, signals[IDLE], 0);
  return G_SOURCE_REMOVE;
}

static void
arm (HearthIdleWatch *self, guint after_ms)
{
  self->source = g_timeout_add (MAX (after_ms, 1), look_cb, self);
}

static gboolean
event_cb (HearthIdleWatch *self, GdkEvent *event)
{
  switch ((int)gdk_event_get_event_type (event))
    {
    case GDK_KEY_PRESS:
    case GDK_BUTTON_PRESS:
    case GDK_MOTION_NOTIFY:
    case GDK_SCROLL:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
    case GDK_TOUCHPAD_SWIPE:
    case GDK_TOUCHPAD_PINCH:
      hearth_idle_watch_touch (self);
      break;
    default:
      break;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
windows_changed_cb (HearthIdleWatch *self, guint position, guint removed, guint added, GListModel *windows)
{
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, position + i);
      GtkEventController *controller = gtk_event_controller_legacy_new ();

      gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
      g_signal_connect_object (controller, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_add_controller (window, controller);
    }
}

static void
hearth_idle_watch_dispose (GObject *object)
{
  HearthIdleWatch *self = HEARTH_IDLE_WATCH (object);

  g_clear_handle_id (&self->source, g_source_remove);

  G_OBJECT_CLASS (hearth_idle_watch_parent_class)->dispose (object);
}

static void
hearth_idle_watch_class_init (HearthIdleWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_idle_watch_dispose;

  signals[IDLE]
      = g_signal_new ("idle", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_idle_watch_init (HearthIdleWatch *self)
{
  GListModel *windows = gtk_window_get_toplevels ();

  hearth_idle_watch_touch (self);
  g_signal_connect_object (windows, "items-changed", G_CALLBACK (windows_changed_cb), self, G_CONNECT_SWAPPED);
  windows_changed_cb (self, 0, 0, g_list_model_get_n_items (windows), windows);
}

/**
 * hearth_idle_watch_new:
 *
 * Returns: (transfer full): a watch over all windows, those to come too
 */
HearthIdleWatch *
hearth_idle_watch_new (void)
{
  return g_object_new (HEARTH_TYPE_IDLE_WATCH, NULL);
}

/**
 * hearth_idle_watch_set_limit_ms:
 * @self: a watch
 * @limit_ms: how long is idle; 0: never
 *
 * Begins to watch anew.
 */
void
hearth_idle_watch_set_limit_ms (HearthIdleWatch *self, guint limit_ms)
{
  g_return_if_fail (HEARTH_IS_IDLE_WATCH (self));

  g_clear_handle_id (&self->source, g_source_remove);
  self->limit_ms = limit_ms;
  hearth_idle_watch_touch (self);
  if (limit_ms > 0)
    arm (self, limit_ms);
}

/**
 * hearth_idle_watch_touch:
 * @self: a watch
 *
 * Somebody is there.
 */
void
hearth_idle_watch_touch (HearthIdleWatch *self)
{
  g_return_if_fail (HEARTH_IS_IDLE_WATCH (self));

  self->last_us = g_get_monotonic_time ();
}
