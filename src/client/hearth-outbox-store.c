/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The outbox on its disk. Beside the folders of the centers the file "hub" says which center's hub was heard last and for
 * which key to seal: so a desk that was started while the hub is away can keep what it must, and cannot read it. File
 * names carry a number and a request id, never a name. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-outbox-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hearth-error.h"
#include "hearth-file.h"
#include "hearth-id.h"
#include "hearth-record.h"
#include "hearth-seal.h"

#define SUFFIX ".kept"
#define NUMBER_LENGTH 16
#define UUID_LENGTH 36
#define NAME_LENGTH (NUMBER_LENGTH + 1 + UUID_LENGTH + sizeof SUFFIX - 1)
#define HUB_FILE "hub"
#define GROUP "hub"
/* How exactly it is noted when the hub was heard: not each connection is a write. */
#define NOTED_S (6 * 60 * 60)

/* Of an entry's file: 16 digits, a dash, a UUID. */
static gboolean
is_entry (const char *name)
{
  g_autofree char *request = NULL;

  if (strlen (name) != NAME_LENGTH || !g_str_has_suffix (name, SUFFIX) || name[NUMBER_LENGTH] != '-'
      || strspn (name, "0123456789") != NUMBER_LENGTH)
    return FALSE;
  request = g_strndup (name + NUMBER_LENGTH + 1, UUID_LENGTH);
  return hearth_id_is_valid (request);
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* Folder of the center, and the number of its newest entry; what a crash left half-written goes. */
static void
choose_center (HearthOutboxStore *self)
{
  g_autoptr (GPtrArray) names = NULL;

  g_free (self->path);
  self->path = g_build_filename (self->folder, self->center, NULL);
  self->last = 0;
  names = hearth_outbox_store_list (self);
  if (names->len > 0)
    self->last = g_ascii_strtoull (names->pdata[names->len - 1], NULL, 10);
}

/**
 * hearth_outbox_store_open:
 * @self: (out): to be cleared with hearth_outbox_store_clear()
 * @folder: of the desk
 *
 * Without a hub that was heard before it has no center yet.
 */
void
hearth_outbox_store_open (HearthOutboxStore *self, const char *folder)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = NULL;

  *self = (HearthOutboxStore){ .folder = g_build_filename (folder, "outbox", NULL) };
  path = g_build_filename (self->folder, HUB_FILE, NULL);
  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;
  self->center = g_key_file_get_string (file, GROUP, "center", NULL);
  self->public_key = g_key_file_get_string (file, GROUP, "public-key", NULL);
  self->skew_s = g_key_file_get_int64 (file, GROUP, "skew-s", NULL);
  self->heard_s = g_key_file_get_int64 (file, GROUP, "heard-s", NULL);
  self->noted = hearth_id_is_valid (self->center) && self->public_key;
  if (self->noted)
    choose_center (self);
  else
    {
      g_clear_pointer (&self->center, g_free);
      g_clear_pointer (&self->public_key, g_free);
    }
}

/**
 * hearth_outbox_store_clear:
 * @self: a store
 *
 * Frees what it holds; the disk keeps what it has.
 */
void
hearth_outbox_store_clear (HearthOutboxStore *self)
{
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->center, g_free);
  g_clear_pointer (&self->public_key, g_free);
  g_clear_pointer (&self->path, g_free);
}

/**
 * hearth_outbox_store_set_hub:
 * @center: UUID of the center whose hub was heard
 * @public_key: hex
 * @skew_s: its clock less that of this desk
 * @now_s: what its clock says
 * @error: return location
 *
 * What is kept from now on is for this one. What was kept for another stays in its folder.
 *
 * Returns: whether it is on the disk: else what is kept later could not be opened after a restart
 */
gboolean
hearth_outbox_store_set_hub (
    HearthOutboxStore *self, const char *center, const char *public_key, gint64 skew_s, gint64 now_s, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) content = NULL;
  gboolean same = g_strcmp0 (self->center, center) == 0;
  char *text;
  gsize length;

  if (!hearth_id_is_valid (center))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "a center has a UUID");
      return FALSE;
    }
  if (self->noted && same && g_strcmp0 (self->public_key, public_key) == 0 && ABS (self->skew_s - skew_s) <= 1
      && ABS (now_s - self->heard_s) < NOTED_S)
    return TRUE;
  g_free (self->center);
  self->center = g_ascii_strdown (center, -1);
  g_free (self->public_key);
  self->public_key = g_strdup (public_key);
  self->skew_s = skew_s;
  self->heard_s = now_s;
  if (!same)
    choose_center (self);

  g_key_file_set_string (file, GROUP, "center", self->center);
  g_key_file_set_string (file, GROUP, "public-key", public_key);
  g_key_file_set_int64 (file, GROUP, "skew-s", skew_s);
  g_key_file_set_int64 (file, GROUP, "heard-s", now_s);
  text = g_key_file_to_data (file, &length, NULL);
  content = g_bytes_new_take (text, length);
  /* Where there is no room now there may be when the hub greets again. */
  self->noted = hearth_file_make_folder (self->path, error) && hearth_file_put (self->folder, HUB_FILE, content, error);
  return self->noted;
}

