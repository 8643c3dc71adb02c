/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Sign-in and lock: tiles of those who use this desk, PIN keys for touch (the keyboard's digits work too), passphrase; above
 * them what whoever was here before should know.
 * A new page for every lock, so that nothing typed in the last one is left. When it worked the client's state changes,
 * and the window takes the page away.
 * Owned by the window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-sign-in-page.h"

#include "hearth-desk-line.h"
#include "hearth-setup.h"
#include "hearth-error-message.h"
#include "hearth-face-grid.h"
#include "hearth-hub-watch.h"
#include "hearth-pin-pad.h"
#include "hearth-session-client.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _HearthSignInPage
{
  GtkWidget parent_instance;

  GtkLabel *desk_line;     /* (unowned): template child */
  GtkLabel *heading;       /* (unowned): template child */
  GtkEditable *name_entry; /* (unowned): template child */
  GtkLabel *outcome;       /* (unowned): template child */
  GtkLabel *told;          /* (unowned): template child */
  GtkEditable *passphrase; /* (unowned): template child */
  HearthPinPad *pad;       /* (unowned): template child */
  HearthFaceGrid *people;  /* (unowned): template child */
  GtkStack *ways;          /* (unowned): template child */
  GtkWidget *way_in;       /* (unowned): template child: what waits with the desk */
  GtkWidget *use_pin;      /* (unowned): template child */
  GtkSpinner *spinner;     /* (unowned): template child */

  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gint64 account;            /* whose tile is chosen at first */
  gint64 wait_until_us;      /* monotonic time until which no try is taken */
  guint wait_source;
};

G_DEFINE_FINAL_TYPE (HearthSignInPage, hearth_sign_in_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CLIENT = 1,
  PROP_ACCOUNT,
  N_PROPS,
} HearthSignInPageProperty;

static GParamSpec *properties[N_PROPS];

static void
say (HearthSignInPage *self, const char *text)
{
  gtk_label_set_label (self->outcome, text);
}

/* GTK 4.8 does not tell an entry that becomes insensitive that it has lost the focus: its cursor would go on blinking, and
 * complain. */
static void
leave_entries (HearthSignInPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->way_in))
    gtk_root_set_focus (root, NULL);
}

static void
set_busy (HearthSignInPage *self, gboolean busy)
{
  if (busy)
    leave_entries (self);
  gtk_widget_set_sensitive (self->way_in, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->people), !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

static void
focus_way (HearthSignInPage *self)
{
  const char *way = gtk_stack_get_visible_child_name (self->ways);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (g_strcmp0 (way, "pin") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->pad));
  else if (g_strcmp0 (way, "passphrase") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_widget_get_visible (GTK_WIDGET (self->name_entry))
                                               && *gtk_editable_get_text (self->name_entry) == '\0'
                                           ? self->name_entry
                                           : self->passphrase));
}

/* The way in for whose tile is chosen. */
static void
show_way (HearthSignInPage *self, gboolean pin)
{
  HearthFaceButton *chosen = hearth_face_grid_get_chosen (self->people);
  gboolean other = hearth_face_grid_is_other (self->people);
  const char *name = chosen ? hearth_face_button_get_name (chosen) : "";
  g_autofree char *heading = NULL;

  if (other)
    heading = g_strdup (_ ("Type your name and your passphrase."));
  else if (pin)
    heading = g_strdup_printf (_ ("Hello, %s. Type your PIN."), name);
  else
    heading = g_strdup_printf (_ ("Hello, %s. Type your passphrase."), name);
  gtk_label_set_label (self->heading, heading);
  hearth_pin_pad_clear (self->pad);
  gtk_editable_set_text (self->passphrase, "");
  gtk_widget_set_visible (GTK_WIDGET (self->name_entry), other);
  gtk_widget_set_visible (self->use_pin, !other && hearth_face_button_get_pin_enough (chosen));
  gtk_stack_set_visible_child_name (self->ways, pin && !other ? "pin" : "passphrase");
  focus_way (self);
}

