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

/* What a PC is set to. */
static void
assert_zone (const char *set_to, const char *name)
{
  g_autofree char *zone = NULL;

  g_setenv ("TZ", set_to, TRUE);
  zone = hearth_day_zone_of_pc ();
  g_assert_cmpstr (zone, ==, name);
}

static void
test_zone_of_pc (void)
{
  g_autofree char *before = g_strdup (g_getenv ("TZ"));

  assert_zone ("America/New_York", "America/New_York");
  assert_zone (":America/New_York", "America/New_York");
  assert_zone ("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin");
  assert_zone (":/usr/share/zoneinfo/Etc/UTC", "UTC");
  assert_zone ("UTC", "UTC");
  assert_zone ("UTC0", NULL);
  assert_zone ("EST5EDT", NULL);
  assert_zone ("<+05>-5", NULL);
  if (before)
    g_setenv ("TZ", before, TRUE);
  else
    g_unsetenv ("TZ");
}

static void
test_clock (void)
{
  gint64 since_boot_us;

  hearth_clock_set (1000);
  since_boot_us = hearth_clock_since_boot_us ();
  g_assert_cmpint (hearth_clock_now_s (), ==, 1000);
  /* Somebody sets it; then time passes. */
  hearth_clock_set (5000);
  g_assert_cmpint (hearth_clock_since_boot_us (), ==, since_boot_us);
  hearth_clock_pass (7);
  g_assert_cmpint (hearth_clock_now_s (), ==, 5007);
  g_assert_cmpint (hearth_clock_since_boot_us (), ==, since_boot_us + 7 * G_USEC_PER_SEC);
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
  g_test_add_func ("/day/zone-of-pc", test_zone_of_pc);
  g_test_add_func ("/day/clock", test_clock);
  return g_test_run ();
}