/**
 * hearth_outbox_store_list:
 *
 * Returns: (transfer full) (element-type filename): the files of the center's entries, oldest first
 */
GPtrArray *
hearth_outbox_store_list (HearthOutboxStore *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = self->path ? g_dir_open (self->path, 0, NULL) : NULL;
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    if (is_entry (name))
      g_ptr_array_add (names, g_strdup (name));
    else if (*name == '.' && is_entry (name + 1))
      {
        /* Not confirmed to anybody. */
        g_autofree char *half = g_build_filename (self->path, name, NULL);

        g_unlink (half);
      }
  g_ptr_array_sort (names, by_name);
  return names;
}

/**
 * hearth_outbox_store_new_name:
 * @request: of a new entry
 *
 * Returns: (transfer full): of its file, behind all others
 */
char *
hearth_outbox_store_new_name (HearthOutboxStore *self, const char *request)
{
  g_autofree char *id = g_ascii_strdown (request, -1);

  return g_strdup_printf ("%0*" G_GUINT64_FORMAT "-%s" SUFFIX, NUMBER_LENGTH, ++self->last, id);
}

/**
 * hearth_outbox_store_write:
 * @name: of its file; one that is there is replaced
 * @kept: what it is to hold
 * @error: return location
 *
 * Returns: whether it is on the disk, sealed
 */
gboolean
hearth_outbox_store_write (HearthOutboxStore *self, const char *name, HearthKept *kept, GError **error)
{
  g_autoptr (GBytes) sealed = NULL;
  g_autoptr (GBytes) frame = NULL;

  if (self->path == NULL)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "no hub was heard yet");
      return FALSE;
    }
  sealed = hearth_seal_dict (hearth_record_to_variant (kept), self->public_key, error);
  if (sealed == NULL || !hearth_file_make_folder (self->path, error))
    return FALSE;
  frame = hearth_frame_make (hearth_kept_get_arrived_at_s (kept), sealed);
  return hearth_file_put (self->path, name, frame, error);
}

/* An entry of which only its request and its time are known. */
static HearthKept *
closed_entry (const char *name, gint64 at_s, const char *state)
{
  g_autofree char *request = g_strndup (name + NUMBER_LENGTH + 1, UUID_LENGTH);

  return g_object_new (HEARTH_TYPE_KEPT, "request", request, "kind", "", "arrived-at-s", at_s, "kept-at-s", at_s,
                       "state", state, NULL);
}

static gboolean
has_request (const char *name, HearthKept *kept)
{
  return g_ascii_strncasecmp (name + NUMBER_LENGTH + 1, hearth_kept_get_request (kept), UUID_LENGTH) == 0
         && strlen (hearth_kept_get_request (kept)) == UUID_LENGTH;
}

/**
 * hearth_outbox_store_read:
 * @name: of a file
 * @secret_key: (nullable): hex, as the hub gave it; %NULL while it is away
 *
 * Without the key an entry has no kind. One that the key does not open has none either, and is "refused": a person shall
 * know that something was kept there.
 *
 * Returns: (transfer full): the entry
 */
HearthKept *
hearth_outbox_store_read (HearthOutboxStore *self, const char *name, const char *secret_key)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (GBytes) data = file ? g_mapped_file_get_bytes (file) : NULL;
  g_auto (HearthFrame) frame = { 0 };
  g_autoptr (GVariant) dict = NULL;
  g_autoptr (HearthKept) kept = NULL;

  if (data == NULL || !hearth_frame_find (data, 0, &frame))
    return closed_entry (name, 0, "refused");
  if (secret_key == NULL)
    return closed_entry (name, frame.at_s, "waiting");
  dict = hearth_seal_open (frame.body, self->public_key, secret_key, NULL);
  kept = dict ? hearth_record_from_variant (HEARTH_TYPE_KEPT, dict, NULL) : NULL;
  if (kept == NULL || !has_request (name, kept) || *hearth_kept_get_kind (kept) == '\0')
    return closed_entry (name, frame.at_s, "refused");
  return g_steal_pointer (&kept);
}

/**
 * hearth_outbox_store_remove:
 * @name: of a file
 * @error: return location
 *
 * Returns: whether it is gone for good
 */
gboolean
hearth_outbox_store_remove (HearthOutboxStore *self, const char *name, GError **error)
{
  return hearth_file_remove (self->path, name, error);
}
