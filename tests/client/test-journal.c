/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The journal on its disk: what is noted, for how long, and what is left of a damaged file. Offering it again to a hub is in
 * tests/hub/test-away.c. */

#include "config.h"

#include "hearth-away-test.h"
#include "hearth-clock.h"
#include "hearth-journal-private.h"
#include "hearth-record.h"
#include "hearth-visit.h"

#include <glib/gstdio.h>
#include <string.h>

#define PREFIX "org.recoverycommons.Hearth1."
#define DAY_S (24 * 60 * 60)

static GVariant *
row (gint64 id)
{
  g_autoptr (HearthVisit) visit
      = g_object_new (HEARTH_TYPE_VISIT, "id", id, "kind", "guest-new", "name", "Zebulon", NULL);

  return hearth_record_to_row (visit);
}

/* A guest was recorded under a request that begins with @number. */
static void
note_guest (HearthOutbox *outbox, HearthAccount *account, guint number)
{
  g_autofree char *request = g_strdup_printf ("%08u-aab8-4f3a-92ba-6d7c5e2f1a00", number);
  g_autoptr (GVariant) args = g_variant_ref_sink (g_variant_new_parsed ("(%s, {'name': <'Zebulon'>})", request));
  g_autoptr (GVariant) answer = g_variant_ref_sink (g_variant_new ("(@" HEARTH_VISIT_ROW ")", row (number)));

  hearth_journal_note (outbox->journal, PREFIX "Checkin", "RecordGuest", args, answer, account);
}

static HearthOutbox *
connected (HearthAwayTest *fixture)
{
  HearthOutbox *outbox;

  hearth_away_test_greet (fixture, HEARTH_AWAY_CENTER, 0);
  outbox = hearth_away_test_outbox (fixture, HEARTH_AWAY_CENTER);
  g_assert_false (hearth_journal_connected (outbox->journal, outbox->store.path));
  return outbox;
}

