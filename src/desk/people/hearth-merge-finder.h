/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* Which record is the other one: those that look alike, a search, and the merges of before.
 * Signals: "picked" (gint64 person); "taken-apart": a merge of before is undone. */
#define HEARTH_TYPE_MERGE_FINDER (hearth_merge_finder_get_type ())
G_DECLARE_FINAL_TYPE (HearthMergeFinder, hearth_merge_finder, HEARTH, MERGE_FINDER, GtkBox)

void hearth_merge_finder_start (HearthMergeFinder *self, HearthClient *client, gint64 person);

G_END_DECLS
