/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What HearthUnit notes for the people index, and HearthHouse tells it after the COMMIT. */
typedef struct
{
  gint64 person_id;
  gboolean of_visit;      /* FALSE: of the names */
  gint64 last_visit_at_s; /* of a visit */
  char *names;            /* (owned) (nullable): of the names; read when the work is done. NULL: not in the search */
} HearthNote;

G_END_DECLS
