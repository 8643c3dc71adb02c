/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-db.h"

G_BEGIN_DECLS

/* What one check of a center file found. */
typedef struct
{
  const char *check; /* static: "integrity", "foreign-keys", "search-index", "search-names", "audit-chain" */
  gboolean good;
  char *detail; /* (owned): how much was looked at, or what is wrong and where; ids only */
} HearthVerdict;

GPtrArray *hearth_verify (HearthDb *db, GError **error); /* of HearthVerdict, one for each check */
gboolean hearth_verify_all_good (GPtrArray *verdicts);

G_END_DECLS
