/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Desks, their certificates and the center's authority: who is let in, and how it is renewed. What a director does with
 * desks is in hearth-desk-list.c. Functions of one unit of work, on its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-desk-service.h"

#include "hearth-center-service.h"
#include "hearth-certificate.h"
#include "hearth-desk-store.h"
#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-lost-desk-store.h"
#include "hearth-text.h"

#include <sodium.h>
#include <string.h>

#define DAY_S ((gint64)24 * 60 * 60)
#define RENEW_S (HEARTH_CERTIFICATE_RENEW_DAYS * DAY_S)
/* One that was renewed and never came with the new certificate is given another after this long. */
#define RENEW_AGAIN_S 3600

/* The hub's own PC. */
#define OWN_DESK 1

/**
 * hearth_hub_identity_clear:
 * @self: an identity that was given, or all zero
 *
 * Frees what it holds.
 */
void
hearth_hub_identity_clear (HearthHubIdentity *self)
{
  if (self->key)
    explicit_bzero (self->key, strlen (self->key));
  g_clear_pointer (&self->authority, g_free);
  g_clear_pointer (&self->certificate, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->center_uuid, g_free);
  g_clear_pointer (&self->center_name, g_free);
}

/* A certificate for the hub's own key; the key stays, so that what was pinned to it goes on to fit. */
static gboolean
certify_hub (HearthUnit *unit, HearthHubKeys *keys, GError **error)
{
  g_autofree char *request = hearth_certificate_new_request (keys->certificate_key, error);
  char *certificate = request ? hearth_certificate_issue (HEARTH_CERTIFICATE_HUB, request, keys->authority,
                                                          keys->authority_key, 0, unit->now_s, error)
                              : NULL;

  if (certificate == NULL)
    return FALSE;
  g_free (keys->certificate);
  keys->certificate = certificate;
  return hearth_desk_store_put_hub_keys (unit->conn, keys, error);
}

static gboolean
make_keys (HearthUnit *unit, HearthHubKeys *keys, GError **error)
{
  g_autofree char *uuid = NULL, *epoch = NULL;

  return hearth_house_store_identity (unit->conn, &uuid, &epoch, error)
         && (keys->authority_key = hearth_certificate_new_key (error)) != NULL
         && (keys->authority = hearth_certificate_new_authority (keys->authority_key, uuid, unit->now_s, error)) != NULL
         && (keys->certificate_key = hearth_certificate_new_key (error)) != NULL && certify_hub (unit, keys, error)
         && hearth_unit_audit (unit, "make-authority", "center", 1, "", error);
}

/* The keys; made when they are first asked for, and the hub's certificate renewed a month before it ends. */
static gboolean
ready_keys (HearthUnit *unit, HearthHubKeys *keys, GError **error)
{
  gint64 expires_at_s;

  if (!hearth_desk_store_get_hub_keys (unit->conn, keys, error))
    return FALSE;
  if (keys->authority == NULL)
    return make_keys (unit, keys, error);
  expires_at_s = hearth_certificate_expires_at_s (keys->certificate, error);
  if (expires_at_s == 0)
    return FALSE;
  if (expires_at_s - unit->now_s > RENEW_S)
    return TRUE;
  return certify_hub (unit, keys, error) && hearth_unit_audit (unit, "renew-certificate", "center", 1, "", error);
}

/**
 * hearth_desk_service_hub_identity:
 * @unit: a writing unit of the hub itself
 * @identity: (out): how the hub shows who it is
 * @error: return location
 *
 * Makes authority and hub certificate when they are first asked for, and renews the certificate 30 days before it ends.
 *
 * Returns: whether it could be had
 */
