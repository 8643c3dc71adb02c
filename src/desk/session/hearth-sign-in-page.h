/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signed out and locked: who may sign in, PIN keys, passphrase. Nothing of anybody's work. Construct properties: client,
 * account (whose tile is chosen at first, 0 for nobody's). */
#define HEARTH_TYPE_SIGN_IN_PAGE (hearth_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (HearthSignInPage, hearth_sign_in_page, HEARTH, SIGN_IN_PAGE, GtkWidget)

HearthSignInPage *hearth_sign_in_page_new (HearthClient *client, gint64 account);
/* Why somebody is here again; until another tile is chosen. */
void hearth_sign_in_page_say (HearthSignInPage *self, const char *text);
void hearth_sign_in_page_tell (HearthSignInPage *self, const char *text);
/* Of who was welcome just now, in the memory of the entry; "" where it was a PIN. */
const char *hearth_sign_in_page_get_passphrase (HearthSignInPage *self);

G_END_DECLS
