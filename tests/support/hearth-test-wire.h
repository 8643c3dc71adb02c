/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-desk-folder.h"

G_BEGIN_DECLS

/* What stands at the other end of a desk's wire, on 127.0.0.1: as much of a hub as the wire needs, and whatever else a desk
 * may run into. No center behind it. One main context. */
typedef enum
{
  HEARTH_TEST_WIRE_DESKS,   /* a hub that serves desks: both certificates, the greeting, Session and Desk.Renew */
  HEARTH_TEST_WIRE_PAIRING, /* one that takes in new desks: Pairing */
  HEARTH_TEST_WIRE_GARBAGE, /* anything but TLS */
  HEARTH_TEST_WIRE_OLD_TLS, /* a server of TLS 1.2 */
  HEARTH_TEST_WIRE_HANG_UP,
  HEARTH_TEST_WIRE_SILENT,
} HearthTestWireMode;

typedef struct
{
  HearthTestWireMode mode;
  char *authority_key;      /* (owned) */
  char *authority;          /* (owned) */
  char *center_uuid;        /* (owned) */
  GTlsCertificate *hub;     /* (owned): with key */
  GSocketService *listener; /* (owned) */
  guint16 port;
  int port_kept;     /* keeps it while the hub is hidden */
  gboolean has_ipv6; /* listens on ::1, too */
  GPtrArray *open;   /* (owned): GIOStream and GDBusConnection of those who are here */

  char greeting;       /* the byte */
  int error;           /* HearthError of every call, -1: none */
  gboolean keeps_calm; /* answers no Faces */
  gboolean renew;      /* says that the certificate ends soon */
  gboolean resumes;    /* lets who was there go on */
  const char *epoch;   /* (nullable): of the center */
  const char *before;  /* (nullable): the only epoch that it follows */
  guint hangs_up;      /* on so many who come, before the handshake */
  guint16 desk_port;   /* told to who joins */
  GBytes *secret;      /* (owned) (nullable): the only one that is taken */

  guint n_arrived;    /* of TCP */
  guint n_handshakes; /* that were finished */
  guint n_refused;    /* that ended before, by either end */
  guint n_shown;      /* certificates of desks that were seen, good or not */
  guint n_hellos;
  guint n_resumes;
  guint n_renewals;
  guint n_joins;
} HearthTestWire;

HearthTestWire *hearth_test_wire_new (HearthTestWireMode mode);
void hearth_test_wire_free (HearthTestWire *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTestWire, hearth_test_wire_free)

void hearth_test_wire_cut (HearthTestWire *self);  /* everybody who is here */
void hearth_test_wire_hide (HearthTestWire *self); /* nobody gets in any more */
void hearth_test_wire_show (HearthTestWire *self); /* again, at the same port */
void hearth_test_wire_move (HearthTestWire *self); /* again, at another */
/* Belongs to the same center as @other from now on, as a hub that was restored on another PC does. */
void hearth_test_wire_follow (HearthTestWire *self, HearthTestWire *other);

char *hearth_test_wire_issue (HearthTestWire *self, const char *request, gint64 desk);
/* As if the desk had joined here. */
void hearth_test_wire_enroll (HearthTestWire *self, HearthDeskFolder *folder);
/* A code with which one joins here, its secret being the only one. */
char *hearth_test_wire_make_code (HearthTestWire *self, gboolean with_address);

G_END_DECLS
