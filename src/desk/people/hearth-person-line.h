/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-person.h"

G_BEGIN_DECLS

/* A record as lines that people compare: a line is one field, or two that only make sense together. */
typedef enum
{
  HEARTH_PERSON_LINE_PREFERRED_NAME,
  HEARTH_PERSON_LINE_GIVEN_NAME,
  HEARTH_PERSON_LINE_FAMILY_NAME,
  HEARTH_PERSON_LINE_FORMER_NAMES,
  HEARTH_PERSON_LINE_PRONOUNS,
  HEARTH_PERSON_LINE_BIRTH,
  HEARTH_PERSON_LINE_RECOVERY,
  HEARTH_PERSON_LINE_PHONES,
  HEARTH_PERSON_LINE_EMAIL,
  HEARTH_PERSON_LINE_POSTAL_CODE,
  HEARTH_PERSON_LINE_LANGUAGES,
  HEARTH_PERSON_LINE_EMERGENCY_CONTACTS,
  HEARTH_PERSON_LINE_CARD,
  HEARTH_PERSON_LINE_NOTE,
  HEARTH_PERSON_LINE_TOLD,
} HearthPersonLine;

#define HEARTH_N_PERSON_LINES (HEARTH_PERSON_LINE_TOLD + 1)

const char *hearth_person_line_get_label (HearthPersonLine line);
gboolean hearth_person_line_keeps_both (HearthPersonLine line); /* of two records, a merge keeps what both have */
char *hearth_person_line_text (HearthPersonLine line, HearthPerson *person); /* (transfer full): "" for nothing */
gboolean hearth_person_line_same (HearthPersonLine line, HearthPerson *a, HearthPerson *b);
void hearth_person_line_copy (HearthPersonLine line, HearthPerson *from, GVariantDict *fields);

/* What somebody typed (@mine, begun from @base) on top of what the record is by now (@theirs). @conflicts: (out) (transfer
 * full): HearthPersonLine of each line that both changed, to something else. Returns (transfer full). */
HearthPerson *
hearth_person_line_rebase (HearthPerson *base, HearthPerson *mine, HearthPerson *theirs, GArray **conflicts);

G_END_DECLS
