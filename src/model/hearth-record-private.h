/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-record.h"

G_BEGIN_DECLS

/* What the codec needs of a record's storage. */
GValue *hearth_record_value (HearthRecord *self, guint field);
GType hearth_record_item_type (const GParamSpec *pspec);

G_END_DECLS
