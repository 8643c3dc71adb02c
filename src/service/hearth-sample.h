/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Everybody of a sample center signs in with this. */
#define HEARTH_SAMPLE_PASSPHRASE "hearth sample"

#define HEARTH_SAMPLE_PEOPLE_MAX 1000000
#define HEARTH_SAMPLE_VISITS_MAX 20000000

gboolean hearth_sample_make (const char *path, guint people, guint visits, guint32 seed, GError **error);

G_END_DECLS
