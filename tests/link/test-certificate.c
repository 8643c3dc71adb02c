/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-certificate.h"

#include "hearth-error.h"
#include "hearth-link.h"

#define NOW_S G_GINT64_CONSTANT (1773288000)
#define DAY_S ((gint64)24 * 60 * 60)
#define CENTER "5b4c1f0e-6c0a-4a57-9d4e-2f1f2c1f0a11"

typedef struct
{
  char *key;       /* (owned) */
  char *authority; /* (owned) */
} Authority;

static void
authority_clear (Authority *self)
{
  g_free (self->key);
  g_free (self->authority);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Authority, authority_clear)

static void
authority_init (Authority *self)
{
  g_autoptr (GError) error = NULL;

  self->key = hearth_certificate_new_key (&error);
  g_assert_no_error (error);
  self->authority = hearth_certificate_new_authority (self->key, CENTER, NOW_S, &error);
  g_assert_no_error (error);
}

static char *
issue (Authority *authority, HearthCertificateKind kind, gint64 desk)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = hearth_certificate_new_key (&error);
  g_autofree char *request = hearth_certificate_new_request (key, &error);
  char *certificate
      = hearth_certificate_issue (kind, request, authority->authority, authority->key, desk, NOW_S, &error);

  g_assert_no_error (error);
  return certificate;
}

static GTlsCertificate *
load (const char *pem)
{
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_pem (pem, -1, &error);

  g_assert_no_error (error);
  return certificate;
}

static void
assert_verifies (const char *pem, HearthCertificateKind kind, const char *authority, gint64 now_s)
{
  g_autoptr (GTlsCertificate) certificate = load (pem);
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_certificate_verify (certificate, kind, authority, now_s, &error));
  g_assert_no_error (error);
}

static void
assert_refused (const char *pem, HearthCertificateKind kind, const char *authority, gint64 now_s)
{
  g_autoptr (GTlsCertificate) certificate = load (pem);
  g_autoptr (GError) error = NULL;
  int code = kind == HEARTH_CERTIFICATE_HUB ? HEARTH_ERROR_WRONG_HUB : HEARTH_ERROR_REMOVED;

  g_assert_false (hearth_certificate_verify (certificate, kind, authority, now_s, &error));
  g_assert_error (error, HEARTH_ERROR, code);
}

static void
test_issue (void)
{
  g_auto (Authority) authority = { NULL };
  g_autofree char *hub = NULL;
  g_autofree char *desk = NULL;
  g_autoptr (GTlsCertificate) loaded = NULL;
  g_autofree char *subject = NULL;
  g_autoptr (GError) error = NULL;

  authority_init (&authority);
  hub = issue (&authority, HEARTH_CERTIFICATE_HUB, 0);
  desk = issue (&authority, HEARTH_CERTIFICATE_DESK, 17);
  assert_verifies (hub, HEARTH_CERTIFICATE_HUB, authority.authority, NOW_S);
  assert_verifies (desk, HEARTH_CERTIFICATE_DESK, authority.authority, NOW_S);
  g_assert_cmpint (hearth_certificate_expires_at_s (desk, &error), ==, NOW_S + HEARTH_CERTIFICATE_DAYS * DAY_S);
  g_assert_cmpint (hearth_certificate_expires_at_s (authority.authority, &error), ==,
                   NOW_S + HEARTH_CERTIFICATE_AUTHORITY_DAYS * DAY_S);
  loaded = load (desk);
  subject = g_tls_certificate_get_subject_name (loaded);
  g_assert_nonnull (strstr (subject, CENTER));
  g_assert_nonnull (strstr (subject, "Hearth desk 17"));
}

static void
test_purpose (void)
{
  g_auto (Authority) authority = { NULL };
  g_auto (Authority) other = { NULL };
  g_autofree char *hub = NULL;
  g_autofree char *desk = NULL;

  authority_init (&authority);
  authority_init (&other);
  hub = issue (&authority, HEARTH_CERTIFICATE_HUB, 0);
  desk = issue (&authority, HEARTH_CERTIFICATE_DESK, 2);
  assert_refused (hub, HEARTH_CERTIFICATE_DESK, authority.authority, NOW_S);
  assert_refused (desk, HEARTH_CERTIFICATE_HUB, authority.authority, NOW_S);
  assert_refused (authority.authority, HEARTH_CERTIFICATE_HUB, authority.authority, NOW_S);
  assert_refused (authority.authority, HEARTH_CERTIFICATE_DESK, authority.authority, NOW_S);
  assert_refused (hub, HEARTH_CERTIFICATE_HUB, other.authority, NOW_S);
  assert_refused (desk, HEARTH_CERTIFICATE_DESK, other.authority, NOW_S);
}

