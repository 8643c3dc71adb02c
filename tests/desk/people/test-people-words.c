/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What stands under the people dialogs without a window: typed names, days, two edits of one record, phones. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-date-text.h"
#include "hearth-person-line.h"
#include "hearth-phone-words.h"
#include "hearth-phone.h"
#include "hearth-typed-name.h"

#include <string.h>

static void
assert_split (const char *typed, const char *preferred, const char *family, const char *phone)
{
  g_autofree char *preferred_is = NULL, *family_is = NULL, *phone_is = NULL;

  hearth_typed_name_split (typed, &preferred_is, &family_is, &phone_is);
  g_assert_cmpstr (preferred_is, ==, preferred);
  g_assert_cmpstr (family_is, ==, family);
  g_assert_cmpstr (phone_is, ==, phone);
}

static void
test_typed_name (void)
{
  assert_split ("Jon Smythe", "Jon", "Smythe", "");
  assert_split ("jon smythe", "Jon", "Smythe", "");
  assert_split ("  jon   ", "Jon", "", "");
  assert_split ("", "", "", "");
  assert_split ("Smythe, Jon", "Jon", "Smythe", "");
  assert_split ("jan van der berg", "Jan", "van der Berg", "");
  assert_split ("Anneliese-Marguerite van der Westhuizen", "Anneliese-Marguerite", "van der Westhuizen", "");
  assert_split ("anna-maria o'neil", "Anna-Maria", "O'Neil", "");
  assert_split ("Mary Ann Lee", "Mary Ann", "Lee", "");
  assert_split ("DeShawn McCoy", "DeShawn", "McCoy", "");
  assert_split ("josé ñandú", "José", "Ñandú", "");
  assert_split ("4471", "", "", "");
  assert_split ("(555) 010-4471", "", "", "(555) 010-4471");
  assert_split ("van", "Van", "", "");
  assert_split ("محمد علي", "محمد", "علي", "");
}

/* Ten thousand letters and strange ones come back whole or not at all, never broken. */
static void
test_typed_name_bad (void)
{
  g_autofree char *long_name = g_strnfill (10000, 'a');
  static const char *const bad[]
      = { ",", ",,,", "\t\n", "👩‍🦽 👍", "\"; DROP TABLE person; --", "NEAR(*", "-", "\342\200\256abc" };
  g_autofree char *preferred = NULL, *family = NULL, *phone = NULL;

  hearth_typed_name_split (long_name, &preferred, &family, &phone);
  g_assert_cmpuint (strlen (preferred), ==, 10000);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *preferred_is = NULL, *family_is = NULL, *phone_is = NULL;

      hearth_typed_name_split (bad[i], &preferred_is, &family_is, &phone_is);
      g_assert_true (g_utf8_validate (preferred_is, -1, NULL));
      g_assert_true (g_utf8_validate (family_is, -1, NULL));
      g_assert_nonnull (phone_is);
    }
}

static void
assert_day (const char *typed, const char *day)
{
  g_autofree char *read = hearth_date_text_read (typed);

  g_assert_cmpstr (read, ==, day);
}

static void
test_date_text (void)
{
  g_autofree char *shown = hearth_date_text_show ("1988-03-03");
  g_autofree char *nothing = hearth_date_text_show ("");

  g_assert_cmpstr (shown, ==, "March 3, 1988");
  g_assert_cmpstr (nothing, ==, "");
  assert_day ("1988-03-03", "1988-03-03");
  assert_day ("March 3, 1988", "1988-03-03");
  assert_day ("mar 3 1988", "1988-03-03");
  assert_day ("3/4/1988", "1988-03-04");
  assert_day (" 3/4/1988 ", "1988-03-04");
  assert_day ("3/4/88", NULL);
  assert_day ("1988", NULL);
  assert_day ("2/30/1988", NULL);
  assert_day ("soon", NULL);
  assert_day ("", NULL);
  assert_day ("19880303", NULL);
}

static HearthPerson *
make_person (const char *preferred, const char *family, const char *pronouns)
{
  return g_object_new (HEARTH_TYPE_PERSON, "id", (gint64)1, "revision", (gint64)1, "preferred-name", preferred,
                       "family-name", family, "pronouns", pronouns, NULL);
}