gboolean
hearth_desk_service_hub_identity (HearthUnit *unit, HearthHubIdentity *identity, GError **error)
{
  g_auto (HearthHubKeys) keys = { 0 };
  g_autoptr (HearthCenter) center = NULL;
  g_autofree char *uuid = NULL, *epoch = NULL;

  *identity = (HearthHubIdentity){ 0 };
  if (!ready_keys (unit, &keys, error) || (center = hearth_center_service_get (unit, error)) == NULL
      || !hearth_house_store_identity (unit->conn, &uuid, &epoch, error))
    return FALSE;
  *identity = (HearthHubIdentity){
    .authority = g_steal_pointer (&keys.authority),
    .certificate = g_steal_pointer (&keys.certificate),
    .key = g_steal_pointer (&keys.certificate_key),
    .center_uuid = g_steal_pointer (&uuid),
    .center_name = g_strdup (hearth_center_get_name (center)),
  };
  return TRUE;
}

/* A pair for libsodium's sealed boxes: what the desk keeps on its disk only the hub can open. */
static void
make_kept_keys (HearthDeskKeys *keys)
{
  guint8 public_key[crypto_box_PUBLICKEYBYTES], secret_key[crypto_box_SECRETKEYBYTES];
  char public_text[2 * sizeof public_key + 1], secret_text[2 * sizeof secret_key + 1];

  crypto_box_keypair (public_key, secret_key);
  keys->public_key = g_strdup (sodium_bin2hex (public_text, sizeof public_text, public_key, sizeof public_key));
  keys->secret_key = g_strdup (sodium_bin2hex (secret_text, sizeof secret_text, secret_key, sizeof secret_key));
  sodium_memzero (secret_key, sizeof secret_key);
  sodium_memzero (secret_text, sizeof secret_text);
}

/* A certificate for the key of @request, and what the center remembers of it. */
static char *
issue (HearthUnit *unit,
       const HearthHubKeys *hub,
       gint64 desk,
       const char *request,
       char **fingerprint,
       gint64 *expires_at_s,
       GError **error)
{
  g_autofree char *certificate = hearth_certificate_issue (HEARTH_CERTIFICATE_DESK, request, hub->authority,
                                                           hub->authority_key, desk, unit->now_s, error);

  if (certificate == NULL || (*fingerprint = hearth_certificate_fingerprint_pem (certificate, error)) == NULL
      || (*expires_at_s = hearth_certificate_expires_at_s (certificate, error)) == 0)
    return NULL;
  return g_steal_pointer (&certificate);
}

/* From now on @desk is whoever holds the key of @request. What the desk has kept can still be opened. */
static gboolean
let_join (HearthUnit *unit, gint64 desk, const char *request, char **certificate, char **authority, GError **error)
{
  g_auto (HearthHubKeys) hub = { 0 };
  g_auto (HearthDeskKeys) before = { 0 }, keys = { .id = desk, .joined_at_s = unit->now_s };
  g_autofree char *made = NULL;

  if (sodium_init () < 0)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "libsodium does not start");
      return FALSE;
    }
  if (!ready_keys (unit, &hub, error) || !hearth_desk_store_get_keys (unit->conn, desk, &before, error)
      || (keys.key_id = hearth_certificate_key_id (request, error)) == NULL
      || (made = issue (unit, &hub, desk, request, &keys.fingerprint, &keys.expires_at_s, error)) == NULL)
    return FALSE;
  if (before.secret_key && *before.secret_key)
    {
      keys.public_key = g_steal_pointer (&before.public_key);
      keys.secret_key = g_steal_pointer (&before.secret_key);
    }
  else
    make_kept_keys (&keys);
  if (!hearth_desk_store_set_joined (unit->conn, &keys, error)
      || !hearth_unit_audit (unit, "join", "desk", desk, keys.fingerprint, error))
    return FALSE;
  hearth_unit_changed (unit, "desk", desk);
  *certificate = g_steal_pointer (&made);
  *authority = g_steal_pointer (&hub.authority);
  return TRUE;
}

