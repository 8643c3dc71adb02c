/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A new PIN or passphrase of who is signed in. The old passphrase is asked for both, but for who signed in a moment ago with
 * one that somebody else chose: that one goes from the sign-in page's entry into the entry here (both of them clear what
 * they held), and with the dialog.
 * Owned by itself until it is closed. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-secret-dialog.h"

#include "hearth-pin-pad.h"
#include "hearth-session-client.h"
#include "hearth-shell.h"
#include "hearth-why.h"

#include <glib/gi18n.h>
#include <string.h>

#define PASSPHRASE_MIN 8

struct _HearthSecretDialog
{
  AdwWindow parent_instance;

  GtkEditable *again;      /* (unowned): template child */
  GtkButton *cancel;       /* (unowned): template child */
  GtkLabel *hint;          /* (unowned): template child */
  GtkLabel *lead;          /* (unowned): template child */
  GtkWidget *now;          /* (unowned): template child: the group of the old one */
  GtkEditable *passphrase; /* (unowned): template child */
  GtkWidget *save;         /* (unowned): template child */
  GtkEditable *secret;     /* (unowned): template child */
  GtkLabel *why;           /* (unowned): template child */

  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
  HearthSecretKind kind;
  gboolean first; /* nothing else is open to them before */
};

enum
{
  GIVEN_UP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSecretDialog, hearth_secret_dialog, ADW_TYPE_WINDOW)

/**
 * hearth_secret_check_passphrase:
 * @passphrase: what was typed
 * @again: what was typed the second time
 *
 * Returns: (transfer none) (nullable): why it cannot be taken, in words; %NULL if it can
 */
const char *
hearth_secret_check_passphrase (const char *passphrase, const char *again)
{
  if (g_utf8_strlen (passphrase, -1) < PASSPHRASE_MIN)
    return _ ("Take at least 8 characters. A few words that only you put together are good.");
  if (g_strcmp0 (passphrase, again) != 0)
    return _ ("The two are not the same. Type the passphrase again.");
  return NULL;
}

static const char *
check_pin (const char *pin, const char *again)
{
  gsize length = strlen (pin);

  if (length < HEARTH_PIN_MIN || length > HEARTH_PIN_MAX || strspn (pin, "0123456789") != length)
    return _ ("A PIN has 4 to 8 digits.");
  if (g_strcmp0 (pin, again) != 0)
    return _ ("The two are not the same. Type the PIN again.");
  return NULL;
}

static const char *
check (HearthSecretDialog *self)
{
  const char *secret = gtk_editable_get_text (self->secret);
  const char *again = gtk_editable_get_text (self->again);

  if (self->kind == HEARTH_SECRET_PIN)
    return check_pin (secret, again);
  if (*secret != '\0' && g_str_equal (secret, gtk_editable_get_text (self->passphrase)))
    return _ ("That is the passphrase that you have now. Take another one.");
  return hearth_secret_check_passphrase (secret, again);
}

static void
say_done (HearthSecretDialog *self)
{
  HearthAccount *account = hearth_client_get_account (self->client);

  if (self->kind == HEARTH_SECRET_PIN)
    hearth_shell_say (GTK_WIDGET (self), _ ("Your new PIN is set."));
  else if (!self->first || account == NULL || hearth_account_get_has_pin (account))
    hearth_shell_say (GTK_WIDGET (self), _ ("Your new passphrase is set."));
  else
    hearth_shell_say_with_action (GTK_WIDGET (self),
                                  _ ("Your passphrase is set. With a short PIN you unlock this desk faster."),
                                  _ ("Set a PIN"), "win.change-pin");
}

