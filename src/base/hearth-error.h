/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define HEARTH_ERROR (hearth_error_quark ())

/**
 * HearthError:
 *
 * The one error domain of Hearth. Codes cross the wire by name (see hearth-error.c), so a desk gets the GError that the
 * hub raised. Messages are short, English, lower case and for logs; they never say anything about a person. What people
 * read is made from the code, in one place (src/desk/hearth-error-message.c).
 */
typedef enum
{
  HEARTH_ERROR_FAILED,        /* something that no other code says */
  HEARTH_ERROR_NOT_FOUND,     /* no such record */
  HEARTH_ERROR_DENIED,        /* this role, or this desk, may not */
  HEARTH_ERROR_SIGNED_OUT,    /* nobody is signed in, or the desk is locked */
  HEARTH_ERROR_INVALID,       /* what was given cannot be taken */
  HEARTH_ERROR_CONFLICT,      /* the record changed meanwhile */
  HEARTH_ERROR_BUSY,          /* another program holds the center file */
  HEARTH_ERROR_OFFLINE,       /* the hub is away */
  HEARTH_ERROR_NO_ROOM,       /* the disk is full */
  HEARTH_ERROR_READ_ONLY,     /* the folder or file cannot be written */
  HEARTH_ERROR_DAMAGED,       /* the center file is not whole */
  HEARTH_ERROR_TOO_NEW,       /* the center file is of a later Hearth */
  HEARTH_ERROR_TOO_OLD,       /* the other side is of an earlier Hearth */
  HEARTH_ERROR_NOT_OURS,      /* a database of another program */
  HEARTH_ERROR_NETWORK_DISK,  /* the center file lies on a network or FUSE file system */
  HEARTH_ERROR_WRONG_SECRET,  /* a passphrase, or a code to join, that does not fit or is not valid any more */
  HEARTH_ERROR_DESK_TOO_OLD,  /* the desk speaks no protocol that is new enough for the hub */
  HEARTH_ERROR_DESK_TOO_NEW,  /* the desk speaks no protocol that is old enough for the hub */
  HEARTH_ERROR_REMOVED,       /* this desk was removed from the center, or never belonged to it */
  HEARTH_ERROR_WRONG_HUB,     /* the hub is not the one that the code or the certificate names: nothing was sent */
  HEARTH_ERROR_LAST_DIRECTOR, /* the center would be left without anybody who may do everything */
  HEARTH_ERROR_KEPT,          /* the hub is away: what was asked is kept on this PC and goes to it later */
  HEARTH_ERROR_CERTIFICATE,   /* by the hub's clock this desk's certificate does not hold now */
  HEARTH_ERROR_REPLACED,      /* the hub is of an epoch that is over: the center was restored elsewhere */
} HearthError;

#define HEARTH_ERROR_LAST HEARTH_ERROR_REPLACED

GQuark hearth_error_quark (void);

G_END_DECLS
