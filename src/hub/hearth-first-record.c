/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The first TLS record of a stranger, looked at before anything is spent on it: whether it can begin a handshake, and whether
 * all of it is here. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-first-record.h"

#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

/* A TLS record that begins a handshake: 22, version, length; then 1, length of the ClientHello. */
#define RECORD_HEADER 5
#define HELLO_HEADER 9
#define RECORD_MAX 16384

/**
 * hearth_first_record_look:
 * @fd: of a stranger
 *
 * Returns: what has come so far
 */
HearthFirstRecord
hearth_first_record_look (int fd)
{
  guint8 head[HELLO_HEADER];
  gssize n = recv (fd, head, sizeof head, MSG_PEEK | MSG_DONTWAIT);
  guint length, hello;
  int waiting = 0;

  if (n < 0)
    return errno == EAGAIN || errno == EINTR ? HEARTH_FIRST_RECORD_PARTIAL : HEARTH_FIRST_RECORD_BAD;
  if (n == 0 || head[0] != 22 || (n > 1 && head[1] != 3) || (n > RECORD_HEADER && head[5] != 1))
    return HEARTH_FIRST_RECORD_BAD;
  if (n < HELLO_HEADER)
    return HEARTH_FIRST_RECORD_PARTIAL;
  length = (guint)head[3] << 8 | head[4];
  hello = (guint)head[6] << 16 | (guint)head[7] << 8 | head[8];
  if (length > RECORD_MAX || hello + 4 > length)
    return HEARTH_FIRST_RECORD_BAD;
  if (ioctl (fd, FIONREAD, &waiting) < 0)
    return HEARTH_FIRST_RECORD_BAD;
  return (guint)waiting >= length + RECORD_HEADER ? HEARTH_FIRST_RECORD_WHOLE : HEARTH_FIRST_RECORD_PARTIAL;
}

/**
 * hearth_first_record_is_last_word:
 * @fd: of a stranger
 *
 * Whoever says nothing more cannot finish a handshake, and its half of one would be the dearest that a stranger can have
 * for nothing.
 *
 * Returns: whether the other end has closed, or shut its side
 */
gboolean
hearth_first_record_is_last_word (int fd)
{
  struct pollfd left = { .fd = fd, .events = POLLRDHUP };

  return poll (&left, 1, 0) > 0;
}