/* Whose tile was chosen is there no more. */
static void
show_no_way (HearthSignInPage *self)
{
  gtk_label_set_label (self->heading, _ ("Choose your name."));
  hearth_pin_pad_clear (self->pad);
  gtk_editable_set_text (self->passphrase, "");
  gtk_stack_set_visible_child_name (self->ways, "none");
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
chosen_cb (HearthSignInPage *self, gboolean by_person)
{
  HearthFaceButton *chosen = hearth_face_grid_get_chosen (self->people);

  /* A wait is for one name; the hub says again whether it holds for this one. */
  g_clear_handle_id (&self->wait_source, g_source_remove);
  gtk_widget_set_sensitive (self->way_in, TRUE);
  /* What the page was opened with stays until somebody chooses another tile. */
  if (by_person)
    say (self, "");
  if (chosen == NULL)
    show_no_way (self);
  else
    show_way (self, hearth_face_button_get_pin_enough (chosen));
}

static void
faces_failed_cb (HearthSignInPage *self, const char *text)
{
  say (self, text);
}

static gboolean
wait_cb (gpointer user_data)
{
  HearthSignInPage *self = user_data;
  gint64 left = (self->wait_until_us - g_get_monotonic_time () + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  g_autofree char *text = NULL;

  if (left <= 0)
    {
      self->wait_source = 0;
      say (self, _ ("You can try again now."));
      gtk_widget_set_sensitive (self->way_in, TRUE);
      focus_way (self);
      return G_SOURCE_REMOVE;
    }
  text = left < 120 ? g_strdup_printf (ngettext ("Try again in %d second.", "Try again in %d seconds.", (gulong)left),
                                       (int)left)
                    : g_strdup_printf (ngettext ("Try again in %d minute.", "Try again in %d minutes.",
                                                 (gulong)(left + 59) / 60),
                                       (int)((left + 59) / 60));
  say (self, text);
  return G_SOURCE_CONTINUE;
}

static void
begin_wait (HearthSignInPage *self, guint seconds)
{
  self->wait_until_us = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
  gtk_widget_set_sensitive (self->way_in, FALSE);
  g_clear_handle_id (&self->wait_source, g_source_remove);
  if (wait_cb (self))
    self->wait_source = g_timeout_add_seconds (1, wait_cb, self);
}

static void
say_wrong (HearthSignInPage *self, guint tries_left)
{
  g_autofree char *text = NULL;

  switch (tries_left)
    {
    case 2:
      text = g_strdup (_ ("That was not it. Two tries left."));
      break;
    case 1:
      text = g_strdup (_ ("That was not it. One try left."));
      break;
    default:
      text = g_strdup (_ ("That was not it."));
      break;
    }
  say (self, text);
}

static void
failed (HearthSignInPage *self, const GError *error)
{
  g_autofree char *text = hearth_error_message (error);

  say (self, text);
  focus_way (self);
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome = HEARTH_SIGN_IN_WRONG;
  guint tries_left = 0, wait_s = 0;
  gboolean answered
      = hearth_session_client_unlock_finish (self->client, result, &outcome, &tries_left, &wait_s, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  hearth_pin_pad_clear (self->pad);
  if (!answered)
    failed (self, error);
  else if (outcome == HEARTH_SIGN_IN_WAIT)
    begin_wait (self, wait_s);
  else if (outcome == HEARTH_SIGN_IN_PASSPHRASE)
    {
      show_way (self, FALSE);
      gtk_widget_set_visible (self->use_pin, FALSE);
      say (self, _ ("The PIN is not enough now. Your passphrase is."));
    }
  else if (outcome == HEARTH_SIGN_IN_WRONG)
    {
      say_wrong (self, tries_left);
      focus_way (self);
    }
}

static void
pin_typed_cb (HearthSignInPage *self, const char *pin)
{
  HearthFaceButton *chosen = hearth_face_grid_get_chosen (self->people);

  if (chosen == NULL || !gtk_widget_get_sensitive (self->way_in))
    return;
  set_busy (self, TRUE);
  hearth_session_client_unlock_async (self->client, hearth_face_button_get_account (chosen), pin, self->cancellable,
                                      unlocked_cb, g_object_ref (self));
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  HearthSignIn outcome = HEARTH_SIGN_IN_WRONG;
  guint wait_s = 0;
  gboolean answered = hearth_session_client_sign_in_finish (self->client, result, &outcome, &wait_s, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_busy (self, FALSE);
  gtk_editable_set_text (self->passphrase, "");
  if (!answered)
    failed (self, error);
  else if (outcome == HEARTH_SIGN_IN_WAIT)
    begin_wait (self, wait_s);
  else if (outcome == HEARTH_SIGN_IN_WRONG)
    {
      /* Who has a face here is known here; a name that was typed may be right, and not known. */
      if (hearth_face_grid_is_other (self->people) && hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY)
        say (self,
             _ ("That was not it. While the hub is away, only people who signed in at this desk before can go on."));
      else
        say_wrong (self, 0);
      gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
    }
}

static void
sign_in_cb (HearthSignInPage *self)
{
  HearthFaceButton *chosen = hearth_face_grid_get_chosen (self->people);
  gint64 account = chosen ? hearth_face_button_get_account (chosen) : 0;
  const char *name = account == 0 ? gtk_editable_get_text (self->name_entry) : "";
  const char *passphrase = gtk_editable_get_text (self->passphrase);

  if ((account == 0 && *name == '\0') || *passphrase == '\0')
    {
      focus_way (self);
      return;
    }
  say (self, "");
  set_busy (self, TRUE);
  hearth_session_client_sign_in_async (self->client, account, name, passphrase, self->cancellable, signed_in_cb,
                                       g_object_ref (self));
}

static void
name_activated_cb (HearthSignInPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
use_passphrase_cb (HearthSignInPage *self)
{
  show_way (self, FALSE);
}

static void
use_pin_cb (HearthSignInPage *self)
{
  show_way (self, TRUE);
}

static gboolean
is_away_cb (GObject *object, HearthClientState state)
{
  return state == HEARTH_CLIENT_AWAY;
}

static gboolean
is_only_away_cb (GObject *object, HearthClientState state, gboolean copied)
{
  return state == HEARTH_CLIENT_AWAY && !copied;
}

static char *
copied_line_cb (GObject *object, HearthClientState state)
{
  return hearth_hub_watch_copied_words (state == HEARTH_CLIENT_AWAY);
}

static char *
lock_line_cb (GObject *object)
{
  guint minutes = g_settings_get_uint (hearth_setup_get_settings (), "lock-minutes");

  return g_strdup_printf (ngettext ("Hearth locks after %u quiet minute. Nothing you were typing is lost.",
                                    "Hearth locks after %u quiet minutes. Nothing you were typing is lost.", minutes),
                          minutes);
}

static gboolean
is_sample_cb (GObject *object, HearthCenter *center)
{
  return center && hearth_center_get_sample (center);
}

static gboolean
hearth_sign_in_page_grab_focus (GtkWidget *widget)
{
  HearthSignInPage *self = HEARTH_SIGN_IN_PAGE (widget);
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->people));

  if (hearth_face_grid_get_chosen (self->people) != NULL)
    focus_way (self);
  else if (first != NULL)
    gtk_widget_grab_focus (first);
  return TRUE;
}

static void
hearth_sign_in_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hearth_sign_in_page_parent_class)->map (widget);

  gtk_widget_grab_focus (widget);
}

static void
hearth_sign_in_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthSignInPage *self = HEARTH_SIGN_IN_PAGE (object);

  switch ((HearthSignInPageProperty)prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_ACCOUNT:
      g_value_set_int64 (value, self->account);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_sign_in_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthSignInPage *self = HEARTH_SIGN_IN_PAGE (object);

  switch ((HearthSignInPageProperty)prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_ACCOUNT:
      self->account = g_value_get_int64 (value);
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_sign_in_page_constructed (GObject *object)
{
  HearthSignInPage *self = HEARTH_SIGN_IN_PAGE (object);

  G_OBJECT_CLASS (hearth_sign_in_page_parent_class)->constructed (object);

  gtk_widget_init_template (GTK_WIDGET (self));
  hearth_desk_line_follow (self->desk_line, self->client);
  hearth_face_grid_setup (self->people, self->client, self->account);
}

static void
hearth_sign_in_page_dispose (GObject *object)
{
  HearthSignInPage *self = HEARTH_SIGN_IN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->wait_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_SIGN_IN_PAGE);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_sign_in_page_parent_class)->dispose (object);
}

static void
hearth_sign_in_page_finalize (GObject *object)
{
  g_clear_object (&HEARTH_SIGN_IN_PAGE (object)->cancellable);

  G_OBJECT_CLASS (hearth_sign_in_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  /* Bound without a field, so that gtk_widget_dispose_template() takes it away. */
  gtk_widget_class_bind_template_child_full (widget_class, "body", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, desk_line);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, heading);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, name_entry);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, outcome);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, pad);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, people);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, told);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, use_pin);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, way_in);
  gtk_widget_class_bind_template_child (widget_class, HearthSignInPage, ways);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, copied_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, faces_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, is_away_cb);
  gtk_widget_class_bind_template_callback (widget_class, is_only_away_cb);
  gtk_widget_class_bind_template_callback (widget_class, is_sample_cb);
  gtk_widget_class_bind_template_callback (widget_class, lock_line_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pin_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, sign_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_passphrase_cb);
  gtk_widget_class_bind_template_callback (widget_class, use_pin_cb);
}

