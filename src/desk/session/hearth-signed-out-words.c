/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Why somebody was signed out who did not ask for it, in words that anybody may read: the page on which they stand is
 * seen by whoever passes. Any thread. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-signed-out-words.h"

#include <glib/gi18n.h>

/**
 * hearth_signed_out_words:
 * @why: of HearthClient's "signed-out"
 * @was_locked: whether nobody was at the desk when it happened
 *
 * Returns: (transfer full): what the sign-in page says, and what to do
 */
char *
hearth_signed_out_words (const char *why, gboolean was_locked)
{
  const char *who = was_locked ? _ ("Whoever locked this desk is signed out.") : _ ("You were signed out.");
  const char *what = _ ("Sign in again with the passphrase.");

  if (g_str_equal (why, "back"))
    return g_strdup (_ ("The hub is back. Sign in once more to go on; what was entered here is safe."));
  if (g_str_equal (why, "passphrase"))
    what = _ ("A director made a new passphrase for this account. Ask a director for it and sign in with that.");
  else if (g_str_equal (why, "own-passphrase"))
    what = _ ("The passphrase was changed at another desk. Sign in with the new one.");
  else if (g_str_equal (why, "disabled"))
    what = _ ("A director disabled this account. If that is a mistake, ask a director to let it in again.");
  /* Translators: two sentences: who was signed out, and why. */
  return g_strdup_printf (_ ("%s %s"), who, what);
}
