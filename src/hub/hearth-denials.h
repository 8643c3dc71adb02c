/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-hub-types.h"
#include "hearth-unit.h"

G_BEGIN_DECLS

/* Of one desk in an hour; more are counted. */
#define HEARTH_DENIALS_MAX 500

typedef struct _HearthDenials HearthDenials;

/* What was refused to whom, for the audit. Owned by the hub; its main context. */
HearthDenials *hearth_denials_new (HearthHub *hub);
void hearth_denials_free (HearthDenials *self);
void hearth_denials_add (HearthDenials *self, const HearthCaller *caller, const char *method);
void hearth_denials_settle (HearthDenials *self);

G_END_DECLS
