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

/* What seals a file without the passphrase being there, and opens it: the key that was made of it, and how. As secret as
 * what it seals. */
#define HEARTH_SEALING_LENGTH 56

typedef struct
{
  guint8 bytes[HEARTH_SEALING_LENGTH];
} HearthSealing;

gboolean hearth_sealing_make (HearthSealing *self, const char *passphrase, HearthSealCost cost, GError **error);
void hearth_sealing_clear (HearthSealing *self);
gboolean hearth_sealing_is_of (const HearthSealing *self, int sealed_fd);

gboolean
hearth_sealed_file_seal (int plain_fd, int sealed_fd, const HearthSealing *sealing, char **digest, GError **error);
gboolean hearth_sealed_file_prove (int sealed_fd, const HearthSealing *sealing, char **digest, GError **error);

/* A file that only a passphrase opens. */
gboolean hearth_sealed_file_write (
    int plain_fd, int sealed_fd, const char *passphrase, HearthSealCost cost, char **digest, GError **error);
gboolean hearth_sealed_file_read (int sealed_fd, int plain_fd, const char *passphrase, char **digest, GError **error);

G_END_DECLS
