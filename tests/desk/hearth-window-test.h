/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-checkin-page-private.h"
#include "hearth-test-desk.h"
#include "hearth-test-lan.h"
#include "hearth-window-private.h"

G_BEGIN_DECLS

/* A whole window on a desk that joined a center, and the hub behind it as a process of its own, which a test may kill and
 * start again. Everything here aborts the test on failure. */
typedef struct
{
  HearthTestLan *lan;      /* (owned) */
  HearthWindow *window;    /* (unowned) */
  HearthCheckinPage *page; /* (unowned) (nullable): while somebody is at the desk */
} HearthWindowTest;

HearthWindowTest *hearth_window_test_new (HearthRole role, gboolean front_desk, const char *const *people);
void hearth_window_test_free (HearthWindowTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthWindowTest, hearth_window_test_free)

void hearth_window_test_open_again (HearthWindowTest *self); /* as if the program was started anew; does not wait */
void hearth_window_test_sign_in (HearthWindowTest *self, HearthRole role);
void hearth_window_test_hub_away (HearthWindowTest *self); /* killed, and the desk has noticed */
void hearth_window_test_hub_back (HearthWindowTest *self); /* started, and the desk is connected */

/* As a person does it. */
void hearth_window_test_type (HearthWindowTest *self, const char *text);
gboolean hearth_window_test_key (HearthWindowTest *self, guint keyval);
void hearth_window_test_enter_name (HearthWindowTest *self, const char *name);
void hearth_window_test_act (HearthWindowTest *self, const char *action);

/* The dialog of this type that is shown, all that can be read in a widget, what the last toast says ("" for none). */
GtkWidget *hearth_window_test_dialog (GType type); /* (transfer none) (nullable) */
char *hearth_window_test_read (GtkWidget *widget);
gboolean hearth_window_test_shows (GtkWidget *widget, const char *text);
GtkWidget *hearth_window_test_child_of (GtkWidget *widget, GType type);     /* (transfer none) (nullable) */
void hearth_window_test_picture (HearthWindowTest *self, const char *name); /* under $SHOTS, where that is set */
void hearth_window_test_picture_of (GtkWidget *window, const char *name);

G_END_DECLS