/* A desk signs a certificate for another one with its own key. */
static void
test_no_chain (void)
{
  g_auto (Authority) authority = { NULL };
  g_autofree char *key = NULL;
  g_autofree char *request = NULL;
  g_autofree char *desk = NULL;
  g_autofree char *below = NULL;
  g_autoptr (GError) error = NULL;

  authority_init (&authority);
  key = hearth_certificate_new_key (&error);
  request = hearth_certificate_new_request (key, &error);
  desk = hearth_certificate_issue (HEARTH_CERTIFICATE_DESK, request, authority.authority, authority.key, 2, NOW_S,
                                   &error);
  below = hearth_certificate_issue (HEARTH_CERTIFICATE_HUB, request, desk, key, 0, NOW_S, &error);
  g_assert_no_error (error);
  assert_refused (below, HEARTH_CERTIFICATE_HUB, authority.authority, NOW_S);
}

static void
test_time (void)
{
  g_auto (Authority) authority = { NULL };
  g_autofree char *desk = NULL;
  gint64 end = NOW_S + HEARTH_CERTIFICATE_DAYS * DAY_S;

  authority_init (&authority);
  desk = issue (&authority, HEARTH_CERTIFICATE_DESK, 2);
  assert_verifies (desk, HEARTH_CERTIFICATE_DESK, authority.authority, NOW_S - 2 * DAY_S + 1);
  assert_refused (desk, HEARTH_CERTIFICATE_DESK, authority.authority, NOW_S - 2 * DAY_S - 1);
  assert_verifies (desk, HEARTH_CERTIFICATE_DESK, authority.authority, end);
  assert_refused (desk, HEARTH_CERTIFICATE_DESK, authority.authority, end + 1);
  assert_verifies (desk, HEARTH_CERTIFICATE_DESK, authority.authority, 0); /* at any time */
}

static void
test_bad_input (void)
{
  g_auto (Authority) authority = { NULL };
  g_autofree char *key = NULL;
  g_autofree char *request = NULL;
  g_autofree char *half = NULL;
  const char *const wrong[]
      = { "", "x", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n" };

  authority_init (&authority);
  key = hearth_certificate_new_key (NULL);
  request = hearth_certificate_new_request (key, NULL);
  half = g_strndup (request, strlen (request) / 2);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (hearth_certificate_issue (HEARTH_CERTIFICATE_DESK, wrong[i], authority.authority, authority.key, 2,
                                               NOW_S, &error));
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
      g_clear_error (&error);
      g_assert_null (hearth_certificate_new_request (wrong[i], &error));
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED);
      g_clear_error (&error);
      g_assert_null (hearth_certificate_fingerprint_pem (wrong[i], &error));
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED);
      g_clear_error (&error);
      g_assert_cmpint (hearth_certificate_expires_at_s (wrong[i], &error), ==, 0);
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED);
    }
  g_assert_null (
      hearth_certificate_issue (HEARTH_CERTIFICATE_DESK, half, authority.authority, authority.key, 2, NOW_S, NULL));
  g_assert_null (hearth_certificate_new_authority (half, CENTER, NOW_S, NULL));
}

/* One byte of the signed part is another: nobody holds the key of what stands there now. */
static void
test_changed_request (void)
{
  g_auto (Authority) authority = { NULL };
  g_autofree char *key = hearth_certificate_new_key (NULL);
  g_autofree char *request = hearth_certificate_new_request (key, NULL);
  g_auto (GStrv) lines = g_strsplit (request, "\n", -1);

  authority_init (&authority);
  for (guint i = 1; lines[i + 1] && !g_str_has_prefix (lines[i], "-----"); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *changed = NULL;
      char kept = lines[i][10];

      lines[i][10] = kept == 'A' ? 'B' : 'A';
      changed = g_strjoinv ("\n", lines);
      lines[i][10] = kept;
      g_assert_null (hearth_certificate_issue (HEARTH_CERTIFICATE_DESK, changed, authority.authority, authority.key, 2,
                                               NOW_S, &error));
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
    }
}

static void
test_fingerprint (void)
{
  g_auto (Authority) authority = { NULL };
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *of_pem = NULL;
  g_autofree char *of_der = NULL;
  g_autofree char *of_two = NULL;
  g_autoptr (GTlsCertificate) loaded = NULL;
  g_autoptr (GBytes) der = NULL;

  authority_init (&authority);
  one = issue (&authority, HEARTH_CERTIFICATE_DESK, 2);
  two = issue (&authority, HEARTH_CERTIFICATE_DESK, 2);
  loaded = load (one);
  der = hearth_certificate_get_der (loaded);
  of_der = hearth_certificate_fingerprint (der);
  of_pem = hearth_certificate_fingerprint_pem (one, NULL);
  of_two = hearth_certificate_fingerprint_pem (two, NULL);
  g_assert_cmpstr (of_pem, ==, of_der);
  g_assert_cmpuint (strlen (of_pem), ==, 64);
  g_assert_cmpstr (of_pem, !=, of_two);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/certificate/issue", test_issue);
  g_test_add_func ("/certificate/purpose", test_purpose);
  g_test_add_func ("/certificate/no-chain", test_no_chain);
  g_test_add_func ("/certificate/time", test_time);
  g_test_add_func ("/certificate/bad-input", test_bad_input);
  g_test_add_func ("/certificate/changed-request", test_changed_request);
  g_test_add_func ("/certificate/fingerprint", test_fingerprint);
  return g_test_run ();
}
