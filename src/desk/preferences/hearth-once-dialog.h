/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A passphrase that is shown once, to be copied or printed for whom it is. */
#define HEARTH_TYPE_ONCE_DIALOG (hearth_once_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthOnceDialog, hearth_once_dialog, HEARTH, ONCE_DIALOG, AdwWindow)

void hearth_once_dialog_present (GtkWidget *parent, const char *name, const char *once);

G_END_DECLS
