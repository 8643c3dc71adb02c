/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-reason.h"

G_BEGIN_DECLS

/* Both changed it, each in another way. NULL: taken off the list. */
typedef void (*HearthReasonClash) (HearthReason *mine, HearthReason *theirs, gpointer data);

HearthReason *hearth_reason_merge_find (GListModel *reasons, const char *code); /* (transfer full) (nullable) */
GListStore *
hearth_reason_merge (GListModel *base, GListModel *mine, GListModel *theirs, HearthReasonClash clash, gpointer data);

G_END_DECLS
