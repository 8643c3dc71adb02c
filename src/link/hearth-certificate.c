/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Keys and certificates over GnuTLS. No state; any thread. The authority signs directly, so there are no chains; names of
 * hosts are in none of them, because desks know their hub by its authority and not by where it is. */

#define G_LOG_DOMAIN "hearth-link"

#include "config.h"

#include "hearth-certificate.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#include "hearth-error.h"

#define DAY_S ((gint64)24 * 60 * 60)
#define EARLY_S (2 * DAY_S)
#define SERIAL_LENGTH 16
#define PEM_MAX (64 * 1024)

G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crt_t, gnutls_x509_crt_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_crq_t, gnutls_x509_crq_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_x509_privkey_t, gnutls_x509_privkey_deinit, NULL)
G_DEFINE_AUTO_CLEANUP_FREE_FUNC (gnutls_pubkey_t, gnutls_pubkey_deinit, NULL)

/* What GnuTLS says; @code is what it means for the caller. */
static gboolean
check (int result, HearthError code, const char *what, GError **error)
{
  if (result >= 0)
    return TRUE;

  g_set_error (error, HEARTH_ERROR, code, "%s: %s", what, gnutls_strerror (result));
  return FALSE;
}

static gnutls_datum_t
datum_of (const char *pem)
{
  return (gnutls_datum_t){ (unsigned char *)pem, (unsigned int)strlen (pem) };
}

static char *
take_datum (gnutls_datum_t *datum)
{
  char *text = g_strndup ((const char *)datum->data, datum->size);

  gnutls_memset (datum->data, 0, datum->size);
  gnutls_free (datum->data);
  return text;
}

static gnutls_x509_privkey_t
read_key (const char *pem, GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  gnutls_datum_t datum;

  if (pem == NULL || strlen (pem) > PEM_MAX)
    {
      g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "no key");
      return NULL;
    }
  datum = datum_of (pem);
  if (!check (gnutls_x509_privkey_init (&key), HEARTH_ERROR_FAILED, "key", error)
      || !check (gnutls_x509_privkey_import2 (key, &datum, GNUTLS_X509_FMT_PEM, NULL, 0), HEARTH_ERROR_DAMAGED,
                 "cannot read the key", error))
    return NULL;
  return g_steal_pointer (&key);
}

static gnutls_x509_crt_t
read_certificate (const char *pem, GError **error)
{
  g_auto (gnutls_x509_crt_t) certificate = NULL;
  gnutls_datum_t datum;

  if (pem == NULL || strlen (pem) > PEM_MAX)
    {
      g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "no certificate");
      return NULL;
    }
  datum = datum_of (pem);
  if (!check (gnutls_x509_crt_init (&certificate), HEARTH_ERROR_FAILED, "certificate", error)
      || !check (gnutls_x509_crt_import (certificate, &datum, GNUTLS_X509_FMT_PEM), HEARTH_ERROR_DAMAGED,
                 "cannot read the certificate", error))
    return NULL;
  return g_steal_pointer (&certificate);
}

/**
 * hearth_certificate_new_key:
 *
 * Returns: (transfer full): a new key of ECDSA P-256, unencrypted PKCS #8 in PEM. HEARTH_ERROR_FAILED
 */
char *
hearth_certificate_new_key (GError **error)
{
  g_auto (gnutls_x509_privkey_t) key = NULL;
  gnutls_datum_t out = { NULL, 0 };

  if (!check (gnutls_x509_privkey_init (&key), HEARTH_ERROR_FAILED, "key", error)
      || !check (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1),
                                               0),
                 HEARTH_ERROR_FAILED, "cannot make a key", error)
      || !check (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &out),
                 HEARTH_ERROR_FAILED, "cannot write the key", error))
    return NULL;
  return take_datum (&out);
}

/**
 * hearth_certificate_new_request:
 * @key: PEM
 *
 * Returns: (transfer full): a request to sign the key's public half, PKCS #10 in PEM; it names nobody.
 * HEARTH_ERROR_DAMAGED where @key is none
 */
