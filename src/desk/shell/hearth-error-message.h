/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Returns (transfer full): the sentence for @error that a volunteer can act on. The one place where errors become words. */
char *hearth_error_message (const GError *error);

G_END_DECLS
