/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* First start: a new center (name, time zone, first director with passphrase), one on the network to join, or a look at a
 * sample center. Errors are said in the form, and what was typed stays.
 * Owned by the window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-welcome-page.h"

#include "hearth-center-place.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-file-dialog.h"
#include "hearth-secret-dialog.h"
#include "hearth-text.h"
#include "hearth-zone-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

struct _HearthWelcomePage
{
  GtkWidget parent_instance;

  GtkEditable *again;      /* (unowned): template child */
  GtkEditable *director;   /* (unowned): template child */
  GtkWidget *form;         /* (unowned): template child */
  GtkEditable *name;       /* (unowned): template child */
  GtkEditable *passphrase; /* (unowned): template child */
  AdwActionRow *place;     /* (unowned): template child */
  GtkSpinner *spinner;     /* (unowned): template child */
  GtkStack *steps;         /* (unowned): template child */
  GtkLabel *why;           /* (unowned): template child */
  GtkLabel *why_first;     /* (unowned): template child */
  GtkWidget *first;        /* (unowned): template child */
  GtkDropDown *zone;       /* (unowned): template child */

  HearthHost *host;          /* (owned) */
  GCancellable *cancellable; /* (owned) */
  char *path;                /* (owned): where the new center goes */
  char *opening;             /* (owned) (nullable): what is being made */
};

G_DEFINE_FINAL_TYPE (HearthWelcomePage, hearth_welcome_page, GTK_TYPE_WIDGET)

enum
{
  JOIN,
  OPENED,
  OTHER_FILE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_busy (HearthWelcomePage *self, gboolean busy)
{
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_widget_set_sensitive (self->first, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
say_why (HearthWelcomePage *self, const char *text, GtkEditable *field)
{
  gtk_label_set_label (self->why, text);
  gtk_label_set_label (self->why_first, text);
  gtk_widget_set_visible (GTK_WIDGET (self->why), text != NULL && *text != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->why_first), text != NULL && *text != '\0');
  if (field != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (field));
}

static void
show_place (HearthWelcomePage *self)
{
  g_autofree char *shown = g_filename_display_name (self->path);
  g_autofree char *escaped = g_markup_escape_text (shown, -1);

  adw_action_row_set_subtitle (self->place, escaped);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWelcomePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = hearth_host_open_finish (HEARTH_HOST (source), result, &error);
  g_autofree char *path = g_steal_pointer (&self->opening);
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  if (stream != NULL)
    {
      g_signal_emit (self, signals[OPENED], 0, stream, path);
      return;
    }
  g_debug ("no new center: %s", error->message);
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_INVALID))
    text = g_strdup (_ ("The center could not be made with these names. Look at what was typed and try again."));
  else if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND))
    text = g_strdup (_ ("The folder of this file is not there and cannot be made. Choose another place."));
  else
    text = hearth_error_message (error);
  say_why (self, text, NULL);
}

/* A center is made in a folder that is there; the usual one is made with it. */
static void
make_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_debug ("no folder for the center: %s", g_strerror (errno));
}

static gboolean
is_empty (GtkEditable *field)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (field)));

  return *text == '\0';
}

/* Returns: whether the form can be sent; if not it says why, at the field. */
static gboolean
check_form (HearthWelcomePage *self)
{
  const char *why;

  if (is_empty (self->name))
    say_why (self, _ ("Give the center a name."), self->name);
  else if (g_utf8_strlen (gtk_editable_get_text (self->name), -1) > HEARTH_TEXT_NAME_MAX)
    say_why (self, _ ("This name is too long. 200 characters are the most."), self->name);
  else if (is_empty (self->director))
    say_why (self, _ ("Type the name with which you will sign in."), self->director);
  else if (g_utf8_strlen (gtk_editable_get_text (self->director), -1) > HEARTH_TEXT_NAME_MAX)
    say_why (self, _ ("This name is too long. 200 characters are the most."), self->director);
  else if ((why = hearth_secret_check_passphrase (gtk_editable_get_text (self->passphrase),
                                                  gtk_editable_get_text (self->again)))
           != NULL)
    say_why (self, why, self->passphrase);
  else if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    say_why (self, _ ("There is a file of this name already. Choose another place."), NULL);
  else
    return TRUE;
  return FALSE;
}

static void
create_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWelcomePage *self = HEARTH_WELCOME_PAGE (widget);
  GtkStringObject *zone = gtk_drop_down_get_selected_item (self->zone);

  if (self->opening != NULL || !check_form (self))
    return;
  say_why (self, "", NULL);
  set_busy (self, TRUE);
  make_folder (self->path);
  self->opening = g_strdup (self->path);
  hearth_host_create_async (self->host, self->path, gtk_editable_get_text (self->name),
                            zone ? gtk_string_object_get_string (zone) : "Etc/UTC",
                            gtk_editable_get_text (self->director), gtk_editable_get_text (self->passphrase),
                            self->cancellable, made_cb, g_object_ref (self));
}