/* The files of all days, oldest first. */
static GPtrArray *
days_of (HearthOutbox *outbox)
{
  GPtrArray *days = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (outbox->store.path, "journal", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (days, g_build_filename (folder, name, NULL));
  return days;
}

static void
until_synced (HearthOutbox *outbox)
{
  while (outbox->journal->syncing)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_noted (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = connected (fixture);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) days = NULL;
  g_autofree char *content = NULL;
  gsize size;

  for (guint i = 1; i <= 5; i++)
    note_guest (outbox, fixture->account, i);
  until_synced (outbox);
  entries = hearth_journal_load (outbox->journal);
  g_assert_cmpuint (entries->len, ==, 5);
  for (guint i = 0; i < entries->len; i++)
    {
      HearthWritten *written = entries->pdata[i];
      g_autofree char *request = g_strdup_printf ("%08u-aab8-4f3a-92ba-6d7c5e2f1a00", i + 1);

      g_assert_cmpstr (hearth_written_get_request (written), ==, request);
      g_assert_cmpstr (hearth_written_get_noun (written), ==, "Checkin");
      g_assert_cmpstr (hearth_written_get_method (written), ==, "RecordGuest");
      g_assert_cmpint (hearth_written_get_account (written), ==, 7);
    }
  days = days_of (outbox);
  g_assert_cmpuint (days->len, ==, 1);
  g_assert_true (g_file_get_contents (days->pdata[0], &content, &size, NULL));
  g_assert_null (memmem (content, size, "Zebulon", 7));
}

static void
note (HearthOutbox *outbox, HearthAccount *account, const char *noun, const char *method, const char *answer)
{
  g_autofree char *interface = g_strconcat (PREFIX, noun, NULL);
  g_autoptr (GVariant) args = g_variant_ref_sink (g_variant_new_parsed ("('4a5e1e4b-aab8-4f3a-92ba-6d7c5e2f1a00',)"));
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_variant_parse (NULL, answer, NULL, NULL, &error);

  g_assert_no_error (error);
  hearth_journal_note (outbox->journal, interface, method, args, reply, account);
}

static void
test_not_noted (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = connected (fixture);
  g_autoptr (GPtrArray) entries = NULL;

  /* Nothing was written, or it is not for a desk to make again. */
  note (outbox, fixture->account, "Checkin", "Record", "('already-here',)");
  note (outbox, fixture->account, "People", "Register", "('been-before',)");
  note (outbox, fixture->account, "Kept", "Replay", "('several',)");
  note (outbox, fixture->account, "Checkin", "Day", "('x',)");
  note (outbox, fixture->account, "Checkin", "SaveReasons", "('x',)");
  note (outbox, fixture->account, "Center", "Save", "('x',)");
  note (outbox, fixture->account, "Account", "Create", "('x',)");
  note (outbox, fixture->account, "People", "ImportRun", "('x',)");
  note (outbox, fixture->account, "Elsewhere", "Record", "('recorded',)");
  entries = hearth_journal_load (outbox->journal);
  g_assert_cmpuint (entries->len, ==, 0);
  note (outbox, fixture->account, "Checkin", "Record", "('recorded',)");
  note (outbox, fixture->account, "People", "Update", "(2,)");
  until_synced (outbox);
  g_clear_pointer (&entries, g_ptr_array_unref);
  entries = hearth_journal_load (outbox->journal);
  g_assert_cmpuint (entries->len, ==, 2);
}

/* Cut off in the middle, overwritten in the middle: only what is hit is lost, and what comes behind is found. */
static void
test_damaged (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = connected (fixture);
  g_autoptr (GPtrArray) days = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *content = NULL;
  gsize size;

  for (guint i = 1; i <= 4; i++)
    note_guest (outbox, fixture->account, i);
  until_synced (outbox);
  days = days_of (outbox);
  g_assert_true (g_file_get_contents (days->pdata[0], &content, &size, NULL));

  /* A crash in the middle of the last one; the next run writes behind it. */
  g_assert_true (g_file_set_contents (days->pdata[0], content, (gssize)size - 9, NULL));
  hearth_journal_close_file (outbox->journal);
  note_guest (outbox, fixture->account, 5);
  until_synced (outbox);
  entries = hearth_journal_load (outbox->journal);
  g_assert_cmpuint (entries->len, ==, 4);
  g_assert_true (g_str_has_prefix (hearth_written_get_request (entries->pdata[3]), "00000005"));
  g_clear_pointer (&entries, g_ptr_array_unref);

  /* A bad block in the second, over its length. */
  memset (content + size / 4 + 2, 0xff, 40);
  g_assert_true (g_file_set_contents (days->pdata[0], content, (gssize)size, NULL));
  entries = hearth_journal_load (outbox->journal);
  g_assert_cmpuint (entries->len, ==, 3);
}

static void
test_two_weeks (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = connected (fixture);
  gint64 now_s = hearth_clock_now_s ();

  for (guint day = 0; day < 20; day++)
    {
      g_autoptr (GPtrArray) days = NULL;

      hearth_clock_set (now_s + (gint64)day * DAY_S);
      hearth_away_test_greet (fixture, HEARTH_AWAY_CENTER, 0);
      note_guest (outbox, fixture->account, day);
      until_synced (outbox);
      days = days_of (outbox);
      g_assert_cmpuint (days->len, ==, MIN (day + 1, HEARTH_JOURNAL_DAYS + 1));
    }
}

/* The epoch of the first greeting is remembered; nothing is offered for it. */
static void
test_epoch (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = connected (fixture);
  g_autofree char *epoch = hearth_journal_read_epoch (outbox->journal);

  g_assert_cmpstr (epoch, ==, "one");
  note_guest (outbox, fixture->account, 1);
  until_synced (outbox);
  g_assert_false (hearth_journal_connected (outbox->journal, outbox->store.path));
  g_assert_false (hearth_journal_is_offering (outbox->journal));
}

/* Where the epoch cannot be read nobody knows what the center has: all of it is offered. */
static void
test_epoch_lost (HearthAwayTest *fixture, gconstpointer data)
{
  g_autoptr (HearthOutbox) outbox = connected (fixture);
  g_autofree char *path = g_build_filename (outbox->store.path, "epoch", NULL);
  g_autofree char *epoch = NULL;

  note_guest (outbox, fixture->account, 1);
  until_synced (outbox);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_true (hearth_journal_connected (outbox->journal, outbox->store.path));
  g_assert_cmpuint (hearth_journal_count_unsettled (outbox->journal), ==, 1);
  hearth_journal_away (outbox->journal);
  epoch = hearth_journal_read_epoch (outbox->journal);
  g_assert_cmpstr (epoch, ==, "");
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test)                                                                                                \
  g_test_add ("/journal/" name, HearthAwayTest, NULL, hearth_away_test_set_up, test, hearth_away_test_tear_down)
  ADD ("noted", test_noted);
  ADD ("not-noted", test_not_noted);
  ADD ("damaged", test_damaged);
  ADD ("two-weeks", test_two_weeks);
  ADD ("epoch", test_epoch);
  ADD ("epoch-lost", test_epoch_lost);
  return g_test_run ();
}
