/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The client against a hub of the test's own: what it makes of answers, errors and a connection that ends, and how today's
 * list follows events, gaps and answers that come late. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-center-client.h"
#include "hearth-checkin-client.h"
#include "hearth-clock.h"
#include "hearth-day-list.h"
#include "hearth-error.h"
#include "hearth-hub-greeting.h"
#include "hearth-import-client.h"
#include "hearth-people-client.h"
#include "hearth-reason-list.h"
#include "hearth-report-client.h"
#include "hearth-session-client.h"
#include "hearth-test-wait.h"

#include <sys/socket.h>
#include <unistd.h>

/* Noon of a day in the center's time zone: the tests are the same at every hour and everywhere. */
#define NOON_S 1784822400
#define TODAY "2026-07-23"

#define UNTIL(condition)                                                                                               \
  while (!(condition))                                                                                                 \
  g_main_context_iteration (NULL, TRUE)

/* A hub that says what the test tells it to. */
typedef struct
{
  GDBusConnection *connection; /* (owned) */
  HearthBusSession *session;   /* (owned) */
  HearthBusCheckin *checkin;   /* (owned) */
  HearthClient *client;        /* (owned) */
  GPtrArray *visits;           /* (owned) (element-type HearthVisit): what it has */
  char *today;                 /* (owned) */
  guint64 revision;
  GPtrArray *held; /* (owned) (nullable) (element-type GDBusMethodInvocation): Day calls that wait */
  guint n_day;
  guint n_visits;
  gboolean refuse_day;
  gint64 center_revision; /* what the next Hello tells */
  const char *center_name;
  guint n_hello;
} Hub;

static GAsyncResult *
await (GAsyncResult **result)
{
  UNTIL (*result);
  return *result;
}

static GVariant *
rows (GPtrArray *visits)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" HEARTH_VISIT_ROW));

  for (guint i = 0; i < visits->len; i++)
    g_variant_builder_add_value (&builder, hearth_record_to_row (visits->pdata[i]));
  return g_variant_builder_end (&builder);
}

static gboolean
on_hello (HearthBusSession *session,
          GDBusMethodInvocation *invocation,
          const char *version,
          guint oldest,
          guint newest,
          Hub *hub)
{
  const char *told = hub->center_name ? hub->center_name : "Test Center";
  g_autoptr (HearthCenter) center = g_object_new (HEARTH_TYPE_CENTER, "revision", hub->center_revision, "name", told,
                                                  "time-zone", "America/New_York", NULL);
  g_autoptr (HearthHubGreeting) greeting = g_object_new (HEARTH_TYPE_HUB_GREETING, "protocol", (gint64)1, NULL);

  hub->n_hello++;
  hearth_bus_session_complete_hello (session, invocation, hearth_record_to_variant (center),
                                     hearth_record_to_variant (greeting));
  return TRUE;
}

static gboolean
on_sign_in (HearthBusSession *session,
            GDBusMethodInvocation *invocation,
            gint64 id,
            const char *name,
            const char *passphrase,
            Hub *hub)
{
  const char *permissions[] = { "checkin", "signed-in", NULL };
  g_autoptr (HearthAccount) account
      = g_object_new (HEARTH_TYPE_ACCOUNT, "id", (gint64)7, "permissions", permissions, NULL);

  hearth_bus_session_complete_sign_in (session, invocation, name, 3, hearth_record_to_variant (account), "");
  return TRUE;
}

static void
answer_day (Hub *hub, GDBusMethodInvocation *invocation)
{
  hearth_bus_checkin_complete_day (hub->checkin, invocation, hub->revision, hub->today, rows (hub->visits));
}

static gboolean
on_day (HearthBusCheckin *checkin, GDBusMethodInvocation *invocation, const char *day, Hub *hub)
{
  hub->n_day++;
  if (hub->refuse_day)
    g_dbus_method_invocation_return_error (invocation, HEARTH_ERROR, HEARTH_ERROR_DENIED, "not for you");
  else if (hub->held)
    g_ptr_array_add (hub->held, invocation);
  else
    answer_day (hub, invocation);
  return TRUE;
}

static gboolean
on_visits (HearthBusCheckin *checkin, GDBusMethodInvocation *invocation, GVariant *ids, Hub *hub)
{
  g_autoptr (GPtrArray) some = g_ptr_array_new ();
  gsize n = 0;
  const gint64 *wanted = g_variant_get_fixed_array (ids, &n, sizeof *wanted);

  hub->n_visits++;
  for (guint i = 0; i < hub->visits->len; i++)
    for (gsize j = 0; j < n; j++)
      if (hearth_visit_get_id (hub->visits->pdata[i]) == wanted[j])
        g_ptr_array_add (some, hub->visits->pdata[i]);
  hearth_bus_checkin_complete_visits (checkin, invocation, rows (some));
  return TRUE;
}

