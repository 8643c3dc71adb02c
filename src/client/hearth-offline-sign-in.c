/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Signing in at a desk whose hub is away, with the rules of the hub: two wrong passphrases are free, then each makes wait
 * longer; three wrong PINs ask for the passphrase; a PIN is enough for twelve hours after it. A name that nobody here has
 * takes as long as a wrong passphrase. Main context only, but for the hash. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-offline-private.h"

#include <sodium.h>
#include <string.h>

#include "hearth-client-private.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-record.h"
#include "hearth-text.h"

#define FREE_FAILURES 2
#define DELAY_FIRST_S 5
#define DELAY_MAX_S (15 * 60)
#define PIN_TRIES 3
#define SHIFT_US (12 * 60 * 60 * (gint64)G_USEC_PER_SEC)
#define FACES 9
#define SECRET_MAX 1024

/* Of a passphrase that nobody knows, with the limits of all others. */
#define NOBODY_HASH "$argon2id$v=19$m=65536,t=2,p=1$x5iiTTFhM7wlJx8yhGY3OA$6MQtXIgYvbeVDYPnjpGHeTPrdwhk7xA3qd4JT3vGK9E"

/*< private >
 * hearth_offline_delay_s:
 * @failures: how often in a row a passphrase was wrong
 *
 * Returns: for how many seconds none is taken then
 */
guint
hearth_offline_delay_s (guint failures)
{
  guint delay_s = DELAY_FIRST_S;

  if (failures <= FREE_FAILURES)
    return 0;
  for (guint i = FREE_FAILURES + 1; i < failures && delay_s < DELAY_MAX_S; i++)
    delay_s *= 2;
  return MIN (delay_s, DELAY_MAX_S);
}

/*< private >
 * hearth_offline_normal:
 *
 * Returns: (transfer full) (nullable): @secret as it is typed on any keyboard; %NULL where it is none
 */
