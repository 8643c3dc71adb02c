/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-client.h"
#include "hearth-reason.h"

G_BEGIN_DECLS

#define HEARTH_TYPE_REASON_LIST (hearth_reason_list_get_type ())
G_DECLARE_FINAL_TYPE (HearthReasonList, hearth_reason_list, HEARTH, REASON_LIST, GObject)

/* The offered reasons: a GListModel of HearthReason in their order, kept current; retired ones only by look-up. */
HearthReasonList *hearth_reason_list_new (HearthClient *client);
HearthReason *hearth_reason_list_find (HearthReasonList *self, const char *code); /* (transfer none) (nullable) */

G_END_DECLS
