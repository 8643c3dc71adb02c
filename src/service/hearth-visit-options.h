/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a desk says about a visit beside whose it is: the a{sv} of Record, RecordGuest, RecordGroup and Change. */
typedef struct
{
  char *reason;        /* (owned) (nullable): a code; NULL: not said */
  char *name;          /* (owned) (nullable): of a guest, cleaned; NULL: not said */
  char *label;         /* (owned) (nullable): of a group, cleaned; NULL: not said */
  gint64 arrived_at_s; /* 0: not said, now */
  gint64 children;     /* -1: not said */
  gint64 head_count;   /* -1: not said */
  gboolean again, late, new_here;
} HearthVisitOptions;

gboolean hearth_visit_options_read (HearthVisitOptions *self, GVariant *dict, GError **error);
void hearth_visit_options_clear (HearthVisitOptions *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthVisitOptions, hearth_visit_options_clear)

G_END_DECLS
