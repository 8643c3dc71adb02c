/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The journal of a desk: what the hub said was written, one file a day, for 14 days. Noted are the writes of a desk that
 * stand for themselves: who came, what was corrected, who was registered. Not noted are imports (a file of people lies
 * somewhere), merges (they need both records as they were), settings and accounts (a director sets them once, and a desk
 * must not be able to give itself roles). Owned by the outbox. Main context only; the disk is synced by a thread, behind
 * the answer: the hub has what is noted here. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-journal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "hearth-client-private.h"
#include "hearth-day.h"
#include "hearth-file.h"
#include "hearth-record.h"
#include "hearth-seal.h"

#define FOLDER "journal"
#define EPOCH_FILE "epoch"
#define PREFIX "org.recoverycommons.Hearth1."

/* The noun and its methods. Where an outcome is named, only that wrote something. */
static const struct
{
  const char *noun, *method, *outcome;
} noted[] = {
  { "Checkin", "Record", "recorded" },
  { "Checkin", "RecordGuest", NULL },
  { "Checkin", "RecordGroup", NULL },
  { "Checkin", "Change", NULL },
  { "Checkin", "Void", NULL },
  { "Checkin", "CheckOut", NULL },
  { "Checkin", "ComeBack", NULL },
  { "Checkin", "CloseDay", NULL },
  { "Kept", "Replay", "recorded" },
  { "Kept", "Settle", NULL },
  { "People", "Update", NULL },
  { "People", "NewCard", NULL },
  { "People", "Register", "registered" },
};

static gboolean
is_noted (const char *noun, const char *method, GVariant *answer)
{
  const char *outcome;

  for (guint i = 0; i < G_N_ELEMENTS (noted); i++)
    if (g_str_equal (noted[i].noun, noun) && g_str_equal (noted[i].method, method))
      {
        if (noted[i].outcome == NULL)
          return TRUE;
        g_variant_get_child (answer, 0, "&s", &outcome);
        return g_str_equal (outcome, noted[i].outcome);
      }
  return FALSE;
}

/* Little-endian, base64. */
static char *
part_of (GVariant *tuple)
{
#if G_BYTE_ORDER == G_BIG_ENDIAN
  g_autoptr (GVariant) ordered = g_variant_byteswap (tuple);
#else
  g_autoptr (GVariant) ordered = g_variant_get_normal_form (tuple);
#endif

  return g_base64_encode (g_variant_get_data (ordered), g_variant_get_size (ordered));
}

/* Who wrote it: of what was kept, who was there then. */
static gint64
account_of (const char *noun, const char *method, GVariant *args, HearthAccount *account)
{
  g_autoptr (GVariant) dict = NULL;
  gint64 id = 0;

  if (!g_str_equal (noun, "Kept") || !g_str_equal (method, "Replay"))
    return account ? hearth_account_get_id (account) : 0;
  dict = g_variant_get_child_value (args, 1);
  g_variant_lookup (dict, "account", "x", &id);
  return id;
}

/*< private >
 * hearth_journal_close_file:
 *
 * The next entry opens it again.
 */
void
hearth_journal_close_file (HearthJournal *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->day, g_free);
}

/* The file of today. */
static gboolean
open_file (HearthJournal *self, GError **error)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *day = hearth_day_of (hearth_client_get_hub_now_s (self->client), utc);
  g_autofree char *folder = g_build_filename (self->path, FOLDER, NULL);
  g_autofree char *path = g_build_filename (folder, day, NULL);

  if (self->fd >= 0 && g_strcmp0 (self->day, day) == 0)
    return TRUE;
  hearth_journal_close_file (self);
  if (!hearth_file_make_folder (folder, error))
    return FALSE;
  hearth_journal_prune (self);
  self->fd = open (path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return hearth_file_set_error (error, errno, "cannot open the journal");
  self->day = g_steal_pointer (&day);
  return TRUE;
}

/* All of it or nothing. */
static gboolean
append (HearthJournal *self, GBytes *frame, GError **error)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (frame, &size);
  off_t before = lseek (self->fd, 0, SEEK_END);
  gssize n = write (self->fd, data, size);
  int code = n < 0 ? errno : ENOSPC;

  if (n == (gssize)size)
    return TRUE;
  if (n > 0 && before >= 0 && ftruncate (self->fd, before) != 0)
    g_debug ("half an entry stays in the journal");
  return hearth_file_set_error (error, code, "cannot write the journal");
}

static void
sync_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  int fd = GPOINTER_TO_INT (data);

  if (fdatasync (fd) != 0)
    g_debug ("the journal was not synced: %s", g_strerror (errno));
  close (fd);
  g_task_return_boolean (task, TRUE);
}

static void start_sync (HearthJournal *self);

static void
on_synced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthJournal *self = user_data;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return; /* cancelled: the journal is gone */
  self->syncing = FALSE;
  if (self->dirty)
    start_sync (self);
}

/* One at a time, for all that was written meanwhile. */
static void
start_sync (HearthJournal *self)
{
  g_autoptr (GTask) task = NULL;
  int fd;

  self->dirty = self->syncing;
  if (self->syncing || self->fd < 0 || (fd = dup (self->fd)) < 0)
    return;
  self->syncing = TRUE;
  task = g_task_new (NULL, self->cancellable, on_synced, self);
  g_task_set_source_tag (task, start_sync);
  g_task_set_task_data (task, GINT_TO_POINTER (fd), NULL);
  g_task_run_in_thread (task, sync_thread);
}

