/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-clock.h"
#include "hearth-day.h"

static void
test_day_of (void)
{
  g_autoptr (GTimeZone) new_york = g_time_zone_new_identifier ("America/New_York");
  g_autofree char *before = hearth_day_of (1773288000 - 3600 * 4 - 1, new_york); /* 2026-03-12 04:00 UTC is midnight */
  g_autofree char *after = hearth_day_of (1773288000, new_york);

  g_assert_cmpstr (before, ==, "2026-03-11");
  g_assert_cmpstr (after, ==, "2026-03-12");
}

static void
test_bounds (void)
{
  g_autoptr (GTimeZone) new_york = g_time_zone_new_identifier ("America/New_York");
  gint64 start, end;

  g_assert_true (hearth_day_bounds ("2026-03-08", new_york, &start, &end)); /* clocks go forward */
  g_assert_cmpint (end - start, ==, 23 * 3600);
  g_assert_true (hearth_day_bounds ("2026-11-01", new_york, &start, &end)); /* and back */
  g_assert_cmpint (end - start, ==, 25 * 3600);
  g_assert_false (hearth_day_bounds ("2026-02-30", new_york, &start, &end));
  g_assert_false (hearth_day_bounds ("", new_york, &start, &end));
  g_assert_false (hearth_day_bounds (NULL, new_york, &start, &end));
}

static void
test_valid (void)
{
  g_assert_true (hearth_day_is_valid ("2024-02-29"));
  g_assert_false (hearth_day_is_valid ("2023-02-29"));
  g_assert_false (hearth_day_is_valid ("2023-2-9"));
  g_assert_false (hearth_day_is_valid ("2023-02-0x"));
  g_assert_false (hearth_day_is_valid ("0000-01-01"));
}

static void
test_add (void)
{
  g_autofree char *next = hearth_day_add ("2023-12-31", 1);
  g_autofree char *before = hearth_day_add ("2024-03-01", -1);

  g_assert_cmpstr (next, ==, "2024-01-01");
  g_assert_cmpstr (before, ==, "2024-02-29");
  g_assert_null (hearth_day_add ("soon", 1));
}

static void
test_clock (void)
{
  hearth_clock_set (1000);
  g_assert_cmpint (hearth_clock_now_s (), ==, 1000);
  hearth_clock_reset ();
  g_assert_cmpint (hearth_clock_now_s (), >, 1700000000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/day/of", test_day_of);
  g_test_add_func ("/day/bounds", test_bounds);
  g_test_add_func ("/day/valid", test_valid);
  g_test_add_func ("/day/add", test_add);
  g_test_add_func ("/day/clock", test_clock);
  return g_test_run ();
}