/* Another desk was quicker, whatever is asked. */
static gboolean
on_void (HearthBusCheckin *checkin, GDBusMethodInvocation *invocation, const char *request, gint64 id, Hub *hub)
{
  g_dbus_method_invocation_return_error (invocation, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "visit %d changed", (int)id);
  return TRUE;
}

static gboolean
on_roll (HearthBusCheckin *checkin, GDBusMethodInvocation *invocation, Hub *hub)
{
  g_dbus_method_invocation_return_error (invocation, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT, "nobody is signed in");
  return TRUE;
}

static GIOStream *
stream_of (int fd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, &error);

  g_assert_no_error (error);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

static void
hub_serve (Hub *hub)
{
  g_autofree char *guid = g_dbus_generate_guid ();
  g_autoptr (GAsyncResult) served = NULL, connected = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) theirs = NULL;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  theirs = stream_of (fds[1]);
  {
    g_autoptr (GIOStream) own = stream_of (fds[0]);

    g_dbus_connection_new (own, guid,
                           G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER
                               | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                           NULL, NULL, hearth_test_on_result, &served);
  }
  hearth_client_connect_async (hub->client, theirs, NULL, hearth_test_on_result, &connected);
  hub->connection = g_dbus_connection_new_finish (await (&served), &error);
  g_assert_no_error (error);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (hub->session), hub->connection, HEARTH_BUS_PATH, &error);
  g_assert_no_error (error);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (hub->checkin), hub->connection, HEARTH_BUS_PATH, &error);
  g_assert_no_error (error);
  g_dbus_connection_start_message_processing (hub->connection);
  g_assert_true (hearth_client_connect_finish (hub->client, await (&connected), &error));
  g_assert_no_error (error);
}

static void
hub_start (Hub *hub)
{
  (void)HEARTH_ERROR;
  hub->session = hearth_bus_session_skeleton_new ();
  hub->checkin = hearth_bus_checkin_skeleton_new ();
  hub->client = hearth_client_new ();
  hub->visits = g_ptr_array_new_with_free_func (g_object_unref);
  hub->today = g_strdup (TODAY);
  g_signal_connect (hub->session, "handle-hello", G_CALLBACK (on_hello), hub);
  g_signal_connect (hub->session, "handle-sign-in", G_CALLBACK (on_sign_in), hub);
  g_signal_connect (hub->checkin, "handle-day", G_CALLBACK (on_day), hub);
  g_signal_connect (hub->checkin, "handle-visits", G_CALLBACK (on_visits), hub);
  g_signal_connect (hub->checkin, "handle-void", G_CALLBACK (on_void), hub);
  g_signal_connect (hub->checkin, "handle-roll", G_CALLBACK (on_roll), hub);
  hub_serve (hub);
}

static HearthSignIn
sign_in (Hub *hub, const char *outcome_to_give)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome;

  hearth_session_client_sign_in_async (hub->client, 0, outcome_to_give, "x", NULL, hearth_test_on_result, &result);
  hearth_session_client_sign_in_finish (hub->client, await (&result), &outcome, NULL, &error);
  g_assert_no_error (error);
  return outcome;
}

static void
hub_end (Hub *hub)
{
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (hub->session));
  g_dbus_interface_skeleton_unexport (G_DBUS_INTERFACE_SKELETON (hub->checkin));
  g_clear_object (&hub->session);
  g_clear_object (&hub->checkin);
  if (hub->connection)
    g_dbus_connection_close (hub->connection, NULL, NULL, NULL);
  g_clear_object (&hub->connection);
  UNTIL (hearth_client_get_state (hub->client) == HEARTH_CLIENT_AWAY);
  g_object_add_weak_pointer (G_OBJECT (hub->client), (gpointer *)&hub->client);
  g_object_unref (hub->client);
  UNTIL (hub->client == NULL);
  g_ptr_array_unref (hub->visits);
  g_free (hub->today);
}

static HearthVisit *
visit_new (gint64 id, gint64 revision, gint64 ago_s, const char *name)
{
  return g_object_new (HEARTH_TYPE_VISIT, "id", id, "revision", revision, "kind", "guest-new", "head-count", (gint64)1,
                       "reason", "drop-in", "arrived-at-s", hearth_clock_now_s () - ago_s, "name", name, NULL);
}

