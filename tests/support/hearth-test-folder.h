/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Removes a folder that a test made, and all that is in it. Links go, not what they lead to. */
void hearth_test_folder_remove (const char *path);

G_END_DECLS
