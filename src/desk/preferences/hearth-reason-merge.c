/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Two people changed the list of reasons at once: what only one of them changed holds, the rest is for somebody to decide.
 * Any thread. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-reason-merge.h"

/**
 * hearth_reason_merge_find:
 * @reasons: (element-type HearthReason): a list
 * @code: of a reason
 *
 * Returns: (transfer full) (nullable): it, if it is offered there
 */
HearthReason *
hearth_reason_merge_find (GListModel *reasons, const char *code)
{
  for (guint i = 0; *code && i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (reasons, i);

      if (!hearth_reason_get_retired (reason) && g_str_equal (hearth_reason_get_code (reason), code))
        return g_steal_pointer (&reason);
    }
  return NULL;
}

/* What a person sees of a reason; its place is another matter. */
static gboolean
same (HearthReason *one, HearthReason *other)
{
  if (one == NULL || other == NULL)
    return one == other;
  return g_str_equal (hearth_reason_get_label (one), hearth_reason_get_label (other))
         && g_str_equal (hearth_reason_get_definition (one), hearth_reason_get_definition (other));
}

/* Whether those that are in both stand in the same order. */
static gboolean
same_order (GListModel *one, GListModel *other)
{
  guint next = 0, n = g_list_model_get_n_items (other);

  for (guint i = 0; i < g_list_model_get_n_items (one); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (one, i);
      g_autoptr (HearthReason) there = hearth_reason_merge_find (other, hearth_reason_get_code (reason));
      gboolean found = FALSE;

      if (there == NULL || hearth_reason_get_retired (reason))
        continue;
      for (; next < n && !found; next++)
        {
          g_autoptr (HearthReason) at = g_list_model_get_item (other, next);

          found = at == there;
        }
      if (!found)
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  GListModel *base, *mine, *theirs; /* (unowned) */
  GListStore *merged;               /* (unowned) */
  HearthReasonClash clash;
  gpointer data;
} Merge;

/* Once for each code, in the order of whoever moved them. */
static void
merge_one (Merge *self, const char *code)
{
  g_autoptr (HearthReason) was = hearth_reason_merge_find (self->base, code);
  g_autoptr (HearthReason) ours = hearth_reason_merge_find (self->mine, code);
  g_autoptr (HearthReason) now = hearth_reason_merge_find (self->theirs, code);
  g_autoptr (HearthReason) done = hearth_reason_merge_find (G_LIST_MODEL (self->merged), code);
  HearthReason *kept = same (ours, was) ? now : ours;

  if (done != NULL)
    return;
  if (kept != NULL)
    g_list_store_append (self->merged, kept);
  if (!same (ours, was) && !same (now, was) && !same (ours, now))
    self->clash (ours, now, self->data);
}

static void
merge_all (Merge *self, GListModel *order, gboolean with_new)
{
  for (guint i = 0; i < g_list_model_get_n_items (order); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (order, i);

      if (*hearth_reason_get_code (reason) != '\0' && !hearth_reason_get_retired (reason))
        merge_one (self, hearth_reason_get_code (reason));
      else if (*hearth_reason_get_code (reason) == '\0' && with_new)
        g_list_store_append (self->merged, reason);
    }
}

/**
 * hearth_reason_merge:
 * @base: (element-type HearthReason): the list as it was read
 * @mine: (element-type HearthReason): as it is in the form; a new one has no code
 * @theirs: (element-type HearthReason): as it is by now
 * @clash: called for each reason that both changed; @merged has mine of it
 * @data: for @clash
 *
 * Retired ones are passed over.
 *
 * Returns: (transfer full) (element-type HearthReason): what is to stand in the form
 */
GListStore *
hearth_reason_merge (GListModel *base, GListModel *mine, GListModel *theirs, HearthReasonClash clash, gpointer data)
{
  GListStore *merged = g_list_store_new (HEARTH_TYPE_REASON);
  Merge self = { base, mine, theirs, merged, clash, data };
  gboolean moved = !same_order (base, mine);

  merge_all (&self, moved ? mine : theirs, moved);
  merge_all (&self, moved ? theirs : mine, !moved);
  return merged;
}
