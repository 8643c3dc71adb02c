/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The vocabulary of visit reasons: a center edits it, old visits keep what they meant. Functions of one unit of work, on
 * its database thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-reason-service.h"

#include <string.h>

#include "hearth-error.h"
#include "hearth-reason-store.h"
#include "hearth-text.h"

#define OFFERED_MAX 7 /* the keys F2 to F8 */
#define LABEL_MAX 40  /* a chip */
#define CODE_MAX 40
#define DEFAULT_ICON "hearth-kind-other-symbolic"

/* A list that is being saved, beside the one that is kept. */
typedef struct
{
  GListModel *kept;  /* (unowned) */
  GHashTable *codes; /* (owned): of the list so far */
  GHashTable *names; /* (owned): folded labels of the list so far */
  guint n_offered;
} Saving;

static void
saving_clear (Saving *self)
{
  g_clear_pointer (&self->codes, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Saving, saving_clear)

static HearthReason *
find_by_code (GListModel *reasons, const char *code)
{
  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (reasons, i);

      if (g_str_equal (hearth_reason_get_code (reason), code))
        return g_steal_pointer (&reason);
    }
  return NULL;
}

/* A word that was retired and is wanted again is the same word, not a second one. */
static HearthReason *
find_retired_by_label (GListModel *reasons, const char *folded)
{
  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (reasons, i);
      g_autofree char *label = hearth_text_fold (hearth_reason_get_label (reason));

      if (hearth_reason_get_retired (reason) && g_str_equal (label, folded))
        return g_steal_pointer (&reason);
    }
  return NULL;
}

static char *
new_code (Saving *saving, const char *folded)
{
  g_autofree char *ascii = g_str_to_ascii (folded, "C");
  g_autoptr (GString) slug = g_string_new (NULL);

  for (const char *p = ascii; *p && slug->len < CODE_MAX; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (slug, g_ascii_tolower (*p));
    else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
      g_string_append_c (slug, '-');
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0)
    g_string_assign (slug, "reason");

  for (guint n = 1;; n++)
    {
      g_autofree char *code = n == 1 ? g_strdup (slug->str) : g_strdup_printf ("%s-%u", slug->str, n);
      g_autoptr (HearthReason) taken = find_by_code (saving->kept, code);

      if (taken == NULL && !g_hash_table_contains (saving->codes, code))
        return g_steal_pointer (&code);
    }
}

static gboolean
icon_is_ours (const char *icon)
{
  return strlen (icon) <= 60 && g_str_has_prefix (icon, "hearth-")
         && strspn (icon, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (icon);
}

static gboolean
refuse (GError **error, const char *why)
{
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, why);
  return FALSE;
}

/* Which reason of those kept @wanted is; a new code where it is none. */
static gboolean
identify (Saving *saving, HearthReason *wanted, const char *folded, HearthReason **before, char **code, GError **error)
{
  const char *given = hearth_reason_get_code (wanted);

  *before = *given ? find_by_code (saving->kept, given) : find_retired_by_label (saving->kept, folded);
  if (*given && *before == NULL)
    return refuse (error, "no reason of this code");
  *code = *before ? g_strdup (hearth_reason_get_code (*before)) : new_code (saving, folded);
  if (g_hash_table_add (saving->codes, g_strdup (*code)))
    return TRUE;
  return refuse (error, "a reason stands twice in the list");
}

/* What is kept of @wanted at @position. @before: (out) (nullable): as it was. */
static HearthReason *
check_one (Saving *saving, HearthReason *wanted, guint position, HearthReason **before, GError **error)
{
  g_autofree char *label = hearth_text_clean (hearth_reason_get_label (wanted), LABEL_MAX, error);
  g_autofree char *definition
      = label ? hearth_text_clean (hearth_reason_get_definition (wanted), HEARTH_TEXT_LINE_MAX, error) : NULL;
  g_autofree char *folded = definition ? hearth_text_fold (label) : NULL;
  g_autofree char *code = NULL;
  const char *icon = hearth_reason_get_icon (wanted);
  gboolean retired = hearth_reason_get_retired (wanted), changed;
  gint64 version;

  if (folded == NULL)
    return NULL;
  if (*folded == '\0')
    return refuse (error, "a reason needs a label"), NULL;
  if (*icon && !icon_is_ours (icon))
    return refuse (error, "not an icon of ours"), NULL;
  if (!identify (saving, wanted, folded, before, &code, error))
    return NULL;
  if (!retired && !g_hash_table_add (saving->names, g_strdup (folded)))
    return refuse (error, "two reasons have the same label"), NULL;

  saving->n_offered += retired ? 0 : 1;
  if (*icon == '\0')
    icon = *before ? hearth_reason_get_icon (*before) : DEFAULT_ICON;
  changed = *before
            && (!g_str_equal (label, hearth_reason_get_label (*before))
                || !g_str_equal (definition, hearth_reason_get_definition (*before)));
  version = *before ? hearth_reason_get_version (*before) + (changed ? 1 : 0) : 1;
  return g_object_new (HEARTH_TYPE_REASON, "code", code, "label", label, "definition", definition, "icon", icon,
                       "position", (gint64)position, "version", version, "retired", retired, NULL);
}