/* (transfer full): folded names of the desks there are, but for @desk */
static GHashTable *
names_in_use (HearthUnit *unit, gint64 desk_id, GError **error)
{
  g_autoptr (GListStore) desks = hearth_desk_store_list (unit->conn, error);
  GHashTable *names;

  if (desks == NULL)
    return NULL;
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (desks)); i++)
    {
      g_autoptr (HearthDesk) desk = g_list_model_get_item (G_LIST_MODEL (desks), i);

      if (hearth_desk_get_id (desk) != desk_id)
        g_hash_table_add (names, hearth_text_fold (hearth_desk_get_name (desk)));
    }
  return names;
}

/* Whoever removes a desk must know which: a name that another desk has is counted up, “Front desk 2” to “Front desk 3”.
 * (transfer full) (nullable) */
static char *
name_apart (HearthUnit *unit, const char *name, gint64 desk, GError **error)
{
  g_autoptr (GHashTable) names = names_in_use (unit, desk, error);
  gsize stem = strlen (name);
  guint64 n = 1;

  if (names == NULL)
    return NULL;
  while (stem > 0 && g_ascii_isdigit (name[stem - 1]))
    stem--;
  if (name[stem] != '\0' && strlen (name + stem) < 6)
    n = g_ascii_strtoull (name + stem, NULL, 10);
  else
    stem = strlen (name);
  for (guint tries = 0; tries <= g_hash_table_size (names); tries++)
    {
      g_autofree char *next = tries == 0 ? g_strdup (name)
                                         : g_strdup_printf ("%.*s%s%" G_GUINT64_FORMAT, (int)stem, name,
                                                            name[stem] == '\0' ? " " : "", n + tries);
      g_autofree char *folded = hearth_text_fold (next);

      if (!g_hash_table_contains (names, folded) && g_utf8_strlen (next, -1) <= HEARTH_TEXT_NAME_MAX)
        return g_steal_pointer (&next);
    }
  return g_strdup (name);
}

/* The desk that whoever holds the key of @request is: the one that it was, where the center has lost it by being restored,
 * else a new one. 0 on error. */
static gint64
take_in (HearthUnit *unit, const char *name, gboolean front_desk, const char *request, GError **error)
{
  g_autofree char *key_id = hearth_certificate_key_id (request, error), *apart = NULL;
  gint64 desk;

  if (key_id == NULL || !hearth_lost_desk_store_find (unit->conn, key_id, &desk, error)
      || (apart = name_apart (unit, name, desk, error)) == NULL)
    return 0;
  if (desk == 0)
    return hearth_desk_store_insert (unit->conn, apart, front_desk, unit->now_s, error);
  return hearth_lost_desk_store_return (unit->conn, desk, error)
                 && hearth_desk_store_set_name (unit->conn, desk, apart, front_desk, error)
             ? desk
             : 0;
}

/**
 * hearth_desk_service_enroll:
 * @unit: a writing unit of the hub itself, which has checked the code
 * @name: what the desk is to be called; it is counted up where another desk has the name
 * @front_desk: whether it caps what is seen at it
 * @request: PKCS #10, PEM, of the key that the desk has made
 * @certificate: (out) (transfer full): the desk's certificate
 * @authority: (out) (transfer full): the center's
 * @error: return location
 *
 * A desk that the center has lost by being restored comes back as the one it was: what it kept can be opened.
 *
 * Returns: the desk's number; 0 with %HEARTH_ERROR_INVALID where name or request cannot be taken
 */
gint64
hearth_desk_service_enroll (HearthUnit *unit,
                            const char *name,
                            gboolean front_desk,
                            const char *request,
                            char **certificate,
                            char **authority,
                            GError **error)
{
  g_autofree char *clean = hearth_text_clean (name, HEARTH_TEXT_NAME_MAX, error);
  gint64 desk;

  *certificate = *authority = NULL;
  if (clean == NULL)
    return 0;
  if (*clean == '\0')
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "a desk has a name");
      return 0;
    }
  desk = take_in (unit, clean, front_desk, request, error);
  return desk != 0 && let_join (unit, desk, request, certificate, authority, error) ? desk : 0;
}

