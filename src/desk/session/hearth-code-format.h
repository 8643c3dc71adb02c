/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keeps the code to join in its groups while it is typed, pasted and corrected in @entry. The caret stays at the character
 * at which the person is. */
void hearth_code_format_attach (GtkEntry *entry);

G_END_DECLS
