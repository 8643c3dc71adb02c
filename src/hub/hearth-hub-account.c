/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Account: what the hub does for each of its methods. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

const HearthVerb hearth_hub_account_verbs[] = {
  { "List", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "Create", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "SetRoles", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "Reset", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "SetDisabled", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { NULL, 0, NULL, NULL },
};
