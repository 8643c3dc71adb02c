/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* kill -9 of the whole program in the middle of check-ins: embedded hub and real client in one process, as in the
 * application. Whatever the client was told is there afterwards, exactly once, and the center is right in itself. The test
 * starts itself as the program that is killed. HEARTH_KILLS says how often (200). */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-checkin-client.h"
#include "hearth-verify.h"
#include "hearth-test-hub.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS 200
/* Calls that the program has under way at any time: with several a COMMIT is of several. */
#define IN_FLIGHT 6
#define PEOPLE 40
/* When it dies: after so many answers at most, and so much later. */
#define ANSWERS_MAX 40
#define LATER_MAX_US 4000
#define HANGS_US (240 * G_USEC_PER_SEC)

static const char *own_path;

/* --- the program that is killed --- */

typedef struct
{
  HearthClient *client;
  guint round;
  guint n_asked;
  guint n_answered;
} Desk;

typedef struct
{
  Desk *desk;
  char *name; /* (owned): by which the parent knows this check-in again */
} Asked;

static void ask (Desk *desk);

/* What the pipe has taken, the parent will read, whatever becomes of this process. */
static void
say (const char *name)
{
  g_autofree char *line = g_strconcat (name, "\n", NULL);
  gsize length = strlen (line);

  if (write (STDOUT_FILENO, line, length) != (gssize)length)
    _exit (3);
}

static void
on_recorded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Asked *asked = user_data;
  Desk *desk = asked->desk;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);

  if (visit == NULL)
    {
      g_printerr ("a check-in failed: %s\n", error->message);
      _exit (4);
    }
  desk->n_answered++;
  say (asked->name);
  g_free (asked->name);
  g_free (asked);
  ask (desk);
}

/* Guests with a name of their own. Beside them run_program() checks in people with a record, known by the visit's id. */
static void
ask (Desk *desk)
{
  Asked *asked = g_new0 (Asked, 1);
  GVariantDict options;

  asked->desk = desk;
  asked->name = g_strdup_printf ("k%u-%u", desk->round, desk->n_asked++);
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "name", "s", asked->name);
  hearth_checkin_client_record_guest_async (desk->client, g_variant_dict_end (&options), NULL, on_recorded, asked);
}

static void
on_person_recorded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Desk *desk = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit
      = hearth_checkin_client_record_finish (HEARTH_CLIENT (source), result, NULL, NULL, &error);
  g_autofree char *line = NULL;

  if (visit == NULL)
    {
      g_printerr ("a check-in failed: %s\n", error->message);
      _exit (4);
    }
  line = g_strdup_printf ("v%" G_GINT64_FORMAT, hearth_visit_get_id (visit));
  say (line);

  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "again", "b", TRUE);
  hearth_checkin_client_record_async (desk->client, 1 + desk->n_answered % PEOPLE, g_variant_dict_end (&options), NULL,
                                      on_person_recorded, desk);
}