static void
hearth_sign_in_page_class_init (HearthSignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = hearth_sign_in_page_constructed;
  object_class->dispose = hearth_sign_in_page_dispose;
  object_class->finalize = hearth_sign_in_page_finalize;
  object_class->get_property = hearth_sign_in_page_get_property;
  object_class->set_property = hearth_sign_in_page_set_property;
  widget_class->grab_focus = hearth_sign_in_page_grab_focus;
  widget_class->map = hearth_sign_in_page_map;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, HEARTH_TYPE_CLIENT, flags);
  properties[PROP_ACCOUNT] = g_param_spec_int64 ("account", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HEARTH_TYPE_FACE_GRID);
  g_type_ensure (HEARTH_TYPE_PIN_PAD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/session/hearth-sign-in-page.ui");
  bind_template (widget_class);
}

static void
hearth_sign_in_page_init (HearthSignInPage *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * hearth_sign_in_page_new:
 * @client: a client that is connected
 * @account: whose tile is chosen at first; 0 for nobody's
 *
 * Returns: (transfer floating): a page
 */
HearthSignInPage *
hearth_sign_in_page_new (HearthClient *client, gint64 account)
{
  return g_object_new (HEARTH_TYPE_SIGN_IN_PAGE, "client", client, "account", account, NULL);
}

/**
 * hearth_sign_in_page_say:
 * @self: a page
 * @text: one sentence or two: why somebody is here again
 *
 * Says something where the page says how a sign-in went.
 */
void
hearth_sign_in_page_say (HearthSignInPage *self, const char *text)
{
  g_return_if_fail (HEARTH_IS_SIGN_IN_PAGE (self));

  say (self, text);
}

/**
 * hearth_sign_in_page_tell:
 * @self: a page
 * @text: (nullable): what whoever was here before should know; %NULL for nothing
 *
 * Says something above it all, where it stays whatever tile is chosen.
 */
void
hearth_sign_in_page_tell (HearthSignInPage *self, const char *text)
{
  g_return_if_fail (HEARTH_IS_SIGN_IN_PAGE (self));

  gtk_label_set_label (self->told, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->told), text != NULL);
}

/**
 * hearth_sign_in_page_get_passphrase:
 * @self: a page on which somebody was welcome just now
 *
 * Returns: (transfer none): the passphrase that they typed, in the memory of the entry, which the page clears next; "" where
 *   it was a PIN
 */
const char *
hearth_sign_in_page_get_passphrase (HearthSignInPage *self)
{
  g_return_val_if_fail (HEARTH_IS_SIGN_IN_PAGE (self), "");

  return gtk_editable_get_text (self->passphrase);
}