char *
hearth_certificate_new_request (const char *key, GError **error)
{
  g_auto (gnutls_x509_privkey_t) private_key = read_key (key, error);
  g_auto (gnutls_x509_crq_t) request = NULL;
  gnutls_datum_t out = { NULL, 0 };

  if (private_key == NULL)
    return NULL;

  if (!check (gnutls_x509_crq_init (&request), HEARTH_ERROR_FAILED, "request", error)
      || !check (gnutls_x509_crq_set_version (request, 1), HEARTH_ERROR_FAILED, "request", error)
      || !check (gnutls_x509_crq_set_key (request, private_key), HEARTH_ERROR_FAILED, "request", error)
      || !check (gnutls_x509_crq_sign2 (request, private_key, GNUTLS_DIG_SHA256, 0), HEARTH_ERROR_FAILED,
                 "cannot sign the request", error)
      || !check (gnutls_x509_crq_export2 (request, GNUTLS_X509_FMT_PEM, &out), HEARTH_ERROR_FAILED, "request", error))
    return NULL;
  return take_datum (&out);
}

/* What all certificates have: a random serial number, their days, and in the subject the center and a plain name. */
static gboolean
fill_in (
    gnutls_x509_crt_t certificate, const char *center_uuid, const char *name, gint64 now_s, int days, GError **error)
{
  guint8 serial[SERIAL_LENGTH];
  guint8 key_id[20];
  size_t key_id_length = sizeof key_id;

  if (!check (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), HEARTH_ERROR_FAILED, "serial number", error))
    return FALSE;
  serial[0] = (guint8)((serial[0] & 0x3f) | 0x40); /* positive, and of the same length always */
  return check (gnutls_x509_crt_set_version (certificate, 3), HEARTH_ERROR_FAILED, "version", error)
         && check (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial), HEARTH_ERROR_FAILED, "serial",
                   error)
         && check (gnutls_x509_crt_set_activation_time (certificate, (time_t)(now_s - EARLY_S)), HEARTH_ERROR_INVALID,
                   "begin", error)
         && check (gnutls_x509_crt_set_expiration_time (certificate, (time_t)(now_s + days * DAY_S)),
                   HEARTH_ERROR_INVALID, "end", error)
         && check (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, center_uuid,
                                                  (unsigned int)strlen (center_uuid)),
                   HEARTH_ERROR_INVALID, "center", error)
         && check (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                                  (unsigned int)strlen (name)),
                   HEARTH_ERROR_INVALID, "name", error)
         && check (gnutls_x509_crt_get_key_id (certificate, 0, key_id, &key_id_length), HEARTH_ERROR_INVALID, "key",
                   error)
         && check (gnutls_x509_crt_set_subject_key_id (certificate, key_id, key_id_length), HEARTH_ERROR_FAILED, "key",
                   error);
}

static char *
sign (gnutls_x509_crt_t certificate, gnutls_x509_crt_t issuer, gnutls_x509_privkey_t key, GError **error)
{
  gnutls_datum_t out = { NULL, 0 };

  if (!check (gnutls_x509_crt_sign2 (certificate, issuer, key, GNUTLS_DIG_SHA256, 0), HEARTH_ERROR_FAILED,
              "cannot sign the certificate", error)
      || !check (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &out), HEARTH_ERROR_FAILED,
                 "cannot write the certificate", error))
    return NULL;
  return take_datum (&out);
}

/**
 * hearth_certificate_new_authority:
 * @key: its key, PEM
 * @center_uuid: whose it is
 * @now_s: the time, UTC seconds
 *
 * Returns: (transfer full): a certificate that signs itself and may sign others, PEM
 */
char *
hearth_certificate_new_authority (const char *key, const char *center_uuid, gint64 now_s, GError **error)
{
  g_auto (gnutls_x509_privkey_t) private_key = read_key (key, error);
  g_auto (gnutls_x509_crt_t) certificate = NULL;

  if (private_key == NULL)
    return NULL;

  if (!check (gnutls_x509_crt_init (&certificate), HEARTH_ERROR_FAILED, "certificate", error)
      || !check (gnutls_x509_crt_set_key (certificate, private_key), HEARTH_ERROR_FAILED, "key", error)
      || !fill_in (certificate, center_uuid, "Hearth authority", now_s, HEARTH_CERTIFICATE_AUTHORITY_DAYS, error)
      || !check (gnutls_x509_crt_set_basic_constraints (certificate, 1, 0), HEARTH_ERROR_FAILED, "constraints", error)
      || !check (gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_KEY_CERT_SIGN), HEARTH_ERROR_FAILED, "usage",
                 error))
    return NULL;
  return sign (certificate, certificate, private_key, error);
}

