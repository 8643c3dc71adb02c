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
  char *epoch;       /* (owned): "" where it does not say */
  char *host;        /* (owned) */
  char *computer;    /* (owned) */
  guint16 port;
};

HearthFoundHub *hearth_found_hub_from_avahi (GVariant *parameters);
gboolean hearth_found_hub_is_same (HearthFoundHub *one, HearthFoundHub *two);
int hearth_found_hub_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
