/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The most characters of a word that are compared. */
#define HEARTH_SLIPS_WORD_MAX 64
/* The most slips that are counted. */
#define HEARTH_SLIPS_MAX 2

/* What was typed, made ready for comparing it with many terms. */
typedef struct
{
  guint n_chars;
  gunichar chars[HEARTH_SLIPS_WORD_MAX];
  guint64 places[128]; /* of each ASCII character: the set of its places in the word */
} HearthSlips;

gboolean hearth_slips_init (HearthSlips *self, const char *word);
guint hearth_slips_count (const HearthSlips *self, const char *term, guint most, guint *beginning);

G_END_DECLS
