/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-desk.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* Desks, their certificates and the center's authority. Certificates and keys in PEM. */

/* The hub's own key and certificate, and the authority's: made when first asked for, the hub's renewed before it ends.
 * Must be on the writer. */
typedef struct
{
  char *authority;   /* (owned) */
  char *certificate; /* (owned) */
  char *key;         /* (owned) */
  char *center_uuid; /* (owned) */
  char *center_name; /* (owned) */
} HearthHubIdentity;

void hearth_hub_identity_clear (HearthHubIdentity *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthHubIdentity, hearth_hub_identity_clear)
gboolean hearth_desk_service_hub_identity (HearthUnit *unit, HearthHubIdentity *identity, GError **error);

/* A new desk: @certificate (out) for the key of @request. The caller has checked the code. Tells "desk". */
gint64 hearth_desk_service_enroll (HearthUnit *unit,
                                   const char *name,
                                   gboolean front_desk,
                                   const char *request,
                                   char **certificate,
                                   char **authority,
                                   GError **error);
/* Desk 1, the hub's own PC. */
gboolean hearth_desk_service_enroll_own (
    HearthUnit *unit, const char *request, char **certificate, char **authority, GError **error);
char *hearth_desk_service_renew (HearthUnit *unit, const char *request, GError **error); /* of caller.desk_id */

/* After a handshake: which desk that is; HEARTH_ERROR_REMOVED if none (any more). A certificate that was renewed makes the
 * one before void from the first use of the new one on. */
gint64 hearth_desk_service_find (HearthUnit *unit, const char *fingerprint, GError **error);
/* On the writer, when a desk connects and when it goes. */
gboolean
hearth_desk_service_seen (HearthUnit *unit, gint64 desk, const char *fingerprint, const char *version, GError **error);

GListStore *hearth_desk_service_list (HearthUnit *unit, GError **error); /* of HearthDesk, without who and connected */
HearthDesk *
hearth_desk_service_save (HearthUnit *unit, gint64 desk, gint64 revision, GVariant *changes, GError **error);
gboolean hearth_desk_service_remove (HearthUnit *unit, gint64 desk, GError **error);
/* HearthHubGreeting as an a{sv} (floating). @fingerprint: of the desk's certificate; without one not over TLS, and no keys. */
GVariant *
hearth_desk_service_greet (HearthUnit *unit, const char *fingerprint, gboolean copied, guint protocol, GError **error);
/* What the center file knows of HearthHubStatus. */
gboolean hearth_desk_service_status (HearthUnit *unit, GVariantDict *status, GError **error);

G_END_DECLS
