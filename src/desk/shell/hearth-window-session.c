/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who is at the desk: the window follows the client's state. While locked, the desk is out of the widget tree (not just
 * covered: screen readers see what is only hidden) and dialogs are out of sight, both with what was typed in them.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-window-private.h"

#include "hearth-center-place.h"

#include "hearth-desk-pages.h"
#include "hearth-setup.h"
#include "hearth-emergency-card.h"
#include "hearth-error.h"
#include "hearth-secret-dialog.h"
#include "hearth-session-client.h"
#include "hearth-sign-in-page.h"
#include "hearth-signed-out-words.h"

#include <glib/gi18n.h>

static gboolean
belongs_to (GtkWindow *window, GtkWindow *self)
{
  while (window != NULL && window != self)
    window = gtk_window_get_transient_for (window);
  return window == self;
}

static gboolean
still_open (GtkWindow *window)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      if (other == window)
        return TRUE;
    }
  return FALSE;
}

/* Whoever unlocks the desk later proves anew that they know the passphrase that was for once. */
static gboolean
goes_with_lock (gpointer window)
{
  return HEARTH_IS_SECRET_DIALOG (window) && hearth_secret_dialog_is_first (window);
}

/* The emergency card has nothing of anybody on it and stays. */
static void
hide_dialogs (HearthWindow *self)
{
  GListModel *windows = gtk_window_get_toplevels ();
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func ((GDestroyNotify)gtk_window_destroy);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (window == GTK_WINDOW (self) || HEARTH_IS_EMERGENCY_CARD (window)
          || !gtk_widget_get_visible (GTK_WIDGET (window)) || !belongs_to (window, GTK_WINDOW (self)))
        continue;
      if (goes_with_lock (window))
        {
          g_ptr_array_add (gone, window);
          continue;
        }
      gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
      g_ptr_array_add (self->hidden, g_object_ref (window));
    }
}

static void
show_dialogs (HearthWindow *self)
{
  g_autoptr (GPtrArray) hidden = g_steal_pointer (&self->hidden);

  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < hidden->len; i++)
    if (still_open (hidden->pdata[i]))
      gtk_window_present (hidden->pdata[i]);
}

static void
drop_dialogs (HearthWindow *self)
{
  g_autoptr (GPtrArray) hidden = g_steal_pointer (&self->hidden);

  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = hidden->len; i > 0; i--)
    if (still_open (hidden->pdata[i - 1]))
      {
        /* An answer on its way may hold it longer than the window below lives. */
        gtk_window_set_transient_for (hidden->pdata[i - 1], NULL);
        gtk_window_destroy (hidden->pdata[i - 1]);
      }
}

static void
drop_desk (HearthWindow *self)
{
  drop_dialogs (self);
  if (self->desk == NULL)
    return;
  if (gtk_widget_get_parent (GTK_WIDGET (self->desk)) != NULL)
    gtk_stack_remove (self->views, GTK_WIDGET (self->desk));
  /* Pages hold the client and listen to it; what the last person saw must not live on in a stray reference. */
  g_object_run_dispose (G_OBJECT (self->desk));
  g_clear_object (&self->desk);
}

static void
park_desk (HearthWindow *self)
{
  hide_dialogs (self);
  if (self->desk == NULL || gtk_widget_get_parent (GTK_WIDGET (self->desk)) == NULL)
    return;
  hearth_desk_view_dismiss_toast (self->desk);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_stack_remove (self->views, GTK_WIDGET (self->desk));
}

static void
show_sign_in (HearthWindow *self)
{
  HearthSignInPage *page;

  park_desk (self);
  page = hearth_sign_in_page_new (self->client, self->switching ? 0 : self->desk_account);
  self->switching = FALSE;
  if (self->gave_up)
    hearth_sign_in_page_say (page, _ ("You are signed out. Sign in again to choose a passphrase of your own."));
  self->gave_up = FALSE;
  hearth_sign_in_page_tell (page, self->told);
  hearth_window_set_view (self, "sign-in", GTK_WIDGET (page));
  gtk_widget_grab_focus (GTK_WIDGET (page));
}

/* Without a passphrase of their own nothing is open to them: they are not left before an empty desk. */
static void
given_up_cb (HearthWindow *self)
{
  self->gave_up = TRUE;
  hearth_session_client_sign_out (self->client);
}

static void
ask_for_passphrase (HearthWindow *self, HearthSignInPage *page)
{
  const char *passphrase = page ? hearth_sign_in_page_get_passphrase (page) : NULL;
  GtkWidget *dialog = hearth_secret_dialog_present_first (GTK_WIDGET (self), self->client, passphrase);

  g_signal_connect_object (dialog, "given-up", G_CALLBACK (given_up_cb), self, G_CONNECT_SWAPPED);
}

