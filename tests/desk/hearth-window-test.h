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

G_END_DECLS
