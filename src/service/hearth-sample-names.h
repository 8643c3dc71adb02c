/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-dice.h"

G_BEGIN_DECLS

/* The table of names of the sample center. Read once, then any thread may read it. */
typedef struct _HearthSampleNames HearthSampleNames;

/* How somebody of the sample is called. */
typedef struct
{
  char *preferred; /* (owned) */
  char *given;     /* (owned) */
  char *family;    /* (owned) */
  char *former;    /* (owned): "" for most */
  char sex;        /* 'f', 'm', or 0 where the name does not say */
  gboolean hispanic;
} HearthSampleName;

HearthSampleNames *hearth_sample_names_new (GError **error);
void hearth_sample_names_free (HearthSampleNames *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthSampleNames, hearth_sample_names_free)

void hearth_sample_names_make (HearthSampleNames *self, HearthDice *dice, HearthSampleName *name);
const char *hearth_sample_names_given (HearthSampleNames *self, HearthDice *dice);
void hearth_sample_name_clear (HearthSampleName *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthSampleName, hearth_sample_name_clear)

G_END_DECLS
