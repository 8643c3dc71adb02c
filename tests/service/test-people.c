/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Records of people: what may stand in them, who may see and change what, who looks like whom. */

#include "config.h"

#include "hearth-card-code.h"
#include "hearth-error.h"
#include "hearth-merge-service.h"
#include "hearth-people-service.h"
#include "hearth-phone.h"
#include "hearth-test-center.h"

#include <string.h>

/* One call of a service; what a test does not need stays NULL. */
typedef struct
{
  gint64 id, other, revision, new_revision;
  HearthPerson *person; /* in, or out */
  GVariant *changes;
  gboolean anyway;
  char *outcome;
  char *code;
  guint similar;
  GPtrArray *twins;
  GError *error;
} Call;

static void
call_clear (Call *call)
{
  g_clear_object (&call->person);
  g_clear_pointer (&call->changes, g_variant_unref);
  g_clear_pointer (&call->outcome, g_free);
  g_clear_pointer (&call->code, g_free);
  g_clear_pointer (&call->twins, g_ptr_array_unref);
  g_clear_error (&call->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_clear)

static gboolean
work_get (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_object (&call->person);
  call->person = hearth_people_service_get (unit, call->id, error);
  return call->person != NULL;
}

static gboolean
work_register (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_pointer (&call->outcome, g_free);
  return hearth_people_service_register (unit, call->person, call->anyway, &call->outcome, &call->id, &call->similar,
                                         error);
}

static gboolean
work_update (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  return hearth_people_service_update (unit, call->id, call->revision, call->changes, &call->new_revision, error);
}

static gboolean
work_new_card (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_pointer (&call->code, g_free);
  call->code = hearth_people_service_new_card (unit, call->id, error);
  return call->code != NULL;
}

static gboolean
work_twins (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_pointer (&call->twins, g_ptr_array_unref);
  call->twins = hearth_people_service_twins (unit, call->id, error);
  return call->twins != NULL;
}

static gboolean
work_not_same (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  return hearth_merge_service_not_same (unit, call->id, call->other, error);
}

/* A record from a text of GVariant, told the notice of the test's center. */
static HearthPerson *
person_of (const char *dict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) fields = g_variant_parse (G_VARIANT_TYPE_VARDICT, dict, NULL, NULL, &error);
  HearthPerson *person;

  g_assert_no_error (error);
  person = hearth_record_from_variant (HEARTH_TYPE_PERSON, fields, &error);
  g_assert_no_error (error);
  return person;
}

static gboolean
work_notice (HearthUnit *unit, gpointer data, GError **error)
{
  g_autoptr (HearthStmt) stmt
      = hearth_conn_prepare (unit->conn, "SELECT version FROM notice ORDER BY id DESC LIMIT 1", error);

  g_free (*(char **)data);
  *(char **)data = hearth_stmt_step (stmt, error) ? g_strdup (hearth_stmt_text (stmt, 0)) : NULL;
  return *(char **)data != NULL;
}

static HearthPerson *
told (HearthTestCenter *center, const char *dict)
{
  g_autofree char *version = NULL;
  g_autoptr (HearthPerson) person = person_of (dict);
  g_auto (GVariantDict) with = G_VARIANT_DICT_INIT (NULL);

  hearth_test_center_read (center, HEARTH_ROLE_DIRECTOR, work_notice, &version);
  g_variant_dict_insert (&with, "told-version", "s", version);

  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_dict_end (&with));

  return hearth_record_with (person, changes, NULL);
}

static gint64
add (HearthTestCenter *center, const char *dict)
{
  g_auto (Call) call = { .person = told (center, dict), .anyway = TRUE };

  hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_register, &call);
  g_assert_cmpstr (call.outcome, ==, "registered");
  g_assert_cmpint (call.id, >, 0);
  return call.id;
}

static HearthPerson *
get (HearthTestCenter *center, HearthRole role, gint64 id)
{
  Call call = { .id = id };

  hearth_test_center_write (center, role, work_get, &call);
  return call.person;
}

static void
change (Call *call, gint64 id, gint64 revision, const char *dict)
{
  call_clear (call);
  *call = (Call){ .id = id, .revision = revision };
  call->changes = g_variant_ref_sink (g_variant_new_parsed (dict));
}

