/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a desk does in a loop: nobody's access goes unseen in the audit, and the audit does not grow without bound. */

#include "config.h"

#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-near-hub.h"
#include "hearth-repeats.h"
#include "hearth-verify.h"

#define TIMES 50

/* Two people, the first of the center. */
#define ANA 1
#define BEN 2

static void
set_up (HearthNearHub *self, gconstpointer data)
{
  hearth_near_hub_set_up (self, data);
  g_assert_cmpint (hearth_test_center_add_person (self->center, "Ana", "Lopez"), ==, ANA);
  g_assert_cmpint (hearth_test_center_add_person (self->center, "Ben", "Lee"), ==, BEN);
}

static void
tear_down (HearthNearHub *self, gconstpointer data)
{
  g_autoptr (GPtrArray) verdicts = NULL;
  g_autoptr (GError) error = NULL;

  verdicts = hearth_verify (hearth_house_get_db (self->center->house), &error);
  g_assert_no_error (error);
  g_assert_true (hearth_verify_all_good (verdicts));
  hearth_near_hub_tear_down (self, data);
}

static gint64
rows (HearthNearHub *self, const char *where)
{
  g_autofree char *sql = g_strconcat ("SELECT count(*) FROM audit WHERE ", where, NULL);

  return hearth_test_center_number (self->center, sql);
}

static void
open_record (HearthNearHub *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = hearth_near_hub_call (self, "People", "Get", g_variant_new ("(x)", id), &error);

  g_assert_no_error (error);
  g_assert_nonnull (reply);
}

/* One row at the first time, one more with the number when the ten minutes are over. */
static void
test_opened_again (HearthNearHub *self, gconstpointer data)
{
  gint64 last_s;

  hearth_near_hub_seat (self, HEARTH_ROLE_COACH);
  for (guint i = 0; i < TIMES; i++)
    open_record (self, ANA);
  g_assert_cmpint (rows (self, "verb = 'opened'"), ==, 1);
  g_assert_cmpint (rows (self, "verb = 'opened-again'"), ==, 0);
  hearth_clock_pass (HEARTH_REPEATS_S - 1);
  open_record (self, ANA);
  last_s = hearth_clock_now_s ();
  g_assert_cmpint (rows (self, "verb LIKE 'opened%'"), ==, 1);

  hearth_clock_pass (1);
  open_record (self, ANA);
  hearth_test_until (hearth_hub_count_holds (self->hub) == 0);
  g_assert_cmpint (rows (self, "verb = 'opened' AND subject_id = 1 AND detail = ''"), ==, 2);

  g_autofree char *counted
      = g_strdup_printf ("verb = 'opened-again' AND subject_id = 1 AND account_id = %" G_GINT64_FORMAT
                         " AND desk_id = 1 AND detail = '%u more, the last at %" G_GINT64_FORMAT "'",
                         self->center->account_id[HEARTH_ROLE_COACH], TIMES, last_s);

  g_assert_cmpint (rows (self, counted), ==, 1);
}

/* Another record, another person at the desk, another view of the record: each is an access of its own. */
static void
test_others_are_others (HearthNearHub *self, gconstpointer data)
{
  hearth_near_hub_seat (self, HEARTH_ROLE_COACH);
  open_record (self, ANA);
  open_record (self, BEN);
  open_record (self, ANA);
  g_assert_cmpint (rows (self, "verb = 'opened'"), ==, 2);
  hearth_near_hub_seat (self, HEARTH_ROLE_GREETER);
  open_record (self, ANA);
  open_record (self, ANA);
  g_assert_cmpint (rows (self, "verb = 'opened'"), ==, 3);
  g_assert_cmpint (rows (self, "verb = 'opened' AND detail = 'without contact'"), ==, 1);
}

/* The clock of the hub's PC was set back: what stands is settled, and the next is a row. */
static void
test_clock_set_back (HearthNearHub *self, gconstpointer data)
{
  hearth_near_hub_seat (self, HEARTH_ROLE_COACH);
  open_record (self, ANA);
  hearth_clock_pass (-3600);
  open_record (self, ANA);
  g_assert_cmpint (rows (self, "verb = 'opened'"), ==, 2);
}

