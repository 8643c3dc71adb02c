/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Asks where to, reads the figures from the hub as CSV, and writes them for this account of the PC only. Each call owns
 * itself until it is done. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-report-csv.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hearth-file-dialog.h"
#include "hearth-report-client.h"
#include "hearth-shell.h"

typedef struct
{
  GtkWidget *from;           /* (owned) */
  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GFile *file;               /* (owned) (nullable) */
  char *month;               /* (owned) */
  gboolean for_others;
} Saving;

static void
saving_free (Saving *saving)
{
  g_clear_object (&saving->from);
  g_clear_object (&saving->client);
  g_clear_object (&saving->cancellable);
  g_clear_object (&saving->file);
  g_free (saving->month);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static Saving *
saving_new (GtkWidget *from, HearthClient *client, const char *month, gboolean for_others, GCancellable *cancellable)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->from = g_object_ref (from);
  saving->client = g_object_ref (client);
  saving->cancellable = g_object_ref (cancellable);
  saving->month = g_strdup (month);
  saving->for_others = for_others;
  return saving;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  gboolean fine = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  if (g_cancellable_is_cancelled (saving->cancellable))
    return;
  if (fine)
    hearth_shell_say (saving->from, _ ("The figures are saved"));
  else
    hearth_shell_say_error (saving->from, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = hearth_report_client_month_csv_finish (saving->client, result, &error);
  g_autoptr (GBytes) bytes = NULL;
  GFile *file = saving->file;
  GCancellable *cancellable = saving->cancellable;

  if (g_cancellable_is_cancelled (cancellable))
    return;
  if (csv == NULL)
    {
      hearth_shell_say_error (saving->from, error);
      return;
    }
  bytes = g_bytes_new (csv, strlen (csv));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, on_written,
                                       g_steal_pointer (&saving));
}

static void
write_file (Saving *saving)
{
  hearth_report_client_month_csv_async (saving->client, saving->month, saving->for_others, saving->cancellable, on_read,
                                        saving);
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (GError) error = NULL;

  saving->file = hearth_file_dialog_finish (result, &error);
  if (g_cancellable_is_cancelled (saving->cancellable))
    return;
  if (saving->file)
    write_file (g_steal_pointer (&saving));
  else if (error)
    hearth_shell_say_error (saving->from, error);
}

/**
 * hearth_report_csv_ask:
 * @from: who asks
 * @client: the desk's end
 * @month: YYYY-MM
 * @for_others: without numbers from 1 to 4
 * @cancellable: ends it
 *
 * Asks where to, then writes.
 */
void
hearth_report_csv_ask (
    GtkWidget *from, HearthClient *client, const char *month, gboolean for_others, GCancellable *cancellable)
{
  g_autofree char *name = for_others ? g_strdup_printf (_ ("visits-%s-for-others.csv"), month)
                                     : g_strdup_printf (_ ("visits-%s.csv"), month);

  hearth_file_dialog_save_async (from, _ ("Save the figures"), name, cancellable, on_file_chosen,
                                 saving_new (from, client, month, for_others, cancellable));
}

/**
 * hearth_report_csv_write:
 * @from: who asks
 * @client: the desk's end
 * @month: YYYY-MM
 * @for_others: without numbers from 1 to 4
 * @file: where to
 * @cancellable: ends it
 *
 * Writes; what was in the file before is gone.
 */
void
hearth_report_csv_write (GtkWidget *from,
                         HearthClient *client,
                         const char *month,
                         gboolean for_others,
                         GFile *file,
                         GCancellable *cancellable)
{
  Saving *saving = saving_new (from, client, month, for_others, cancellable);

  saving->file = g_object_ref (file);
  write_file (saving);
}
