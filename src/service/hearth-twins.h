/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person.h"
#include "hearth-twin-store.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* How likely two records are one person: 0 not, more is likelier. What a score says at least: */
#define HEARTH_TWINS_NAMESAKE 10 /* one name, but two dates of birth */
#define HEARTH_TWINS_SIMILAR 20  /* names a slip apart */
#define HEARTH_TWINS_LIKELY 30   /* a phone, or a birth date and one name, or similar names and more */
#define HEARTH_TWINS_SAME 40     /* one name */

HearthTwinRow *hearth_twins_row_of (HearthPerson *person);
guint hearth_twins_score (const HearthTwinRow *a, const HearthTwinRow *b);

/* Who may be the person of @row, likeliest first: (transfer full) (element-type HearthTwinRow). @id: themselves, or 0. */
GPtrArray *hearth_twins_find (HearthUnit *unit, const HearthTwinRow *row, gint64 id, GError **error);

/* Many rows in memory, for imports: finds those that score at least HEARTH_TWINS_LIKELY without similar names. */
typedef struct _HearthTwinSet HearthTwinSet;

HearthTwinSet *hearth_twin_set_new (void);
void hearth_twin_set_free (HearthTwinSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTwinSet, hearth_twin_set_free)
void hearth_twin_set_add (HearthTwinSet *self, HearthTwinRow *row);
guint hearth_twin_set_best (HearthTwinSet *self, const HearthTwinRow *row);

G_END_DECLS
