/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-test-lan.h"

G_BEGIN_DECLS

/* Desks of a HearthTestLan that check guests in as fast as they can, each one after the other, over bare connections. What
 * was not answered when a connection broke is asked again with the same request after hearth_test_crowd_connect(), as a
 * desk of ours does. Everything here aborts the test on failure. One main context. */
typedef struct _HearthTestCrowd HearthTestCrowd;

/* The first @n_desks of @lan. @name: (nullable): who signs in; NULL for the test center's greeter. */
HearthTestCrowd *hearth_test_crowd_new (HearthTestLan *lan, guint n_desks, const char *name, const char *passphrase);
void hearth_test_crowd_free (HearthTestCrowd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTestCrowd, hearth_test_crowd_free)

void hearth_test_crowd_connect (HearthTestCrowd *self);
void hearth_test_crowd_disconnect (HearthTestCrowd *self);
GDBusConnection *hearth_test_crowd_get_connection (HearthTestCrowd *self, guint desk);

/* They begin, and go on while the main context turns. */
void hearth_test_crowd_begin (HearthTestCrowd *self);
/* They begin nothing new; returns when the last has its answer. */
void hearth_test_crowd_end (HearthTestCrowd *self);
void hearth_test_crowd_run_for (HearthTestCrowd *self, double seconds);
/* Until so many more were answered. */
void hearth_test_crowd_run_until (HearthTestCrowd *self, guint n_answers);

guint hearth_test_crowd_count (HearthTestCrowd *self); /* answered so far */
/* How long an answer took, microseconds; forgets what it gives. (element-type double) (transfer full) */
GArray *hearth_test_crowd_take_times (HearthTestCrowd *self);
double hearth_test_crowd_percentile (GArray *times, double percent);

/* The hub does not run: each that was answered is in the center once, and nothing beside them. */
void hearth_test_crowd_assert_kept (HearthTestCrowd *self);

G_END_DECLS