/* A request is of a key of the one kind that we use, and made by who holds it. */
static gboolean
check_request (gnutls_x509_crq_t request, GError **error)
{
  g_auto (gnutls_pubkey_t) key = NULL;
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;

  if (!check (gnutls_x509_crq_verify (request, 0), HEARTH_ERROR_INVALID, "the request is not of its key", error)
      || !check (gnutls_pubkey_init (&key), HEARTH_ERROR_FAILED, "key", error)
      || !check (gnutls_pubkey_import_x509_crq (key, request, 0), HEARTH_ERROR_INVALID, "key", error))
    return FALSE;
  if (gnutls_pubkey_get_pk_algorithm (key, NULL) == GNUTLS_PK_ECDSA
      && gnutls_pubkey_export_ecc_raw2 (key, &curve, NULL, NULL, 0) >= 0 && curve == GNUTLS_ECC_CURVE_SECP256R1)
    return TRUE;

  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the request is for another kind of key");
  return FALSE;
}

static gnutls_x509_crq_t
read_request (const char *pem, GError **error)
{
  g_auto (gnutls_x509_crq_t) request = NULL;
  gnutls_datum_t datum;

  if (pem == NULL || strlen (pem) > PEM_MAX)
    {
      g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "no request");
      return NULL;
    }
  datum = datum_of (pem);
  if (!check (gnutls_x509_crq_init (&request), HEARTH_ERROR_FAILED, "request", error)
      || !check (gnutls_x509_crq_import (request, &datum, GNUTLS_X509_FMT_PEM), HEARTH_ERROR_INVALID,
                 "cannot read the request", error)
      || !check_request (request, error))
    return NULL;
  return g_steal_pointer (&request);
}

static char *
center_of (gnutls_x509_crt_t authority, GError **error)
{
  char text[128];
  size_t length = sizeof text;

  if (!check (gnutls_x509_crt_get_dn_by_oid (authority, GNUTLS_OID_X520_ORGANIZATION_NAME, 0, 0, text, &length),
              HEARTH_ERROR_DAMAGED, "the authority belongs to no center", error))
    return NULL;
  return g_strndup (text, length);
}

/* What sets a hub's or a desk's certificate apart. Nothing of the request's own wishes is taken but the key. */
static gboolean
restrict_to (gnutls_x509_crt_t certificate, HearthCertificateKind kind, gnutls_x509_crt_t authority, GError **error)
{
  const char *purpose = kind == HEARTH_CERTIFICATE_HUB ? GNUTLS_KP_TLS_WWW_SERVER : GNUTLS_KP_TLS_WWW_CLIENT;
  guint8 key_id[64];
  size_t key_id_length = sizeof key_id;

  return check (gnutls_x509_crt_set_basic_constraints (certificate, 0, -1), HEARTH_ERROR_FAILED, "constraints", error)
         && check (gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE), HEARTH_ERROR_FAILED,
                   "usage", error)
         && check (gnutls_x509_crt_set_key_purpose_oid (certificate, purpose, 0), HEARTH_ERROR_FAILED, "purpose", error)
         && check (gnutls_x509_crt_get_subject_key_id (authority, key_id, &key_id_length, NULL), HEARTH_ERROR_DAMAGED,
                   "authority", error)
         && check (gnutls_x509_crt_set_authority_key_id (certificate, key_id, key_id_length), HEARTH_ERROR_FAILED,
                   "authority", error);
}

/**
 * hearth_certificate_issue:
 * @kind: for a hub or a desk
 * @request: PKCS #10, PEM
 * @authority: the center's, PEM
 * @authority_key: PEM
 * @desk: its number, 0 for the hub
 * @now_s: the time, UTC seconds
 *
 * Returns: (transfer full): the certificate, PEM. HEARTH_ERROR_INVALID where the request cannot be taken
 */
