/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What every page and widget includes, parsed once for all of them: most of the time of a build goes there. Headers of the
 * system alone; each file goes on naming what it uses and builds without this (-Db_pch=false). */

#define G_LOG_DOMAIN "hearth-desk"

#include <adwaita.h>
