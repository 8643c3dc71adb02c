/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-test-wait.h"

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
/* The first widget of @type under @widget, or it itself; NULL if there is none. */
GtkWidget *hearth_test_desk_find_type (GtkWidget *widget, GType type);

/* The window of @type that is shown; NULL if there is none. */
GtkWidget *hearth_test_desk_window (GType type);

/* A page of the preferences, shown. */
GtkWidget *hearth_test_desk_section (gpointer preferences, const char *name);
/* Answers the question that is asked, and waits until it is gone. */
void hearth_test_desk_answer (const char *response);

/* All that a sighted person can read in @widget, a line each; whether @text is somewhere in it. */
char *hearth_test_desk_read (gpointer widget);
gboolean hearth_test_desk_shows (gpointer widget, const char *text);

/* A picture of @window under $SHOTS; nothing where that is not set. */
void hearth_test_desk_shot (GtkWindow *window, const char *name);

G_END_DECLS
