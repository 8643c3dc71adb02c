/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One sentence or two and a button, above a page. Properties as of AdwBanner: title, button-label, revealed, and
 * action-name. Signal: button-clicked. */
#define HEARTH_TYPE_BANNER (hearth_banner_get_type ())
G_DECLARE_FINAL_TYPE (HearthBanner, hearth_banner, HEARTH, BANNER, GtkWidget)

G_END_DECLS
