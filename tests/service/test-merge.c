/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Merging two records and taking the merge apart: nothing is lost on either way. */

#include "config.h"

#include "hearth-error.h"
#include "hearth-merge-service.h"
#include "hearth-people-service.h"
#include "hearth-person-store.h"
#include "hearth-phone.h"
#include "hearth-test-center.h"

typedef struct
{
  gint64 a, b, revision_a, revision_b, merge;
  const char *fields;
  HearthPerson *person;
  HearthPerson *other;
  guint visits_a, visits_b;
  GVariant *list;
} Call;

static void
call_clear (Call *call)
{
  g_clear_object (&call->person);
  g_clear_object (&call->other);
  g_clear_pointer (&call->list, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_clear)

static gboolean
work_merge (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (GVariant) fields = g_variant_ref_sink (g_variant_new_parsed (call->fields ? call->fields : "@a{sv} {}"));

  return hearth_merge_service_merge (unit, call->a, call->revision_a, call->b, call->revision_b, fields, &call->merge,
                                     error);
}

static gboolean
work_unmerge (HearthUnit *unit, gpointer data, GError **error)
{
  return hearth_merge_service_unmerge (unit, ((Call *)data)->merge, error);
}

static gboolean
work_compare (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  call_clear (call);
  return hearth_merge_service_compare (unit, call->a, call->b, &call->person, &call->visits_a, &call->other,
                                       &call->visits_b, error);
}

static gboolean
work_list (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_pointer (&call->list, g_variant_unref);
  call->list = hearth_merge_service_list (unit, call->a, error);
  return call->list != NULL;
}

static gboolean
work_read (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  call_clear (call);
  call->person = hearth_person_store_get (unit->conn, call->a, error);
  return call->person != NULL;
}

static gboolean
work_get (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  call_clear (call);
  call->person = hearth_people_service_get (unit, call->a, error);
  return call->person != NULL;
}

static gboolean
work_update (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_new_parsed (call->fields));
  gint64 revision;

  return hearth_people_service_update (unit, call->a, call->revision_a, changes, &revision, error);
}

static HearthPerson *
read_person (HearthTestCenter *center, gint64 id)
{
  Call call = { .a = id };

  hearth_test_center_read (center, HEARTH_ROLE_DIRECTOR, work_read, &call);
  return call.person;
}

static gint64
revision_of (HearthTestCenter *center, gint64 id)
{
  g_autoptr (HearthPerson) person = read_person (center, id);

  return hearth_person_get_revision (person);
}

static void
update (HearthTestCenter *center, gint64 id, const char *fields)
{
  Call call = { .a = id, .revision_a = revision_of (center, id), .fields = fields };

  hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, work_update, &call);
}

static gint64
merge (HearthTestCenter *center, gint64 kept, gint64 gone, const char *fields)
{
  Call call = { .a = kept,
                .b = gone,
                .revision_a = revision_of (center, kept),
                .revision_b = revision_of (center, gone),
                .fields = fields };

  hearth_test_center_write (center, HEARTH_ROLE_SUPERVISOR, work_merge, &call);
  g_assert_cmpint (call.merge, >, 0);
  return call.merge;
}

static void
unmerge (HearthTestCenter *center, gint64 id)
{
  Call call = { .merge = id };

  hearth_test_center_write (center, HEARTH_ROLE_SUPERVISOR, work_unmerge, &call);
}

static gint64
count (HearthTestCenter *center, const char *format, gint64 id)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM %s %" G_GINT64_FORMAT, format, id);

  return hearth_test_center_number (center, sql);
}

static void
add_visit (HearthTestCenter *center, gint64 person, gint64 at_s)
{
  g_autofree char *visit = g_strdup_printf (
      "INSERT INTO visit (kind, person_id, reason_id, arrived_at_s, visited_on, recorded_at_s) VALUES ('person', "
      "%" G_GINT64_FORMAT ", 1, %" G_GINT64_FORMAT ", '2026-03-12', %" G_GINT64_FORMAT ")",
      person, at_s, at_s);
  g_autofree char *last = g_strdup_printf ("UPDATE person SET last_visit_at_s = max(last_visit_at_s, %" G_GINT64_FORMAT
                                           ") WHERE id = %" G_GINT64_FORMAT,
                                           at_s, person);

  hearth_test_center_sql (center, visit);
  hearth_test_center_sql (center, last);
}

/* The same but for what the service counts up. */
static void
assert_same_record (HearthPerson *a, HearthPerson *b)
{
  g_autoptr (GVariant) changes = g_variant_ref_sink (hearth_record_changes (a, b));
  GVariantIter iter;
  const char *key;

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    g_assert_cmpstr (key, ==, "revision");
}