static void
ask_for_old_one (HearthSecretDialog *self)
{
  hearth_why_say (self->why, self->first
                                 ? _ ("The passphrase that you signed in with does not fit any more. Type it again.")
                                 : _ ("That was not your passphrase."));
  gtk_editable_set_text (self->passphrase, "");
  gtk_widget_set_visible (self->now, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
saved (HearthSecretDialog *self, gboolean answered, const char *outcome, const GError *error)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (!answered)
    hearth_why_say_error (self->why, error);
  else if (g_str_equal (outcome, "done"))
    {
      say_done (self);
      gtk_window_destroy (GTK_WINDOW (self));
    }
  else if (g_str_equal (outcome, "weak"))
    hearth_why_say (self->why, self->kind == HEARTH_SECRET_PIN
                                   ? _ ("This PIN is too easy to guess. Take other digits.")
                                   : _ ("This passphrase is too easy to guess. Take a longer one."));
  else if (g_str_equal (outcome, "wait"))
    hearth_why_say (self->why, _ ("Too many tries. Wait a moment, then try again."));
  else
    ask_for_old_one (self);
}

static void
pin_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthSecretDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *outcome = NULL;
  gboolean answered = hearth_session_client_set_pin_finish (self->client, result, &outcome, &error);

  saved (self, answered, outcome, error);
}

static void
passphrase_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthSecretDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *outcome = NULL;
  gboolean answered = hearth_session_client_set_passphrase_finish (self->client, result, &outcome, &error);

  saved (self, answered, outcome, error);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthSecretDialog *self = HEARTH_SECRET_DIALOG (widget);
  const char *passphrase = gtk_editable_get_text (self->passphrase);
  const char *secret = gtk_editable_get_text (self->secret);
  const char *why = check (self);

  if (!gtk_widget_get_sensitive (self->save))
    return;
  hearth_why_say (self->why, why);
  if (why != NULL)
    return;
  gtk_widget_set_sensitive (self->save, FALSE);
  if (self->kind == HEARTH_SECRET_PIN)
    hearth_session_client_set_pin_async (self->client, passphrase, secret, self->cancellable, pin_set_cb,
                                         g_object_ref (self));
  else
    hearth_session_client_set_passphrase_async (self->client, passphrase, secret, self->cancellable, passphrase_set_cb,
                                                g_object_ref (self));
}

/* Enter goes on to what is not filled in yet. */
static void
activated_cb (HearthSecretDialog *self)
{
  GtkEditable *const rows[] = { self->passphrase, self->secret, self->again };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (*gtk_editable_get_text (rows[i]) == '\0')
      {
        gtk_widget_grab_focus (GTK_WIDGET (rows[i]));
        return;
      }
  gtk_widget_activate_action (GTK_WIDGET (self), "secret.save", NULL);
}

static gboolean
hearth_secret_dialog_close_request (GtkWindow *window)
{
  HearthSecretDialog *self = HEARTH_SECRET_DIALOG (window);

  if (!self->first)
    return GTK_WINDOW_CLASS (hearth_secret_dialog_parent_class)->close_request (window);
  /* It is gone, with what is in it, before anybody hears of it. */
  g_object_ref (self);
  gtk_window_destroy (window);
  g_signal_emit (self, signals[GIVEN_UP], 0);
  g_object_unref (self);
  return GDK_EVENT_STOP;
}

static void
hearth_secret_dialog_dispose (GObject *object)
{
  HearthSecretDialog *self = HEARTH_SECRET_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_SECRET_DIALOG);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_secret_dialog_parent_class)->dispose (object);
}

