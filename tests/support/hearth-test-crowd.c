/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A full house: many desks that check guests in at once. Each guest has a name of their own, by which they are counted
 * afterwards. One main context. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-test-crowd.h"

#include "hearth-error.h"
#include "hearth-id.h"
#include "hearth-verify.h"

typedef struct
{
  HearthTestCrowd *crowd; /* (unowned) */
  guint number;
  GDBusConnection *connection; /* (owned) (nullable) */
  char *request, *guest;       /* (owned) (nullable): asked, and not answered yet */
  gboolean under_way;
  guint n_asked;
  gint64 asked_us;
} Desk;

struct _HearthTestCrowd
{
  HearthTestLan *lan; /* (unowned) */
  Desk *desks;        /* (owned) */
  guint n_desks;
  char *name, *passphrase; /* (owned) */
  GHashTable *answered;    /* (owned): names of guests */
  GArray *times;           /* (owned): of double */
  gboolean going;
};

HearthTestCrowd *
hearth_test_crowd_new (HearthTestLan *lan, guint n_desks, const char *name, const char *passphrase)
{
  HearthTestCrowd *self = g_new0 (HearthTestCrowd, 1);

  g_assert_cmpuint (n_desks, <=, lan->desks->len);
  self->lan = lan;
  self->n_desks = n_desks;
  self->desks = g_new0 (Desk, n_desks);
  self->name = g_strdup (name ? name : "Test Greeter");
  self->passphrase = g_strdup (passphrase ? passphrase : HEARTH_TEST_PASSPHRASE);
  self->answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->times = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < n_desks; i++)
    self->desks[i] = (Desk){ .crowd = self, .number = i };
  return self;
}

void
hearth_test_crowd_free (HearthTestCrowd *self)
{
  hearth_test_crowd_disconnect (self);
  for (guint i = 0; i < self->n_desks; i++)
    {
      g_free (self->desks[i].request);
      g_free (self->desks[i].guest);
    }
  g_free (self->desks);
  g_free (self->name);
  g_free (self->passphrase);
  g_hash_table_unref (self->answered);
  g_array_unref (self->times);
  g_free (self);
}

static void ask (Desk *desk);

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  HearthTestCrowd *self = desk->crowd;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  double us = (double)(g_get_monotonic_time () - desk->asked_us);

  desk->under_way = FALSE;
  if (reply == NULL)
    {
      /* The hub is gone: nobody knows whether it was written. Anything else is a check-in that was refused. */
      if (error->domain == HEARTH_ERROR && error->code != HEARTH_ERROR_OFFLINE)
        g_error ("a check-in was refused: %s", error->message);
      return;
    }
  g_array_append_val (self->times, us);
  g_assert_true (g_hash_table_add (self->answered, g_steal_pointer (&desk->guest)));
  g_clear_pointer (&desk->request, g_free);
  ask (desk);
}

static void
send_request (Desk *desk)
{
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "name", "s", desk->guest);
  desk->under_way = TRUE;
  desk->asked_us = g_get_monotonic_time ();
  g_dbus_connection_call (desk->connection, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Checkin", "RecordGuest",
                          g_variant_new ("(s@a{sv})", desk->request, g_variant_dict_end (&options)), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answer, desk);
}

static void
ask (Desk *desk)
{
  if (!desk->crowd->going || desk->under_way || desk->connection == NULL)
    return;
  if (desk->request == NULL)
    {
      desk->request = hearth_id_new ();
      desk->guest = g_strdup_printf ("c%u-%u", desk->number, desk->n_asked++);
    }
  send_request (desk);
}

