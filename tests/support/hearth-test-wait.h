/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Turns the main loop until @condition holds; four minutes are more than any machine needs. */
#define HEARTH_TEST_WAIT(condition) HEARTH_TEST_WAIT_FOR (condition, 240)

#define HEARTH_TEST_WAIT_FOR(condition, seconds)                                                                       \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    HearthTestPatience patience_ = hearth_test_patience_begin (seconds);                                               \
    while (!(condition))                                                                                               \
      if (!hearth_test_patience_turn (&patience_))                                                                     \
        g_error ("%s:%d: never came true: %s", __FILE__, __LINE__, #condition);                                        \
    hearth_test_patience_end (&patience_);                                                                             \
  }                                                                                                                    \
  G_STMT_END

typedef struct
{
  gint64 until_us;
  guint tick;
} HearthTestPatience;

HearthTestPatience hearth_test_patience_begin (guint seconds);
gboolean hearth_test_patience_turn (HearthTestPatience *self); /* %FALSE when it has run out */
void hearth_test_patience_end (HearthTestPatience *self);

/* The same for what wakes the loop by itself when it comes. */
#define hearth_test_until(condition)                                                                                   \
  while (!(condition))                                                                                                 \
  g_main_context_iteration (NULL, TRUE)

/* Waits for an asynchronous call: pass hearth_test_on_result and the address of a NULL pointer. */
void hearth_test_on_result (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *hearth_test_await (GAsyncResult **result); /* (transfer none) */

G_END_DECLS
