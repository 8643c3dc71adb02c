/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What leaves the center gives no small number away. The random tables are checked by a reader who tries everything: for
 * each small number there are at least two values with which all that is printed comes out. */

#include "config.h"

#include "hearth-small-numbers.h"

#define PARTS 5

/* Parts, then their total. */
static HearthSmallNumbers *
table_of (const guint *parts, gsize n_parts)
{
  HearthSmallNumbers *numbers = hearth_small_numbers_new ();
  guint cells[PARTS], sum = 0, total;

  for (gsize i = 0; i < n_parts; i++)
    {
      cells[i] = hearth_small_numbers_add (numbers, parts[i]);
      sum += parts[i];
    }
  total = hearth_small_numbers_add (numbers, sum);
  hearth_small_numbers_sum (numbers, total, cells, n_parts);
  hearth_small_numbers_hide (numbers);
  return numbers;
}

static void
test_plain (void)
{
  const guint large[] = { 10, 0, 20, 5 };
  const guint one_small[] = { 10, 3, 20, 0 };
  const guint two_small[] = { 10, 3, 2, 0 };
  const guint two_ones[] = { 1, 1, 50, 9 };
  const guint alone[] = { 3, 0, 0, 0 };
  g_autoptr (HearthSmallNumbers) a = table_of (large, 4);
  g_autoptr (HearthSmallNumbers) b = table_of (one_small, 4);
  g_autoptr (HearthSmallNumbers) c = table_of (two_small, 4);
  g_autoptr (HearthSmallNumbers) d = table_of (two_ones, 4);
  g_autoptr (HearthSmallNumbers) e = table_of (alone, 4);

  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (hearth_small_numbers_get (a, i), ==, HEARTH_SMALL_SHOWN);
  g_assert_cmpint (hearth_small_numbers_get (b, 0), ==, HEARTH_SMALL_HIDDEN);
  g_assert_cmpint (hearth_small_numbers_get (b, 1), ==, HEARTH_SMALL_FEW);
  g_assert_cmpint (hearth_small_numbers_get (b, 2), ==, HEARTH_SMALL_SHOWN);
  g_assert_cmpint (hearth_small_numbers_get (b, 3), ==, HEARTH_SMALL_SHOWN); /* nobody is nobody */
  g_assert_cmpint (hearth_small_numbers_get (b, 4), ==, HEARTH_SMALL_SHOWN);
  g_assert_cmpint (hearth_small_numbers_get (c, 0), ==, HEARTH_SMALL_SHOWN);
  /* 61 - 50 - 9 leaves 2 for two: each is 1. */
  g_assert_cmpint (hearth_small_numbers_get (d, 3), ==, HEARTH_SMALL_HIDDEN);
  g_assert_cmpint (hearth_small_numbers_get (e, 0), ==, HEARTH_SMALL_FEW);
  g_assert_cmpint (hearth_small_numbers_get (e, 4), ==, HEARTH_SMALL_FEW);
}

/* Whether @guess fits what is printed of @value. */
static gboolean
fits (HearthSmall how, guint guess, guint value)
{
  switch (how)
    {
    case HEARTH_SMALL_FEW:
      return guess >= 1 && guess < HEARTH_SMALL_LIMIT;
    case HEARTH_SMALL_HIDDEN:
      return guess >= HEARTH_SMALL_LIMIT;
    case HEARTH_SMALL_SHOWN:
    default:
      return guess == value;
    }
}

#define GUESS_MAX 24

static void
test_random (void)
{
  for (guint round = 0; round < 300; round++)
    {
      guint parts[3], total = 0, seen[3][GUESS_MAX] = { { 0 } };
      HearthSmall how[4];
      g_autoptr (HearthSmallNumbers) numbers = NULL;

      for (guint i = 0; i < 3; i++)
        total += parts[i] = (guint)g_test_rand_int_range (0, 9);
      numbers = table_of (parts, 3);
      for (guint i = 0; i < 4; i++)
        how[i] = hearth_small_numbers_get (numbers, i);

      for (guint a = 0; a < GUESS_MAX; a++)
        for (guint b = 0; b < GUESS_MAX; b++)
          for (guint c = 0; c < GUESS_MAX; c++)
            if (fits (how[0], a, parts[0]) && fits (how[1], b, parts[1]) && fits (how[2], c, parts[2])
                && fits (how[3], a + b + c, total))
              seen[0][a] = seen[1][b] = seen[2][c] = 1;
      for (guint i = 0; i < 3; i++)
        {
          guint n = 0;

          for (guint guess = 0; guess < GUESS_MAX; guess++)
            n += seen[i][guess];
          g_assert_cmpuint (n, >=, parts[i] > 0 && parts[i] < HEARTH_SMALL_LIMIT ? 2 : 1);
        }
    }
}

/* Two tables of one total: what is kept back in one must not come out of the other. */
static void
test_two_tables (void)
{
  g_autoptr (HearthSmallNumbers) numbers = hearth_small_numbers_new ();
  guint a = hearth_small_numbers_add (numbers, 2), b = hearth_small_numbers_add (numbers, 30);
  guint c = hearth_small_numbers_add (numbers, 12), d = hearth_small_numbers_add (numbers, 20);
  guint total = hearth_small_numbers_add_unseen (numbers, 32);
  const guint one[] = { a, b }, other[] = { c, d };

  hearth_small_numbers_sum (numbers, total, one, 2);
  hearth_small_numbers_sum (numbers, total, other, 2);
  hearth_small_numbers_hide (numbers);
  g_assert_cmpint (hearth_small_numbers_get (numbers, a), ==, HEARTH_SMALL_FEW);
  g_assert_true (hearth_small_numbers_get (numbers, b) == HEARTH_SMALL_HIDDEN
                 || hearth_small_numbers_get (numbers, c) == HEARTH_SMALL_HIDDEN
                 || hearth_small_numbers_get (numbers, d) == HEARTH_SMALL_HIDDEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/small-numbers/plain", test_plain);
  g_test_add_func ("/small-numbers/random", test_random);
  g_test_add_func ("/small-numbers/two-tables", test_two_tables);
  return g_test_run ();
}
