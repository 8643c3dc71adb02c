/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Ties a list of sections to a scrolled form: choosing a row scrolls there, scrolling moves the choice. */
#define HEARTH_TYPE_SECTION_NAV (hearth_section_nav_get_type ())
G_DECLARE_FINAL_TYPE (HearthSectionNav, hearth_section_nav, HEARTH, SECTION_NAV, GObject)

HearthSectionNav *hearth_section_nav_new (GtkListBox *list, GtkScrolledWindow *scrolled);
void hearth_section_nav_add (HearthSectionNav *self, GtkWidget *row, GtkWidget *section);
void hearth_section_nav_go (HearthSectionNav *self, GtkWidget *section);

G_END_DECLS