/* Once, on the page where they find themselves; who it is for is not said. */
static void
signed_out_cb (HearthWindow *self, const char *why)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->views, "sign-in");

  g_free (self->told);
  self->told = hearth_signed_out_words (why, hearth_client_get_account (self->client) == NULL);
  if (page != NULL)
    hearth_sign_in_page_tell (HEARTH_SIGN_IN_PAGE (page), self->told);
}

/* Somebody else has changed what they may do while they sat here. */
static void
say_roles (HearthWindow *self, HearthAccount *account)
{
  const char *const *roles = hearth_account_get_roles (account);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  g_autofree char *all = NULL, *text = NULL;

  for (guint i = 0; roles[i]; i++)
    g_strv_builder_add (builder, hearth_role_label_of_nick (roles[i]));
  labels = g_strv_builder_end (builder);
  all = g_strjoinv (", ", labels);
  if (self->roles != NULL && !g_strv_equal ((const char *const *)self->roles, roles))
    {
      /* Translators: %s are the names of roles, with commas between them. */
      text = g_strdup_printf (_ ("A director changed what you can do here. Your roles now: %s."), all);
      hearth_desk_view_tell (self->desk, text, NULL, NULL);
    }
  g_strfreev (self->roles);
  self->roles = g_strdupv ((char **)roles);
}

/* @page: on which they signed in, if it was there. */
static void
welcome_words (HearthWindow *self, HearthAccount *account, HearthSignInPage *page)
{
  if (hearth_account_get_new_passphrase (account))
    ask_for_passphrase (self, page);
  else if (!hearth_account_get_has_pin (account))
    hearth_desk_view_say_with_action (self->desk, _ ("With a short PIN you unlock this desk faster."), _ ("Set a PIN"),
                                      "win.change-pin");
}

static void
show_desk (HearthWindow *self)
{
  HearthAccount *account = hearth_client_get_account (self->client);
  GtkWidget *shown = gtk_stack_get_child_by_name (self->views, "sign-in");
  g_autoptr (HearthSignInPage) page = shown ? g_object_ref (HEARTH_SIGN_IN_PAGE (shown)) : NULL;
  gboolean same = self->desk != NULL && hearth_account_get_id (account) == self->desk_account
                  && hearth_desk_view_is_whole (self->desk);
  gboolean back = self->desk != NULL && gtk_widget_get_parent (GTK_WIDGET (self->desk)) == NULL;

  /* Who left without choosing a passphrase of their own is asked again: until then nothing else is open to them. */
  if (back && hearth_account_get_new_passphrase (account))
    same = FALSE;
  if (self->desk == NULL || hearth_account_get_id (account) != self->desk_account)
    g_clear_pointer (&self->roles, g_strfreev);
  g_clear_pointer (&self->told, g_free);
  if (!same)
    {
      drop_desk (self);
      self->desk = g_object_ref_sink (hearth_desk_view_new (self->client, self->watch));
      hearth_desk_view_set_missed (self->desk, hearth_notifier_get_missed (self->notifier));
      self->desk_account = hearth_account_get_id (account);
    }
  if (gtk_widget_get_parent (GTK_WIDGET (self->desk)) == NULL)
    gtk_stack_add_named (self->views, GTK_WIDGET (self->desk), "desk");
  hearth_window_show_view (self, "desk");
  hearth_window_drop_view (self, "sign-in");
  hearth_desk_view_focus_page (self->desk);
  if (same)
    show_dialogs (self);
  else
    welcome_words (self, account, page);
  say_roles (self, account);
}

/* The hub of this PC's own file went: it is opened anew. */
static void
open_again (HearthWindow *self)
{
  park_desk (self);
  /* The service takes its time to come up. */
  if (self->turning_over)
    hearth_window_show_opening (self);
  if (!self->connected || self->turning_over)
    return;
  self->connected = FALSE;
  hearth_window_open (self, self->path, FALSE);
}

/* This desk goes on by itself: what is on screen stays, and people whom it knows may unlock it. */
static void
go_on_alone (HearthWindow *self)
{
  if (hearth_client_get_account (self->client) != NULL)
    show_desk (self);
  else if (g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "sign-in") != 0)
    show_sign_in (self);
}

static void
state_cb (HearthWindow *self)
{
  HearthClientState state = hearth_client_get_state (self->client);

  if (self->watch != NULL && state != HEARTH_CLIENT_AWAY)
    hearth_window_connected (self);
  hearth_window_update_actions (self);
  switch (state)
    {
    case HEARTH_CLIENT_SIGNED_IN:
      hearth_idle_watch_touch (self->idle);
      show_desk (self);
      if (self->asked_visit != 0)
        hearth_window_show_asked (self);
      break;
    case HEARTH_CLIENT_LOCKED:
      show_sign_in (self);
      break;
    case HEARTH_CLIENT_AWAY:
    default:
      if (self->watch == NULL)
        open_again (self);
      else if (self->connected)
        go_on_alone (self);
    }
  hearth_notifier_set_locked (self->notifier, hearth_client_get_account (self->client) == NULL);
}

