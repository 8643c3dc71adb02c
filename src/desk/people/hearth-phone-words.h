/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-phone.h"

G_BEGIN_DECLS

/* What is known of a phone in words: "Mobile · after 5 pm · first name only on voicemail". Returns (transfer full). */
char *hearth_phone_words (HearthPhone *phone);

/* The presets of safe-to-call, in the order of the choices; the last stands for their own words. */
extern const char *const hearth_phone_safe_codes[];
extern const char *const hearth_phone_label_codes[];
extern const char *const hearth_phone_voicemail_codes[];

/* Of two rules for one number: TRUE where @a is at least as careful as @b. */
gboolean hearth_phone_more_careful (HearthPhone *a, HearthPhone *b);

G_END_DECLS
