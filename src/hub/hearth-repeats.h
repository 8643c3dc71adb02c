/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub-types.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* For so long one row of the audit stands for the same done again. */
#define HEARTH_REPEATS_S (10 * 60)

/* What is done: the words of its row in the audit, all static. */
typedef struct
{
  const char *verb, *kind, *detail;
  gint64 id;
} HearthDeed;

typedef struct _HearthRepeats HearthRepeats;

/* What the same person did at the same desk to the same again and again, for the audit. Owned by the hub; its main context. */
HearthRepeats *hearth_repeats_new (HearthHub *hub);
void hearth_repeats_free (HearthRepeats *self);
gboolean hearth_repeats_has (HearthRepeats *self, const HearthCaller *caller, const HearthDeed *deed);
void hearth_repeats_add (HearthRepeats *self, const HearthCaller *caller, const HearthDeed *deed);
void hearth_repeats_settle (HearthRepeats *self);

G_END_DECLS
