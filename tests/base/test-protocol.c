/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-error.h"
#include "hearth-protocol.h"

static void
assert_refused (guint oldest, guint newest, HearthError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hearth_protocol_check (oldest, newest, &error));
  g_assert_error (error, HEARTH_ERROR, (int)code);
}

static void
test_check (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hearth_protocol_check (HEARTH_PROTOCOL_OLDEST, HEARTH_PROTOCOL_NEWEST, &error));
  g_assert_true (hearth_protocol_check (0, HEARTH_PROTOCOL_OLDEST, &error));
  g_assert_true (hearth_protocol_check (HEARTH_PROTOCOL_NEWEST, G_MAXUINT, &error));
  g_assert_no_error (error);
  assert_refused (0, HEARTH_PROTOCOL_OLDEST - 1, HEARTH_ERROR_DESK_TOO_OLD);
  assert_refused (HEARTH_PROTOCOL_NEWEST + 1, HEARTH_PROTOCOL_OLDEST, HEARTH_ERROR_DESK_TOO_OLD);
  assert_refused (HEARTH_PROTOCOL_NEWEST + 1, G_MAXUINT, HEARTH_ERROR_DESK_TOO_NEW);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/check", test_check);
  return g_test_run ();
}
