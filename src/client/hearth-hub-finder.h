/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_FOUND_HUB (hearth_found_hub_get_type ())
G_DECLARE_FINAL_TYPE (HearthFoundHub, hearth_found_hub, HEARTH, FOUND_HUB, GObject)

/* A hub that was seen on the network. It says of itself who it is: to be believed only after TLS. */
const char *hearth_found_hub_get_center_name (HearthFoundHub *self); /* also the property "center-name" */
const char *hearth_found_hub_get_center_uuid (HearthFoundHub *self);
const char *hearth_found_hub_get_epoch (HearthFoundHub *self); /* of the center; "" where it does not say */
const char *hearth_found_hub_get_host (HearthFoundHub *self);  /* an address */
guint16 hearth_found_hub_get_port (HearthFoundHub *self);
const char *hearth_found_hub_get_computer (HearthFoundHub *self); /* its host name: tells two hubs of one name apart */

#define HEARTH_TYPE_HUB_FINDER (hearth_hub_finder_get_type ())
G_DECLARE_FINAL_TYPE (HearthHubFinder, hearth_hub_finder, HEARTH, HUB_FINDER, GObject)

/* Looks for hubs through Avahi's D-Bus service for as long as it lives: a GListModel of HearthFoundHub. Without Avahi the
 * list stays empty ("available" is FALSE; it notifies). Main context only. */
HearthHubFinder *hearth_hub_finder_new (void);
gboolean hearth_hub_finder_get_available (HearthHubFinder *self);

G_END_DECLS