static void G_GNUC_NORETURN
run_program (const char *path, guint round)
{
  HearthTestCenter center = { .path = (char *)path };
  HearthTestHub hub = { .center = &center };
  Desk desk = { .round = round };
  GVariantDict options;

  hearth_test_hub_start (&hub);
  desk.client = hearth_test_hub_sign_in (&hub, HEARTH_ROLE_GREETER);
  for (guint i = 0; i < IN_FLIGHT; i++)
    ask (&desk);
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert (&options, "again", "b", TRUE);
  hearth_checkin_client_record_async (desk.client, 1, g_variant_dict_end (&options), NULL, on_person_recorded, &desk);
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* --- the parent --- */

static GPid
start_program (const char *path, guint round, int *out)
{
  g_autofree char *number = g_strdup_printf ("%u", round);
  const char *argv[] = { own_path, "--program", path, number, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async_with_pipes (NULL, (char **)argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, out, NULL,
                            &error);
  g_assert_no_error (error);
  return pid;
}

/* Reads until the end, or until @enough answers have come; then what comes within @later_us more. */
static void
read_answers (int fd, GString *text, guint enough, gint64 later_us)
{
  guint n = 0;
  gint64 end_us = -1;
  char buffer[4096];

  while (TRUE)
    {
      struct pollfd poll_fd = { fd, POLLIN, 0 };
      gint64 left_us = end_us < 0 ? HANGS_US : MAX (0, end_us - g_get_monotonic_time ());
      struct timespec left = { left_us / G_USEC_PER_SEC, (left_us % G_USEC_PER_SEC) * 1000 };
      int ready = ppoll (&poll_fd, 1, &left, NULL);
      gssize length;

      if (ready == 0)
        {
          /* Without a single answer: the program hangs. */
          g_assert_cmpint (end_us, >=, 0);
          return;
        }
      length = ready > 0 ? read (fd, buffer, sizeof buffer) : -1;
      if (length < 0 && errno == EINTR)
        continue;
      if (length <= 0)
        return;
      g_string_append_len (text, buffer, length);
      for (gssize i = 0; i < length; i++)
        n += buffer[i] == '\n';
      if (end_us < 0 && n >= enough)
        end_us = g_get_monotonic_time () + later_us;
    }
}

/* A round: the program runs, dies, and what it said is appended to @said. */
static void
run_and_kill (const char *path, guint round, GString *said)
{
  int fd, status = 0;
  GPid pid = start_program (path, round, &fd);

  read_answers (fd, said, (guint)g_test_rand_int_range (0, ANSWERS_MAX + 1),
                g_test_rand_int_range (0, LATER_MAX_US + 1));
  kill (pid, SIGKILL);
  /* What it said before it died is still in the pipe. */
  read_answers (fd, said, G_MAXUINT, 0);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
  g_spawn_close_pid (pid);
  close (fd);
}

static void
assert_said_is_there (HearthTestCenter *center, GString *said, guint *n_said)
{
  g_auto (GStrv) lines = g_strsplit (said->str, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      g_autofree char *sql = NULL;

      if (*lines[i] == '\0')
        continue;
      (*n_said)++;
      if (*lines[i] == 'v')
        sql = g_strdup_printf ("SELECT count(*) FROM visit WHERE id = %s AND kind = 'person' AND voided_at_s = 0",
                               lines[i] + 1);
      else
        sql = g_strdup_printf ("SELECT count(*) FROM visit WHERE guest_name = '%s' AND voided_at_s = 0", lines[i]);
      if (hearth_test_center_number (center, sql) != 1)
        g_error ("%s was answered and is not there once", lines[i]);
    }
}

static void
assert_right_in_itself (HearthHouse *house)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) verdicts = hearth_verify (hearth_house_get_db (house), &error);

  g_assert_no_error (error);
  for (guint i = 0; i < verdicts->len; i++)
    {
      HearthVerdict *verdict = verdicts->pdata[i];

      if (!verdict->good)
        g_error ("%s: %s", verdict->check, verdict->detail);
    }
}

static void
test_kill (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  const char *wish = g_getenv ("HEARTH_KILLS");
  guint n_kills = wish ? (guint)atoi (wish) : KILLS, n_said = 0;
  gint64 n_visits;

  for (guint i = 0; i < PEOPLE; i++)
    hearth_test_center_add_person (center, "John", "Smith");
  hearth_test_center_cheap_passphrases (center);
  for (guint round = 0; round < n_kills; round++)
    {
      g_autoptr (GString) said = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      hearth_house_close (center->house, &error);
      g_assert_no_error (error);
      g_clear_object (&center->house);
      run_and_kill (center->path, round, said);
      center->house = hearth_house_open (center->path, &error);
      g_assert_no_error (error);
      assert_said_is_there (center, said, &n_said);
      assert_right_in_itself (center->house);
    }
  n_visits = hearth_test_center_number (center, "SELECT count(*) FROM visit");
  g_assert_cmpint (n_visits, >=, n_said);
  g_assert_cmpint (hearth_test_center_number (
                       center, "SELECT count(*) - count(DISTINCT guest_name) FROM visit WHERE kind <> 'person'"),
                   ==, 0);
  g_test_message ("%u kills, %u check-ins answered, 0 lost; %" G_GINT64_FORMAT " more were kept unanswered", n_kills,
                  n_said, n_visits - n_said);
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--program"))
    run_program (argv[2], (guint)atoi (argv[3]));
  own_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kill/nothing-that-was-answered-is-lost", test_kill);
  return g_test_run ();
}
