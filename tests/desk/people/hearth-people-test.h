/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person.h"
#include "hearth-test-desk.h"
#include "hearth-test-hub.h"

G_BEGIN_DECLS

/* A desk for tests of dialogs: a center with its hub, a client signed in, and an empty window to stand over. */
typedef struct
{
  HearthTestHub *hub;   /* (owned) */
  HearthClient *client; /* (owned) */
  GtkWindow *window;    /* (unowned): GTK's */
} HearthPeopleTest;

/* @people: pairs of preferred and family name, ended by NULL; their ids go to @ids. */
HearthPeopleTest *hearth_people_test_new (HearthRole role, const char *const *people, gint64 *ids);
void hearth_people_test_free (HearthPeopleTest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthPeopleTest, hearth_people_test_free)

/* The dialog of @type that is open; waits for it. */
gpointer hearth_people_test_dialog (GType type);
guint hearth_people_test_count (GType type); /* how many are open */

/* The row with @title under @widget; aborts where there is none. */
GtkWidget *hearth_people_test_row (gpointer widget, const char *title);
void hearth_people_test_type (gpointer widget, const char *title, const char *text);
const char *hearth_people_test_typed (gpointer widget, const char *title);
/* A click on the button that holds @label. */
void hearth_people_test_click (GtkWidget *label);
/* The answer to a question that came up over a dialog of type @below. */
void hearth_people_test_answer (GType below, const char *button);

/* What the hub has by now, as the director sees it. */
HearthPerson *hearth_people_test_get (HearthPeopleTest *self, gint64 person);
void hearth_people_test_change (HearthPeopleTest *self, gint64 person, const char *field, const char *value);

G_END_DECLS
