/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HearthPublisher HearthPublisher;

/* Says on the network where the hub is: see hearth-publisher.c. Main context. */
HearthPublisher *
hearth_publisher_new (const char *center_uuid, const char *epoch, const char *center_name, guint16 port);
void hearth_publisher_set_name (HearthPublisher *self, const char *center_name);
void hearth_publisher_free (HearthPublisher *self);

G_END_DECLS