static void
sample_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWelcomePage *self = HEARTH_WELCOME_PAGE (widget);

  if (self->opening != NULL)
    return;
  say_why (self, "", NULL);
  set_busy (self, TRUE);
  self->opening = hearth_center_place_sample ();
  if (g_file_test (self->opening, G_FILE_TEST_EXISTS))
    {
      hearth_host_open_async (self->host, self->opening, self->cancellable, made_cb, g_object_ref (self));
      return;
    }
  make_folder (self->opening);
  hearth_host_create_sample_async (self->host, self->opening, self->cancellable, made_cb, g_object_ref (self));
}

static void
set_up_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWelcomePage *self = HEARTH_WELCOME_PAGE (widget);

  say_why (self, "", NULL);
  gtk_stack_set_visible_child_name (self->steps, "form");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
join_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWelcomePage *self = HEARTH_WELCOME_PAGE (widget);

  if (self->opening == NULL)
    g_signal_emit (self, signals[JOIN], 0);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWelcomePage *self = HEARTH_WELCOME_PAGE (widget);

  say_why (self, "", NULL);
  gtk_stack_set_visible_child_name (self->steps, "first");
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWelcomePage) self = user_data;
  g_autoptr (GFile) file = hearth_file_dialog_finish (result, NULL);
  const char *path = file ? g_file_peek_path (file) : NULL;

  if (path == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  g_free (self->path);
  self->path = g_str_has_suffix (path, ".hearth") ? g_strdup (path) : g_strconcat (path, ".hearth", NULL);
  show_place (self);
}

static void
choose_place_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthWelcomePage *self = HEARTH_WELCOME_PAGE (widget);

  hearth_file_dialog_save_async (widget, _ ("Where the center goes"), "center.hearth", self->cancellable,
                                 place_chosen_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthWelcomePage) self = user_data;
  g_autoptr (GFile) file = hearth_file_dialog_finish (result, NULL);
  const char *path = file ? g_file_peek_path (file) : NULL;

  if (path != NULL && !g_cancellable_is_cancelled (self->cancellable))
    g_signal_emit (self, signals[OTHER_FILE], 0, path);
}

static void
open_file_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const patterns[] = { "*.hearth", NULL };
  HearthWelcomePage *self = HEARTH_WELCOME_PAGE (widget);

  hearth_file_dialog_open_async (widget, _ ("Choose a center file"), _ ("Hearth centers"), patterns, self->cancellable,
                                 file_chosen_cb, g_object_ref (self));
}

static void
activated_cb (HearthWelcomePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "welcome.create", NULL);
}

static void
hearth_welcome_page_dispose (GObject *object)
{
  HearthWelcomePage *self = HEARTH_WELCOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_WELCOME_PAGE);
  g_clear_object (&self->host);

  G_OBJECT_CLASS (hearth_welcome_page_parent_class)->dispose (object);
}

static void
hearth_welcome_page_finalize (GObject *object)
{
  HearthWelcomePage *self = HEARTH_WELCOME_PAGE (object);

  g_clear_object (&self->cancellable);
  g_free (self->path);
  g_free (self->opening);

  G_OBJECT_CLASS (hearth_welcome_page_parent_class)->finalize (object);
}

static void
add_signals (HearthWelcomePageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[JOIN] = g_signal_new ("join", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                  G_TYPE_IO_STREAM, G_TYPE_STRING);
  signals[OTHER_FILE]
      = g_signal_new ("other-file", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hearth_welcome_page_class_init (HearthWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_welcome_page_dispose;
  object_class->finalize = hearth_welcome_page_finalize;
  add_signals (klass);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/session/hearth-welcome-page.ui");
  /* Bound without a field, so that gtk_widget_dispose_template() takes it away. */
  gtk_widget_class_bind_template_child_full (widget_class, "body", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, again);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, director);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, first);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, form);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, name);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, place);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, steps);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, why);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, why_first);
  gtk_widget_class_bind_template_child (widget_class, HearthWelcomePage, zone);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "welcome.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "welcome.choose-place", NULL, choose_place_cb);
  gtk_widget_class_install_action (widget_class, "welcome.create", NULL, create_cb);
  gtk_widget_class_install_action (widget_class, "welcome.join", NULL, join_cb);
  gtk_widget_class_install_action (widget_class, "welcome.open-file", NULL, open_file_cb);
  gtk_widget_class_install_action (widget_class, "welcome.sample", NULL, sample_cb);
  gtk_widget_class_install_action (widget_class, "welcome.set-up", NULL, set_up_cb);
}

static void
hearth_welcome_page_init (HearthWelcomePage *self)
{
  g_autoptr (GtkStringList) zones = hearth_zone_list_new ();
  g_autofree char *system = hearth_zone_list_system ();

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->zone, G_LIST_MODEL (zones));
  gtk_drop_down_set_selected (self->zone, hearth_zone_list_find (zones, system));
}

/**
 * hearth_welcome_page_new:
 * @host: makes and opens centers
 * @path: where a new center goes unless another place is chosen
 *
 * Returns: (transfer floating): a page
 */
HearthWelcomePage *
hearth_welcome_page_new (HearthHost *host, const char *path)
{
  HearthWelcomePage *self = g_object_new (HEARTH_TYPE_WELCOME_PAGE, NULL);

  self->host = g_object_ref (host);
  self->path = g_strdup (path);
  show_place (self);
  return self;
}
