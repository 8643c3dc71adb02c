/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What would become of each row of an import: new, somebody who is there, a repeat of a row above, or a problem. On the
 * thread of its unit. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-import-check.h"

#include "hearth-person-store.h"

#define REVIEW_MAX 200

/**
 * hearth_import_check_clear:
 * @self: a check, begun or all zeros
 */
void
hearth_import_check_clear (HearthImportCheck *self)
{
  g_clear_pointer (&self->here, hearth_twin_set_free);
  g_clear_pointer (&self->above, hearth_twin_set_free);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_variant_builder_clear (&self->review);
}

/**
 * hearth_import_check_begin:
 * @self: (out): a check
 * @unit: a reading unit, which outlives the check
 * @error: return location
 *
 * Reads what tells doubles of everybody who is there.
 *
 * Returns: %FALSE with an error
 */
gboolean
hearth_import_check_begin (HearthImportCheck *self, HearthUnit *unit, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  *self = (HearthImportCheck){ .unit = unit };
  self->here = hearth_twin_set_new ();
  self->above = hearth_twin_set_new ();
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_variant_builder_init (&self->review, G_VARIANT_TYPE ("a(usss)"));
  rows = hearth_twin_store_all (unit->conn, error);
  if (rows == NULL)
    return FALSE;
  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    hearth_twin_set_add (self->here, rows->pdata[i]);
  return TRUE;
}

/* Whether nobody has this card, here or in a row above. */
static gboolean
card_is_free (HearthImportCheck *check, const char *code, gboolean *is_free, GError **error)
{
  gint64 holder = 0;

  *is_free = TRUE;
  if (*code == '\0')
    return TRUE;
  holder = hearth_person_store_card_holder (check->unit->conn, code, error);
  if (holder < 0)
    return FALSE;
  *is_free = g_hash_table_add (check->cards, g_strdup (code)) && holder == 0;
  return TRUE;
}

static gboolean
judge (HearthImportCheck *check, HearthPerson *person, HearthVerdict *verdict, char **problem, GError **error)
{
  g_autoptr (HearthTwinRow) row = hearth_twins_row_of (person);
  gboolean card_free;

  if (hearth_twin_set_best (check->here, row) >= HEARTH_TWINS_LIKELY)
    *verdict = HEARTH_VERDICT_TWIN;
  else if (hearth_twin_set_best (check->above, row) >= HEARTH_TWINS_SAME)
    *verdict = HEARTH_VERDICT_REPEAT;
  else
    *verdict = HEARTH_VERDICT_NEW;

  if (!card_is_free (check, hearth_person_get_card_code (person), &card_free, error))
    return FALSE;
  if (!card_free)
    {
      *verdict = HEARTH_VERDICT_PROBLEM;
      *problem = g_strdup ("card-code");
      return TRUE;
    }
  hearth_twin_set_add (check->above, g_steal_pointer (&row));
  return TRUE;
}

static void
note_review (HearthImportCheck *check,
             const HearthImportRowContext *context,
             guint row,
             HearthVerdict verdict,
             const char *problem)
{
  static const char *const words[] = { "", "", "twin", "repeat", "problem" };

  if (*words[verdict] == '\0' || check->n_review >= REVIEW_MAX)
    return;

  g_autofree char *name = hearth_import_row_shown_name (context, row);

  check->n_review++;
  g_variant_builder_add (&check->review, "(usss)", row, name, words[verdict], problem ? problem : "");
}

/**
 * hearth_import_check_row:
 * @check: a check that has seen the rows above
 * @context: what is known of every row
 * @row: a row
 * @verdict: (out): what would become of it
 * @error: return location
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
hearth_import_check_row (
    HearthImportCheck *check, const HearthImportRowContext *context, guint row, HearthVerdict *verdict, GError **error)
{
  g_autofree char *problem = NULL;
  g_autoptr (HearthPerson) person = NULL;

  *verdict = HEARTH_VERDICT_EMPTY;
  if (hearth_import_row_is_empty (context->csv, row))
    return TRUE;
  *verdict = HEARTH_VERDICT_PROBLEM;
  person = hearth_import_row_read (context, row, &problem);
  if (person && !judge (check, person, verdict, &problem, error))
    return FALSE;
  check->counts[*verdict]++;
  note_review (check, context, row, *verdict, problem);
  return TRUE;
}
