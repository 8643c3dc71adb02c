/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-kept-service.h"
#include "hearth-test-center.h"

G_BEGIN_DECLS

#define HEARTH_KEPT_DAY_S (24 * 60 * 60)

/* A center at noon, a greeter whose shift began an hour ago at its desk, and somebody whom it knows. */
typedef struct
{
  HearthTestCenter *center;
  gint64 now_s, jon;
} HearthKeptTest;

/* One replay, and what came of it. */
typedef struct
{
  HearthKept *kept;
  HearthReplay outcome;
  HearthVisit *visit;
  guint matches;
  gint64 person;
} HearthKeptReplay;

void hearth_kept_replay_clear (HearthKeptReplay *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthKeptReplay, hearth_kept_replay_clear)

void hearth_kept_test_set_up (HearthKeptTest *fixture, gconstpointer data);
void hearth_kept_test_tear_down (HearthKeptTest *fixture, gconstpointer data);

/* (transfer full): what the greeter kept then. */
HearthKept *
hearth_kept_test_make (HearthKeptTest *fixture, const char *kind, gint64 person, const char *name, gint64 arrived_at_s);
void hearth_kept_test_replay (HearthKeptTest *fixture, HearthKeptReplay *replay);
gint64 hearth_kept_test_count (HearthKeptTest *fixture, const char *where); /* visits */

/* Units, of a HearthKeptReplay. The desk sends it, and nobody sits there; somebody says who it was. */
gboolean hearth_kept_test_do_replay (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_kept_test_settle (HearthUnit *unit, gpointer data, GError **error);

G_END_DECLS
