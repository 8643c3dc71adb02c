/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* For tests that show widgets. Run them by tests/support/with-desktop. */
void hearth_test_desk_init (int *argc, char ***argv);

/* A window with @child in it, mapped and allocated. */
GtkWindow *hearth_test_desk_show (GtkWidget *child, int width, int height);
/* Destroys @window and sees that it and its child are gone. */
void hearth_test_desk_close (GtkWindow *window);

/* The template child @name of @widget, which is a @type. */
#define HEARTH_TEST_CHILD(widget, type, name) hearth_test_desk_child (GTK_WIDGET (widget), type, name)
GtkWidget *hearth_test_desk_child (GtkWidget *widget, GType type, const char *name);

/* The first button or other widget under @widget that has @text as label or in a label; NULL if none is shown. */
GtkWidget *hearth_test_desk_find_text (GtkWidget *widget, const char *text);

/* A picture of @window under $SHOTS; nothing where that is not set. */
void hearth_test_desk_shot (GtkWindow *window, const char *name);

/* Iterates the main context until @condition holds; 20 s are more than any machine needs. */
#define HEARTH_TEST_WAIT(condition)                                                                                    \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    gint64 end_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                                       \
    guint tick_ = g_timeout_add (10, hearth_test_desk_tick, NULL);                                                     \
    while (!(condition) && g_get_monotonic_time () < end_)                                                             \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (tick_);                                                                                           \
    g_assert_true (condition);                                                                                         \
  }                                                                                                                    \
  G_STMT_END
gboolean hearth_test_desk_tick (gpointer data);

G_END_DECLS
