/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub-finder.h"

G_BEGIN_DECLS

struct _HearthFoundHub
{
  GObject parent_instance;

  char *center_name; /* (owned) */
  char *center_uuid; /* (owned) */
  char *host;        /* (owned) */
  char *computer;    /* (owned) */
  guint16 port;
};

/* @parameters: of Avahi's ServiceResolver.Found. (nullable): what was found is no hub. */
HearthFoundHub *hearth_found_hub_from_avahi (GVariant *parameters);
/* Whether both are one hub, wherever it was seen. */
gboolean hearth_found_hub_is_same (HearthFoundHub *one, HearthFoundHub *two);
/* For g_ptr_array_sort(): by name, and of one hub the address that is best for people first. */
int hearth_found_hub_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