static void
hearth_secret_dialog_finalize (GObject *object)
{
  g_clear_object (&HEARTH_SECRET_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (hearth_secret_dialog_parent_class)->finalize (object);
}

static void
hearth_secret_dialog_class_init (HearthSecretDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_secret_dialog_dispose;
  object_class->finalize = hearth_secret_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = hearth_secret_dialog_close_request;

  signals[GIVEN_UP]
      = g_signal_new ("given-up", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/session/hearth-secret-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthSecretDialog, again);
  gtk_widget_class_bind_template_child (widget_class, HearthSecretDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, HearthSecretDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, HearthSecretDialog, lead);
  gtk_widget_class_bind_template_child (widget_class, HearthSecretDialog, now);
  gtk_widget_class_bind_template_child (widget_class, HearthSecretDialog, passphrase);
  gtk_widget_class_bind_template_child (widget_class, HearthSecretDialog, save);
  gtk_widget_class_bind_template_child (widget_class, HearthSecretDialog, secret);
  gtk_widget_class_bind_template_child (widget_class, HearthSecretDialog, why);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "secret.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "secret.save", NULL);
}

static void
hearth_secret_dialog_init (HearthSecretDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static HearthSecretDialog *
dialog_new (GtkWidget *parent, HearthClient *client, HearthSecretKind kind)
{
  HearthSecretDialog *self = g_object_new (HEARTH_TYPE_SECRET_DIALOG, "transient-for", gtk_widget_get_root (parent),
                                           "destroy-with-parent", TRUE, NULL);
  gboolean pin = kind == HEARTH_SECRET_PIN;

  self->client = g_object_ref (client);
  self->kind = kind;
  gtk_window_set_title (GTK_WINDOW (self), pin ? _ ("Change my PIN") : _ ("Change my passphrase"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret), pin ? _ ("New PIN") : _ ("New passphrase"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->again),
                                 pin ? _ ("New PIN again") : _ ("New passphrase again"));
  gtk_label_set_label (self->hint,
                       pin ? _ ("4 to 8 digits. It unlocks this desk during your shift, after you signed in once.")
                           : _ ("At least 8 characters. A few words that only you put together are good."));
  if (pin)
    gtk_text_set_input_purpose (GTK_TEXT (gtk_editable_get_delegate (self->secret)), GTK_INPUT_PURPOSE_PIN);
  return self;
}

/**
 * hearth_secret_dialog_present:
 * @parent: a window or what is in it
 * @client: where somebody is signed in
 * @kind: which secret
 *
 * Asks for a new PIN or passphrase and sets it.
 */
void
hearth_secret_dialog_present (GtkWidget *parent, HearthClient *client, HearthSecretKind kind)
{
  gtk_window_present (GTK_WINDOW (dialog_new (parent, client, kind)));
}

/**
 * hearth_secret_dialog_is_first:
 * @self: a dialog
 *
 * Returns: whether nothing else is open to who is asked, and the passphrase with which they signed in is in it: it goes when
 *   the desk is locked
 */
gboolean
hearth_secret_dialog_is_first (HearthSecretDialog *self)
{
  g_return_val_if_fail (HEARTH_IS_SECRET_DIALOG (self), FALSE);

  return self->first;
}

/**
 * hearth_secret_dialog_present_first:
 * @parent: a window or what is in it
 * @client: where somebody is signed in who must choose a passphrase
 * @passphrase: (nullable): what they signed in with a moment ago; %NULL where that is not known
 *
 * Asks for a passphrase of their own. While the dialog is there @passphrase is in it and is not asked for again. The signal
 * "given-up" says that they closed it instead: nobody may do anything here then but sign out.
 *
 * Returns: (transfer none): the dialog, for the signal
 */
GtkWidget *
hearth_secret_dialog_present_first (GtkWidget *parent, HearthClient *client, const char *passphrase)
{
  HearthSecretDialog *self = dialog_new (parent, client, HEARTH_SECRET_PASSPHRASE);
  gboolean known = passphrase != NULL && *passphrase != '\0';

  self->first = TRUE;
  gtk_window_set_title (GTK_WINDOW (self), _ ("Choose your passphrase"));
  gtk_button_set_label (self->cancel, _ ("Sign _out"));
  gtk_widget_set_visible (GTK_WIDGET (self->lead), TRUE);
  gtk_editable_set_text (self->passphrase, known ? passphrase : "");
  gtk_widget_set_visible (self->now, !known);
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
