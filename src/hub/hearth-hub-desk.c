/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Desk: what the hub does for each of its methods. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-error.h"

/**
 * hearth_hub_verb_not_served:
 * @call: (transfer full): a call that this hub has no way to answer
 */
void
hearth_hub_verb_not_served (HearthCall *call)
{
  hearth_call_fail (call, g_error_new (HEARTH_ERROR, HEARTH_ERROR_FAILED, "not served"));
}

const HearthVerb hearth_hub_desk_verbs[] = {
  { "List", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "Save", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "Remove", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "EnrollOwn", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "Renew", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "Status", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "StopSharing", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { NULL, 0, NULL, NULL },
};