static void
sign_in (HearthTestCrowd *self, GDBusConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = NULL;
  const char *outcome;

  reply
      = g_dbus_connection_call_sync (connection, NULL, HEARTH_BUS_PATH, "org.recoverycommons.Hearth1.Session", "SignIn",
                                     g_variant_new ("(xss)", G_GINT64_CONSTANT (0), self->name, self->passphrase), NULL,
                                     G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_variant_get_child (reply, 0, "&s", &outcome);
  g_assert_cmpstr (outcome, ==, "welcome");
}

void
hearth_test_crowd_connect (HearthTestCrowd *self)
{
  for (guint i = 0; i < self->n_desks; i++)
    {
      g_autoptr (GError) error = NULL;

      g_clear_object (&self->desks[i].connection);
      self->desks[i].connection = hearth_test_lan_open_raw (hearth_test_lan_desk (self->lan, i), &error);
      g_assert_no_error (error);
      sign_in (self, self->desks[i].connection);
    }
}

static gboolean
is_quiet (HearthTestCrowd *self)
{
  for (guint i = 0; i < self->n_desks; i++)
    if (self->desks[i].under_way)
      return FALSE;
  return TRUE;
}

/* Calls that are under way end with their connection. */
void
hearth_test_crowd_disconnect (HearthTestCrowd *self)
{
  self->going = FALSE;
  for (guint i = 0; i < self->n_desks; i++)
    if (self->desks[i].connection)
      {
        g_dbus_connection_close_sync (self->desks[i].connection, NULL, NULL);
        g_clear_object (&self->desks[i].connection);
      }
  while (!is_quiet (self))
    g_main_context_iteration (NULL, TRUE);
}

GDBusConnection *
hearth_test_crowd_get_connection (HearthTestCrowd *self, guint desk)
{
  return self->desks[desk].connection;
}

void
hearth_test_crowd_begin (HearthTestCrowd *self)
{
  self->going = TRUE;
  for (guint i = 0; i < self->n_desks; i++)
    ask (&self->desks[i]);
}

void
hearth_test_crowd_end (HearthTestCrowd *self)
{
  self->going = FALSE;
  while (!is_quiet (self))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
on_time_over (gpointer user_data)
{
  *(gboolean *)user_data = TRUE;
  return G_SOURCE_REMOVE;
}

void
hearth_test_crowd_run_for (HearthTestCrowd *self, double seconds)
{
  gboolean over = FALSE;

  g_timeout_add ((guint)(seconds * 1000), on_time_over, &over);
  hearth_test_crowd_begin (self);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  hearth_test_crowd_end (self);
}

void
hearth_test_crowd_run_until (HearthTestCrowd *self, guint n_answers)
{
  guint end = hearth_test_crowd_count (self) + n_answers;

  hearth_test_crowd_begin (self);
  while (hearth_test_crowd_count (self) < end)
    g_main_context_iteration (NULL, TRUE);
}

guint
hearth_test_crowd_count (HearthTestCrowd *self)
{
  return g_hash_table_size (self->answered);
}

GArray *
hearth_test_crowd_take_times (HearthTestCrowd *self)
{
  GArray *times = self->times;

  self->times = g_array_new (FALSE, FALSE, sizeof (double));
  return times;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double first = *(const double *)a, second = *(const double *)b;

  return (first > second) - (first < second);
}

double
hearth_test_crowd_percentile (GArray *times, double percent)
{
  if (times->len == 0)
    return 0;
  g_array_sort (times, compare_times);
  return g_array_index (times, double, MIN ((guint)(times->len * percent / 100), times->len - 1));
}

typedef struct
{
  HearthTestCrowd *crowd;
  guint n_found, n_doubled, n_unknown;
} Count;

static gboolean
count_guests (HearthConn *conn, gpointer data, GError **error)
{
  Count *count = data;
  g_autoptr (HearthStmt) stmt = hearth_conn_prepare (
      conn, "SELECT guest_name, count(*) FROM visit WHERE guest_name GLOB 'c[0-9]*-*' AND voided_at_s = 0 GROUP BY 1",
      error);

  *count = (Count){ count->crowd, 0, 0, 0 };
  while (hearth_stmt_step (stmt, error))
    {
      if (hearth_stmt_int (stmt, 1) != 1)
        count->n_doubled++;
      if (g_hash_table_contains (count->crowd->answered, hearth_stmt_text (stmt, 0)))
        count->n_found++;
      else
        count->n_unknown++;
    }
  return *error == NULL;
}

void
hearth_test_crowd_assert_kept (HearthTestCrowd *self)
{
  HearthDb *db = hearth_house_get_db (self->lan->center->house);
  Count count = { self, 0, 0, 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) verdicts = NULL;

  hearth_db_read (db, count_guests, &count, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count.n_found, ==, hearth_test_crowd_count (self));
  g_assert_cmpuint (count.n_doubled, ==, 0);
  g_assert_cmpuint (count.n_unknown, ==, 0);
  verdicts = hearth_verify (db, &error);
  g_assert_no_error (error);
  g_assert_true (hearth_verify_all_good (verdicts));
}