char *
hearth_offline_normal (const char *secret)
{
  if (*secret == '\0' || strlen (secret) > SECRET_MAX || !g_utf8_validate (secret, -1, NULL))
    return NULL;
  return g_utf8_normalize (secret, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

static guint
wait_of (gint64 until_us)
{
  gint64 left_us = until_us - hearth_clock_since_boot_us ();

  return left_us > 0 ? (guint)((left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

static gboolean
pin_is_enough (HearthOfflinePerson *person)
{
  return person && person->pin && person->pin_failures < PIN_TRIES && person->shift_us != 0
         && hearth_clock_since_boot_us () - person->shift_us < SHIFT_US;
}

/**
 * hearth_offline_is_of_use:
 *
 * Returns: whether the hub is away and somebody may go on without it
 */
gboolean
hearth_offline_is_of_use (HearthOffline *self)
{
  return hearth_client_get_session_bus (self->client) == NULL && self->center != NULL && self->people->len > 0;
}

static int
latest_first (gconstpointer a, gconstpointer b)
{
  const HearthOfflinePerson *one = *(HearthOfflinePerson *const *)a, *other = *(HearthOfflinePerson *const *)b;

  return one->at_s < other->at_s ? 1 : one->at_s > other->at_s ? -1 : 0;
}

/**
 * hearth_offline_faces:
 *
 * Those who signed in here last first.
 */
void
hearth_offline_faces (HearthOffline *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GVariantBuilder faces;
  guint n = self->people->len <= FACES ? self->people->len : FACES - 1;

  g_ptr_array_sort (self->people, latest_first);
  g_variant_builder_init (&faces, G_VARIANT_TYPE ("a(xssb)"));
  for (guint i = 0; i < n; i++)
    {
      HearthOfflinePerson *person = self->people->pdata[i];
      const char *const *roles = hearth_account_get_roles (person->account);

      g_variant_builder_add (&faces, "(xssb)", hearth_account_get_id (person->account),
                             hearth_account_get_preferred_name (person->account), roles[0] ? roles[0] : "",
                             pin_is_enough (person));
    }
  hearth_client_answer_own (self->client,
                            g_variant_ref_sink (g_variant_new ("(a(xssb)b)", &faces, n < self->people->len)), NULL,
                            cancellable, callback, user_data);
}

/* One secret that is being looked at. */
typedef struct
{
  HearthOffline *offline; /* (unowned): the cancellable of the offline sign-in says whether it is there */
  GCancellable *gone;     /* (owned) */
  gint64 account;         /* 0: nobody here has the name */
  gboolean pin;
  guint turn;
  char *hash, *secret; /* (owned) */
} Trial;

static void
trial_free (gpointer data)
{
  Trial *trial = data;

  sodium_memzero (trial->secret, strlen (trial->secret));
  g_free (trial->secret);
  g_free (trial->hash);
  g_object_unref (trial->gone);
  g_free (trial);
}

static void
trial_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Trial *trial = data;
  gboolean right = sodium_init () >= 0 && *trial->secret
                   && crypto_pwhash_str_verify (trial->hash, trial->secret, strlen (trial->secret)) == 0;

  g_task_return_boolean (task, right && trial->account != 0);
}

/* @account: (nullable): who is welcome */
static GVariant *
make_reply (gboolean pin, const char *outcome, guint tries_left, guint wait_s, HearthAccount *account)
{
  GVariant *dict = account ? hearth_record_to_variant (account) : hearth_client_options (NULL);
  GVariant *reply = pin ? g_variant_new ("(suu@a{sv}s)", outcome, tries_left, wait_s, dict, "")
                        : g_variant_new ("(su@a{sv}s)", outcome, wait_s, dict, "");

  return g_variant_ref_sink (reply);
}

static GVariant *
take_welcome (HearthOffline *self, HearthOfflinePerson *person, gboolean pin)
{
  person->pin_failures = 0;
  if (!pin)
    {
      person->shift_us = hearth_clock_since_boot_us ();
      person->wait_until_us = 0;
      if (person->failures > 0)
        {
          person->failures = 0;
          hearth_offline_save (self);
        }
    }
  hearth_client_set_own_account (self->client, person->account);
  return make_reply (pin, "welcome", 0, 0, person->account);
}

static GVariant *
take_wrong (HearthOffline *self, HearthOfflinePerson *person, gboolean pin)
{
  guint wait_s;

  if (pin)
    {
      if (person && ++person->pin_failures >= PIN_TRIES)
        person->shift_us = 0;
      return person && pin_is_enough (person) ? make_reply (TRUE, "wrong", PIN_TRIES - person->pin_failures, 0, NULL)
                                              : make_reply (TRUE, "passphrase", 0, 0, NULL);
    }
  if (person)
    {
      wait_s = hearth_offline_delay_s (++person->failures);
      person->wait_until_us = hearth_clock_since_boot_us () + wait_s * (gint64)G_USEC_PER_SEC;
      hearth_offline_save (self);
    }
  else
    {
      wait_s = hearth_offline_delay_s (++self->stranger_failures);
      self->stranger_until_us = hearth_clock_since_boot_us () + wait_s * (gint64)G_USEC_PER_SEC;
    }
  return make_reply (FALSE, "wrong", 0, wait_s, NULL);
}

/* Back on the main loop. @task: whom to answer. */
static void
on_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Trial *trial = g_task_get_task_data (G_TASK (result));
  HearthClient *client = g_task_get_source_object (task);
  HearthOffline *self = trial->offline;
  gboolean right = g_task_propagate_boolean (G_TASK (result), NULL);
  HearthOfflinePerson *person;

  if (g_cancellable_is_cancelled (trial->gone))
    {
      g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the hub is away");
      return;
    }
  self->hashing--;
  person = hearth_offline_find (self, trial->account);
  if (trial->turn != hearth_client_get_turn (client) || hearth_client_get_session_bus (client) != NULL)
    g_task_return_new_error (task, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT, "the desk was locked meanwhile");
  else if (right && person)
    g_task_return_pointer (task, take_welcome (self, person, trial->pin), (GDestroyNotify)g_variant_unref);
  else
    g_task_return_pointer (task, take_wrong (self, person, trial->pin), (GDestroyNotify)g_variant_unref);
}

static void
begin_trial (HearthOffline *self,
             HearthOfflinePerson *person,
             gboolean pin,
             const char *secret,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  GTask *task = g_task_new (self->client, cancellable, callback, user_data);
  g_autoptr (GTask) work = NULL;
  Trial *trial = g_new0 (Trial, 1);
  const char *hash = person ? (pin ? person->pin : person->verifier) : NOBODY_HASH;

  g_task_set_source_tag (task, hearth_client_ask);
  trial->offline = self;
  trial->gone = g_object_ref (self->cancellable);
  trial->account = person ? hearth_account_get_id (person->account) : 0;
  trial->pin = pin;
  trial->turn = hearth_client_get_turn (self->client);
  trial->hash = g_strdup (hash);
  trial->secret = hearth_offline_normal (secret);
  if (trial->secret == NULL)
    trial->secret = g_strdup ("");
  self->hashing++;
  work = g_task_new (NULL, NULL, on_tried, task);
  g_task_set_source_tag (work, begin_trial);
  g_task_set_task_data (work, trial, trial_free);
  g_task_run_in_thread (work, trial_thread);
}

static HearthOfflinePerson *
find_name (HearthOffline *self, const char *name)
{
  g_autofree char *typed = hearth_text_fold (name);

  for (guint i = 0; i < self->people->len; i++)
    {
      HearthOfflinePerson *person = self->people->pdata[i];
      g_autofree char *folded = hearth_text_fold (hearth_account_get_name (person->account));

      if (*typed && g_str_equal (typed, folded))
        return person;
    }
  return NULL;
}

/**
 * hearth_offline_sign_in:
 * @account: who, or 0 where @name says it
 * @name: (nullable): what they sign in with
 * @passphrase: what was typed
 *
 * Welcome: the client has the account, and is on its own.
 */
void
hearth_offline_sign_in (HearthOffline *self,
                        gint64 account,
                        const char *name,
                        const char *passphrase,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  HearthOfflinePerson *person = account ? hearth_offline_find (self, account) : find_name (self, name ? name : "");
  guint wait_s = wait_of (person ? person->wait_until_us : self->stranger_until_us);

  if (wait_s == 0 && self->hashing > 0)
    wait_s = 1;
  if (wait_s > 0)
    hearth_client_answer_own (self->client, make_reply (FALSE, "wait", 0, wait_s, NULL), NULL, cancellable, callback,
                              user_data);
  else
    begin_trial (self, person, FALSE, passphrase, cancellable, callback, user_data);
}

/**
 * hearth_offline_unlock:
 * @account: who
 * @pin: what was typed
 *
 * Welcome: the client has the account, and is on its own.
 */
void
hearth_offline_unlock (HearthOffline *self,
                       gint64 account,
                       const char *pin,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  HearthOfflinePerson *person = hearth_offline_find (self, account);

  if (!pin_is_enough (person))
    hearth_client_answer_own (self->client, make_reply (TRUE, "passphrase", 0, 0, NULL), NULL, cancellable, callback,
                              user_data);
  else if (self->hashing > 0)
    hearth_client_answer_own (self->client, make_reply (TRUE, "wait", 0, 1, NULL), NULL, cancellable, callback,
                              user_data);
  else
    begin_trial (self, person, TRUE, pin, cancellable, callback, user_data);
}
