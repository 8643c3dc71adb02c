/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was typed to find somebody, as the fields of a new record: "jon smythe" is Jon and Smythe, "Smythe, Jon" too, and
 * digits are a phone. The outs are (transfer full), "" for nothing. */
void hearth_typed_name_split (const char *typed, char **preferred, char **family, char **phone);

G_END_DECLS
