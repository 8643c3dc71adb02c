/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"

G_BEGIN_DECLS

typedef enum
{
  HEARTH_SECRET_PIN,
  HEARTH_SECRET_PASSPHRASE,
} HearthSecretKind;

/* A new PIN or passphrase of who is signed in. */
#define HEARTH_TYPE_SECRET_DIALOG (hearth_secret_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HearthSecretDialog, hearth_secret_dialog, HEARTH, SECRET_DIALOG, AdwWindow)

void hearth_secret_dialog_present (GtkWidget *parent, HearthClient *client, HearthSecretKind kind);
/* Of who was given a passphrase by a director, for once. Signal "given-up": they closed it without choosing one. */
GtkWidget *hearth_secret_dialog_present_first (GtkWidget *parent, HearthClient *client, const char *passphrase);
gboolean hearth_secret_dialog_is_first (HearthSecretDialog *self);

/* Returns (transfer none) (nullable): why @passphrase and @again cannot be taken, NULL if they can. */
const char *hearth_secret_check_passphrase (const char *passphrase, const char *again);

G_END_DECLS