static gboolean
is_at_own_desk (HearthWindow *self)
{
  HearthAccount *account = hearth_client_get_account (self->client);

  return hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN && account != NULL
         && hearth_window_get_desk_view (self) != NULL && hearth_account_get_id (account) == self->desk_account;
}

/* Whoever has chosen a passphrase of their own, or was given another role, has other pages from now on. */
static gboolean
has_other_pages (HearthWindow *self)
{
  return is_at_own_desk (self) && !hearth_desk_view_is_whole (self->desk);
}

/* With a hub the state says it all but what somebody may do. */
static void
account_cb (HearthWindow *self)
{
  if (has_other_pages (self))
    {
      hearth_window_update_actions (self);
      show_desk (self);
    }
  else if (is_at_own_desk (self))
    say_roles (self, hearth_client_get_account (self->client));
  if (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY && self->watch != NULL && self->connected)
    state_cb (self);
}

/* What was kept is sealed for a key that only the hub has, and it gives it to no desk that was removed. */
static void
show_removed (HearthWindow *self)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/org/recoverycommons/Hearth/session/removed-page.ui");
  guint kept = self->outbox ? hearth_outbox_get_waiting (self->outbox) + hearth_outbox_get_to_settle (self->outbox) : 0;
  g_autofree char *shared = hearth_center_place_get_shared ();
  g_autofree char *text = NULL;

  if (*shared != '\0')
    {
      text = hearth_window_create_left_words (kept);
      adw_status_page_set_title (ADW_STATUS_PAGE (gtk_builder_get_object (builder, "status")),
                                 _ ("The hub of the center is another PC now"));
      adw_status_page_set_description (ADW_STATUS_PAGE (gtk_builder_get_object (builder, "status")), text);
    }
  else if (kept > 0)
    {
      text = g_strdup_printf (
          ngettext ("A director removed it, or the center was restored from a backup that was made before this desk "
                    "joined. %u visit that was kept on this PC was not sent, and cannot be sent "
                    "from here now: enter it at another desk. A director can make a code to join again.",
                    "A director removed it, or the center was restored from a backup that was made before this desk "
                    "joined. %u visits that were kept on this PC were not sent, and cannot be "
                    "sent from here now: enter them at another desk. A director can make a code to join again.",
                    kept),
          kept);
      adw_status_page_set_description (ADW_STATUS_PAGE (gtk_builder_get_object (builder, "status")), text);
    }
  hearth_window_set_view (self, "removed", GTK_WIDGET (gtk_builder_get_object (builder, "page")));
}

/* The hub has said that it does not know this desk any more, or it is not the hub that it was: in words, on a page that
 * shows nothing of anybody. What was kept stays on this PC. */
static void
connector_error_cb (HearthWindow *self)
{
  const GError *error = self->connector ? hearth_connector_get_error (self->connector) : NULL;

  if (error == NULL)
    return;
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED))
    {
      hearth_client_set_held (self->client, FALSE);
      drop_desk (self);
      show_removed (self);
    }
  else if (!self->connected
           && (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE)
               || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_REPLACED)))
    {
      /* The hub was not there at the start: people whom this desk knows may begin without it. */
      hearth_client_set_held (self->client, FALSE);
      hearth_window_connected (self);
      state_cb (self);
    }
}

static void
sent_cb (HearthWindow *self, guint n)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u visit was sent.", "%u visits were sent.", n), n);

  if (hearth_window_get_desk_view (self) != NULL)
    hearth_desk_view_say (self->desk, text);
  else
    hearth_notifier_hold (self->notifier, text);
}

static void
idle_cb (HearthWindow *self)
{
  hearth_window_lock (self);
}

static void
lock_minutes_cb (HearthWindow *self)
{
  guint minutes = g_settings_get_uint (hearth_setup_get_settings (), "lock-minutes");

  hearth_idle_watch_set_limit_ms (self->idle, minutes * 60 * 1000);
}

/* A dialog gives the focus back to what opened it: after a click in the sidebar or a menu that is a button, and the next
 * name would go astray. The page knows better, unless the focus is in it. */
