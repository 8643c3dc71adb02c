/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-outbox.h"

G_BEGIN_DECLS

/* What is kept on this PC, in words. All return (transfer full). */
char *hearth_kept_words_title (HearthKept *kept);       /* “mary l.”, "Guest, new here", "12 people" */
char *hearth_kept_words_whole_title (HearthKept *kept); /* “mary lincoln” */
char *hearth_kept_words_apart_title (HearthOutbox *outbox, HearthKept *kept);
char *hearth_kept_words_when (HearthKept *kept, GTimeZone *zone);       /* "yesterday 4:20 pm · Lee" */
char *hearth_kept_words_matches (HearthKept *kept);                     /* "Nobody of this name", "3 people fit" */
char *hearth_kept_words_summary (HearthOutbox *outbox);                 /* "3 named check-ins, 2 guests" */
char *hearth_kept_words_oldest (HearthOutbox *outbox, GTimeZone *zone); /* "Oldest 2:16 pm · encrypted" */

G_END_DECLS
