/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a column of a file may fill, in the order in which it is offered; the first is "" for nothing. */
guint hearth_import_words_get_n_fields (void);
const char *hearth_import_words_get_field (guint position);
const char *hearth_import_words_get_label (guint position);
guint hearth_import_words_find (const char *field); /* 0 for one that is not known */

G_END_DECLS
