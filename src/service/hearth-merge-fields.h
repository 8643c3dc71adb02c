/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person.h"

G_BEGIN_DECLS

HearthPerson *hearth_merge_fields_together (HearthPerson *kept, HearthPerson *gone, GVariant *chosen, GError **error);
HearthPerson *hearth_merge_fields_apart (HearthPerson *before, HearthPerson *after, HearthPerson *now, GError **error);

G_END_DECLS