static gboolean
keep_one (HearthUnit *unit, HearthReason *before, HearthReason *after, GError **error)
{
  if (before == NULL)
    return hearth_reason_store_insert (unit->conn, after, error);
  if (hearth_record_equal (before, after))
    return TRUE;
  if (hearth_reason_get_version (before) != hearth_reason_get_version (after)
      && !hearth_reason_store_keep_version (unit->conn, hearth_reason_get_code (before), unit->now_s, error))
    return FALSE;
  return hearth_reason_store_update (unit->conn, after, error);
}

/* Those that the new list does not name. */
static gboolean
retire_others (HearthUnit *unit, Saving *saving, guint position, GError **error)
{
  for (guint i = 0; i < g_list_model_get_n_items (saving->kept); i++)
    {
      g_autoptr (HearthReason) before = g_list_model_get_item (saving->kept, i);

      if (g_hash_table_contains (saving->codes, hearth_reason_get_code (before)))
        continue;

      GVariantDict changes = G_VARIANT_DICT_INIT (NULL);

      g_variant_dict_insert (&changes, "retired", "b", TRUE);
      g_variant_dict_insert (&changes, "position", "x", (gint64)position++);

      g_autoptr (GVariant) dict = g_variant_ref_sink (g_variant_dict_end (&changes));
      g_autoptr (HearthReason) after = hearth_record_with (before, dict, error);

      if (after == NULL || !keep_one (unit, before, after, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * hearth_reason_service_list:
 * @unit: a unit
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthReason): the vocabulary in its order, retired ones at the end
 */
GListStore *
hearth_reason_service_list (HearthUnit *unit, GError **error)
{
  return hearth_reason_store_list (unit->conn, error);
}

static gboolean
check_known (GListStore *kept, const char *known, GError **error)
{
  g_autofree char *stamp = hearth_reason_list_stamp (G_LIST_MODEL (kept));

  if (known == NULL || g_str_equal (known, stamp))
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "the reasons changed meanwhile");
  return FALSE;
}

/**
 * hearth_reason_service_save:
 * @unit: a writing unit
 * @known: (nullable): hearth_reason_list_stamp() of the list as the caller read it; %NULL: whatever it is now
 * @reasons: (element-type HearthReason): the whole list in its order; a new one has no code
 * @error: return location
 *
 * Needs manage-center. What a reason meant before is kept; one that the list does not name is retired; a new one with the
 * label of a retired one is that one again. From 1 to 7 are offered.
 *
 * Returns: %FALSE with %HEARTH_ERROR_CONFLICT where somebody else changed it meanwhile, %HEARTH_ERROR_INVALID where the
 *   list cannot be taken; nothing is kept of it then
 */
gboolean
hearth_reason_service_save (HearthUnit *unit, const char *known, GListModel *reasons, GError **error)
{
  g_autoptr (GListStore) kept = NULL;
  g_auto (Saving) saving = { 0 };
  guint n = g_list_model_get_n_items (reasons);

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_CENTER, error)
      || (kept = hearth_reason_store_list (unit->conn, error)) == NULL || !check_known (kept, known, error))
    return FALSE;
  saving.kept = G_LIST_MODEL (kept);
  saving.codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  saving.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthReason) wanted = g_list_model_get_item (reasons, i);
      g_autoptr (HearthReason) before = NULL;
      g_autoptr (HearthReason) after = check_one (&saving, wanted, i, &before, error);

      if (after == NULL || !keep_one (unit, before, after, error))
        return FALSE;
    }
  if (saving.n_offered < 1 || saving.n_offered > OFFERED_MAX)
    return refuse (error, "from 1 to 7 reasons are offered");
  if (!retire_others (unit, &saving, n, error) || !hearth_unit_audit (unit, "save", "reason", 0, "", error))
    return FALSE;
  hearth_unit_changed (unit, "reason", 0);
  return TRUE;
}
