/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Twenty desks, each checking people in as fast as it can, at a hub that is a process of its own; then the same while the
 * hub is killed again and again. What was acknowledged is there exactly once, what was not is asked again with the same
 * request. HEARTH_LOAD_SECONDS (2) and HEARTH_LOAD_KILLS (5) say how long and how often; the figures are in the log. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-link.h"
#include "hearth-test-crowd.h"

#include <stdlib.h>

#define DESKS 20
/* Between two kills at most so many answers. */
#define ANSWERS_MAX 300

static double
wish (const char *name, double otherwise)
{
  const char *text = g_getenv (name);

  return text ? g_ascii_strtod (text, NULL) : otherwise;
}

static void
print_figures (const char *what, HearthTestCrowd *crowd, gint64 begun_us)
{
  g_autoptr (GArray) times = hearth_test_crowd_take_times (crowd);
  double seconds = (double)(g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC;

  g_test_message ("%s: %u check-ins of %u desks in %.1f s, %.0f a second, p50 %.1f ms, p99 %.1f ms", what, times->len,
                  DESKS, seconds, times->len / seconds, hearth_test_crowd_percentile (times, 50) / 1000,
                  hearth_test_crowd_percentile (times, 99) / 1000);
}

static void
test_twenty_desks (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (DESKS);
  g_autoptr (HearthTestCrowd) crowd = hearth_test_crowd_new (lan, DESKS, NULL, NULL);
  gint64 begun_us;

  hearth_test_center_cheap_passphrases (lan->center);
  hearth_test_lan_start (lan);
  hearth_test_crowd_connect (crowd);
  begun_us = g_get_monotonic_time ();
  hearth_test_crowd_run_for (crowd, wish ("HEARTH_LOAD_SECONDS", 2));
  /* Where that was not enough for one of each. */
  hearth_test_crowd_run_until (crowd, DESKS);
  hearth_test_crowd_end (crowd);
  print_figures ("as fast as they can", crowd, begun_us);
  g_assert_cmpuint (hearth_test_crowd_count (crowd), >, DESKS);
  hearth_test_crowd_disconnect (crowd);
  hearth_test_lan_stop (lan);
  hearth_test_crowd_assert_kept (crowd);
}

static void
test_killed_hub (void)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (DESKS);
  g_autoptr (HearthTestCrowd) crowd = hearth_test_crowd_new (lan, DESKS, NULL, NULL);
  guint n_kills = (guint)wish ("HEARTH_LOAD_KILLS", 5);
  gint64 begun_us = g_get_monotonic_time ();

  hearth_test_center_cheap_passphrases (lan->center);
  for (guint i = 0; i < n_kills; i++)
    {
      hearth_test_lan_start (lan);
      hearth_test_crowd_connect (crowd);
      hearth_test_crowd_run_until (crowd, (guint)g_test_rand_int_range (1, ANSWERS_MAX));
      hearth_test_lan_kill (lan);
      hearth_test_crowd_disconnect (crowd);
    }
  /* What is still open is asked once more. */
  hearth_test_lan_start (lan);
  hearth_test_crowd_connect (crowd);
  hearth_test_crowd_run_until (crowd, DESKS);
  hearth_test_crowd_end (crowd);
  print_figures ("with kills and restarts between", crowd, begun_us);
  hearth_test_crowd_disconnect (crowd);
  hearth_test_lan_stop (lan);
  hearth_test_crowd_assert_kept (crowd);
  g_test_message ("%u kills, %u check-ins acknowledged, 0 lost, 0 doubled", n_kills, hearth_test_crowd_count (crowd));
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/twenty-desks", test_twenty_desks);
  g_test_add_func ("/load/killed-hub", test_killed_hub);
  return g_test_run ();
}
