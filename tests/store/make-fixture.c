/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Makes tests/data/center-NNNN.hearth, once for each version of the tables: make-fixture FILE. What is in it is invented
 * and always the same. A released fixture is never made again: later programs must open the one that is there. */

#include "config.h"

#include "hearth-clock.h"
#include "hearth-store-test.h"

static const char *const rows[] = {
  "INSERT INTO desk (id, name, front_desk, created_at_s) VALUES (1, 'Front desk', 1, 1000)",
  "INSERT INTO account (id, name, name_folded, preferred_name, passphrase_hash, created_at_s)"
  " VALUES (1, 'Test Director', 'test director', 'Test', 'no hash', 1000)",
  "INSERT INTO account_role (account_id, role) VALUES (1, 'director')",
  "INSERT INTO shift (account_id, desk_id, begun_at_s, seen_at_s) VALUES (1, 1, 1000, 1000)",
  "INSERT INTO visit_reason (id, code, label, position) VALUES (1, 'drop-in', 'Drop-in', 1)",
  "INSERT INTO visit_reason_version (reason_id, version, label, definition, until_at_s) VALUES (1, 0, 'Visit', '', "
  "900)",
  "INSERT INTO person_former_name (person_id, name) VALUES (1, 'Johnny')",
  "INSERT INTO person_phone (person_id, number, last_four) VALUES (1, '555 0100', '0100')",
  "INSERT INTO person_language (person_id, position, language) VALUES (1, 0, 'es')",
  "INSERT INTO emergency_contact (person_id, name, relation, phone) VALUES (1, 'Maria', 'sister', '555 0101')",
  "INSERT INTO visit (id, kind, person_id, reason_id, arrived_at_s, visited_on, recorded_at_s, recorded_by_id, desk_id)"
  " VALUES (1, 'person', 1, 1, 1000, '1969-12-31', 1000, 1, 1)",
  "INSERT INTO visit (id, kind, reason_id, arrived_at_s, visited_on, recorded_at_s)"
  " VALUES (2, 'guest-new', 1, 1001, '1969-12-31', 1001)",
  "INSERT INTO visit (id, kind, label, head_count, reason_id, arrived_at_s, visited_on, recorded_at_s)"
  " VALUES (3, 'group', 'noon group', 12, 1, 1002, '1969-12-31', 1002)",
  "UPDATE person SET last_visit_at_s = 1000",
  "INSERT INTO desk (id, name, created_at_s, fingerprint, expires_at_s, version, seen_at_s, joined_at_s)"
  " VALUES (2, 'Office', 1000, 'aa', 2000, '0.3', 1000, 1000)",
  "INSERT INTO desk (id, name, created_at_s, joined_at_s, removed_at_s) VALUES (3, 'Stolen', 1000, 1000, 1001)",
  "INSERT INTO hub (id, authority, authority_key, certificate, certificate_key)"
  " VALUES (1, 'authority', 'its key', 'certificate', 'its key')",
  "INSERT INTO id_floor (kind, last_id) VALUES ('visit', 1000)",
  "INSERT INTO epoch_before (epoch) VALUES ('e')",
  "UPDATE center SET restored_at_s = 1000",
  "INSERT INTO request (id, account_id, method, answered_at_s, answer) VALUES ('r', 1, 'Checkin.Record', 1000, x'00')",
};

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthDb) db = NULL;

  if (argc != 2)
    {
      g_printerr ("make-fixture FILE\n");
      return 2;
    }
  hearth_clock_set (1000);
  db = hearth_db_create (argv[1], &error);
  if (!db)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (i == 1)
        hearth_store_test_fill (db);
      hearth_store_test_sql (db, rows[i]);
    }
  hearth_store_test_put_name (db, 1);
  return hearth_db_close (db, NULL) ? 0 : 1;
}
