/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who may go on at this desk while the hub is away, on its disk: names and roles of the team, hashes of passphrases, the
 * reasons that the center offers; never a PIN, never a participant. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-offline-private.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "hearth-client-private.h"
#include "hearth-clock.h"
#include "hearth-file.h"
#include "hearth-reason.h"
#include "hearth-record.h"

#define FILE_NAME "offline"
#define CENTER_GROUP "center"
#define PERSON_PREFIX "account-"
#define DAYS_S (14 * 24 * 60 * 60)

/* Base64, little-endian. @value: (transfer floating) */
static char *
variant_text (GVariant *value)
{
  g_autoptr (GVariant) dict = g_variant_ref_sink (value);
#if G_BYTE_ORDER == G_BIG_ENDIAN
  g_autoptr (GVariant) ordered = g_variant_byteswap (dict);
#else
  g_autoptr (GVariant) ordered = g_variant_get_normal_form (dict);
#endif

  return g_base64_encode (g_variant_get_data (ordered), g_variant_get_size (ordered));
}

static char *
record_text (gpointer record)
{
  return variant_text (hearth_record_to_variant (record));
}

/* (nullable): what is there, in normal form; what is damaged comes out empty. */
static GVariant *
variant_of (const GVariantType *type, GKeyFile *file, const char *group, const char *key)
{
  g_autofree char *text = g_key_file_get_string (file, group, key, NULL);
  gsize size = 0;
  guchar *data = text ? g_base64_decode (text, &size) : NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);
  g_autoptr (GVariant) raw = g_variant_ref_sink (g_variant_new_from_bytes (type, bytes, FALSE));
#if G_BYTE_ORDER == G_BIG_ENDIAN
  g_autoptr (GVariant) dict = g_variant_byteswap (raw);
#else
  g_autoptr (GVariant) dict = g_variant_get_normal_form (raw);
#endif

  return size > 0 ? g_steal_pointer (&dict) : NULL;
}

static gpointer
record_of (GType type, GKeyFile *file, const char *group)
{
  g_autoptr (GVariant) dict = variant_of (G_VARIANT_TYPE_VARDICT, file, group, "record");

  return dict ? hearth_record_from_variant (type, dict, NULL) : NULL;
}

/* (nullable): a damaged list is none. */
static GListStore *
reasons_of (GKeyFile *file)
{
  g_autoptr (GVariant) dicts = variant_of (G_VARIANT_TYPE ("aa{sv}"), file, CENTER_GROUP, "reasons");
  g_autoptr (GListStore) reasons = dicts ? hearth_record_list_from_variant (HEARTH_TYPE_REASON, dicts, NULL) : NULL;
  guint n = reasons ? g_list_model_get_n_items (G_LIST_MODEL (reasons)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (reasons), i);

      if (*hearth_reason_get_code (reason) == '\0' || *hearth_reason_get_label (reason) == '\0')
        return NULL;
    }
  return n > 0 ? g_steal_pointer (&reasons) : NULL;
}

static void
load_signed_out (HearthOffline *self, GKeyFile *file)
{
  g_auto (GStrv) accounts = g_key_file_get_string_list (file, CENTER_GROUP, "signed-out", NULL, NULL);

  for (guint i = 0; accounts && accounts[i]; i++)
    {
      gint64 account;

      if (g_ascii_string_to_signed (accounts[i], 10, 1, G_MAXINT64, &account, NULL))
        g_array_append_val (self->signed_out, account);
    }
}

static void
save_signed_out (HearthOffline *self, GKeyFile *file)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) accounts = NULL;

  if (self->signed_out->len == 0)
    return;
  for (guint i = 0; i < self->signed_out->len; i++)
    {
      g_autofree char *account = g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (self->signed_out, gint64, i));

      g_strv_builder_add (builder, account);
    }
  accounts = g_strv_builder_end (builder);
  g_key_file_set_string_list (file, CENTER_GROUP, "signed-out", (const char *const *)accounts, self->signed_out->len);
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
  person->wait_until_us
      = hearth_clock_since_boot_us () + hearth_offline_delay_s (person->failures) * (gint64)G_USEC_PER_SEC;
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
  self->reasons = reasons_of (file);
  load_signed_out (self, file);
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
  if (self->reasons)
    {
      g_autofree char *reasons = variant_text (hearth_record_list_to_variant (G_LIST_MODEL (self->reasons)));

      g_key_file_set_string (file, CENTER_GROUP, "reasons", reasons);
    }
  save_signed_out (self, file);
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
  if (!hearth_file_make_folder (folder, &error) || !hearth_file_put (folder, FILE_NAME, content, &error))
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

  if (!hearth_file_remove (folder, FILE_NAME, &error))
    g_warning ("who might go on without the hub stays on the disk: %s", error->message);
}
