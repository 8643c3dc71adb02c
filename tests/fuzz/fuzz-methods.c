/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Fuzz target: every method's arguments, through the real gate of a real hub on a real center, as every role and as
 * nobody. The bytes choose who asks, what, and with which arguments: odd ones of the right types, or others. Whatever
 * comes, the hub answers, or refuses in a few words of its own, and goes on; at the end the center is right in itself. */

#include "config.h"

#include "hearth-error.h"
#include "hearth-gate.h"
#include "hearth-test-hub.h"
#include "hearth-test-variant.h"
#include "hearth-verify.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define PREFIX "org.recoverycommons.Hearth1."
#define NOBODY HEARTH_N_ROLES
#define N_ASKERS (HEARTH_N_ROLES + 1)
#define MAX_METHODS 256
#define MAX_ERROR_BYTES 400
/* A message of over a mebibyte ends the connection; the gate takes no more than that in one call. */
#define MAX_ARGS_BYTES (900 * 1024)

typedef struct
{
  const char *noun;
  const GDBusMethodInfo *method;
} Verb;

static HearthTestHub *hub;
static GDBusConnection *askers[N_ASKERS];
static Verb verbs[MAX_METHODS];
static guint n_verbs, n_cases, n_answered, n_refused;

static void
list_verbs (void)
{
  for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface; interface++)
    for (GDBusMethodInfo **method = (*interface)->methods; method && *method; method++)
      {
        g_assert_cmpuint (n_verbs, <, MAX_METHODS);
        verbs[n_verbs++] = (Verb){ (*interface)->name + strlen (PREFIX), *method };
      }
}

/* FALSE: the account is not what it was. */
static gboolean
sign_in (guint asker)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = hearth_test_call (askers[asker], "Session", "SignIn",
                          g_variant_new ("(xss)", hub->center->account_id[asker], "", HEARTH_TEST_PASSPHRASE), &error);
  const char *outcome;

  g_assert_no_error (error);
  g_variant_get_child (reply, 0, "&s", &outcome);
  return g_str_equal (outcome, "welcome");
}

/* Everybody has the role, the passphrase and the right to sign in that they began with. */
static void
mend_accounts (void)
{
  hearth_test_center_cheap_passphrases (hub->center);
  hearth_test_center_sql (hub->center, "UPDATE account SET new_passphrase = 0, failures = 0, wait_until_s = 0, "
                                       "disabled_at_s = 0, pin_hash = '', revision = 1");
  for (guint role = 0; role < HEARTH_N_ROLES; role++)
    {
      g_autofree char *forget = g_strdup_printf ("DELETE FROM account_role WHERE account_id = %" G_GINT64_FORMAT,
                                                 hub->center->account_id[role]);
      g_autofree char *give = g_strdup_printf ("INSERT INTO account_role VALUES (%" G_GINT64_FORMAT ", '%s')",
                                               hub->center->account_id[role], hearth_role_to_nick ((HearthRole)role));

      hearth_test_center_sql (hub->center, forget);
      hearth_test_center_sql (hub->center, give);
    }
}

static void
start (void)
{
  mend_accounts ();
  hearth_test_hub_start (hub);
  for (guint asker = 0; asker < N_ASKERS; asker++)
    {
      askers[asker] = hearth_test_hub_open_raw (hub);
      g_assert_true (asker == NOBODY || sign_in (asker));
    }
}

static void
stop (void)
{
  for (guint asker = 0; asker < N_ASKERS; asker++)
    g_clear_object (&askers[asker]);
  hearth_test_hub_stop (hub);
}

/* At the end of the program: what thousands of odd calls left behind is a center in order. */
static void
end (void)
{
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GError) error = NULL;

  stop ();
  verdicts = hearth_verify (hearth_house_get_db (hub->center->house), &error);
  g_assert_no_error (error);
  g_assert_true (hearth_verify_all_good (verdicts));
  hearth_test_hub_free (hub);
  g_print ("%u methods, %u cases: %u answered, %u refused\n", n_verbs, n_cases, n_answered, n_refused);
}

static void
set_up (void)
{
  hub = hearth_test_hub_new ();
  hearth_test_center_add_person (hub->center, "John", "Smith");
  hearth_test_center_add_person (hub->center, "Jon", "Smythe");
  /* As after a restore: else nothing of Kept.Again would be looked at. */
  hearth_test_center_sql (hub->center, "INSERT INTO id_floor (kind, last_id) VALUES ('visit', 1000000)");
  hearth_test_center_sql (hub->center, "UPDATE center SET restored_at_s = created_at_s");
  list_verbs ();
  start ();
  atexit (end);
}

static GVariant *
choose_args (HearthTestChance *chance, const GDBusMethodInfo *method, gboolean wrong)
{
  GVariant *args;

  if (wrong)
    return g_variant_ref_sink (hearth_test_variant_wrong_args (chance, method));
  args = g_variant_ref_sink (hearth_test_chance_pick (chance, 10) > 0 ? hearth_test_variant_odd_args (chance, method)
                                                                      : hearth_test_variant_meant_args (method));
  if (g_variant_get_size (args) <= MAX_ARGS_BYTES)
    return args;
  g_variant_unref (args);
  return g_variant_ref_sink (hearth_test_variant_empty_args (method));
}

static void
assert_refused_well (const Verb *verb, gboolean wrong, const GError *error)
{
  if (wrong && g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS))
    return;
  if (wrong || error->domain != HEARTH_ERROR || error->code == HEARTH_ERROR_FAILED
      || strlen (error->message) > MAX_ERROR_BYTES)
    g_error ("%s.%s: %s", verb->noun, verb->method->name, error->message);
}

/* Some calls end who sits there, some end what the account may do. */
static void
come_back (guint asker, const Verb *verb)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;

  if (asker == NOBODY && g_str_equal (verb->noun, "Session"))
    {
      reply = hearth_test_call (askers[asker], "Session", "SignOut", NULL, &error);
      g_assert_no_error (error);
    }
  else if (asker != NOBODY && (g_str_equal (verb->noun, "Session") || g_str_equal (verb->noun, "Account")))
    for (guint i = 0; i < HEARTH_N_ROLES; i++)
      if (!sign_in (i))
        {
          stop ();
          start ();
          break;
        }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  HearthTestChance chance;
  const Verb *verb;
  g_autoptr (GVariant) args = NULL, reply = NULL;
  g_autoptr (GError) error = NULL;
  gboolean wrong;
  guint asker;

  if (hub == NULL)
    set_up ();
  hearth_test_chance_init (&chance, data, size);
  verb = &verbs[hearth_test_chance_pick (&chance, n_verbs)];
  /* The director gets farthest: every second call is theirs. */
  asker = hearth_test_chance_pick (&chance, 2 * N_ASKERS);
  asker = asker < N_ASKERS ? asker : HEARTH_ROLE_DIRECTOR;
  wrong = hearth_test_chance_pick (&chance, 8) == 0;
  args = choose_args (&chance, verb->method, wrong);
  reply = hearth_test_call (askers[asker], verb->noun, verb->method->name, args, &error);
  n_cases++;
  if (reply)
    n_answered++;
  else
    {
      n_refused++;
      assert_refused_well (verb, wrong, error);
    }
  g_assert_false (g_dbus_connection_is_closed (askers[asker]));
  if (reply)
    come_back (asker, verb);
  return 0;
}
