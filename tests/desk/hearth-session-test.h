/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-embedded-host.h"
#include "hearth-test-center.h"
#include "hearth-test-desk.h"
#include "hearth-window.h"

G_BEGIN_DECLS

/* A window with its real host, and a center in a temporary folder or none yet. Everything here aborts the test on
 * failure. */
typedef struct
{
  HearthTestCenter *center; /* (owned) (nullable) */
  HearthEmbeddedHost *host; /* (owned) */
  HearthWindow *window;     /* (unowned) */
} HearthSessionTest;

/* A center with somebody of every role, open in a window, and nobody signed in. */
void hearth_session_test_set_up (HearthSessionTest *fixture, gconstpointer data);
void hearth_session_test_tear_down (HearthSessionTest *fixture, gconstpointer data);
void hearth_session_test_open_window (HearthSessionTest *fixture, const char *path); /* on whatever is there */
GtkWidget *hearth_session_test_view (HearthSessionTest *fixture);                    /* what the window shows */

/* At the page to sign in, as a person does it. */
GtkWidget *hearth_session_test_part (HearthSessionTest *fixture, const char *name);
GtkWidget *hearth_session_test_tile_of (HearthSessionTest *fixture, gint64 account);
void hearth_session_test_choose (HearthSessionTest *fixture, gint64 account); /* 0: somebody who types their name */
void hearth_session_test_type_passphrase (HearthSessionTest *fixture, const char *passphrase);
void hearth_session_test_sign_in (HearthSessionTest *fixture, HearthRole role); /* of a director or a greeter */

G_END_DECLS
