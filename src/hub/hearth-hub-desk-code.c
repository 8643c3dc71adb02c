/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Desk, the code with which another one joins. Hub's main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-error.h"
#include "hearth-hub.h"
#include "hearth-pairing.h"

static void
on_code_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthCall *call = user_data;
  GError *error = NULL;
  g_autofree char *address = NULL;
  gint64 expires_at_s = 0;
  g_autofree char *code
      = hearth_pairing_make_code_finish (HEARTH_PAIRING (source), result, &expires_at_s, &address, &error);

  if (code)
    hearth_call_reply (call, g_variant_new ("(sxs)", code, expires_at_s, address));
  else
    hearth_call_fail (call, error);
}

static void
run_make_code (HearthCall *call)
{
  HearthPairing *pairing = hearth_hub_get_pairing (hearth_call_get_hub (call));

  if (pairing)
    hearth_pairing_make_code_async (pairing, hearth_call_get_caller (call), NULL, on_code_made, call);
  else
    hearth_call_fail (call, g_error_new (HEARTH_ERROR, HEARTH_ERROR_INVALID, "the center is not shared"));
}

static void
run_drop_code (HearthCall *call)
{
  HearthPairing *pairing = hearth_hub_get_pairing (hearth_call_get_hub (call));

  if (pairing)
    hearth_pairing_drop_code (pairing);
  hearth_call_reply (call, NULL);
}

const HearthVerb hearth_hub_desk_code_verbs[] = {
  { "MakeCode", HEARTH_VERB_RUN, NULL, run_make_code },
  { "DropCode", HEARTH_VERB_RUN, NULL, run_drop_code },
  { NULL, 0, NULL, NULL },
};
