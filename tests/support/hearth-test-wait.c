/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Waiting for what must come true, not for a time. Main context only. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-wait.h"

#define TICK_MS 10

/* Wakes the loop, so that the condition is looked at again. */
static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

HearthTestPatience
hearth_test_patience_begin (guint seconds)
{
  return (HearthTestPatience){ g_get_monotonic_time () + seconds * G_USEC_PER_SEC,
                               g_timeout_add (TICK_MS, on_tick, NULL) };
}

gboolean
hearth_test_patience_turn (HearthTestPatience *self)
{
  g_main_context_iteration (NULL, TRUE);
  return g_get_monotonic_time () < self->until_us;
}

void
hearth_test_patience_end (HearthTestPatience *self)
{
  g_source_remove (self->tick);
}

void
hearth_test_on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  g_assert_null (*place);
  *place = g_object_ref (result);
}

GAsyncResult *
hearth_test_await (GAsyncResult **result)
{
  hearth_test_until (*result);
  return *result;
}
