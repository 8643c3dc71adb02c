/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-error.h"
#include "hearth-person.h"
#include "hearth-phone.h"
#include "hearth-visit.h"
#include "hearth-candidate.h"

static HearthPerson *
person (void)
{
  const char *former[] = { "Joanna", "J.", NULL };
  g_autoptr (GListStore) phones = g_list_store_new (HEARTH_TYPE_PHONE);
  g_autoptr (HearthPhone) phone = g_object_new (HEARTH_TYPE_PHONE, "number", "555 0101", "texts", TRUE, NULL);

  g_list_store_append (phones, phone);
  return g_object_new (HEARTH_TYPE_PERSON, "id", (gint64)7, "preferred-name", "Jo", "former-names", former, "phones",
                       phones, "recovery-noticed", TRUE, NULL);
}

static void
test_round_trip (void)
{
  g_autoptr (HearthPerson) jo = person ();
  g_autoptr (GVariant) dict = g_variant_ref_sink (hearth_record_to_variant (jo));
  g_autoptr (HearthPerson) back = hearth_record_from_variant (HEARTH_TYPE_PERSON, dict, NULL);
  g_autoptr (HearthPhone) phone = g_list_model_get_item (hearth_person_get_phones (back), 0);

  g_assert_true (hearth_record_equal (jo, back));
  g_assert_cmpint (hearth_person_get_id (back), ==, 7);
  g_assert_cmpstr (hearth_person_get_preferred_name (back), ==, "Jo");
  g_assert_cmpstr (hearth_person_get_family_name (back), ==, "");
  g_assert_cmpstr (hearth_person_get_former_names (back)[1], ==, "J.");
  g_assert_null (hearth_person_get_languages (back)[0]);
  g_assert_cmpstr (hearth_phone_get_number (phone), ==, "555 0101");
  g_assert_cmpuint (g_variant_n_children (dict), ==, 5); /* what is the default does not travel */
}

static void
test_strangers (void)
{
  g_autoptr (GVariant) newer
      = g_variant_ref_sink (g_variant_new_parsed ("{'preferred-name': <'Jo'>, 'of-a-later-version': <(1, 2)>}"));
  g_autoptr (GVariant) wrong = g_variant_ref_sink (g_variant_new_parsed ("{'preferred-name': <7>}"));
  g_autoptr (GVariant) inside = g_variant_ref_sink (g_variant_new_parsed ("{'phones': <[{'number': <true>}]>}"));
  g_autoptr (GError) error = NULL, inside_error = NULL;
  g_autoptr (HearthPerson) jo = hearth_record_from_variant (HEARTH_TYPE_PERSON, newer, NULL);

  g_assert_cmpstr (hearth_person_get_preferred_name (jo), ==, "Jo");
  g_assert_null (hearth_record_from_variant (HEARTH_TYPE_PERSON, wrong, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_assert_null (hearth_record_from_variant (HEARTH_TYPE_PERSON, inside, &inside_error));
  g_assert_error (inside_error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
}

static void
test_changes (void)
{
  g_autoptr (HearthPerson) jo = person ();
  g_autoptr (GVariant) wish = g_variant_ref_sink (
      g_variant_new_parsed ("{'pronouns': <'they/them'>, 'former-names': <@as []>, 'phones': <@aa{sv} []>}"));
  g_autoptr (HearthPerson) other = hearth_record_with (jo, wish, NULL);
  g_autoptr (GVariant) changes = g_variant_ref_sink (hearth_record_changes (jo, other));
  g_autoptr (HearthPerson) again = hearth_record_with (jo, changes, NULL);

  g_assert_cmpstr (hearth_person_get_pronouns (other), ==, "they/them");
  g_assert_cmpstr (hearth_person_get_pronouns (jo), ==, "");
  g_assert_null (hearth_person_get_former_names (other)[0]);
  g_assert_cmpuint (g_variant_n_children (changes), ==, 3);
  g_assert_true (hearth_record_equal (other, again));
}

static void
test_row (void)
{
  g_autoptr (HearthVisit) visit = g_object_new (HEARTH_TYPE_VISIT, "id", (gint64)3, "kind", "person", "name", "Jo",
                                                "initial", "S.", "head-count", (gint64)1, "voided", TRUE, NULL);
  g_autoptr (GVariant) row = g_variant_ref_sink (hearth_record_to_row (visit));
  g_autoptr (HearthVisit) back = hearth_record_from_row (HEARTH_TYPE_VISIT, row);
  g_autoptr (HearthCandidate) candidate = g_object_new (HEARTH_TYPE_CANDIDATE, NULL);
  g_autoptr (GVariant) other = g_variant_ref_sink (hearth_record_to_row (candidate));

  g_assert_cmpstr (g_variant_get_type_string (row), ==, HEARTH_VISIT_ROW);
  g_assert_cmpstr (g_variant_get_type_string (other), ==, HEARTH_CANDIDATE_ROW);
  g_assert_true (hearth_record_equal (visit, back));
}

static void
test_finalize (void)
{
  HearthPerson *jo = person ();

  g_assert_finalize_object (jo);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/round-trip", test_round_trip);
  g_test_add_func ("/record/strangers", test_strangers);
  g_test_add_func ("/record/changes", test_changes);
  g_test_add_func ("/record/row", test_row);
  g_test_add_func ("/record/finalize", test_finalize);
  return g_test_run ();
}