static void
put (Hub *hub, HearthVisit *visit)
{
  for (guint i = 0; i < hub->visits->len; i++)
    if (hearth_visit_get_id (hub->visits->pdata[i]) == hearth_visit_get_id (visit))
      {
        g_ptr_array_remove_index (hub->visits, i);
        break;
      }
  g_ptr_array_add (hub->visits, visit);
}

static void
tell (Hub *hub, guint64 revision, const char *kind, gint64 id)
{
  hub->revision = revision;
  hearth_bus_session_emit_changed (hub->session, revision, g_variant_new_parsed ("[(%s, %x)]", kind, id));
}

static guint
n_items (HearthDayList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
test_away (void)
{
  g_autoptr (HearthClient) client = hearth_client_new ();
  g_autoptr (HearthDayList) list = hearth_day_list_new (client);
  g_autoptr (HearthReasonList) reasons = hearth_reason_list_new (client);
  g_autoptr (HearthImportClient) import = hearth_import_client_new (client);
  g_autoptr (GAsyncResult) found = NULL, saved = NULL, got = NULL, asked = NULL, undone = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_AWAY);
  g_assert_null (hearth_client_get_center (client));
  g_assert_null (hearth_client_get_account (client));
  g_assert_nonnull (hearth_client_get_time_zone (client));
  g_assert_false (hearth_client_may (client, HEARTH_PERMISSION_CHECKIN));
  g_assert_true (hearth_client_may (client, HEARTH_PERMISSION_OPEN));
  g_assert_cmpuint (n_items (list), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (reasons)), ==, 0);
  hearth_session_client_lock (client);
  hearth_session_client_sign_out (client);

  hearth_checkin_client_find_async (client, "jo", 5, NULL, hearth_test_on_result, &found);
  g_assert_null (hearth_checkin_client_find_finish (client, await (&found), NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  hearth_center_client_save_async (client, NULL, NULL, hearth_test_on_result, &saved);
  g_assert_false (hearth_center_client_done_finish (client, await (&saved), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  hearth_people_client_get_async (client, 1, NULL, hearth_test_on_result, &got);
  g_assert_null (hearth_people_client_get_finish (client, await (&got), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  hearth_report_client_month_async (client, NULL, NULL, hearth_test_on_result, &asked);
  g_assert_null (hearth_report_client_month_finish (client, await (&asked), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);
  hearth_import_client_undo_async (import, 1, NULL, hearth_test_on_result, &undone);
  g_assert_false (hearth_import_client_undo_finish (import, await (&undone), NULL, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
}

/* There is nobody at the other end, or somebody who does not speak. */
static void
test_no_hub_there (void)
{
  g_autoptr (HearthClient) client = hearth_client_new ();
  g_autoptr (GAsyncResult) dead = NULL, cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GIOStream) first = NULL, second = NULL, other = NULL;
  g_autoptr (GError) error = NULL;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  first = stream_of (fds[0]);
  close (fds[1]);
  hearth_client_connect_async (client, first, NULL, hearth_test_on_result, &dead);
  g_assert_false (hearth_client_connect_finish (client, await (&dead), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_clear_error (&error);

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  second = stream_of (fds[0]);
  other = stream_of (fds[1]);
  hearth_client_connect_async (client, second, cancellable, hearth_test_on_result, &cancelled);
  g_cancellable_cancel (cancellable);
  g_assert_false (hearth_client_connect_finish (client, await (&cancelled), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (hearth_client_get_state (client), ==, HEARTH_CLIENT_AWAY);
}

static void
test_sign_in_words (void)
{
  Hub hub = { NULL };

  hub_start (&hub);
  g_assert_cmpint (sign_in (&hub, "wait"), ==, HEARTH_SIGN_IN_WAIT);
  g_assert_cmpint (sign_in (&hub, "passphrase"), ==, HEARTH_SIGN_IN_PASSPHRASE);
  /* A word of a later hub is no welcome, even with an account beside it. */
  g_assert_cmpint (sign_in (&hub, "almost"), ==, HEARTH_SIGN_IN_WRONG);
  g_assert_cmpint (hearth_client_get_state (hub.client), ==, HEARTH_CLIENT_LOCKED);
  g_assert_cmpint (sign_in (&hub, "welcome"), ==, HEARTH_SIGN_IN_WELCOME);
  g_assert_cmpint (hearth_client_get_state (hub.client), ==, HEARTH_CLIENT_SIGNED_IN);
  g_assert_true (hearth_client_may (hub.client, HEARTH_PERMISSION_CHECKIN));
  g_assert_false (hearth_client_may (hub.client, HEARTH_PERMISSION_REPORT));
  hub_end (&hub);
}

static void
test_errors_travel (void)
{
  Hub hub = { NULL };
  g_autoptr (GAsyncResult) voided = NULL, csv = NULL, roll = NULL, day = NULL;
  g_autoptr (GError) error = NULL;

  hub_start (&hub);
  sign_in (&hub, "welcome");
  hearth_checkin_client_void_async (hub.client, 12, NULL, hearth_test_on_result, &voided);
  g_assert_null (hearth_checkin_client_visit_finish (hub.client, await (&voided), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  g_assert_cmpstr (error->message, ==, "visit 12 changed");
  g_clear_error (&error);
  /* A hub without this interface is an older one. */
  hearth_report_client_month_csv_async (hub.client, NULL, FALSE, NULL, hearth_test_on_result, &csv);
  g_assert_null (hearth_report_client_month_csv_finish (hub.client, await (&csv), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_TOO_OLD);
  g_clear_error (&error);
  /* A hub for which nobody is signed in any more: the desk locks. */
  hearth_checkin_client_roll_async (hub.client, NULL, hearth_test_on_result, &roll);
  g_assert_null (hearth_checkin_client_roll_finish (hub.client, await (&roll), &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT);
  g_assert_cmpint (hearth_client_get_state (hub.client), ==, HEARTH_CLIENT_LOCKED);
  g_clear_error (&error);
  /* A call that is never answered ends with the connection. */
  hub.held = g_ptr_array_new_with_free_func (g_object_unref);
  hearth_checkin_client_day_async (hub.client, NULL, NULL, hearth_test_on_result, &day);
  UNTIL (hub.held->len == 1);
  g_dbus_connection_close (hub.connection, NULL, NULL, NULL);
  g_assert_null (hearth_checkin_client_day_finish (hub.client, await (&day), NULL, NULL, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE);
  g_ptr_array_unref (hub.held);
  /* Results hold the client. */
  g_clear_object (&voided);
  g_clear_object (&csv);
  g_clear_object (&roll);
  g_clear_object (&day);
  hub_end (&hub);
}

static void
count_change (GListModel *model, guint position, guint removed, guint added, guint *n)
{
  *n += removed + added;
}

static void
test_events (void)
{
  Hub hub = { NULL };
  g_autoptr (HearthDayList) list = NULL;
  guint n_changed = 0;

  hub_start (&hub);
  put (&hub, visit_new (1, 1, 60, "A."));
  put (&hub, visit_new (2, 1, 30, "B."));
  hub.revision = 10;
  list = hearth_day_list_new (hub.client);
  sign_in (&hub, "welcome");
  UNTIL (n_items (list) == 2);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_change), &n_changed);

  /* The next in the row: only that visit is read. */
  put (&hub, visit_new (3, 1, 10, "C."));
  tell (&hub, 11, "visit", 3);
  UNTIL (n_items (list) == 3);
  g_assert_cmpuint (hub.n_day, ==, 1);
  g_assert_cmpuint (hub.n_visits, ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);

  /* One was missed: all is read again, and only what differs moves. */
  put (&hub, visit_new (1, 2, 60, "A. A."));
  put (&hub, visit_new (4, 1, 5, "D."));
  tell (&hub, 13, "visit", 4);
  UNTIL (n_items (list) == 4);
  g_assert_cmpuint (hub.n_day, ==, 2);
  g_assert_cmpstr (hearth_visit_get_name (hearth_day_list_find (list, 1)), ==, "A. A.");
  g_assert_cmpuint (n_changed, ==, 1 + 1 + 2);

  /* News of other things read nothing. */
  tell (&hub, 14, "reason", 0);
  tell (&hub, 15, "account", 7);
  put (&hub, visit_new (5, 1, 1, "E."));
  tell (&hub, 16, "visit", 5);
  UNTIL (n_items (list) == 5);
  g_assert_cmpuint (hub.n_day, ==, 2);
  g_assert_cmpuint (hub.n_visits, ==, 2);

  /* Everything of a kind: all again. */
  tell (&hub, 17, "visit", 0);
  UNTIL (hub.n_day == 3);
  g_clear_object (&list);
  hub_end (&hub);
}

/* An answer that was overtaken does not bring back what is over. */
static void
test_late_answers (void)
{
  Hub hub = { NULL };
  g_autoptr (HearthDayList) list = NULL;
  g_autoptr (HearthVisit) newer = NULL;

  hub_start (&hub);
  hub.revision = 5;
  list = hearth_day_list_new (hub.client);
  sign_in (&hub, "welcome");
  UNTIL (hub.n_day == 1);
  put (&hub, visit_new (1, 1, 60, "A."));
  tell (&hub, 6, "visit", 1);
  UNTIL (n_items (list) == 1);
  newer = visit_new (1, 3, 60, "A. new");
  hearth_day_list_take (list, newer);
  tell (&hub, 7, "visit", 1);
  UNTIL (hub.n_visits == 2);
  put (&hub, visit_new (2, 1, 30, "B."));
  tell (&hub, 8, "visit", 2);
  UNTIL (n_items (list) == 2);
  g_assert_cmpstr (hearth_visit_get_name (hearth_day_list_find (list, 1)), ==, "A. new");
  g_clear_object (&list);
  hub_end (&hub);
}

static const char *
center_name (Hub *hub)
{
  return hearth_center_get_name (hearth_client_get_center (hub->client));
}

/* An answer from before the last change of the center does not bring back what was; the next change counts again. */
static void
test_older_center (void)
{
  Hub hub = { .center_revision = 4, .center_name = "Four" };

  hub_start (&hub);
  sign_in (&hub, "welcome");
  g_assert_cmpstr (center_name (&hub), ==, "Four");
  hub.center_revision = 3;
  hub.center_name = "Three";
  tell (&hub, 1, "center", 0);
  UNTIL (hub.n_hello == 2);
  hub.center_revision = 5;
  hub.center_name = "Five";
  g_assert_cmpstr (center_name (&hub), ==, "Four");
  tell (&hub, 2, "center", 0);
  UNTIL (g_str_equal (center_name (&hub), "Five") || g_str_equal (center_name (&hub), "Three"));
  g_assert_cmpstr (center_name (&hub), ==, "Five");
  hub_end (&hub);
}

/* Events that come while the day is being read are not lost, and those that are in it already are not read again. */
static void
test_events_during_a_reading (void)
{
  Hub hub = { NULL };
  g_autoptr (HearthDayList) list = NULL;

  hub_start (&hub);
  hub.held = g_ptr_array_new ();
  list = hearth_day_list_new (hub.client);
  hub.revision = 20;
  sign_in (&hub, "welcome");
  UNTIL (hub.held->len == 1);
  put (&hub, visit_new (1, 1, 60, "A."));
  tell (&hub, 20, "visit", 1);
  /* The answer was read before the next event, and comes after it. */
  tell (&hub, 21, "visit", 2);
  hub.revision = 20;
  answer_day (&hub, hub.held->pdata[0]);
  put (&hub, visit_new (2, 1, 30, "B."));
  UNTIL (n_items (list) == 2);
  g_assert_cmpuint (hub.n_day, ==, 1);
  g_assert_cmpuint (hub.n_visits, ==, 1);
  g_ptr_array_unref (hub.held);
  g_clear_object (&list);
  hub_end (&hub);
}

static void
test_refused_day (void)
{
  Hub hub = { NULL };
  g_autoptr (HearthDayList) list = NULL;
  gboolean loading = TRUE;

  hub_start (&hub);
  hub.refuse_day = TRUE;
  list = hearth_day_list_new (hub.client);
  sign_in (&hub, "welcome");
  while (loading)
    {
      g_main_context_iteration (NULL, TRUE);
      g_object_get (list, "loading", &loading, NULL);
    }
  g_assert_cmpuint (hub.n_day, ==, 1);
  g_assert_cmpuint (n_items (list), ==, 0);
  g_clear_object (&list);
  hub_end (&hub);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  hearth_clock_set (NOON_S);
  g_test_add_func ("/client/away", test_away);
  g_test_add_func ("/client/no-hub-there", test_no_hub_there);
  g_test_add_func ("/client/sign-in-words", test_sign_in_words);
  g_test_add_func ("/client/errors-travel", test_errors_travel);
  g_test_add_func ("/client/older-center", test_older_center);
  g_test_add_func ("/day-list/events", test_events);
  g_test_add_func ("/day-list/late-answers", test_late_answers);
  g_test_add_func ("/day-list/events-during-a-reading", test_events_during_a_reading);
  g_test_add_func ("/day-list/refused-day", test_refused_day);
  return g_test_run ();
}
