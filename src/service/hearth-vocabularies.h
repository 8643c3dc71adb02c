/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a new center begins with: data/vocabularies. */
GListStore *hearth_vocabularies_reasons (GError **error); /* of HearthReason */
char *hearth_vocabularies_notice (GError **error);

G_END_DECLS
