/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub-types.h"

G_BEGIN_DECLS

typedef struct _HearthNews HearthNews;

/* What the desks are told of, see Session.Changed. Owned by the hub; its main context. */
HearthNews *hearth_news_new (HearthHub *hub);
void hearth_news_free (HearthNews *self);
void hearth_news_add (HearthNews *self, const char *kind, gint64 id);
guint64 hearth_news_get_revision (HearthNews *self);

G_END_DECLS