/**
 * hearth_desk_service_enroll_own:
 * @unit: a writing unit of somebody at the hub's own PC
 * @request: PKCS #10, PEM
 * @certificate: (out) (transfer full): of desk 1; an earlier one is void
 * @authority: (out) (transfer full): the center's
 * @error: return location
 *
 * Needs manage-center. Before the center is shared: afterwards that PC is a desk like any other.
 *
 * Returns: whether it was given
 */
gboolean
hearth_desk_service_enroll_own (
    HearthUnit *unit, const char *request, char **certificate, char **authority, GError **error)
{
  *certificate = *authority = NULL;
  return hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_CENTER, error)
         && let_join (unit, OWN_DESK, request, certificate, authority, error);
}

/* Whether the desk was given a certificate just now: each is a row of the audit. */
static gboolean
was_just_renewed (const HearthDeskKeys *keys, gint64 now_s)
{
  gint64 given_at_s = keys->next_expires_at_s - HEARTH_CERTIFICATE_DAYS * DAY_S;

  return *keys->next_fingerprint != '\0' && given_at_s <= now_s && now_s < given_at_s + RENEW_AGAIN_S;
}

/**
 * hearth_desk_service_renew:
 * @unit: a writing unit of a desk that has joined
 * @request: PKCS #10, PEM: of the same key or another one
 * @error: return location
 *
 * The certificate in use holds until the new one is used for the first time. Only in its last 30 days, as the greeting
 * says, and once in an hour: a desk must not fill the audit.
 *
 * Returns: (transfer full) (nullable): the new certificate; %NULL with %HEARTH_ERROR_INVALID, or %HEARTH_ERROR_BUSY where it
 *   was given one just now
 */
char *
hearth_desk_service_renew (HearthUnit *unit, const char *request, GError **error)
{
  g_auto (HearthHubKeys) hub = { 0 };
  g_auto (HearthDeskKeys) keys = { 0 };
  g_autofree char *certificate = NULL, *fingerprint = NULL, *key_id = NULL;
  gint64 desk = unit->caller.desk_id, expires_at_s;

  if (!hearth_desk_store_get_keys (unit->conn, desk, &keys, error))
    return NULL;
  if (keys.id == 0 || *keys.fingerprint == '\0')
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "desk %" G_GINT64_FORMAT " has no certificate", desk);
      return NULL;
    }
  if (keys.expires_at_s - unit->now_s > RENEW_S)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the certificate holds for a while yet");
      return NULL;
    }
  if (was_just_renewed (&keys, unit->now_s))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_BUSY, "it was renewed just now");
      return NULL;
    }
  if (!ready_keys (unit, &hub, error) || (key_id = hearth_certificate_key_id (request, error)) == NULL
      || (certificate = issue (unit, &hub, desk, request, &fingerprint, &expires_at_s, error)) == NULL
      || !hearth_desk_store_set_next (unit->conn, desk, fingerprint, key_id, expires_at_s, error)
      || !hearth_unit_audit (unit, "renew", "desk", desk, fingerprint, error))
    return NULL;
  return g_steal_pointer (&certificate);
}

/**
 * hearth_desk_service_find:
 * @unit: a unit
 * @fingerprint: of the certificate that came in a handshake
 * @error: return location
 *
 * Returns: the desk's number; 0 with %HEARTH_ERROR_REMOVED if it is none, or none any more
 */
gint64
hearth_desk_service_find (HearthUnit *unit, const char *fingerprint, GError **error)
{
  g_auto (HearthDeskKeys) keys = { 0 };

  if (!hearth_desk_store_find (unit->conn, fingerprint, &keys, error))
    return 0;
  if (keys.id == 0)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED, "no desk of this center");
  return keys.id;
}

/**
 * hearth_desk_service_seen:
 * @unit: a writing unit of the hub itself
 * @desk: a desk that has just connected, said its version, or gone
 * @fingerprint: (nullable): of the certificate that it came with
 * @version: (nullable): of Hearth there, if it has said so
 * @error: return location
 *
 * The first use of a renewed certificate makes the one before void.
 *
 * Returns: whether it was written; %HEARTH_ERROR_REMOVED if it was removed meanwhile
 */
