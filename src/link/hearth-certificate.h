/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Keys and certificates of a center, over GnuTLS. All in PEM. Keys are ECDSA P-256. The authority signs the hub's and the
 * desks'; a certificate says in its purpose whether it is a hub's or a desk's, and in its subject which center, and desk,
 * it belongs to. Any thread. Errors are HEARTH_ERROR. */
typedef enum
{
  HEARTH_CERTIFICATE_HUB,
  HEARTH_CERTIFICATE_DESK,
} HearthCertificateKind;

/* They begin two days back: the clocks of a LAN without internet differ. */
#define HEARTH_CERTIFICATE_DAYS 397
#define HEARTH_CERTIFICATE_AUTHORITY_DAYS (30 * 365)
#define HEARTH_CERTIFICATE_RENEW_DAYS 30 /* before the end */

char *hearth_certificate_new_key (GError **error);
char *hearth_certificate_new_request (const char *key, GError **error); /* PKCS #10 */
char *hearth_certificate_new_authority (const char *key, const char *center_uuid, gint64 now_s, GError **error);
char *hearth_certificate_issue (HearthCertificateKind kind,
                                const char *request,
                                const char *authority,
                                const char *authority_key,
                                gint64 desk, /* 0 for the hub's */
                                gint64 now_s,
                                GError **error);

/* Whether @certificate is one of that kind, signed by @authority, and of this time; @now_s 0: at any time (a desk whose
 * clock is wrong must still find its hub). HEARTH_ERROR_WRONG_HUB or HEARTH_ERROR_REMOVED, by @kind. */
gboolean hearth_certificate_verify (
    GTlsCertificate *certificate, HearthCertificateKind kind, const char *authority, gint64 now_s, GError **error);
/* Whether @certificate is for @key; both PEM. HEARTH_ERROR_DAMAGED where it is not, or one cannot be read. */
gboolean hearth_certificate_check_key (const char *certificate, const char *key, GError **error);
GBytes *hearth_certificate_get_der (GTlsCertificate *certificate);
char *hearth_certificate_fingerprint (GBytes *der); /* SHA-256, lower-case hex */
char *hearth_certificate_fingerprint_pem (const char *certificate, GError **error);
gint64 hearth_certificate_expires_at_s (const char *certificate, GError **error);
char *hearth_certificate_key_id (const char *request, GError **error); /* SHA-256 of the public key, lower-case hex */

G_END_DECLS