static void
active_cb (HearthWindow *self)
{
  HearthDeskView *desk = hearth_window_get_desk_view (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *page = desk ? hearth_desk_view_get_page (desk) : NULL;

  if (page == NULL || !gtk_window_is_active (GTK_WINDOW (self)))
    return;
  if (focus == NULL || (focus != page && !gtk_widget_is_ancestor (focus, page)))
    hearth_desk_view_focus_page (desk);
}

/**
 * hearth_window_set_idle_ms:
 * @self: a window
 * @limit_ms: after how long without input the desk locks; 0 for never
 *
 * Sets a limit that minutes cannot say.
 */
void
hearth_window_set_idle_ms (HearthWindow *self, guint limit_ms)
{
  g_return_if_fail (HEARTH_IS_WINDOW (self));

  hearth_idle_watch_set_limit_ms (self->idle, limit_ms);
}

/**
 * hearth_window_connected:
 * @self: a window
 *
 * The hub has said which center it is: from now on a lost connection is opened anew.
 */
void
hearth_window_connected (HearthWindow *self)
{
  self->connected = TRUE;
  hearth_window_drop_view (self, "welcome");
  hearth_window_drop_view (self, "trouble");
  hearth_window_drop_view (self, "removed");
}

/**
 * hearth_window_show_asked:
 * @self: a window
 *
 * Who asked is a row of today's list; without one the list itself is what helps.
 */
void
hearth_window_show_asked (HearthWindow *self)
{
  gint64 visit = self->asked_visit;

  if (hearth_window_get_desk_view (self) == NULL)
    return;
  self->asked_visit = 0;
  hearth_desk_view_show_page (self->desk, 0);
  if (visit > 0)
    gtk_widget_activate_action (hearth_desk_view_get_page (self->desk), "checkin.show-visit", "x", visit);
}

/**
 * hearth_window_lock:
 * @self: a window
 *
 * Nobody is at the desk until somebody unlocks it.
 */
void
hearth_window_lock (HearthWindow *self)
{
  if (hearth_client_get_account (self->client) != NULL)
    hearth_session_client_lock (self->client);
}

/**
 * hearth_window_session_follow_hub:
 * @self: a window whose folder and connector were just set, or just went
 *
 * From here on a lost hub leaves what is on screen where it is, and what is entered is kept; without a connector the desk
 * is one of its own center again.
 */
void
hearth_window_session_follow_hub (HearthWindow *self)
{
  drop_desk (self);
  g_clear_object (&self->watch);
  hearth_client_set_outbox (self->client, NULL);
  g_clear_object (&self->outbox);
  if (self->connector == NULL)
    return;
  self->outbox = hearth_outbox_new (self->client, hearth_desk_folder_get_path (self->folder));
  hearth_client_set_outbox (self->client, self->outbox);
  self->watch = hearth_hub_watch_new (self->client, self->connector, self->outbox);
  g_signal_connect_object (self->watch, "sent", G_CALLBACK (sent_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->connector, "notify::error", G_CALLBACK (connector_error_cb), self, G_CONNECT_SWAPPED);
  hearth_window_update_actions (self);
}

/**
 * hearth_window_session_init:
 * @self: a window
 *
 * Begins to follow the client.
 */
void
hearth_window_session_init (HearthWindow *self)
{
  self->hidden = g_ptr_array_new_with_free_func (g_object_unref);
  self->idle = hearth_idle_watch_new ();
  g_signal_connect_object (self->idle, "idle", G_CALLBACK (idle_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hearth_setup_get_settings (), "changed::lock-minutes", G_CALLBACK (lock_minutes_cb), self,
                           G_CONNECT_SWAPPED);
  lock_minutes_cb (self);
  self->notifier = hearth_notifier_new (GTK_WINDOW (self), self->client);
  self->state_handler = g_signal_connect_swapped (self->client, "notify::state", G_CALLBACK (state_cb), self);
  self->account_handler = g_signal_connect_swapped (self->client, "notify::account", G_CALLBACK (account_cb), self);
  g_signal_connect_object (self->client, "signed-out", G_CALLBACK (signed_out_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_cb), NULL);
  hearth_window_update_actions (self);
}

/**
 * hearth_window_session_clear:
 * @self: a window
 *
 * Ends it all, of the window's dispose.
 */
void
hearth_window_session_clear (HearthWindow *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  if (self->client != NULL)
    {
      g_clear_signal_handler (&self->state_handler, self->client);
      g_clear_signal_handler (&self->account_handler, self->client);
      if (self->connector != NULL)
        hearth_connector_stop (self->connector);
      hearth_client_disconnect (self->client);
    }
  g_clear_object (&self->idle);
  if (self->hidden != NULL)
    drop_desk (self);
  g_clear_pointer (&self->hidden, g_ptr_array_unref);
  g_clear_object (&self->notifier);
  g_clear_object (&self->watch);
  g_clear_object (&self->outbox);
}
