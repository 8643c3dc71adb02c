/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Center: what the hub does for each of its methods. The functions run on database threads. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-center-service.h"

static GVariant *
center_answer (HearthCenter *center)
{
  g_autoptr (HearthCenter) owned = center;

  return owned ? g_variant_new ("(@a{sv})", hearth_record_to_variant (owned)) : NULL;
}

static GVariant *
work_save (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GVariant) changes = NULL;
  gint64 revision;

  g_variant_get (hearth_call_get_args (call), "(&sx@a{sv})", NULL, &revision, &changes);
  return center_answer (hearth_center_service_save (unit, revision, changes, error));
}

static GVariant *
work_save_notice (HearthCall *call, HearthUnit *unit, GError **error)
{
  const char *version, *text;

  g_variant_get (hearth_call_get_args (call), "(&s&s&s)", NULL, &version, &text);
  return center_answer (hearth_center_service_save_notice (unit, version, text, error));
}

const HearthVerb hearth_hub_center_verbs[] = {
  { "Save", HEARTH_VERB_REQUEST, work_save, NULL },
  { "SaveNotice", HEARTH_VERB_REQUEST, work_save_notice, NULL },
  { NULL, 0, NULL, NULL },
};
