/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-reason.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

GListStore *hearth_reason_service_list (HearthUnit *unit, GError **error); /* of HearthReason */
gboolean hearth_reason_service_save (HearthUnit *unit, const char *known, GListModel *reasons, GError **error);

G_END_DECLS
