/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* "Now", in one place, so that tests can set it. The environment variable HEARTH_NOW (ISO 8601, for instance
 * 2026-03-12T14:14:00Z) starts the program at another instant, from which its clock runs on. Any thread. */

#define G_LOG_DOMAIN "hearth-base"

#include "config.h"

#include "hearth-clock.h"

#include <time.h>

#define RUNS G_MININT64

static gint64 offset_s;                 /* added to the system's clock; atomic access by pointer-size reads */
static gint64 stands_at_s = RUNS;       /* what it says while it stands still; atomic access likewise */
static gint64 boot_stands_at_us = RUNS; /* and the clock that nobody sets; likewise */
static gsize offset_read;

static void
read_offset (void)
{
  if (g_once_init_enter (&offset_read))
    {
      const char *text = g_getenv ("HEARTH_NOW");
      g_autoptr (GDateTime) start = text ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

      if (start)
        offset_s = g_date_time_to_unix (start) - g_get_real_time () / G_USEC_PER_SEC;
      g_once_init_leave (&offset_read, 1);
    }
}

/**
 * hearth_clock_now_s:
 *
 * Returns: seconds since 1970-01-01 00:00 UTC
 */
gint64
hearth_clock_now_s (void)
{
  gint64 stands = __atomic_load_n (&stands_at_s, __ATOMIC_RELAXED);

  if (stands != RUNS)
    return stands;

  read_offset ();
  return g_get_real_time () / G_USEC_PER_SEC + __atomic_load_n (&offset_s, __ATOMIC_RELAXED);
}

/**
 * hearth_clock_since_boot_us:
 *
 * Returns: microseconds of a clock that runs on while the PC sleeps, and that nobody sets
 */
gint64
hearth_clock_since_boot_us (void)
{
  gint64 stands = __atomic_load_n (&boot_stands_at_us, __ATOMIC_RELAXED);
  struct timespec now;

  if (stands != RUNS)
    return stands;
  if (clock_gettime (CLOCK_BOOTTIME, &now) != 0)
    return g_get_monotonic_time ();
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/**
 * hearth_clock_set:
 * @now_s: what the clock says until it is set again or reset
 *
 * For tests: all threads see the new time. Both clocks stand still then, so that no test depends on how long the machine
 * takes from one line to the next; that since boot where it was, as when somebody sets the clock of a PC.
 */
void
hearth_clock_set (gint64 now_s)
{
  __atomic_store_n (&boot_stands_at_us, hearth_clock_since_boot_us (), __ATOMIC_RELAXED);
  __atomic_store_n (&stands_at_s, now_s, __ATOMIC_RELAXED);
}

/**
 * hearth_clock_pass:
 * @seconds: how long
 *
 * For tests: so much time passes on both clocks, and they stand still again.
 */
void
hearth_clock_pass (gint64 seconds)
{
  hearth_clock_set (hearth_clock_now_s () + seconds);
  __atomic_add_fetch (&boot_stands_at_us, seconds * G_USEC_PER_SEC, __ATOMIC_RELAXED);
}

/**
 * hearth_clock_reset:
 *
 * For tests: back to the system's clocks.
 */
void
hearth_clock_reset (void)
{
  read_offset ();
  __atomic_store_n (&offset_s, 0, __ATOMIC_RELAXED);
  __atomic_store_n (&stands_at_s, RUNS, __ATOMIC_RELAXED);
  __atomic_store_n (&boot_stands_at_us, RUNS, __ATOMIC_RELAXED);
}
