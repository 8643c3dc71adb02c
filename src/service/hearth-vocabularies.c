/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The bundled words of a new center, read from the resources that data/vocabularies makes. Any thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-vocabularies.h"

#include "hearth-reason.h"
#include "hearth-vocabularies-resources.h"

#define FOLDER "/org/recoverycommons/Hearth/vocabularies/"

/* Through the resource itself, not by its registered name: the linker keeps of a static library what is called. */
static GBytes *
load (const char *path, GError **error)
{
  return g_resource_lookup_data (hearth_vocabularies_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

static HearthReason *
reason_of_group (GKeyFile *file, const char *code, gint64 position)
{
  g_autofree char *label = g_key_file_get_string (file, code, "Label", NULL);
  g_autofree char *definition = g_key_file_get_string (file, code, "Definition", NULL);
  g_autofree char *icon = g_key_file_get_string (file, code, "Icon", NULL);

  return g_object_new (HEARTH_TYPE_REASON, "code", code, "label", label, "definition", definition, "icon", icon,
                       "position", position, "version", G_GINT64_CONSTANT (1), NULL);
}

/**
 * hearth_vocabularies_reasons:
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HearthReason): the visit reasons of a new center
 */
GListStore *
hearth_vocabularies_reasons (GError **error)
{
  g_autoptr (GListStore) list = g_list_store_new (HEARTH_TYPE_REASON);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) bytes = load (FOLDER "visit-reasons.ini", error);

  if (bytes == NULL || !g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, error))
    return NULL;

  g_auto (GStrv) codes = g_key_file_get_groups (file, NULL);

  for (guint i = 0; codes[i]; i++)
    {
      g_autoptr (HearthReason) reason = reason_of_group (file, codes[i], i);

      g_list_store_append (list, reason);
    }
  return g_steal_pointer (&list);
}

/**
 * hearth_vocabularies_notice:
 * @error: return location
 *
 * Returns: (transfer full) (nullable): "What we keep" of a new center
 */
char *
hearth_vocabularies_notice (GError **error)
{
  g_autoptr (GBytes) bytes = load (FOLDER "notice.txt", error);

  if (bytes == NULL)
    return NULL;
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
