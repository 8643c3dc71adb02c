/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub.h"

G_BEGIN_DECLS

/* What a center needs done every day, whoever is there: see hearth-upkeep.c. */
HearthUpkeep *hearth_upkeep_new (HearthHub *hub);
void hearth_upkeep_look (HearthUpkeep *self);
void hearth_upkeep_copy (HearthUpkeep *self);
void hearth_upkeep_free (HearthUpkeep *self);

/* Its part of HearthHubStatus: backups, database, disk. */
void hearth_upkeep_fill_status (HearthUpkeep *self, GVariantDict *status);

G_END_DECLS