static void
test_compared_again (HearthNearHub *self, gconstpointer data)
{
  hearth_near_hub_seat (self, HEARTH_ROLE_SUPERVISOR);
  for (guint i = 0; i < TIMES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply
          = hearth_near_hub_call (self, "People", "Compare", g_variant_new ("(xx)", (gint64)ANA, (gint64)BEN), &error);

      g_assert_no_error (error);
      g_assert_nonnull (reply);
    }
  g_assert_cmpint (rows (self, "verb = 'opened' AND detail = 'compared'"), ==, 2);
  /* Looked at alone it is another access. */
  open_record (self, ANA);
  g_assert_cmpint (rows (self, "verb = 'opened'"), ==, 3);
}

/* A record that is not there leaves nothing behind, and stands for nothing. */
static void
test_nobody (HearthNearHub *self, gconstpointer data)
{
  hearth_near_hub_seat (self, HEARTH_ROLE_COACH);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply
          = hearth_near_hub_call (self, "People", "Get", g_variant_new ("(x)", G_GINT64_CONSTANT (999)), &error);

      g_assert_null (reply);
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
    }
  g_assert_cmpint (rows (self, "verb LIKE 'opened%'"), ==, 0);
}

/* A desk that says now this, now that about the backup that it keeps. */
static void
test_kept_backups (HearthNearHub *self, gconstpointer data)
{
  hearth_test_center_sql (self->center, "UPDATE desk SET keeps_backups = 1 WHERE id = 1");
  hearth_near_hub_seat (self, HEARTH_ROLE_GREETER);
  for (gint64 i = 1; i <= TIMES; i++)
    for (guint j = 0; j < 2; j++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GVariant) reply = hearth_near_hub_call (self, "Desk", "Backup", g_variant_new ("(x)", i), &error);

        g_assert_no_error (error);
        g_assert_nonnull (reply);
      }
  /* The newest word holds. */
  g_assert_cmpint (hearth_test_center_number (self->center, "SELECT backup_at_s FROM desk WHERE id = 1"), ==, TIMES);
  g_assert_cmpint (rows (self, "verb = 'keep-backup'"), ==, 1);
}

static void
test_signed_out_again (HearthNearHub *self, gconstpointer data)
{
  hearth_near_hub_seat (self, HEARTH_ROLE_GREETER);
  for (guint i = 0; i < TIMES; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply = hearth_near_hub_call (self, "Session", "SignOut", NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (reply);
    }
  g_assert_cmpint (rows (self, "verb = 'sign-out'"), ==, 1);
}

/* What was only counted is written before the hub ends. */
static void
test_counted_at_the_end (HearthNearHub *self, gconstpointer data)
{
  hearth_near_hub_seat (self, HEARTH_ROLE_COACH);
  open_record (self, ANA);
  open_record (self, ANA);
  open_record (self, ANA);
  g_assert_cmpint (rows (self, "verb = 'opened-again'"), ==, 0);
  hearth_hub_hold (self->hub);
  hearth_repeats_settle (hearth_hub_get_repeats (self->hub));
  hearth_hub_release (self->hub);
  hearth_test_until (hearth_hub_count_holds (self->hub) == 0);
  g_assert_cmpint (rows (self, "verb = 'opened-again' AND detail LIKE '2 more, %'"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/repeats/" name, HearthNearHub, NULL, set_up, test, tear_down)
  ADD ("opened-again", test_opened_again);
  ADD ("others-are-others", test_others_are_others);
  ADD ("clock-set-back", test_clock_set_back);
  ADD ("compared-again", test_compared_again);
  ADD ("nobody", test_nobody);
  ADD ("kept-backups", test_kept_backups);
  ADD ("signed-out-again", test_signed_out_again);
  ADD ("counted-at-the-end", test_counted_at_the_end);
  return g_test_run ();
}