gboolean
hearth_desk_service_seen (HearthUnit *unit, gint64 desk, const char *fingerprint, const char *version, GError **error)
{
  g_auto (HearthDeskKeys) keys = { 0 };
  gboolean is_next;

  if (!hearth_desk_store_get_keys (unit->conn, desk, &keys, error))
    return FALSE;
  is_next = keys.id != 0 && fingerprint && *fingerprint && g_str_equal (keys.next_fingerprint, fingerprint);
  if (keys.id == 0 || (fingerprint && *fingerprint && !is_next && !g_str_equal (keys.fingerprint, fingerprint)))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED, "desk %" G_GINT64_FORMAT " was removed", desk);
      return FALSE;
    }
  if (is_next
      && (!hearth_desk_store_use_next (unit->conn, desk, error)
          || !hearth_unit_audit (unit, "use-certificate", "desk", desk, fingerprint, error)))
    return FALSE;
  if (!hearth_desk_store_seen (unit->conn, desk, version, unit->now_s, error))
    return FALSE;
  hearth_unit_changed (unit, "desk", desk);
  return TRUE;
}

/* Of the desk that asks, over TLS. */
static gboolean
greet_desk (HearthUnit *unit, const char *fingerprint, gboolean copied, GVariantDict *dict, GError **error)
{
  g_auto (HearthDeskKeys) keys = { 0 };
  g_autoptr (HearthDesk) desk = hearth_desk_store_get (unit->conn, unit->caller.desk_id, error);

  if (desk == NULL || !hearth_desk_store_get_keys (unit->conn, unit->caller.desk_id, &keys, error))
    return FALSE;
  g_variant_dict_insert (dict, "kept-public-key", "s", keys.public_key);
  g_variant_dict_insert (dict, "kept-secret-key", "s", keys.secret_key);
  /* That it came with a renewed one may not be written yet. */
  g_variant_dict_insert (dict, "renew", "b",
                         keys.expires_at_s - unit->now_s <= RENEW_S
                             && !g_str_equal (fingerprint, keys.next_fingerprint));
  g_variant_dict_insert (dict, "keeps-backups", "b", hearth_desk_get_keeps_backups (desk));
  g_variant_dict_insert (dict, "copied", "b", copied);
  return TRUE;
}

/**
 * hearth_desk_service_greet:
 * @unit: a unit of the desk that says hello
 * @fingerprint: (nullable): of the certificate with which it came over the network: only such a desk is told its keys
 * @copied: whether its key is on two PCs
 * @protocol: the one that both speak
 * @error: return location
 *
 * Returns: (transfer floating) (nullable): a HearthHubGreeting as an a{sv}
 */
GVariant *
hearth_desk_service_greet (HearthUnit *unit, const char *fingerprint, gboolean copied, guint protocol, GError **error)
{
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);
  gboolean shared = fingerprint && *fingerprint;
  g_autofree char *uuid = NULL, *epoch = NULL;
  g_auto (GStrv) before = NULL;

  if (!hearth_house_store_identity (unit->conn, &uuid, &epoch, error)
      || (before = hearth_house_store_epochs_before (unit->conn, error)) == NULL)
    return NULL;
  g_variant_dict_insert (&dict, "protocol", "x", (gint64)protocol);
  g_variant_dict_insert (&dict, "now-s", "x", unit->now_s);
  g_variant_dict_insert (&dict, "center-uuid", "s", uuid);
  g_variant_dict_insert (&dict, "epoch", "s", epoch);
  g_variant_dict_insert (&dict, "epochs-before", "^as", before);
  g_variant_dict_insert (&dict, "desk", "x", unit->caller.desk_id);
  g_variant_dict_insert (&dict, "shared", "b", shared);
  if (shared && !greet_desk (unit, fingerprint, copied, &dict, error))
    {
      g_variant_dict_clear (&dict);
      return NULL;
    }
  return g_variant_dict_end (&dict);
}