static gboolean
has_word (const char *const *words, const char *word)
{
  return g_strv_contains (words, word);
}

static void
test_merge_and_back (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 kept = hearth_test_center_add_person (center, "John", "Smith");
  gint64 gone = hearth_test_center_add_person (center, "Jonny", "Smythe");
  g_autoptr (HearthPerson) kept_before = NULL, gone_before = NULL, merged = NULL, kept_after = NULL, gone_after = NULL;
  g_autoptr (HearthPhone) phone = NULL;
  gint64 id;

  update (center, kept,
          "{'note': <'likes tea'>, 'card-code': <'KEPT1'>, 'former-names': <['Johannes']>,"
          " 'languages': <['en']>, 'phones': <[{'number': <'603 555 0142'>, 'texts': <true>,"
          " 'voicemail': <'center'>, 'safe-to-call': <'mornings'>}]>}");
  update (center, gone,
          "{'given-name': <'Jonathan'>, 'note': <'likes coffee'>, 'email': <'j@example.org'>,"
          " 'card-code': <'GONE1'>, 'languages': <['EN', 'es']>, 'birth-kind': <'year'>,"
          " 'birth-date': <'1980'>, 'emergency-contacts': <[{'name': <'Eva'>}]>,"
          " 'phones': <[{'number': <'+1 (603) 555-0142'>, 'safe-to-call': <'never'>}, {'number': <'5550177'>}]>}");
  add_visit (center, kept, 1000);
  add_visit (center, gone, 2000);
  add_visit (center, gone, 3000);
  hearth_test_center_sql (center, "UPDATE visit SET voided_at_s = 3001 WHERE arrived_at_s = 3000");
  kept_before = read_person (center, kept);
  gone_before = read_person (center, gone);

  id = merge (center, kept, gone, "{'family-name': <'Smythe'>}");
  merged = read_person (center, kept);
  g_assert_cmpstr (hearth_person_get_preferred_name (merged), ==, "John");
  g_assert_cmpstr (hearth_person_get_family_name (merged), ==, "Smythe");
  g_assert_cmpstr (hearth_person_get_given_name (merged), ==, "Jonathan");
  g_assert_cmpstr (hearth_person_get_email (merged), ==, "j@example.org");
  g_assert_cmpstr (hearth_person_get_birth_date (merged), ==, "1980");
  g_assert_cmpstr (hearth_person_get_note (merged), ==, "likes tea\n\nlikes coffee");
  g_assert_cmpstr (hearth_person_get_card_code (merged), ==, "KEPT1");
  g_assert_true (has_word (hearth_person_get_former_names (merged), "Smith"));
  g_assert_true (has_word (hearth_person_get_former_names (merged), "Jonny"));
  g_assert_true (has_word (hearth_person_get_former_names (merged), "Johannes"));
  g_assert_false (has_word (hearth_person_get_former_names (merged), "Smythe"));
  g_assert_cmpuint (g_strv_length ((char **)hearth_person_get_languages (merged)), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (hearth_person_get_phones (merged)), ==, 2);
  phone = g_list_model_get_item (hearth_person_get_phones (merged), 0);
  g_assert_cmpstr (hearth_phone_get_number (phone), ==, "603 555 0142");
  g_assert_cmpstr (hearth_phone_get_safe_to_call (phone), ==, "never");
  g_assert_cmpstr (hearth_phone_get_voicemail (phone), ==, "");
  g_assert_false (hearth_phone_get_texts (phone));
  g_assert_cmpint (count (center, "visit WHERE person_id =", kept), ==, 3);
  g_assert_cmpint (count (center, "person WHERE last_visit_at_s = 2000 AND id =", kept), ==, 1);
  g_assert_cmpint (count (center, "person_search WHERE person_id =", gone), ==, 0);
  g_assert_cmpint (count (center, "person_phone WHERE person_id =", gone), ==, 0);
  g_assert_cmpint (count (center, "person WHERE card_code = 'GONE1' AND id >", 0), ==, 0);

  unmerge (center, id);
  kept_after = read_person (center, kept);
  gone_after = read_person (center, gone);
  assert_same_record (kept_before, kept_after);
  assert_same_record (gone_before, gone_after);
  g_assert_cmpint (count (center, "visit WHERE person_id =", kept), ==, 1);
  g_assert_cmpint (count (center, "visit WHERE person_id =", gone), ==, 2);
  g_assert_cmpint (count (center, "visit WHERE merge_id IS NOT NULL AND id >", 0), ==, 0);
  g_assert_cmpint (count (center, "person WHERE last_visit_at_s = 1000 AND id =", kept), ==, 1);
  g_assert_cmpint (count (center, "person WHERE last_visit_at_s = 2000 AND id =", gone), ==, 1);
  g_assert_cmpint (count (center, "person_search WHERE names = 'jonny jonathan smythe' AND person_id =", gone), ==, 1);
  g_assert_cmpint (count (center, "person_search WHERE names LIKE '%jonny%' AND person_id =", kept), ==, 0);
}

