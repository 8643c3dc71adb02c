/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person.h"
#include "hearth-sample-names.h"

G_BEGIN_DECLS

HearthPerson *hearth_sample_person (
    HearthSampleNames *names, guint32 seed, guint number, const char *told_version, const char *told_on);

G_END_DECLS