char *
hearth_certificate_issue (HearthCertificateKind kind,
                          const char *request,
                          const char *authority,
                          const char *authority_key,
                          gint64 desk,
                          gint64 now_s,
                          GError **error)
{
  g_auto (gnutls_x509_crt_t) issuer = read_certificate (authority, error);
  g_auto (gnutls_x509_privkey_t) key = issuer ? read_key (authority_key, error) : NULL;
  g_auto (gnutls_x509_crq_t) wish = key ? read_request (request, error) : NULL;
  g_autofree char *center = wish ? center_of (issuer, error) : NULL;
  g_auto (gnutls_x509_crt_t) certificate = NULL;
  g_autofree char *name = kind == HEARTH_CERTIFICATE_HUB ? g_strdup ("Hearth hub")
                                                         : g_strdup_printf ("Hearth desk %" G_GINT64_FORMAT, desk);

  if (center == NULL)
    return NULL;

  if (!check (gnutls_x509_crt_init (&certificate), HEARTH_ERROR_FAILED, "certificate", error)
      || !check (gnutls_x509_crt_set_crq (certificate, wish), HEARTH_ERROR_INVALID, "request", error)
      || !fill_in (certificate, center, name, now_s, HEARTH_CERTIFICATE_DAYS, error)
      || !restrict_to (certificate, kind, issuer, error))
    return NULL;
  return sign (certificate, issuer, key, error);
}

static gboolean
has_purpose (gnutls_x509_crt_t certificate, HearthCertificateKind kind)
{
  const char *wanted = kind == HEARTH_CERTIFICATE_HUB ? GNUTLS_KP_TLS_WWW_SERVER : GNUTLS_KP_TLS_WWW_CLIENT;
  char oid[64];

  for (unsigned int i = 0;; i++)
    {
      size_t length = sizeof oid;

      if (gnutls_x509_crt_get_key_purpose_oid (certificate, i, oid, &length, NULL) < 0)
        return FALSE;
      if (g_str_equal (oid, wanted))
        return TRUE;
    }
}

static const char *
why_not (gnutls_x509_crt_t certificate, HearthCertificateKind kind, gnutls_x509_crt_t authority, gint64 now_s)
{
  unsigned int status = 0;

  /* Time is looked at below, by the caller's clock; of the authority it does not count. */
  if (gnutls_x509_crt_verify (certificate, &authority, 1, GNUTLS_VERIFY_DISABLE_TIME_CHECKS, &status) < 0
      || status != 0)
    return "the certificate is not of this center";
  if (gnutls_x509_crt_get_ca_status (certificate, NULL) > 0 || !has_purpose (certificate, kind))
    return "the certificate is for another purpose";
  if (now_s != 0 && now_s < (gint64)gnutls_x509_crt_get_activation_time (certificate))
    return "the certificate does not hold yet";
  if (now_s != 0 && now_s > (gint64)gnutls_x509_crt_get_expiration_time (certificate))
    return "the certificate has expired";
  return NULL;
}

/**
 * hearth_certificate_verify:
 * @certificate: of the other end of a connection
 * @kind: what it has to be
 * @authority: the center's, PEM
 * @now_s: the time, or 0: at any time
 *
 * Returns: whether it is one; else HEARTH_ERROR_WRONG_HUB or, of a desk, HEARTH_ERROR_REMOVED; HEARTH_ERROR_DAMAGED where
 * @authority is no certificate
 */
gboolean
hearth_certificate_verify (
    GTlsCertificate *certificate, HearthCertificateKind kind, const char *authority, gint64 now_s, GError **error)
{
  HearthError code = kind == HEARTH_CERTIFICATE_HUB ? HEARTH_ERROR_WRONG_HUB : HEARTH_ERROR_REMOVED;
  g_auto (gnutls_x509_crt_t) issuer = read_certificate (authority, error);
  g_auto (gnutls_x509_crt_t) own = NULL;
  g_autoptr (GBytes) der = NULL;
  gnutls_datum_t datum;
  const char *fault;

  if (issuer == NULL)
    return FALSE;

  der = hearth_certificate_get_der (certificate);
  datum = (gnutls_datum_t){ (unsigned char *)g_bytes_get_data (der, NULL), (unsigned int)g_bytes_get_size (der) };
  if (!check (gnutls_x509_crt_init (&own), HEARTH_ERROR_FAILED, "certificate", error)
      || !check (gnutls_x509_crt_import (own, &datum, GNUTLS_X509_FMT_DER), code, "cannot read the certificate", error))
    return FALSE;
  fault = why_not (own, kind, issuer, now_s);
  if (fault)
    g_set_error_literal (error, HEARTH_ERROR, code, fault);
  return fault == NULL;
}

