/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A center that does not open: what happened, what is safe, and what to do. A damaged file offers its newest good backup.
 * Owned by the window. Main context only; the backup is looked for in a thread. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-trouble-page.h"

#include "hearth-clock.h"
#include "hearth-day.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-file-dialog.h"
#include "hearth-shown-name.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

struct _HearthTroublePage
{
  GtkWidget parent_instance;

  GtkWidget *again;      /* (unowned): template child */
  GtkLabel *backup_line; /* (unowned): template child */
  GtkWidget *buttons;    /* (unowned): template child */
  GtkWidget *restore;    /* (unowned): template child */
  GtkSpinner *spinner;   /* (unowned): template child */
  AdwStatusPage *status; /* (unowned): template child */

  HearthHost *host;          /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *path;                /* (owned) */
  char *backup;              /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HearthTroublePage, hearth_trouble_page, GTK_TYPE_WIDGET)

enum
{
  OPENED,
  OTHER_FILE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_busy (HearthTroublePage *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->buttons, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static const char *
title_of (const GError *error)
{
  if (error->domain != HEARTH_ERROR)
    return _ ("The center does not open");
  switch ((HearthError)error->code)
    {
    case HEARTH_ERROR_DAMAGED:
      return _ ("The center file is damaged");
    case HEARTH_ERROR_TOO_NEW:
      return _ ("The center is of a newer Hearth");
    case HEARTH_ERROR_NOT_OURS:
      return _ ("This is not a center file");
    case HEARTH_ERROR_BUSY:
      return _ ("The center is open elsewhere");
    case HEARTH_ERROR_NETWORK_DISK:
      return _ ("The center is on a network disk");
    case HEARTH_ERROR_READ_ONLY:
      return _ ("The center cannot be written");
    case HEARTH_ERROR_NO_ROOM:
      return _ ("The disk is full");
    default:
      return _ ("The center does not open");
    }
}

static char *
sentence_of (const GError *error)
{
  /* What is not found here is a file, not a record. */
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND))
    return g_strdup (_ ("The center file is not there any more. Put it back, or choose another one."));
  return hearth_error_message (error);
}

/* Who holds a busy file is the end of the error's message: a program and its number, nobody's name. */
static char *
holder_of (const GError *error)
{
  const char *by = strstr (error->message, "held by ");

  if (!g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_BUSY) || by == NULL)
    return g_strdup ("");
  /* Translators: a program and its process: "It is held by hearth (process 4711)." */
  return g_strdup_printf (_ (" It is held by %s."), by + strlen ("held by "));
}

static void
show_error (HearthTroublePage *self, const GError *error)
{
  g_autofree char *sentence = sentence_of (error);
  g_autofree char *holder = holder_of (error);
  g_autofree char *shown = g_filename_display_name (self->path);
  g_autofree char *description = g_markup_printf_escaped ("%s%s\n\n%s", sentence, holder, shown);

  adw_status_page_set_title (self->status, title_of (error));
  adw_status_page_set_description (self->status, description);
}

static void
backup_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthTroublePage) self = user_data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 made_at_s = 0;
  g_autofree char *backup = hearth_host_newest_backup_finish (HEARTH_HOST (source), result, &made_at_s, NULL);

  if (backup == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  g_autofree char *today = hearth_day_of (hearth_clock_now_s (), zone);
  g_autofree char *day = hearth_day_of (made_at_s, zone);
  g_autofree char *shown_day = hearth_shown_day (day, today);
  g_autofree char *shown_time = hearth_shown_time (made_at_s, zone);
  g_autofree char *line
      /* Translators: a day in words and a time: "from yesterday, 3:00 am". */
      = g_strdup_printf (_ ("The newest good backup is from %s, %s. The damaged file is kept beside it."), shown_day,
                         shown_time);

  self->backup = g_steal_pointer (&backup);
  gtk_label_set_label (self->backup_line, line);
  gtk_widget_set_visible (GTK_WIDGET (self->backup_line), TRUE);
  gtk_widget_set_visible (self->restore, TRUE);
  gtk_widget_remove_css_class (self->again, "suggested-action");
  gtk_widget_grab_focus (self->restore);
}

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthTroublePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = hearth_host_open_finish (HEARTH_HOST (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (stream == NULL)
    show_error (self, error);
  else
    g_signal_emit (self, signals[OPENED], 0, stream, self->path);
}

static void
restore_cb (HearthTroublePage *self)
{
  set_busy (self, TRUE);
  hearth_host_restore_async (self->host, self->path, self->backup, self->cancellable, restored_cb, g_object_ref (self));
}

static void
again_cb (HearthTroublePage *self)
{
  g_signal_emit (self, signals[OTHER_FILE], 0, self->path);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthTroublePage) self = user_data;
  g_autoptr (GFile) file = hearth_file_dialog_finish (result, NULL);
  const char *path = file ? g_file_peek_path (file) : NULL;

  if (path != NULL && !g_cancellable_is_cancelled (self->cancellable))
    g_signal_emit (self, signals[OTHER_FILE], 0, path);
}

static void
choose_cb (HearthTroublePage *self)
{
  static const char *const patterns[] = { "*.hearth", NULL };

  hearth_file_dialog_open_async (GTK_WIDGET (self), _ ("Choose a center file"), _ ("Hearth centers"), patterns,
                                 self->cancellable, file_chosen_cb, g_object_ref (self));
}

static void
hearth_trouble_page_dispose (GObject *object)
{
  HearthTroublePage *self = HEARTH_TROUBLE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_TROUBLE_PAGE);
  g_clear_object (&self->host);

  G_OBJECT_CLASS (hearth_trouble_page_parent_class)->dispose (object);
}

static void
hearth_trouble_page_finalize (GObject *object)
{
  HearthTroublePage *self = HEARTH_TROUBLE_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self->backup);

  G_OBJECT_CLASS (hearth_trouble_page_parent_class)->finalize (object);
}

static void
hearth_trouble_page_class_init (HearthTroublePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_trouble_page_dispose;
  object_class->finalize = hearth_trouble_page_finalize;

  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_IO_STREAM, G_TYPE_STRING);
  signals[OTHER_FILE] = g_signal_new ("other-file", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/session/hearth-trouble-page.ui");
  /* Bound without a field, so that gtk_widget_dispose_template() takes it away. */
  gtk_widget_class_bind_template_child_full (widget_class, "body", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, HearthTroublePage, again);
  gtk_widget_class_bind_template_child (widget_class, HearthTroublePage, backup_line);
  gtk_widget_class_bind_template_child (widget_class, HearthTroublePage, buttons);
  gtk_widget_class_bind_template_child (widget_class, HearthTroublePage, restore);
  gtk_widget_class_bind_template_child (widget_class, HearthTroublePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, HearthTroublePage, status);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
}

static void
hearth_trouble_page_init (HearthTroublePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_trouble_page_new:
 * @host: opens centers
 * @path: the center file that does not open
 * @error: why
 *
 * Returns: (transfer floating): a page
 */
HearthTroublePage *
hearth_trouble_page_new (HearthHost *host, const char *path, const GError *error)
{
  HearthTroublePage *self = g_object_new (HEARTH_TYPE_TROUBLE_PAGE, NULL);

  self->host = g_object_ref (host);
  self->path = g_strdup (path);
  show_error (self, error);
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED))
    hearth_host_newest_backup_async (self->host, self->path, self->cancellable, backup_found_cb, g_object_ref (self));
  return self;
}
