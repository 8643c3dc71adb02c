/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows a modal window over the one in which @parent stands, never larger than that. */
void hearth_dialog_fit_present (GtkWindow *dialog, GtkWidget *parent);

G_END_DECLS
