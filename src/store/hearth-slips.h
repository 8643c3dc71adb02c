/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most characters of a word that are compared. */
#define HEARTH_SLIPS_WORD_MAX 64
/* The most slips that are counted. */
#define HEARTH_SLIPS_MAX 2

guint hearth_slips_count (
    const gunichar *word, guint n_word, const gunichar *term, guint n_term, guint most, guint *beginning);

G_END_DECLS
