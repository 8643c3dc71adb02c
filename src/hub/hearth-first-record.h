/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a stranger has said so far, which stays in the socket for the handshake to read. Any thread. */
typedef enum
{
  HEARTH_FIRST_RECORD_PARTIAL,
  HEARTH_FIRST_RECORD_WHOLE,
  HEARTH_FIRST_RECORD_BAD, /* nothing that begins TLS, or the end */
} HearthFirstRecord;

HearthFirstRecord hearth_first_record_look (int fd);
gboolean hearth_first_record_is_last_word (int fd); /* whether the other end says nothing more */

G_END_DECLS
