/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children flow in lines, as words do: for chips. Properties: spacing (int, default 8), line-spacing (int, default 8). */
#define HEARTH_TYPE_WRAP_LAYOUT (hearth_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (HearthWrapLayout, hearth_wrap_layout, HEARTH, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
