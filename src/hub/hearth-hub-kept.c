/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Kept: what the hub does for each of its methods. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

const HearthVerb hearth_hub_kept_verbs[] = {
  { "Replay", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "Settle", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { "Again", HEARTH_VERB_RUN, NULL, hearth_hub_verb_not_served },
  { NULL, 0, NULL, NULL },
};
