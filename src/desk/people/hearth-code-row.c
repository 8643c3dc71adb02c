/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Choices of a combo row as the codes that are kept. A code that this version does not know stays as it is, as long as
 * nobody chooses another. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-code-row.h"

static GQuark
code_quark (void)
{
  return g_quark_from_static_string ("hearth-code-row");
}

/* The last choice stands for all that is not in the list. */
static guint
position_of (const char *const *codes, const char *code)
{
  guint i = 0;

  while (codes[i + 1] && g_strcmp0 (codes[i], code) != 0)
    i++;
  return i;
}

/**
 * hearth_code_row_set:
 * @row: a combo row with a model of as many choices as there are codes
 * @codes: (array zero-terminated=1): at least one
 * @code: what to show; an unknown one shows as the last
 */
void
hearth_code_row_set (AdwComboRow *row, const char *const *codes, const char *code)
{
  g_return_if_fail (ADW_IS_COMBO_ROW (row));

  g_object_set_qdata_full (G_OBJECT (row), code_quark (), g_strdup (code), g_free);
  adw_combo_row_set_selected (row, position_of (codes, code));
}

/**
 * hearth_code_row_get:
 * @row: a combo row
 * @codes: (array zero-terminated=1): as for hearth_code_row_set()
 *
 * Returns: (transfer none): the code that is chosen
 */
const char *
hearth_code_row_get (AdwComboRow *row, const char *const *codes)
{
  const char *shown = g_object_get_qdata (G_OBJECT (row), code_quark ());
  guint selected = adw_combo_row_get_selected (row);

  g_return_val_if_fail (ADW_IS_COMBO_ROW (row), "");

  if (shown && position_of (codes, shown) == selected)
    return shown;
  return selected < g_strv_length ((char **)codes) ? codes[selected] : codes[0];
}
