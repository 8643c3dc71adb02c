/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Fuzz target: the code to join, as somebody types it. */

#include "config.h"

#include "hearth-join-code.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *typed = g_strndup (size > 0 ? (const char *)data : "", size);
  g_autofree char *tidy = hearth_join_code_tidy (typed);
  g_autofree char *again = hearth_join_code_tidy (tidy);
  g_auto (HearthJoinCode) code = { NULL };
  gboolean whole;
  guint mistake = hearth_join_code_check (typed, &whole);
  gboolean is_code = hearth_join_code_from_text (&code, typed, NULL);

  g_assert_true (g_utf8_validate (tidy, -1, NULL));
  g_assert_cmpstr (tidy, ==, again);
  g_assert_cmpuint (hearth_join_code_check (tidy, NULL), ==, mistake);
  g_assert_true (is_code == (mistake == 0 && whole));
  if (is_code)
    {
      g_autofree char *text = hearth_join_code_to_text (&code);

      g_assert_cmpstr (text, ==, tidy);
    }
  return 0;
}
