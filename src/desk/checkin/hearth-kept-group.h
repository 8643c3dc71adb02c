/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-hub-watch.h"

G_BEGIN_DECLS

/* On the check-in page: what is kept on this PC, and the names that still need a person. Hides itself when there is
 * nothing to say. */
#define HEARTH_TYPE_KEPT_GROUP (hearth_kept_group_get_type ())
G_DECLARE_FINAL_TYPE (HearthKeptGroup, hearth_kept_group, HEARTH, KEPT_GROUP, GtkBox)

void hearth_kept_group_setup (HearthKeptGroup *self, HearthClient *client, HearthHubWatch *watch);

G_END_DECLS
