/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A question with Cancel and one more button. Escape cancels. */
void hearth_confirm_async (GtkWidget *parent,
                           const char *heading,
                           const char *body,
                           const char *action_label,
                           gboolean destructive,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean hearth_confirm_finish (GAsyncResult *result); /* TRUE: the action was chosen */

G_END_DECLS
