/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who may go on at this desk while the hub is away, on its disk: names and roles of the team, hashes of passphrases, never
 * a PIN, never a participant. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-offline-private.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "hearth-client-private.h"
#include "hearth-record.h"
#include "hearth-seal.h"

#define FILE_NAME "offline"
#define CENTER_GROUP "center"
#define PERSON_PREFIX "account-"
#define DAYS_S (14 * 24 * 60 * 60)

/* Base64 of the record's a{sv}, little-endian. */
static char *
record_text (gpointer record)
{
  g_autoptr (GVariant) dict = g_variant_ref_sink (hearth_record_to_variant (record));
#if G_BYTE_ORDER == G_BIG_ENDIAN
  g_autoptr (GVariant) ordered = g_variant_byteswap (dict);
#else
  g_autoptr (GVariant) ordered = g_variant_get_normal_form (dict);
#endif

  return g_base64_encode (g_variant_get_data (ordered), g_variant_get_size (ordered));
}

static gpointer
record_of (GType type, GKeyFile *file, const char *group)
{
  g_autofree char *text = g_key_file_get_string (file, group, "record", NULL);
  gsize size = 0;
  guchar *data = text ? g_base64_decode (text, &size) : NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);
  g_autoptr (GVariant) raw = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));
#if G_BYTE_ORDER == G_BIG_ENDIAN
  g_autoptr (GVariant) dict = g_variant_byteswap (raw);
#else
  g_autoptr (GVariant) dict = g_variant_get_normal_form (raw);
#endif

  return size > 0 ? hearth_record_from_variant (type, dict, NULL) : NULL;
}

/* Whoever was made to wait before the program ended waits once more. */
static void
load_person (HearthOffline *self, GKeyFile *file, const char *group)
{
  g_autoptr (HearthAccount) account = record_of (HEARTH_TYPE_ACCOUNT, file, group);
  g_autofree char *verifier = g_key_file_get_string (file, group, "verifier", NULL);
  gint64 at_s = g_key_file_get_int64 (file, group, "at-s", NULL);
  HearthOfflinePerson *person;

  if (account == NULL || verifier == NULL || at_s < hearth_client_get_hub_now_s (self->client) - DAYS_S)
    return;
  person = g_new0 (HearthOfflinePerson, 1);
  person->account = g_steal_pointer (&account);
  person->verifier = g_steal_pointer (&verifier);
  person->at_s = at_s;
  person->failures = (guint)CLAMP (g_key_file_get_integer (file, group, "failures", NULL), 0, 1000);
  person->wait_until_us = hearth_offline_now_us () + hearth_offline_delay_s (person->failures) * (gint64)G_USEC_PER_SEC;
  g_ptr_array_add (self->people, person);
}

/*< private >
 * hearth_offline_load:
 *
 * Reads the file; one that cannot be read is none.
 */
void
hearth_offline_load (HearthOffline *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_load_from_file (file, self->path, G_KEY_FILE_NONE, NULL))
    return;
  self->center = g_key_file_get_string (file, CENTER_GROUP, "uuid", NULL);
  self->record = record_of (HEARTH_TYPE_CENTER, file, CENTER_GROUP);
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i]; i++)
    if (g_str_has_prefix (groups[i], PERSON_PREFIX))
      load_person (self, file, groups[i]);
}

/*< private >
 * hearth_offline_save:
 *
 * Writes the file anew; without anybody, and without a center, it goes.
 */
void
hearth_offline_save (HearthOffline *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) error = NULL;
  gint64 oldest_s = hearth_client_get_hub_now_s (self->client) - DAYS_S;
  gsize length;
  char *text;

  if (self->center)
    g_key_file_set_string (file, CENTER_GROUP, "uuid", self->center);
  if (self->record)
    {
      g_autofree char *record = record_text (self->record);

      g_key_file_set_string (file, CENTER_GROUP, "record", record);
    }
  for (guint i = 0; i < self->people->len; i++)
    {
      HearthOfflinePerson *person = self->people->pdata[i];
      g_autofree char *record = record_text (person->account);
      g_autofree char *group
          = g_strdup_printf (PERSON_PREFIX "%" G_GINT64_FORMAT, hearth_account_get_id (person->account));

      if (person->verifier == NULL || person->at_s < oldest_s)
        continue;
      g_key_file_set_string (file, group, "record", record);
      g_key_file_set_string (file, group, "verifier", person->verifier);
      g_key_file_set_int64 (file, group, "at-s", person->at_s);
      g_key_file_set_integer (file, group, "failures", (int)person->failures);
    }
  text = g_key_file_to_data (file, &length, NULL);
  content = g_bytes_new_take (text, length);
  if (!hearth_seal_make_folder (folder, &error) || !hearth_seal_write_file (folder, FILE_NAME, content, &error))
    {
      g_warning ("who may go on without the hub is not kept: %s", error->message);
      /* Rather nobody than somebody who may not any more. */
      g_unlink (self->path);
    }
}

/**
 * hearth_offline_forget_folder:
 * @folder: of a desk that leaves its center
 *
 * Nobody may go on there without the hub.
 */
void
hearth_offline_forget_folder (const char *folder)
{
  g_autoptr (GError) error = NULL;

  if (!hearth_seal_remove_file (folder, FILE_NAME, &error))
    g_warning ("who might go on without the hub stays on the disk: %s", error->message);
}
