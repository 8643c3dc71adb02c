/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-connector.h"
#include "hearth-desk-folder.h"
#include "hearth-test-center.h"

G_BEGIN_DECLS

/* A test center served by the program hearth-hub as a process of its own, on a loopback address, and desks of this process
 * that have joined it. While the hub runs it has the file and center->house is NULL; before and after, the house is open for
 * SQL. Everything here aborts the test on failure. One main context. */
typedef struct
{
  HearthTestCenter *center; /* (owned) */
  char *center_file;        /* (owned) */
  char *folder;             /* (owned): of the desks */
  char *address;            /* (owned): "127.0.0.1"; may be set to another of loopback before the first start */
  GPtrArray *desks;         /* (owned) (element-type HearthTestLanDesk) */
  GPid pid;                 /* of the hub, 0 where it does not run */
  int status;               /* of its last end, as waitpid() tells it */
  guint16 port;             /* where desks come in; the same after a restart, unless set to 0 */
  int port_kept;            /* keeps it while the hub does not run */
  int output;               /* of the hub */
} HearthTestLan;

typedef struct
{
  HearthTestLan *lan;         /* (unowned) */
  gint64 id;                  /* as the center counts */
  HearthDeskFolder *folder;   /* (owned) */
  HearthClient *client;       /* (owned) */
  HearthConnector *connector; /* (owned) (nullable): while the desk runs */
} HearthTestLanDesk;

/* @n_desks joined desks, none of which runs; the hub does not run. */
HearthTestLan *hearth_test_lan_new (guint n_desks);
/* The same over another center file, which is not removed at the end: for benches. center is NULL, and so are the roles. */
HearthTestLan *hearth_test_lan_new_over (const char *center_file, guint n_desks);
void hearth_test_lan_free (HearthTestLan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthTestLan, hearth_test_lan_free)

void hearth_test_lan_start (HearthTestLan *self);                    /* the hub: until it listens */
void hearth_test_lan_fill_disk (HearthTestLan *self, gboolean full); /* the hub can write nothing */
void hearth_test_lan_stop (HearthTestLan *self);                     /* SIGTERM, and it has ended well */
void hearth_test_lan_kill (HearthTestLan *self);                     /* SIGKILL */
const char *hearth_test_lan_center_file (HearthTestLan *self);

/* Another desk, of the name "Desk N", enrolled straight into the center: the hub must not run. */
HearthTestLanDesk *hearth_test_lan_add_desk (HearthTestLan *self, gboolean front_desk);
/* Another desk, joined through the real code while the hub runs. */
HearthTestLanDesk *hearth_test_lan_join (HearthTestLan *self, const char *name, gboolean front_desk);
HearthTestLanDesk *hearth_test_lan_desk (HearthTestLan *self, guint n);

/* The connector starts, and the client is connected; it is stopped, and the client is away. */
void hearth_test_lan_desk_start (HearthTestLanDesk *self);
void hearth_test_lan_desk_stop (HearthTestLanDesk *self);
void hearth_test_lan_desk_sign_in (HearthTestLanDesk *self, HearthRole role); /* of the test center's accounts */
/* Another folder with the same key and certificate, as somebody who copied the disk would have. */
HearthTestLanDesk *hearth_test_lan_clone (HearthTestLanDesk *self);

/* Bare connections, for what no desk would do. A stream after TLS and the greeting; the same as D-Bus. @source: (nullable):
 * the loopback address to come from. NULL: @error, REMOVED and OFFLINE among others. */
GIOStream *hearth_test_lan_open_stream (HearthTestLanDesk *self, const char *source, GError **error);
GDBusConnection *hearth_test_lan_open_raw (HearthTestLanDesk *self, GError **error);
/* TCP alone. */
GSocketConnection *hearth_test_lan_open_tcp (HearthTestLan *self);

/* hearthctl's way in: may do everything. */
HearthClient *hearth_test_lan_open_tool (HearthTestLan *self);
char *hearth_test_lan_make_code (HearthTestLan *self); /* (transfer full): with which a desk joins */

G_END_DECLS