static gboolean
write_entry (HearthJournal *self, HearthWritten *written, GError **error)
{
  HearthHubGreeting *greeting = hearth_client_get_greeting (self->client);
  g_autoptr (GBytes) sealed = hearth_seal_dict (hearth_record_to_variant (written),
                                                hearth_hub_greeting_get_kept_public_key (greeting), error);
  g_autoptr (GBytes) frame = sealed ? hearth_frame_make (hearth_written_get_answered_at_s (written), sealed) : NULL;

  return frame && open_file (self, error) && append (self, frame, error);
}

/**
 * hearth_journal_note:
 * @interface: of the protocol
 * @method: one of its methods
 * @args: what was asked
 * @answer: what the hub said
 * @account: (nullable): who was at the desk
 *
 * What is no write of a desk is passed over, and everything while the hub is inside this program: its file is here.
 */
void
hearth_journal_note (HearthJournal *self,
                     const char *interface,
                     const char *method,
                     GVariant *args,
                     GVariant *answer,
                     HearthAccount *account)
{
  const char *noun = g_str_has_prefix (interface, PREFIX) ? interface + strlen (PREFIX) : "";
  g_autofree char *args_part = NULL, *answer_part = NULL;
  g_autoptr (HearthWritten) written = NULL;
  g_autoptr (GError) error = NULL;
  const char *request;

  if (self->path == NULL || !is_noted (noun, method, answer))
    return;
  g_variant_get_child (args, 0, "&s", &request);
  args_part = part_of (args);
  answer_part = part_of (answer);
  written = g_object_new (HEARTH_TYPE_WRITTEN, "request", request, "noun", noun, "method", method, "args", args_part,
                          "answer", answer_part, "account", account_of (noun, method, args, account), "answered-at-s",
                          hearth_client_get_hub_now_s (self->client), NULL);
  if (write_entry (self, written, &error))
    start_sync (self);
  else
    g_warning ("a write is not in the journal: %s", error->message);
}

/*< private >
 * hearth_journal_prune:
 *
 * What is older than 14 days goes.
 */
void
hearth_journal_prune (HearthJournal *self)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *today = hearth_day_of (hearth_client_get_hub_now_s (self->client), utc);
  g_autofree char *oldest = hearth_day_add (today, -HEARTH_JOURNAL_DAYS);
  g_autofree char *folder = g_build_filename (self->path, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    if (hearth_day_is_valid (name) && g_strcmp0 (name, oldest) < 0)
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        if (g_unlink (path) != 0)
          g_debug ("a day of the journal stays: %s", g_strerror (errno));
      }
}

/**
 * hearth_journal_read_day:
 * @data: of a day's file, or anything
 * @public_key: hex
 * @secret_key: hex
 *
 * What is damaged, or was sealed for another key, is passed over.
 *
 * Returns: (transfer full) (element-type HearthWritten): the entries, oldest first
 */
GPtrArray *
hearth_journal_read_day (GBytes *data, const char *public_key, const char *secret_key)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  gsize from = 0;

  while (TRUE)
    {
      g_auto (HearthFrame) frame = { 0 };
      g_autoptr (GVariant) dict = NULL;
      HearthWritten *written;

      if (!hearth_frame_find (data, from, &frame))
        return entries;
      from = frame.start + frame.size;
      dict = hearth_seal_open (frame.body, public_key, secret_key, NULL);
      written = dict ? hearth_record_from_variant (HEARTH_TYPE_WRITTEN, dict, NULL) : NULL;
      if (written)
        g_ptr_array_add (entries, written);
    }
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/*< private >
 * hearth_journal_load:
 *
 * Returns: (transfer full) (element-type HearthWritten): all that is there, oldest first
 */
GPtrArray *
hearth_journal_load (HearthJournal *self)
{
  HearthHubGreeting *greeting = hearth_client_get_greeting (self->client);
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) days = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = g_build_filename (self->path, FOLDER, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)) != NULL)
    if (hearth_day_is_valid (name))
      g_ptr_array_add (days, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (days, by_name);
  for (guint i = 0; i < days->len; i++)
    {
      g_autoptr (GMappedFile) file = g_mapped_file_new (days->pdata[i], FALSE, NULL);
      g_autoptr (GBytes) data = file ? g_mapped_file_get_bytes (file) : NULL;
      GPtrArray *entries = data ? hearth_journal_read_day (data, hearth_hub_greeting_get_kept_public_key (greeting),
                                                           hearth_hub_greeting_get_kept_secret_key (greeting))
                                : NULL;

      if (entries)
        g_ptr_array_extend_and_steal (all, entries);
    }
  return all;
}

/*< private >
 * hearth_journal_read_epoch:
 *
 * Returns: (transfer full): the epoch that has all of the journal, "" before the first
 */
char *
hearth_journal_read_epoch (HearthJournal *self)
{
  g_autofree char *path = g_build_filename (self->path, EPOCH_FILE, NULL);
  char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_strdup ("");
  return g_strstrip (text);
}

/*< private >
 * hearth_journal_write_epoch:
 *
 * Returns: whether it is on the disk
 */
gboolean
hearth_journal_write_epoch (HearthJournal *self, const char *epoch, GError **error)
{
  g_autoptr (GBytes) content = g_bytes_new (epoch, strlen (epoch));

  return hearth_file_make_folder (self->path, error) && hearth_file_put (self->path, EPOCH_FILE, content, error);
}
