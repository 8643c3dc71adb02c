/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-desk-folder.h"
#include "hearth-hub-finder.h"

G_BEGIN_DECLS

/* Where the hub of a desk may be: the place where it was last, and those where it was seen. */
typedef struct _HearthHubPlaces HearthHubPlaces;

typedef struct
{
  char *host; /* (owned) */
  guint16 port;
} HearthHubPlace;

HearthHubPlaces *hearth_hub_places_new (HearthDeskFolder *folder);
void hearth_hub_places_free (HearthHubPlaces *self);

void hearth_hub_places_collect (HearthHubPlaces *self, HearthHubFinder *finder, gboolean found_first);
const HearthHubPlace *hearth_hub_places_get (HearthHubPlaces *self); /* (nullable): the one whose turn it is */
gboolean hearth_hub_places_next (HearthHubPlaces *self);

/* Those that were tried since the last connection. */
void hearth_hub_places_set_tried (HearthHubPlaces *self);
void hearth_hub_places_forget_tried (HearthHubPlaces *self);
gboolean hearth_hub_places_is_seen (HearthHubPlaces *self, HearthHubFinder *finder, gboolean also_tried);

G_END_DECLS
