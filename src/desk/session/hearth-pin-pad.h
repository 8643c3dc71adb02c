/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define HEARTH_PIN_MIN 4
#define HEARTH_PIN_MAX 8

/* Keys for a PIN, with a dot for each digit typed; while it has the focus the keyboard's digits, Backspace and Enter work
 * too. Signal: typed (const char *pin). */
#define HEARTH_TYPE_PIN_PAD (hearth_pin_pad_get_type ())
G_DECLARE_FINAL_TYPE (HearthPinPad, hearth_pin_pad, HEARTH, PIN_PAD, GtkWidget)

void hearth_pin_pad_clear (HearthPinPad *self);
guint hearth_pin_pad_get_length (HearthPinPad *self);

G_END_DECLS
