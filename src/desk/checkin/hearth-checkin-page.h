/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* The front desk: search, check in, see who is here. Construct property: client. Property: shrink-names. */
#define HEARTH_TYPE_CHECKIN_PAGE (hearth_checkin_page_get_type ())
G_DECLARE_FINAL_TYPE (HearthCheckinPage, hearth_checkin_page, HEARTH, CHECKIN_PAGE, GtkBox)

G_END_DECLS
