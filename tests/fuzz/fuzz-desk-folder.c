/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Fuzz target: what a desk knows of its center, damaged: its key, where the hub is, and who may go on without it. Whole
 * files of the bytes, and files in order whose values are of the bytes. */

#include "config.h"

#include "hearth-desk-folder.h"
#include "hearth-offline.h"
#include "hearth-record.h"
#include "hearth-test-folder.h"
#include "hearth-test-variant.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define KEY "desk.key"
#define JOINED "desk.joined"
#define OFFLINE "offline"

static char *folder;

static void
end (void)
{
  hearth_test_folder_remove (folder);
  g_free (folder);
}

static void
ignore (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
}

static void
prepare (void)
{
  folder = g_dir_make_tmp ("hearth-fuzz-XXXXXX", NULL);
  /* Each damaged file is told of in the log. */
  g_log_set_handler ("hearth-client", G_LOG_LEVEL_WARNING, ignore, NULL);
  atexit (end);
}

static void
put (const char *name, const void *data, gsize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents_full (path, data, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
put_key_file (const char *name, GKeyFile *file)
{
  gsize length;
  g_autofree char *text = g_key_file_to_data (file, &length, NULL);

  put (name, text, length);
}

/* However it is, it can be asked; a key without its certificate is none. */
static void
read_all (void)
{
  g_autoptr (HearthDeskFolder) desk = hearth_desk_folder_new (folder);
  g_autoptr (HearthClient) somebody = hearth_client_new ();
  HearthOffline *offline = hearth_offline_new (somebody, folder);
  HearthCenter *center = hearth_client_get_center (somebody);

  g_assert_null (hearth_desk_folder_get_certificate (desk));
  g_assert_true (!hearth_desk_folder_has_joined (desk) || *hearth_desk_folder_get_host (desk) != '\0');
  if (center)
    {
      g_autoptr (GVariant) dict = g_variant_ref_sink (hearth_record_to_variant (center));

      g_assert_true (g_variant_is_normal_form (dict));
    }
  hearth_offline_free (offline);
}

/* A record of odd values; else the bytes as they are. */
static char *
code (HearthTestChance *chance, GType type, const uint8_t *data, size_t size)
{
  g_autoptr (GVariant) dict = g_variant_ref_sink (hearth_test_variant_dict (chance, type));

  if (hearth_test_chance_pick (chance, 4) == 0)
    return g_base64_encode (data, size);
  return g_base64_encode (g_variant_get_data (dict), g_variant_get_size (dict));
}

static void
read_values (const uint8_t *data, size_t size)
{
  g_autoptr (GKeyFile) joined = g_key_file_new ();
  g_autoptr (GKeyFile) offline = g_key_file_new ();
  HearthTestChance chance;
  g_autofree char *center = NULL, *account = NULL, *reasons = g_base64_encode (data, size);
  g_autofree char *text = g_utf8_make_valid ((const char *)data, (gssize)size);

  hearth_test_chance_init (&chance, data, size);
  center = code (&chance, HEARTH_TYPE_CENTER, data, size);
  account = code (&chance, HEARTH_TYPE_ACCOUNT, data, size);
  g_key_file_set_string (joined, "center", "certificate", text);
  g_key_file_set_string (joined, "center", "authority", text);
  g_key_file_set_string (joined, "center", "host", text);
  g_key_file_set_integer (joined, "center", "port", size > 1 ? data[0] << 8 | data[1] : -1);
  g_key_file_set_string (joined, "center", "uuid", text);
  g_key_file_set_string (joined, "center", "name", text);
  put_key_file (JOINED, joined);
  g_key_file_set_string (offline, "center", "uuid", text);
  g_key_file_set_string (offline, "center", "record", center);
  g_key_file_set_string (offline, "center", "reasons", reasons);
  g_key_file_set_string (offline, "center", "signed-out", text);
  g_key_file_set_string (offline, "account-1", "record", account);
  g_key_file_set_string (offline, "account-1", "verifier", text);
  g_key_file_set_int64 (offline, "account-1", "at-s", G_MAXINT64);
  put_key_file (OFFLINE, offline);
  read_all ();
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char *const names[] = { KEY, JOINED, OFFLINE };

  if (folder == NULL)
    prepare ();
  if (size == 0)
    data = (const uint8_t *)"";
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    put (names[i], data, size);
  read_all ();
  read_values (data, size);
  return 0;
}