static void
test_register (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 id = add (center, "{'preferred-name': <'  Jo\\tan\\u202e '>, 'family-name': <'Smith'>, 'id': <int64 77>,"
                           " 'card-code': <'ab-12 cd'>, 'phones': <[{'number': <'(603) 555-0142'>}]>}");
  g_autoptr (HearthPerson) person = get (center, HEARTH_ROLE_DIRECTOR, id);
  g_autoptr (HearthPhone) phone = g_list_model_get_item (hearth_person_get_phones (person), 0);

  g_assert_cmpstr (hearth_person_get_preferred_name (person), ==, "Jo an");
  g_assert_cmpstr (hearth_person_get_card_code (person), ==, "AB12CD");
  g_assert_cmpstr (hearth_phone_get_number (phone), ==, "(603) 555-0142");
  g_assert_cmpint (hearth_person_get_id (person), !=, 77);
  g_assert_cmpint (hearth_person_get_revision (person), ==, 1);
  g_assert_cmpuint (strlen (hearth_person_get_uuid (person)), ==, 36);
  g_assert_cmpuint (strlen (hearth_person_get_told_on (person)), ==, 10);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM person_phone WHERE last_four = '0142'"), ==,
                   1);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM audit WHERE verb = 'registered'"), ==, 1);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM audit WHERE detail LIKE '%Smith%'"), ==, 0);
}

static void
refuse (HearthTestCenter *center, const char *dict)
{
  g_auto (Call) call = { .person = told (center, dict) };

  g_test_message ("%.90s", dict);
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_register, &call, HEARTH_ERROR_INVALID);
  g_assert_cmpint (call.id, ==, 0);
}

static void
test_register_refuses (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Call) untold = { .person = person_of ("{'preferred-name': <'Ana'>}") };
  g_auto (Call) old = { .person = person_of ("{'preferred-name': <'Ana'>, 'told-version': <'of another time'>}") };
  g_autofree char *long_name = g_strnfill (10000, 'x');
  g_autofree char *long_dict = g_strdup_printf ("{'preferred-name': <'%s'>}", long_name);

  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_register, &untold, HEARTH_ERROR_INVALID);
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_register, &old, HEARTH_ERROR_INVALID);
  refuse (center, "{'family-name': <'Smith'>}");
  refuse (center, "{'preferred-name': <' \\u200b '>}");
  refuse (center, long_dict);
  refuse (center, "{'preferred-name': <'A'>, 'birth-kind': <'dog'>}");
  refuse (center, "{'preferred-name': <'A'>, 'birth-kind': <'date'>}");
  refuse (center, "{'preferred-name': <'A'>, 'birth-kind': <'date'>, 'birth-date': <'1980'>}");
  refuse (center, "{'preferred-name': <'A'>, 'birth-kind': <'year'>, 'birth-date': <'1980-01-01'>}");
  refuse (center, "{'preferred-name': <'A'>, 'birth-date': <'1980-01-01'>}");
  refuse (center, "{'preferred-name': <'A'>, 'birth-kind': <'date'>, 'birth-date': <'1981-02-29'>}");
  refuse (center, "{'preferred-name': <'A'>, 'birth-kind': <'date'>, 'birth-date': <'2999-01-01'>}");
  refuse (center, "{'preferred-name': <'A'>, 'birth-kind': <'date'>, 'birth-date': <'1203-01-01'>}");
  refuse (center, "{'preferred-name': <'A'>, 'recovery-date': <'2999-01-01'>}");
  refuse (center, "{'preferred-name': <'A'>, 'email': <'nobody'>}");
  refuse (center, "{'preferred-name': <'A'>, 'email': <'a b@example.org'>}");
  refuse (center, "{'preferred-name': <'A'>, 'card-code': <'A1'>}");
  refuse (center, "{'preferred-name': <'A'>, 'card-code': <'ABC;DEF'>}");
  refuse (center, "{'preferred-name': <'A'>, 'phones': <[{'number': <'ask'>}]>}");
  refuse (center, "{'preferred-name': <'A'>, 'phones': <[{'number': <'5551234'>, 'voicemail': <'song'>}]>}");
  refuse (center, "{'preferred-name': <'A'>, 'languages': <['a','b','c','d','e','f','g','h','i','j','k','l','m','n',"
                  "'o','p','q','r','s','t','u']>}");
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM person"), ==, 0);
}

static void
test_odd_names (void)
{
  static const char *const names[] = { "Robert'); DROP TABLE person;--",
                                       "\"NEAR\" * -",
                                       "😀🏳️‍🌈",
                                       "עברית",
                                       "Łukasz",
                                       "NULL",
                                       "%_%",
                                       "AND OR NOT" };
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (HearthPerson) empty = told (center, "{}");
      g_autoptr (HearthPerson) person
          = g_object_new (HEARTH_TYPE_PERSON, "preferred-name", names[i], "family-name", names[i], "told-version",
                          hearth_person_get_told_version (empty), NULL);
      g_auto (Call) call = { .person = g_steal_pointer (&person), .anyway = TRUE };
      g_autoptr (HearthPerson) kept = NULL;

      hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_register, &call);
      kept = get (center, HEARTH_ROLE_GREETER, call.id);
      g_assert_cmpstr (hearth_person_get_preferred_name (kept), ==, names[i]);
    }
}

