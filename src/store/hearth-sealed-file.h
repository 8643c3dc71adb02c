/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What guessing a passphrase costs, and opening the file. */
typedef enum
{
  HEARTH_SEAL_DEAR, /* a second and 256 MiB */
  HEARTH_SEAL_FREE, /* nothing: for tests */
} HearthSealCost;

/* A file that only a passphrase opens. */
gboolean hearth_sealed_file_write (
    int plain_fd, int sealed_fd, const char *passphrase, HearthSealCost cost, char **digest, GError **error);
gboolean hearth_sealed_file_read (int sealed_fd, int plain_fd, const char *passphrase, char **digest, GError **error);

G_END_DECLS