static void
test_changes_since_stay (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 kept = hearth_test_center_add_person (center, "Ana", "Reyes");
  gint64 gone = hearth_test_center_add_person (center, "Anna", "Reyes");
  g_autoptr (HearthPerson) now = NULL;
  g_autoptr (HearthPerson) back = NULL;
  g_autoptr (HearthPhone) first = NULL, second = NULL;
  gint64 id;

  update (center, kept, "{'phones': <[{'number': <'5550100'>}, {'number': <'5550101'>}]>, 'pronouns': <'she/her'>}");
  update (center, gone,
          "{'phones': <[{'number': <'5550102'>}]>, 'email': <'ana@example.org'>, 'card-code': <'ANNA1'>}");
  add_visit (center, gone, 2000);
  id = merge (center, kept, gone, NULL);

  /* The card was handed over; then the kept record goes on living. */
  now = read_person (center, kept);
  g_assert_cmpstr (hearth_person_get_card_code (now), ==, "ANNA1");
  add_visit (center, kept, 5000);
  update (center, kept,
          "{'pronouns': <'they/them'>, 'phones': <[{'number': <'5550101'>}, {'number': <'5550102'>},"
          " {'number': <'5550103'>}]>}");
  unmerge (center, id);

  back = read_person (center, kept);
  g_assert_cmpstr (hearth_person_get_pronouns (back), ==, "they/them");
  g_assert_cmpstr (hearth_person_get_email (back), ==, "");
  g_assert_cmpstr (hearth_person_get_card_code (back), ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (hearth_person_get_phones (back)), ==, 2);
  first = g_list_model_get_item (hearth_person_get_phones (back), 0);
  second = g_list_model_get_item (hearth_person_get_phones (back), 1);
  g_assert_cmpstr (hearth_phone_get_number (first), ==, "5550101");
  g_assert_cmpstr (hearth_phone_get_number (second), ==, "5550103");
  g_assert_cmpint (count (center, "visit WHERE arrived_at_s = 5000 AND person_id =", kept), ==, 1);
  g_assert_cmpint (count (center, "visit WHERE arrived_at_s = 2000 AND person_id =", gone), ==, 1);
  g_assert_cmpint (count (center, "person WHERE card_code = 'ANNA1' AND id =", gone), ==, 1);
}

/* A card that somebody else has got meanwhile stays theirs. */
static void
test_card_given_away (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 kept = hearth_test_center_add_person (center, "Ana", "");
  gint64 gone = hearth_test_center_add_person (center, "Anna", "");
  gint64 third = hearth_test_center_add_person (center, "Ben", "");
  gint64 id;

  update (center, kept, "{'card-code': <'KEPT1'>}");
  update (center, gone, "{'card-code': <'GONE1'>}");
  id = merge (center, kept, gone, "{'card-code': <'GONE1'>}");
  g_assert_cmpint (count (center, "person WHERE card_code = 'GONE1' AND id =", kept), ==, 1);
  update (center, third, "{'card-code': <'KEPT1'>}");
  unmerge (center, id);
  g_assert_cmpint (count (center, "person WHERE card_code = 'KEPT1' AND id =", third), ==, 1);
  g_assert_cmpint (count (center, "person WHERE card_code = '' AND id =", kept), ==, 1);
  g_assert_cmpint (count (center, "person WHERE card_code = 'GONE1' AND id =", gone), ==, 1);
}