/* As long as a name may be, in letters, in pictures and in words. */
static void
test_long_names (void)
{
  static const char *const pieces[] = { "x", "😀", "ab ", "ñ", "\"" };
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      guint n = (guint)(200 / g_utf8_strlen (pieces[i], -1));
      g_autoptr (GString) name = g_string_new (NULL);
      g_autoptr (HearthPerson) empty = told (center, "{}");
      g_auto (Call) call = { 0 };

      for (guint j = 0; j < n; j++)
        g_string_append (name, pieces[i]);
      call.person
          = g_object_new (HEARTH_TYPE_PERSON, "preferred-name", name->str, "given-name", name->str, "family-name",
                          name->str, "told-version", hearth_person_get_told_version (empty), NULL);
      hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_register, &call);
      g_assert_cmpstr (call.outcome, ==, "registered");
      call.id = 0;
      hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_register, &call);
      if (g_unichar_isalpha (g_utf8_get_char (pieces[i])))
        g_assert_cmpstr (call.outcome, ==, "been-before");
    }
}

static void
expect_similar (HearthTestCenter *center, const char *dict, guint similar)
{
  g_auto (Call) call = { .person = told (center, dict) };
  gint64 before = hearth_test_center_number (center, "SELECT count(*) FROM person");

  g_test_message ("%.90s", dict);
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_register, &call);
  g_assert_cmpstr (call.outcome, ==, similar ? "been-before" : "registered");
  g_assert_cmpuint (call.similar, ==, similar);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM person"), ==, before + (similar ? 0 : 1));
}

static void
test_been_before (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();

  add (center, "{'preferred-name': <'José'>, 'given-name': <'Joseph'>, 'family-name': <'García'>,"
               " 'former-names': <['Lopez']>, 'birth-kind': <'date'>, 'birth-date': <'1980-03-12'>,"
               " 'phones': <[{'number': <'+1 603-555-0142'>}]>}");
  expect_similar (center, "{'preferred-name': <'jose'>, 'family-name': <'GARCIA'>}", 1);
  expect_similar (center, "{'preferred-name': <'Joseph'>, 'family-name': <'Garcia'>}", 1);
  expect_similar (center, "{'preferred-name': <'Jose'>, 'family-name': <'Lopez'>}", 1);
  expect_similar (center, "{'preferred-name': <'Josef'>, 'given-name': <'Josef'>, 'family-name': <'Garsia'>}", 1);
  expect_similar (center, "{'preferred-name': <'Pat'>, 'phones': <[{'number': <'(603) 555 0142'>}]>}", 1);
  expect_similar (center,
                  "{'preferred-name': <'Pepe'>, 'family-name': <'Garcia'>, 'birth-kind': <'date'>,"
                  " 'birth-date': <'1980-03-12'>}",
                  1);
  expect_similar (center, "{'preferred-name': <'Jose'>}", 0);
  expect_similar (center, "{'preferred-name': <'Maria'>, 'family-name': <'Garcia'>}", 0);
  expect_similar (center, "{'preferred-name': <'Kim'>, 'phones': <[{'number': <'0142'>}]>}", 0);
  expect_similar (center, "{'preferred-name': <'Lee'>, 'phones': <[{'number': <'617 555 0142'>}]>}", 0);
  expect_similar (center, "{'preferred-name': <'jose'>}", 1);
}

