/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-error.h"
#include "hearth-text.h"

static void
test_clean (void)
{
  static const struct
  {
    const char *typed, *kept;
  } cases[] = {
    { "Jon", "Jon" },
    { "  Jon \t Smythe\n", "Jon Smythe" },
    { "", "" },
    { " \n ", "" },
    { "Zoe\xcc\x88", "Zoë" },             /* composed */
    { "a\x01\x1b[31mb", "a[31mb" },       /* control characters go, what they steered stays text */
    { "evil\xe2\x80\xaegpj", "evilgpj" }, /* right-to-left override */
    { "\xef\xbb\xbfJon", "Jon" },         /* byte order mark */
    { "\xd9\x85\xd8\xad\xd9\x85\xd8\xaf", "محمد" },
    { "'; DROP TABLE person;--", "'; DROP TABLE person;--" },
    { "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", "👩‍👧" }, /* joined emoji stay joined */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *kept = hearth_text_clean (cases[i].typed, 200, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (kept, ==, cases[i].kept);
    }

  g_autofree char *none = hearth_text_clean (NULL, 200, NULL);

  g_assert_cmpstr (none, ==, "");
}

static void
test_clean_refuses (void)
{
  g_autofree char *huge = g_strnfill (10000, 'x');
  g_autofree char *fits = g_strnfill (200, 'x');
  g_autoptr (GError) long_error = NULL, bytes_error = NULL;
  g_autofree char *kept = hearth_text_clean (fits, 200, NULL);

  g_assert_cmpstr (kept, ==, fits);
  g_assert_null (hearth_text_clean (huge, 200, &long_error));
  g_assert_error (long_error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_assert_null (hearth_text_clean ("\xff\xfe", 200, &bytes_error));
  g_assert_error (bytes_error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_assert_null (strstr (long_error->message, "xxx"));
}

static void
test_note_keeps_lines (void)
{
  g_autofree char *kept = hearth_text_clean_note ("one  two\n\nthree \r\n four", 200, NULL);

  g_assert_cmpstr (kept, ==, "one two\n\nthree\nfour");
}

static void
test_fold (void)
{
  static const struct
  {
    const char *name, *folded;
  } cases[] = {
    { "José García", "jose garcia" },
    { "O’Brien", "obrien" },
    { "O'Brien", "obrien" },
    { "Anneliese-Marguerite van der Westhuizen", "anneliese marguerite van der westhuizen" },
    { "Łukasz", "lukasz" },
    { "Straße", "strasse" },
    { "Ødegård", "odegard" },
    { "NGUYỄN Thị", "nguyen thi" },
    { "МАРИЯ", "мария" },
    { "  \"NEAR\" * -x ", "near x" },
    { "👩", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = hearth_text_fold (cases[i].name);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

static void
test_initial (void)
{
  g_autofree char *plain = hearth_text_initial ("Smythe");
  g_autofree char *marked = hearth_text_initial ("A\xcc\x8angstrom");
  g_autofree char *none = hearth_text_initial ("");
  g_autofree char *null = hearth_text_initial (NULL);

  g_assert_cmpstr (plain, ==, "S.");
  g_assert_cmpstr (marked, ==, "A\xcc\x8a.");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (null, ==, "");
}

static void
test_digits (void)
{
  g_autofree char *digits = hearth_text_digits ("+1 (555) 010-44٧١");

  g_assert_cmpstr (digits, ==, "15550104471");
}

static void
test_set_str (void)
{
  g_autofree char *field = NULL;

  g_assert_true (hearth_set_str (&field, "a"));
  g_assert_false (hearth_set_str (&field, "a"));
  g_assert_true (hearth_set_str (&field, NULL));
  g_assert_null (field);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/clean", test_clean);
  g_test_add_func ("/text/clean-refuses", test_clean_refuses);
  g_test_add_func ("/text/note-keeps-lines", test_note_keeps_lines);
  g_test_add_func ("/text/fold", test_fold);
  g_test_add_func ("/text/initial", test_initial);
  g_test_add_func ("/text/digits", test_digits);
  g_test_add_func ("/text/set-str", test_set_str);
  return g_test_run ();
}
