/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Times as people write them on paper. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include <glib.h>

#include "hearth-typed-time.h"

#define DAY "2026-03-12"

static void
test_times (void)
{
  static const struct
  {
    const char *typed;
    int hour, minute; /* hour -1: no time */
  } cases[] = {
    { "2:14 pm", 14, 14 },   { "2:14pm", 14, 14 }, { "14:14", 14, 14 }, { "214p", 14, 14 }, { "9", 9, 0 },
    { "9 am", 9, 0 },        { "12 pm", 12, 0 },   { "12 am", 0, 0 },   { "12", 12, 0 },    { "0", 0, 0 },
    { "2:30", 14, 30 },      { "02:30", 2, 30 },   { "930", 9, 30 },    { "1730", 17, 30 }, { " 9.05 ", 9, 5 },
    { "2:14 P.M.", 14, 14 }, { "11a", 11, 0 },     { "", -1, 0 },       { "noon", -1, 0 },  { "25:00", -1, 0 },
    { "9:60", -1, 0 },       { "9:5", -1, 0 },     { "13 pm", -1, 0 },  { "0 am", -1, 0 },  { "12345", -1, 0 },
    { "-3", -1, 0 },         { "9:00 xm", -1, 0 }, { "9:", -1, 0 },     { ":30", -1, 0 },   { "１２", -1, 0 },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 at_s = 0;
      gboolean is_time = hearth_typed_time_parse (cases[i].typed, DAY, zone, &at_s);

      g_test_message ("“%s”", cases[i].typed);
      g_assert_cmpint (is_time, ==, cases[i].hour >= 0);
      if (!is_time)
        continue;

      g_autoptr (GDateTime) expected = g_date_time_new (zone, 2026, 3, 12, cases[i].hour, cases[i].minute, 0);

      g_assert_cmpint (at_s, ==, g_date_time_to_unix (expected));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/typed-time", test_times);
  return g_test_run ();
}