/**
 * hearth_certificate_check_key:
 * @certificate: PEM
 * @key: PEM
 *
 * Returns: whether the one is for the other; else HEARTH_ERROR_DAMAGED
 */
gboolean
hearth_certificate_check_key (const char *certificate, const char *key, GError **error)
{
  g_auto (gnutls_x509_crt_t) own = read_certificate (certificate, error);
  g_auto (gnutls_x509_privkey_t) private_key = own ? read_key (key, error) : NULL;
  guint8 of_certificate[64], of_key[64];
  size_t n_certificate = sizeof of_certificate;
  size_t n_key = sizeof of_key;

  if (private_key == NULL)
    return FALSE;
  if (gnutls_x509_crt_get_key_id (own, 0, of_certificate, &n_certificate) >= 0
      && gnutls_x509_privkey_get_key_id (private_key, 0, of_key, &n_key) >= 0 && n_certificate == n_key
      && memcmp (of_certificate, of_key, n_key) == 0)
    return TRUE;
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "the certificate is for another key");
  return FALSE;
}

/**
 * hearth_certificate_get_der:
 *
 * Returns: (transfer full): the certificate as it goes over the wire
 */
GBytes *
hearth_certificate_get_der (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  return der ? g_byte_array_free_to_bytes (g_steal_pointer (&der)) : g_bytes_new (NULL, 0);
}

/**
 * hearth_certificate_fingerprint:
 * @der: a certificate
 *
 * Returns: (transfer full): its SHA-256 in lower-case hex
 */
char *
hearth_certificate_fingerprint (GBytes *der)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);
}

/**
 * hearth_certificate_fingerprint_pem:
 * @certificate: PEM
 *
 * Returns: (transfer full): the same of a certificate as text. HEARTH_ERROR_DAMAGED
 */
char *
hearth_certificate_fingerprint_pem (const char *certificate, GError **error)
{
  g_auto (gnutls_x509_crt_t) own = read_certificate (certificate, error);
  g_autoptr (GBytes) der = NULL;
  gnutls_datum_t out = { NULL, 0 };

  if (own == NULL
      || !check (gnutls_x509_crt_export2 (own, GNUTLS_X509_FMT_DER, &out), HEARTH_ERROR_FAILED, "certificate", error))
    return NULL;
  der = g_bytes_new (out.data, out.size);
  gnutls_free (out.data);
  return hearth_certificate_fingerprint (der);
}

/**
 * hearth_certificate_expires_at_s:
 * @certificate: PEM
 *
 * Returns: when it ends, UTC seconds; 0 with HEARTH_ERROR_DAMAGED
 */
gint64
hearth_certificate_expires_at_s (const char *certificate, GError **error)
{
  g_auto (gnutls_x509_crt_t) own = read_certificate (certificate, error);
  time_t end = own ? gnutls_x509_crt_get_expiration_time (own) : 0;

  if (own == NULL || end > 0)
    return (gint64)end;
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "the certificate has no end");
  return 0;
}

/**
 * hearth_certificate_key_id:
 * @request: PKCS #10, PEM, signed by its key
 *
 * Returns: (transfer full): by what the key is known in whatever certificate it has: SHA-256 of its public part, in
 *   lower-case hex. HEARTH_ERROR_INVALID where the request cannot be taken
 */
char *
hearth_certificate_key_id (const char *request, GError **error)
{
  g_auto (gnutls_x509_crq_t) wish = read_request (request, error);
  guint8 id[32];
  size_t length = sizeof id;
  GString *text;

  if (wish == NULL
      || !check (gnutls_x509_crq_get_key_id (wish, GNUTLS_KEYID_USE_SHA256, id, &length), HEARTH_ERROR_FAILED,
                 "the key of the request", error))
    return NULL;
  text = g_string_sized_new (2 * length);
  for (size_t i = 0; i < length; i++)
    g_string_append_printf (text, "%02x", id[i]);
  return g_string_free (text, FALSE);
}
