/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

#include "hearth-sample-names.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_SAMPLE_PERSON,
  HEARTH_SAMPLE_GUEST_NEW,
  HEARTH_SAMPLE_GUEST_BEFORE,
  HEARTH_SAMPLE_GROUP,
} HearthSampleKind;

/* A visit of the sample, before it is written. */
typedef struct
{
  gint64 arrived_at_s;
  gint64 left_at_s; /* 0: not known, or still here */
  guint person;     /* number of a person, from 0 */
  guint16 head_count;
  guint8 kind;
  guint8 reason; /* position in the vocabulary */
  guint8 children;
  guint8 still_here;
  guint8 words; /* of the label of a group, or whether a guest gave a name */
} HearthSampleVisit;

typedef struct
{
  GArray *visits;     /* (owned): of HearthSampleVisit, in the order of their arrival */
  gint64 *first_at_s; /* (owned): of each person: when the record was made */
} HearthSamplePlan;

void hearth_sample_plan_make (
    HearthSamplePlan *plan, guint people, guint visits, guint32 seed, gint64 now_s, GTimeZone *zone);
void hearth_sample_plan_clear (HearthSamplePlan *plan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthSamplePlan, hearth_sample_plan_clear)

const char *hearth_sample_group_label (guint words);

G_END_DECLS