static void
test_get_hides_contact (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 id = add (center, "{'preferred-name': <'Ana'>, 'birth-kind': <'under-18'>, 'recovery-date': <'2020-01-01'>,"
                           " 'recovery-noticed': <true>, 'phones': <[{'number': <'5550142'>}]>, 'email': <'a@b'>,"
                           " 'postal-code': <'03301'>, 'languages': <['es']>, 'note': <'quiet'>,"
                           " 'emergency-contacts': <[{'name': <'Eva'>}]>, 'pronouns': <'she/her'>}");
  g_autoptr (HearthPerson) greeter = get (center, HEARTH_ROLE_GREETER, id);
  g_autoptr (HearthPerson) coach = get (center, HEARTH_ROLE_COACH, id);

  g_assert_true (hearth_person_get_contact_hidden (greeter));
  g_assert_cmpstr (hearth_person_get_pronouns (greeter), ==, "she/her");
  g_assert_cmpstr (hearth_person_get_birth_kind (greeter), ==, "");
  g_assert_cmpstr (hearth_person_get_recovery_date (greeter), ==, "");
  g_assert_false (hearth_person_get_recovery_noticed (greeter));
  g_assert_null (hearth_person_get_phones (greeter));
  g_assert_cmpstr (hearth_person_get_email (greeter), ==, "");
  g_assert_cmpstr (hearth_person_get_postal_code (greeter), ==, "");
  g_assert_null (hearth_person_get_languages (greeter)[0]);
  g_assert_cmpstr (hearth_person_get_note (greeter), ==, "");
  g_assert_null (hearth_person_get_emergency_contacts (greeter));
  g_assert_false (hearth_person_get_contact_hidden (coach));
  g_assert_cmpstr (hearth_person_get_note (coach), ==, "quiet");
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM audit WHERE verb = 'opened'"), ==, 2);
}

static void
test_update (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 id
      = add (center, "{'preferred-name': <'Ana'>, 'note': <'quiet'>, 'birth-kind': <'year'>, 'birth-date': <'1980'>}");
  g_auto (Call) call = { 0 };
  g_autoptr (HearthPerson) after = NULL;

  change (&call, id, 1, "{'family-name': <' Reyes '>, 'revision': <int64 9>, 'unheard': <1>}");
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_update, &call);
  g_assert_cmpint (call.new_revision, ==, 2);
  g_assert_cmpint (hearth_test_center_number (
                       center, "SELECT count(*) FROM audit WHERE verb = 'changed' AND detail = 'family-name'"),
                   ==, 1);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM person_search WHERE names = 'ana reyes'"),
                   ==, 1);

  /* An older revision, a later one, somebody who is not there. */
  change (&call, id, 1, "{'family-name': <'Other'>}");
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_update, &call, HEARTH_ERROR_CONFLICT);
  change (&call, id, 3, "{'family-name': <'Other'>}");
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_update, &call, HEARTH_ERROR_CONFLICT);
  change (&call, 999, 1, "{'family-name': <'Other'>}");
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_update, &call, HEARTH_ERROR_NOT_FOUND);

  /* What the greeter may not see is not to be changed or guessed either. */
  change (&call, id, 2, "{'birth-date': <'1980'>}");
  hearth_test_center_refuse (center, HEARTH_ROLE_GREETER, work_update, &call, HEARTH_ERROR_DENIED);
  change (&call, id, 2, "{'note': <''>}");
  hearth_test_center_refuse (center, HEARTH_ROLE_GREETER, work_update, &call, HEARTH_ERROR_DENIED);

  /* Nothing changed is no write. */
  change (&call, id, 2, "{'family-name': <'Reyes'>}");
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_update, &call);
  g_assert_cmpint (call.new_revision, ==, 2);

  change (&call, id, 2, "{'preferred-name': <''>}");
  hearth_test_center_refuse (center, HEARTH_ROLE_COACH, work_update, &call, HEARTH_ERROR_INVALID);
  change (&call, id, 2, "{'birth-kind': <'not-asked'>}");
  hearth_test_center_refuse (center, HEARTH_ROLE_COACH, work_update, &call, HEARTH_ERROR_INVALID);
  change (&call, id, 2, "{'birth-kind': <'not-asked'>, 'birth-date': <''>, 'told-on': <'1999-01-01'>}");
  hearth_test_center_write (center, HEARTH_ROLE_COACH, work_update, &call);

  after = get (center, HEARTH_ROLE_COACH, id);
  g_assert_cmpstr (hearth_person_get_note (after), ==, "quiet");
  g_assert_cmpstr (hearth_person_get_family_name (after), ==, "Reyes");
  g_assert_cmpstr (hearth_person_get_birth_kind (after), ==, "not-asked");
  g_assert_cmpstr (hearth_person_get_told_on (after), !=, "1999-01-01");
  g_assert_cmpint (hearth_person_get_revision (after), ==, 3);
}

static void
test_cards (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 ana = add (center, "{'preferred-name': <'Ana'>, 'card-code': <'ANAS1'>}");
  gint64 ben = add (center, "{'preferred-name': <'Ben'>}");
  g_auto (Call) call = { 0 };
  g_autofree char *first = NULL;

  change (&call, ben, 1, "{'card-code': <'anas-1'>}");
  hearth_test_center_refuse (center, HEARTH_ROLE_GREETER, work_update, &call, HEARTH_ERROR_INVALID);
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_new_card, &call);
  g_assert_true (hearth_card_code_is_whole (call.code));
  first = g_strdup (call.code);
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_new_card, &call);
  g_assert_cmpstr (call.code, !=, first);

  /* Ana's is free once she has another. */
  call.id = ana;
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_new_card, &call);
  change (&call, ben, 3, "{'card-code': <'anas-1'>}");
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, work_update, &call);
  g_assert_cmpint (hearth_test_center_number (center, "SELECT count(*) FROM person WHERE card_code = 'ANAS1'"), ==, 1);
}

