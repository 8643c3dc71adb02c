/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a desk may notice of a person's dates. */

#include "config.h"

#include "hearth-arrival-rules.h"

static void
test_chosen_date (void)
{
  static const struct
  {
    const char *today, *date;
    gboolean chosen;
  } cases[] = {
    { "2026-03-12", "2020-03-12", TRUE },  { "2026-03-12", "2026-03-12", TRUE },  { "2026-03-13", "2020-03-12", FALSE },
    { "2026-02-28", "2020-02-29", TRUE },  { "2028-02-28", "2020-02-29", FALSE }, { "2028-02-29", "2020-02-29", TRUE },
    { "2026-03-01", "2020-02-29", FALSE }, { "2026-03-12", "2027-03-12", FALSE }, { "2026-03-12", "", FALSE },
    { "2026-03-12", NULL, FALSE },         { "2026-03-12", "2020", FALSE },       { "2026-03-12", "2020-13-12", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (hearth_arrival_is_chosen_date (cases[i].today, cases[i].date) == cases[i].chosen);
}

static void
test_under_18 (void)
{
  static const struct
  {
    const char *kind, *date;
    gboolean under;
  } cases[] = {
    { "under-18", "", TRUE },        { "18-or-over", "", FALSE },
    { "not-asked", "", FALSE },      { "", "", FALSE },
    { "date", "2008-03-12", FALSE }, { "date", "2008-03-13", TRUE },
    { "date", "2009-01-01", TRUE },  { "date", "1970-01-01", FALSE },
    { "year", "2009", TRUE },        { "year", "2008", TRUE },
    { "year", "2007", FALSE },       { "date", "", FALSE },
    { "date", "20080312xx", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (hearth_arrival_is_under_18 ("2026-03-12", cases[i].kind, cases[i].date) == cases[i].under);
  /* Born on February 29: 18 on March 1. */
  g_assert_true (hearth_arrival_is_under_18 ("2026-02-28", "date", "2008-02-29"));
  g_assert_false (hearth_arrival_is_under_18 ("2026-03-01", "date", "2008-02-29"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arrival-rules/chosen-date", test_chosen_date);
  g_test_add_func ("/arrival-rules/under-18", test_under_18);
  return g_test_run ();
}
