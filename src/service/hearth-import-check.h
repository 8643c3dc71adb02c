/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-import-row.h"
#include "hearth-twins.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_VERDICT_EMPTY,
  HEARTH_VERDICT_NEW,
  HEARTH_VERDICT_TWIN,
  HEARTH_VERDICT_REPEAT,
  HEARTH_VERDICT_PROBLEM,
} HearthVerdict;

/* What a check looks into and counts. */
typedef struct
{
  HearthUnit *unit;       /* (unowned) */
  HearthTwinSet *here;    /* (owned): everybody who is there */
  HearthTwinSet *above;   /* (owned): everybody of the rows before */
  GHashTable *cards;      /* (owned): card codes (owned) of the rows before */
  GVariantBuilder review; /* a(usss) */
  guint n_review;
  guint counts[HEARTH_VERDICT_PROBLEM + 1];
} HearthImportCheck;

gboolean hearth_import_check_begin (HearthImportCheck *self, HearthUnit *unit, GError **error);
void hearth_import_check_clear (HearthImportCheck *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthImportCheck, hearth_import_check_clear)
gboolean hearth_import_check_row (
    HearthImportCheck *check, const HearthImportRowContext *context, guint row, HearthVerdict *verdict, GError **error);

G_END_DECLS
