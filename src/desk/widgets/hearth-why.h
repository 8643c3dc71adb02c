/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void hearth_why_say (GtkLabel *label, const char *text);
void hearth_why_say_error (GtkLabel *label, const GError *error);

G_END_DECLS
