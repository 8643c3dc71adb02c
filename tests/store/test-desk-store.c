/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Desks as they are kept, the keys they are known by, and ids that a restored center gives only once. */

#include "config.h"

#include "hearth-desk-store.h"
#include "hearth-error.h"
#include "hearth-house-store.h"
#include "hearth-person-store.h"
#include "hearth-shift-store.h"
#include "hearth-store-test.h"
#include "hearth-visit-store.h"

/* Runs on the writer; whatever fails aborts the test there. */
static void
run (HearthStoreTest *fixture, HearthDbWork work)
{
  g_autoptr (GError) error = NULL;

  hearth_db_write (fixture->db, work, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
work_life (HearthConn *conn, gpointer data, GError **error)
{
  g_auto (HearthDeskKeys) keys = { 0 }, found = { 0 };
  g_autoptr (HearthDesk) desk = NULL, stale = NULL;
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_new_parsed ("{'name': <'Yard'>}"));
  g_autoptr (GError) conflict = NULL;
  gint64 own = hearth_desk_store_insert (conn, "Front desk", TRUE, 1000, error), n, backup_at_s;
  gint64 id = hearth_desk_store_insert (conn, "Office", FALSE, 1000, error);

  g_assert_cmpint (own, ==, 1);
  g_assert_cmpint (id, ==, 2);
  keys = (HearthDeskKeys){ .id = id,
                           .fingerprint = g_strdup ("aa"),
                           .expires_at_s = 5000,
                           .joined_at_s = 1000,
                           .public_key = g_strdup ("11"),
                           .secret_key = g_strdup ("22") };
  g_assert_true (hearth_desk_store_set_joined (conn, &keys, error));
  g_assert_true (hearth_desk_store_set_next (conn, id, "bb", "k", 9000, error));
  g_assert_true (hearth_desk_store_find (conn, "bb", &found, error));
  g_assert_cmpint (found.id, ==, id);
  g_assert_cmpstr (found.next_fingerprint, ==, "bb");
  g_assert_cmpstr (found.secret_key, ==, "22");
  hearth_desk_keys_clear (&found);

  g_assert_true (hearth_desk_store_use_next (conn, id, error));
  g_assert_true (hearth_desk_store_find (conn, "aa", &found, error));
  g_assert_cmpint (found.id, ==, 0);
  g_assert_true (hearth_desk_store_find (conn, "", &found, error));
  g_assert_cmpint (found.id, ==, 0);

  g_assert_true (hearth_desk_store_seen (conn, id, "0.3", 1500, error));
  g_assert_true (hearth_desk_store_seen (conn, id, NULL, 1600, error));
  stale = hearth_desk_store_get (conn, id, error);
  g_assert_cmpstr (hearth_desk_get_version (stale), ==, "0.3");
  g_assert_cmpint (hearth_desk_get_seen_at_s (stale), ==, 1600);
  g_assert_cmpint (hearth_desk_get_expires_at_s (stale), ==, 9000);
  g_assert_false (hearth_desk_get_own (stale));
  desk = hearth_record_with (stale, changes, error);
  g_assert_true (hearth_desk_store_save (conn, desk, error));
  g_assert_false (hearth_desk_store_save (conn, desk, &conflict));
  g_assert_error (conflict, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  g_assert_true (hearth_desk_store_count_joined (conn, &n, &backup_at_s, error));
  g_assert_cmpint (n, ==, 1);

  g_assert_true (hearth_desk_store_remove (conn, id, 2000, error));
  g_assert_true (hearth_desk_store_find (conn, "bb", &found, error));
  g_assert_cmpint (found.id, ==, 0);
  g_clear_error (&conflict);
  g_assert_false (hearth_desk_store_remove (conn, id, 2001, &conflict));
  g_assert_error (conflict, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND);
  return TRUE;
}

static void
test_life (HearthStoreTest *fixture, gconstpointer data)
{
  run (fixture, work_life);
  g_assert_cmpint (hearth_store_test_number (fixture->db, "SELECT count(*) FROM desk WHERE removed_at_s = 2000"), ==,
                   1);
}

static gboolean
work_hub_keys (HearthConn *conn, gpointer data, GError **error)
{
  g_auto (HearthHubKeys) none = { 0 }, found = { 0 };
  HearthHubKeys keys = { (char *)"a", (char *)"b", (char *)"c", (char *)"d" };

  g_assert_true (hearth_desk_store_get_hub_keys (conn, &none, error));
  g_assert_null (none.authority);
  g_assert_true (hearth_desk_store_put_hub_keys (conn, &keys, error));
  keys.certificate = (char *)"e";
  g_assert_true (hearth_desk_store_put_hub_keys (conn, &keys, error));
  g_assert_true (hearth_desk_store_get_hub_keys (conn, &found, error));
  g_assert_cmpstr (found.authority, ==, "a");
  g_assert_cmpstr (found.authority_key, ==, "b");
  g_assert_cmpstr (found.certificate, ==, "e");
  g_assert_cmpstr (found.certificate_key, ==, "d");
  return TRUE;
}

static void
test_hub_keys (HearthStoreTest *fixture, gconstpointer data)
{
  run (fixture, work_hub_keys);
}

static gint64
insert_guest (HearthConn *conn, gint64 id)
{
  g_autoptr (GError) error = NULL;
  const HearthVisitRow row = { .id = id,
                               .kind = (char *)"guest-new",
                               .head_count = 1,
                               .reason_id = 1,
                               .reason_version = 1,
                               .arrived_at_s = 1000,
                               .visited_on = (char *)"1970-01-01" };
  gint64 made = hearth_visit_store_insert (conn, &row, &error);

  g_assert_no_error (error);
  return made;
}

static gint64
insert_person (HearthConn *conn, gint64 id, const char *uuid)
{
  g_autoptr (GError) error = NULL;
  const HearthPersonOrigin origin = { .now_s = 1000, .id = id };
  g_autoptr (HearthPerson) person = g_object_new (HEARTH_TYPE_PERSON, "uuid", uuid, "preferred-name", "Jo",
                                                  "told-version", "1", "told-on", "2026-01-01", NULL);
  gint64 made = hearth_person_store_insert (conn, person, &origin, &error);

  g_assert_no_error (error);
  return made;
}

/* What was given after the backup comes back under its old id; what is new gets another one, also after a second restore. */
static gboolean
work_floors (HearthConn *conn, gpointer data, GError **error)
{
  gint64 last = insert_guest (conn, 0), person = insert_person (conn, 0, "u1"), desk;

  g_assert_cmpint (insert_guest (conn, 0), ==, ++last);
  desk = hearth_desk_store_insert (conn, "Office", FALSE, 1000, error);
  g_assert_true (hearth_house_store_begin_epoch (conn, NULL, 2000, error));
  g_assert_cmpint (insert_guest (conn, 0), ==, last + 1000001);
  g_assert_cmpint (insert_guest (conn, last + 7), ==, last + 7);
  g_assert_cmpint (insert_guest (conn, 0), ==, last + 1000002);
  g_assert_cmpint (insert_person (conn, 0, "u2"), ==, person + 1000001);
  g_assert_cmpint (insert_person (conn, person + 1, "u3"), ==, person + 1);
  g_assert_cmpint (hearth_desk_store_insert (conn, "Yard", FALSE, 1000, error), ==, desk + 1001);
  g_assert_true (hearth_house_store_begin_epoch (conn, NULL, 3000, error));
  g_assert_true (hearth_house_store_begin_epoch (conn, "another", 4000, error));
  g_assert_cmpint (insert_guest (conn, 0), ==, last + 3000003);
  return TRUE;
}

static void
test_floors (HearthStoreTest *fixture, gconstpointer data)
{
  hearth_store_test_fill (fixture->db);
  hearth_store_test_sql (fixture->db,
                         "INSERT INTO visit_reason (id, code, label, position) VALUES (1, 'drop-in', 'Drop-in', 1)");
  run (fixture, work_floors);
}

static gboolean
work_resume (HearthConn *conn, gpointer data, GError **error)
{
  g_autofree char *hash = NULL;

  g_assert_true (hearth_shift_store_begin (conn, 1, 1, 1000, error));
  g_assert_true (hearth_shift_store_begin (conn, 2, 1, 1000, error));
  g_assert_true (hearth_shift_store_set_resume (conn, 1, 1, "aa", error));
  g_assert_true (hearth_shift_store_get_resume (conn, 1, 1, &hash, error));
  g_assert_cmpstr (hash, ==, "aa");
  g_clear_pointer (&hash, g_free);
  /* One person comes back at a desk: the one who sat there last. */
  g_assert_true (hearth_shift_store_set_resume (conn, 2, 1, "bb", error));
  g_assert_true (hearth_shift_store_get_resume (conn, 1, 1, &hash, error));
  g_assert_cmpstr (hash, ==, "");
  g_clear_pointer (&hash, g_free);
  g_assert_true (hearth_shift_store_drop_resume (conn, 2, 0, error));
  g_assert_true (hearth_shift_store_get_resume (conn, 2, 1, &hash, error));
  g_assert_cmpstr (hash, ==, "");
  g_clear_pointer (&hash, g_free);
  g_assert_true (hearth_shift_store_set_resume (conn, 2, 1, "cc", error));
  g_assert_true (hearth_shift_store_end_all (conn, 2, 0, 2000, error));
  g_assert_true (hearth_shift_store_get_resume (conn, 2, 1, &hash, error));
  g_assert_cmpstr (hash, ==, "");
  return TRUE;
}

static void
test_resume (HearthStoreTest *fixture, gconstpointer data)
{
  hearth_store_test_sql (fixture->db, "INSERT INTO desk (id, name, created_at_s) VALUES (1, 'Front desk', 1000)");
  hearth_store_test_sql (fixture->db,
                         "INSERT INTO account (id, name, name_folded, preferred_name, passphrase_hash, created_at_s)"
                         " VALUES (1, 'A', 'a', 'A', 'no hash', 1000), (2, 'B', 'b', 'B', 'no hash', 1000)");
  run (fixture, work_resume);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test)                                                                                                \
  g_test_add (path, HearthStoreTest, NULL, hearth_store_test_set_up, test, hearth_store_test_tear_down)
  ADD ("/store/desk/life", test_life);
  ADD ("/store/desk/hub-keys", test_hub_keys);
  ADD ("/store/desk/floors", test_floors);
  ADD ("/store/desk/resume", test_resume);
  return g_test_run ();
}