static void
test_rebase_apart (void)
{
  g_autoptr (HearthPerson) base = make_person ("Jon", "Smythe", "");
  g_autoptr (HearthPerson) mine = make_person ("Jonny", "Smythe", "");
  g_autoptr (HearthPerson) theirs = make_person ("Jon", "Smythe", "he/him");
  g_autoptr (GArray) conflicts = NULL;
  g_autoptr (HearthPerson) both = hearth_person_line_rebase (base, mine, theirs, &conflicts);

  g_assert_cmpuint (conflicts->len, ==, 0);
  g_assert_cmpstr (hearth_person_get_preferred_name (both), ==, "Jonny");
  g_assert_cmpstr (hearth_person_get_pronouns (both), ==, "he/him");
}

static void
test_rebase_clash (void)
{
  g_autoptr (HearthPerson) base = make_person ("Jon", "Smythe", "he/him");
  g_autoptr (HearthPerson) mine = make_person ("Jonny", "Smith", "");
  g_autoptr (HearthPerson) theirs = make_person ("Johnny", "Smith", "he/him");
  g_autoptr (GArray) conflicts = NULL;
  g_autoptr (HearthPerson) both = hearth_person_line_rebase (base, mine, theirs, &conflicts);

  /* Both to the same is no clash. */
  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpint (g_array_index (conflicts, HearthPersonLine, 0), ==, HEARTH_PERSON_LINE_PREFERRED_NAME);
  g_assert_cmpstr (hearth_person_get_preferred_name (both), ==, "Jonny");
  g_assert_cmpstr (hearth_person_get_family_name (both), ==, "Smith");
  g_assert_cmpstr (hearth_person_get_pronouns (both), ==, "");
}

/* Kind and date of birth are one line: never the one's kind with the other's date. */
static void
test_rebase_birth (void)
{
  g_autoptr (HearthPerson) base = make_person ("Jon", "", "");
  g_autoptr (HearthPerson) mine
      = g_object_new (HEARTH_TYPE_PERSON, "id", (gint64)1, "revision", (gint64)1, "preferred-name", "Jon", "birth-kind",
                      "year", "birth-date", "1988", NULL);
  g_autoptr (HearthPerson) theirs = g_object_new (HEARTH_TYPE_PERSON, "id", (gint64)1, "revision", (gint64)2,
                                                  "preferred-name", "Jon", "birth-kind", "18-or-over", NULL);
  g_autoptr (GArray) conflicts = NULL;
  g_autoptr (HearthPerson) both = hearth_person_line_rebase (base, mine, theirs, &conflicts);

  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpint (g_array_index (conflicts, HearthPersonLine, 0), ==, HEARTH_PERSON_LINE_BIRTH);
  g_assert_cmpstr (hearth_person_get_birth_kind (both), ==, "year");
  g_assert_cmpstr (hearth_person_get_birth_date (both), ==, "1988");
  g_assert_cmpint (hearth_person_get_revision (both), ==, 2);
}

static HearthPhone *
make_phone (const char *safe, const char *voicemail, gboolean texts)
{
  return g_object_new (HEARTH_TYPE_PHONE, "number", "555-0104", "label", "mobile", "safe-to-call", safe, "voicemail",
                       voicemail, "texts", texts, NULL);
}

static void
test_phones (void)
{
  g_autoptr (HearthPhone) any = make_phone ("any time", "center", TRUE);
  g_autoptr (HearthPhone) after = make_phone ("after 5 pm", "first-name", FALSE);
  g_autoptr (HearthPhone) never = make_phone ("never", "none", FALSE);
  g_autoptr (HearthPhone) own = make_phone ("when the kids are at school", "", TRUE);
  g_autofree char *after_words = hearth_phone_words (after);
  g_autofree char *own_words = hearth_phone_words (own);

  g_assert_cmpstr (after_words, ==, "Mobile · after 5 pm · first name only on voicemail");
  g_assert_cmpstr (own_words, ==, "Mobile · when the kids are at school · texts are fine");
  g_assert_true (hearth_phone_more_careful (after, any));
  g_assert_false (hearth_phone_more_careful (any, after));
  g_assert_true (hearth_phone_more_careful (never, own));
  g_assert_true (hearth_phone_more_careful (own, any));
  g_assert_true (hearth_phone_more_careful (any, any));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/people-words/typed-name", test_typed_name);
  g_test_add_func ("/people-words/typed-name-bad", test_typed_name_bad);
  g_test_add_func ("/people-words/date-text", test_date_text);
  g_test_add_func ("/people-words/rebase-apart", test_rebase_apart);
  g_test_add_func ("/people-words/rebase-clash", test_rebase_clash);
  g_test_add_func ("/people-words/rebase-birth", test_rebase_birth);
  g_test_add_func ("/people-words/phones", test_phones);
  return g_test_run ();
}
