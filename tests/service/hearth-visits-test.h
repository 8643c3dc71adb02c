/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-checkin-service.h"
#include "hearth-test-center.h"

G_BEGIN_DECLS

#define HEARTH_VISITS_DAY "2026-03-12"

/* A center at a quarter past two on that day, and two people whom it knows. */
typedef struct
{
  HearthTestCenter *center;
  gint64 jon, joan;
} HearthVisitsTest;

/* One call of Record, and what came of it. */
typedef struct
{
  gint64 person;
  const char *options; /* text form of an a{sv} */
  char *outcome;
  HearthVisit *visit;
  HearthArrival *arrival;
} HearthVisitsRecord;

void hearth_visits_record_clear (HearthVisitsRecord *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthVisitsRecord, hearth_visits_record_clear)

typedef struct
{
  guint count;
  const char *label, *options;
  HearthVisit *visit;
} HearthVisitsGroup;

/* Change, Void and CheckOut. */
typedef struct
{
  gint64 id, revision, at_s;
  const char *changes;
  HearthVisit *visit;
} HearthVisitsChange;

typedef struct
{
  const char *day;
  GArray *ids;
  GPtrArray *visits;
  char *today;
} HearthVisitsList;

void hearth_visits_list_clear (HearthVisitsList *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthVisitsList, hearth_visits_list_clear)

void hearth_visits_test_set_up (HearthVisitsTest *fixture, gconstpointer data);
void hearth_visits_test_tear_down (HearthVisitsTest *fixture, gconstpointer data);

gint64 hearth_visits_test_at (const char *when); /* in the center's zone */
/* Checks @person in and returns the visit's id. */
gint64 hearth_visits_test_come (HearthVisitsTest *fixture, gint64 person, const char *options);
guint hearth_visits_test_n_here (HearthVisitsTest *fixture);
/* Visits that are not over: on the roll a person stands once however many they have. */
gint64 hearth_visits_test_n_open (HearthVisitsTest *fixture);
gint64 hearth_visits_test_last_visit (HearthVisitsTest *fixture, gint64 person);

/* Units: the first two of a HearthVisitsRecord, then of a HearthVisitsGroup, four of a HearthVisitsChange, of a
 * HearthVisitsList. */
gboolean hearth_visits_test_record (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_visits_test_guest (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_visits_test_group (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_visits_test_change (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_visits_test_void (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_visits_test_check_out (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_visits_test_come_back (HearthUnit *unit, gpointer data, GError **error);
gboolean hearth_visits_test_roll (HearthUnit *unit, gpointer data, GError **error);

G_END_DECLS
