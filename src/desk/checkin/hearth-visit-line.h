/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-reason.h"
#include "hearth-visit.h"

G_BEGIN_DECLS

/* What a row needs to know to show a visit. */
typedef struct
{
  HearthReason *reason; /* (unowned) (nullable) */
  GTimeZone *zone;      /* (unowned) */
  const char *desk;     /* (unowned) (nullable): this one */
  gboolean shrink_names;
  gboolean fresh;
  gboolean may_open; /* the record */
  gboolean away;     /* what needs the hub cannot be done now */
} HearthVisitLook;

#define HEARTH_TYPE_VISIT_LINE (hearth_visit_line_get_type ())
G_DECLARE_FINAL_TYPE (HearthVisitLine, hearth_visit_line, HEARTH, VISIT_LINE, GtkBox)

GtkWidget *hearth_visit_line_new (void);
void hearth_visit_line_show (HearthVisitLine *self, HearthVisit *visit, const HearthVisitLook *look);
HearthVisit *hearth_visit_line_get_visit (HearthVisitLine *self);
void hearth_visit_line_pop_up (HearthVisitLine *self, double x, double y);

G_END_DECLS