/* A, then all of A and B: apart only in the opposite order, and every visit finds its way home. */
static void
test_chain (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 a = hearth_test_center_add_person (center, "Al", "");
  gint64 b = hearth_test_center_add_person (center, "Bo", "");
  gint64 c = hearth_test_center_add_person (center, "Cy", "");
  gint64 d = hearth_test_center_add_person (center, "Di", "");
  g_auto (Call) call = { 0 };
  gint64 first, second, third;

  add_visit (center, a, 1000);
  add_visit (center, b, 2000);
  add_visit (center, c, 3000);
  add_visit (center, d, 4000);
  first = merge (center, b, a, NULL);
  second = merge (center, b, d, NULL);
  third = merge (center, c, b, NULL);
  g_assert_cmpint (count (center, "visit WHERE person_id =", c), ==, 4);

  call = (Call){ .a = a };
  hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, work_get, &call);
  g_assert_cmpint (hearth_person_get_id (call.person), ==, c);

  call_clear (&call);
  call = (Call){ .merge = first };
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_unmerge, &call, HEARTH_ERROR_CONFLICT);
  call.merge = second;
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_unmerge, &call, HEARTH_ERROR_CONFLICT);
  unmerge (center, third);
  call.merge = first;
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_unmerge, &call, HEARTH_ERROR_CONFLICT);

  call.a = b;
  hearth_test_center_read (center, HEARTH_ROLE_DIRECTOR, work_list, &call);
  g_assert_cmpuint (g_variant_n_children (call.list), ==, 2);

  unmerge (center, second);
  unmerge (center, first);
  call.merge = first;
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_unmerge, &call, HEARTH_ERROR_CONFLICT);
  g_assert_cmpint (count (center, "visit WHERE arrived_at_s = 1000 AND person_id =", a), ==, 1);
  g_assert_cmpint (count (center, "visit WHERE arrived_at_s = 2000 AND person_id =", b), ==, 1);
  g_assert_cmpint (count (center, "visit WHERE arrived_at_s = 3000 AND person_id =", c), ==, 1);
  g_assert_cmpint (count (center, "visit WHERE arrived_at_s = 4000 AND person_id =", d), ==, 1);
  g_assert_cmpint (count (center, "person WHERE merged_into_id IS NOT NULL AND id >", 0), ==, 0);
}

static void
test_refuses (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 a = hearth_test_center_add_person (center, "Al", "");
  gint64 b = hearth_test_center_add_person (center, "Bo", "");
  gint64 c = hearth_test_center_add_person (center, "Cy", "");
  g_auto (Call) call = { .a = a, .b = a, .revision_a = 1, .revision_b = 1 };

  update (center, c, "{'card-code': <'CYS01'>}");
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_merge, &call, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_compare, &call, HEARTH_ERROR_INVALID);
  call.b = 999;
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_merge, &call, HEARTH_ERROR_NOT_FOUND);
  call = (Call){ .a = a, .b = b, .revision_a = 9, .revision_b = 1 };
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_merge, &call, HEARTH_ERROR_CONFLICT);
  call = (Call){ .a = a, .b = b, .revision_a = 1, .revision_b = 9 };
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_merge, &call, HEARTH_ERROR_CONFLICT);
  call = (Call){ .a = a, .b = b, .revision_a = 1, .revision_b = 1, .fields = "{'preferred-name': <''>}" };
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_merge, &call, HEARTH_ERROR_INVALID);
  call.fields = "{'card-code': <'CYS01'>}";
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_merge, &call, HEARTH_ERROR_INVALID);
  call.fields = "{'note': <'x'>}";
  hearth_test_center_refuse (center, HEARTH_ROLE_GREETER, work_merge, &call, HEARTH_ERROR_DENIED);

  /* What is part of another record is neither merged nor changed any more. */
  merge (center, a, b, NULL);
  call = (Call){ .a = c, .b = b, .revision_a = 2, .revision_b = revision_of (center, b) };
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_merge, &call, HEARTH_ERROR_CONFLICT);
  call = (Call){ .a = b, .revision_a = revision_of (center, b), .fields = "{'note': <'x'>}" };
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_update, &call, HEARTH_ERROR_CONFLICT);
  call = (Call){ .merge = 999 };
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_unmerge, &call, HEARTH_ERROR_NOT_FOUND);
}

static void
test_compare (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 a = hearth_test_center_add_person (center, "Al", "Ames");
  gint64 b = hearth_test_center_add_person (center, "Al", "Amos");
  g_auto (Call) call = { .a = a, .b = b };

  add_visit (center, b, 1000);
  hearth_test_center_write (center, HEARTH_ROLE_SUPERVISOR, work_compare, &call);
  g_assert_cmpstr (hearth_person_get_family_name (call.person), ==, "Ames");
  g_assert_cmpstr (hearth_person_get_family_name (call.other), ==, "Amos");
  g_assert_false (hearth_person_get_contact_hidden (call.person));
  g_assert_cmpuint (call.visits_a, ==, 0);
  g_assert_cmpuint (call.visits_b, ==, 1);
  g_assert_cmpint (count (center, "audit WHERE verb = 'opened' AND kind = 'person' AND id >", 0), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merge/and-back", test_merge_and_back);
  g_test_add_func ("/merge/changes-since-stay", test_changes_since_stay);
  g_test_add_func ("/merge/card-given-away", test_card_given_away);
  g_test_add_func ("/merge/chain", test_chain);
  g_test_add_func ("/merge/refuses", test_refuses);
  g_test_add_func ("/merge/compare", test_compare);
  return g_test_run ();
}