/* Every single wrong character and every two neighbours swapped are noticed. */
static void
test_card_code (void)
{
  static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ01IO";

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *code = hearth_card_code_new ();
      gsize length = strlen (code);

      g_assert_cmpuint (strspn (code, "234679ACEFGHJKMNPRTUWXY"), ==, length);
      g_assert_true (g_ascii_isalpha (code[0]));
      g_assert_true (hearth_card_code_is_whole (code));
      for (gsize at = 0; at < length; at++)
        for (const char *letter = letters; *letter; letter++)
          {
            g_autofree char *wrong = g_strdup (code);

            wrong[at] = *letter;
            g_assert_cmpint (hearth_card_code_is_whole (wrong), ==, *letter == code[at]);
          }
      for (gsize at = 1; at < length; at++)
        {
          g_autofree char *swapped = g_strdup (code);

          swapped[at] = code[at - 1];
          swapped[at - 1] = code[at];
          g_assert_cmpint (hearth_card_code_is_whole (swapped), ==, code[at] == code[at - 1]);
        }
    }
  g_assert_false (hearth_card_code_is_whole (""));
  g_assert_false (hearth_card_code_is_whole (NULL));
}

static void
test_twins (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  gint64 john
      = add (center,
             "{'preferred-name': <'John'>, 'family-name': <'Smith'>, 'phones': <[{'number': <'6035550142'>}]>}");
  gint64 jon = add (center, "{'preferred-name': <'Jon'>, 'family-name': <'Smyth'>}");
  gint64 same = add (center, "{'preferred-name': <'John'>, 'family-name': <'Smith'>}");
  gint64 phone = add (center, "{'preferred-name': <'Pat'>, 'phones': <[{'number': <'603 555 0142'>}]>}");
  g_auto (Call) call = { .id = john };

  add (center, "{'preferred-name': <'Mary'>, 'family-name': <'Smith'>}");
  hearth_test_center_read (center, HEARTH_ROLE_SUPERVISOR, work_twins, &call);
  g_assert_cmpuint (call.twins->len, ==, 3);
  g_assert_cmpint (hearth_candidate_get_person_id (call.twins->pdata[0]), ==, same);
  g_assert_cmpint (hearth_candidate_get_person_id (call.twins->pdata[1]), ==, phone);
  g_assert_cmpint (hearth_candidate_get_person_id (call.twins->pdata[2]), ==, jon);
  g_assert_cmpstr (hearth_candidate_get_initial (call.twins->pdata[0]), ==, "S.");

  call.other = same;
  hearth_test_center_write (center, HEARTH_ROLE_SUPERVISOR, work_not_same, &call);
  hearth_test_center_write (center, HEARTH_ROLE_SUPERVISOR, work_not_same, &call);
  hearth_test_center_read (center, HEARTH_ROLE_SUPERVISOR, work_twins, &call);
  g_assert_cmpuint (call.twins->len, ==, 2);
  call.id = same;
  hearth_test_center_read (center, HEARTH_ROLE_SUPERVISOR, work_twins, &call);
  for (guint i = 0; i < call.twins->len; i++)
    g_assert_cmpint (hearth_candidate_get_person_id (call.twins->pdata[i]), !=, john);

  call.other = call.id;
  hearth_test_center_refuse (center, HEARTH_ROLE_SUPERVISOR, work_not_same, &call, HEARTH_ERROR_INVALID);
  call.other = 999;
  hearth_test_center_refuse (center, HEARTH_ROLE_SUPERVISOR, work_not_same, &call, HEARTH_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/people/register", test_register);
  g_test_add_func ("/people/register-refuses", test_register_refuses);
  g_test_add_func ("/people/odd-names", test_odd_names);
  g_test_add_func ("/people/long-names", test_long_names);
  g_test_add_func ("/people/been-before", test_been_before);
  g_test_add_func ("/people/get-hides-contact", test_get_hides_contact);
  g_test_add_func ("/people/update", test_update);
  g_test_add_func ("/people/cards", test_cards);
  g_test_add_func ("/people/card-code", test_card_code);
  g_test_add_func ("/people/twins", test_twins);
  return g_test_run ();
}
