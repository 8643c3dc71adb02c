/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a name, a line and a note may hold, in characters. */
#define HEARTH_TEXT_NAME_MAX 200
#define HEARTH_TEXT_LINE_MAX 500
#define HEARTH_TEXT_NOTE_MAX 20000

gboolean hearth_set_str (char **field, const char *value);
char *hearth_text_clean (const char *text, guint max_chars, GError **error);
char *hearth_text_clean_note (const char *text, guint max_chars, GError **error);
char *hearth_text_fold (const char *text);
char *hearth_text_initial (const char *name);
char *hearth_text_digits (const char *text);

G_END_DECLS
