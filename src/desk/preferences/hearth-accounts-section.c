/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Accounts: who may sign in, with which roles. A passphrase is made by the hub and shown once.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-accounts-section.h"

#include "hearth-account-client.h"
#include "hearth-account-row.h"
#include "hearth-confirm.h"
#include "hearth-error.h"
#include "hearth-new-account-dialog.h"
#include "hearth-once-dialog.h"
#include "hearth-record-rows.h"

#include <glib/gi18n.h>

struct _HearthAccountsSection
{
  HearthPreferencesSection parent_instance;

  GtkListBox *list; /* (unowned): template child */

  guint directors; /* that are not disabled */
};

G_DEFINE_FINAL_TYPE (HearthAccountsSection, hearth_accounts_section, HEARTH_TYPE_PREFERENCES_SECTION)

/* What is asked of the hub about one account, until it has answered. */
typedef struct
{
  HearthAccountsSection *self; /* (owned) */
  HearthAccountRow *row;       /* (owned) */
  HearthAccount *account;      /* (owned) */
  gboolean roles;              /* it is about their roles */
} Wish;

static void
wish_free (Wish *wish)
{
  g_object_unref (wish->self);
  g_object_unref (wish->row);
  g_object_unref (wish->account);
  g_free (wish);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wish, wish_free)

static Wish *
wish_new (HearthAccountsSection *self, HearthAccountRow *row)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->self = g_object_ref (self);
  wish->row = g_object_ref (row);
  wish->account = g_object_ref (hearth_account_row_get_account (row));
  return wish;
}

static HearthClient *
client_of (HearthAccountsSection *self)
{
  return hearth_preferences_section_get_client (HEARTH_PREFERENCES_SECTION (self));
}

static GCancellable *
cancellable_of (HearthAccountsSection *self)
{
  return hearth_preferences_section_get_cancellable (HEARTH_PREFERENCES_SECTION (self));
}

static gboolean
is_director (HearthAccount *account)
{
  return !hearth_account_get_disabled (account)
         && g_strv_contains (hearth_account_get_roles (account), hearth_role_to_nick (HEARTH_ROLE_DIRECTOR));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  HearthPreferencesSection *section = HEARTH_PREFERENCES_SECTION (wish->self);
  g_autoptr (GError) error = NULL;
  gboolean done = hearth_account_client_done_finish (HEARTH_CLIENT (source), result, &error), met;

  if (hearth_preferences_section_is_gone (section))
    return;
  met = g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  /* Met by somebody else's change: what was chosen stays, and the row says so when it has been read again. */
  if (!done && !met)
    hearth_preferences_section_say_error (section, error);
  if (wish->roles)
    hearth_account_row_saved (wish->row, done || met);
  hearth_preferences_section_read (section);
}

static void
save_roles_cb (HearthAccountsSection *self, char **roles, HearthAccountRow *row)
{
  Wish *wish = wish_new (self, row);

  wish->roles = TRUE;
  hearth_preferences_section_say (HEARTH_PREFERENCES_SECTION (self), "");
  hearth_account_client_set_roles_async (client_of (self), wish->account, (const char *const *)roles,
                                         cancellable_of (self), done_cb, wish);
}

static void
set_disabled (Wish *wish, gboolean disabled)
{
  hearth_account_client_set_disabled_async (client_of (wish->self), hearth_account_get_id (wish->account), disabled,
                                            cancellable_of (wish->self), done_cb, wish);
}

static void
disable_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;

  if (hearth_confirm_finish (result) && !hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (wish->self)))
    set_disabled (g_steal_pointer (&wish), TRUE);
}

static void
disable_cb (HearthAccountsSection *self, gboolean disable, HearthAccountRow *row)
{
  const char *name = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *heading = NULL;

  hearth_preferences_section_say (HEARTH_PREFERENCES_SECTION (self), "");
  if (!disable)
    {
      set_disabled (wish_new (self, row), FALSE);
      return;
    }
  /* Translators: a person of the team: "Disable the account of Lee?" */
  heading = g_strdup_printf (_ ("Disable the account of %s?"), name);
  hearth_confirm_async (
      GTK_WIDGET (self), heading,
      _ ("They are signed out at every desk, at once, and cannot sign in. What they recorded stays, and "
         "you can let them in again."),
      _ ("Disable"), TRUE, cancellable_of (self), disable_asked_cb, wish_new (self, row));
}

static void
reset_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  HearthPreferencesSection *section = HEARTH_PREFERENCES_SECTION (wish->self);
  g_autoptr (GError) error = NULL;
  g_autofree char *once = hearth_account_client_once_finish (HEARTH_CLIENT (source), result, &error);

  if (hearth_preferences_section_is_gone (section))
    return;
  if (once == NULL)
    hearth_preferences_section_say_error (section, error);
  else
    hearth_once_dialog_present (GTK_WIDGET (section), hearth_account_get_name (wish->account), once);
}

static void
reset_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Wish) wish = user_data;
  HearthAccountsSection *self = wish->self;
  gint64 account = hearth_account_get_id (wish->account);

  if (!hearth_confirm_finish (result) || hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (self)))
    return;
  hearth_account_client_reset_async (client_of (self), account, cancellable_of (self), reset_cb,
                                     g_steal_pointer (&wish));
}

static void
reset_wish_cb (HearthAccountsSection *self, HearthAccountRow *row)
{
  /* Translators: a person of the team: "A new passphrase for Lee?" */
  g_autofree char *heading
      = g_strdup_printf (_ ("A new passphrase for %s?"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  hearth_preferences_section_say (HEARTH_PREFERENCES_SECTION (self), "");
  hearth_confirm_async (
      GTK_WIDGET (self), heading,
      _ ("The old one and the PIN are void, and they are signed out at every desk. You see the new one "
         "once; they choose their own when they sign in with it."),
      _ ("New passphrase"), FALSE, cancellable_of (self), reset_asked_cb, wish_new (self, row));
}

static GtkListBoxRow *
row_new (gpointer data)
{
  HearthAccountRow *row = hearth_account_row_new ();

  g_signal_connect_object (row, "save-roles", G_CALLBACK (save_roles_cb), data, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "disable", G_CALLBACK (disable_cb), data, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "reset", G_CALLBACK (reset_wish_cb), data, G_CONNECT_SWAPPED);
  return GTK_LIST_BOX_ROW (row);
}

static void
row_show (GtkListBoxRow *row, gpointer record, gpointer data)
{
  HearthAccountsSection *self = data;
  HearthAccount *me = hearth_client_get_account (client_of (self));

  hearth_account_row_show (HEARTH_ACCOUNT_ROW (row), record, is_director (record) && self->directors == 1,
                           me != NULL && hearth_account_get_id (me) == hearth_account_get_id (record));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthAccountsSection) self = user_data;
  HearthPreferencesSection *section = HEARTH_PREFERENCES_SECTION (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) accounts = hearth_account_client_list_finish (HEARTH_CLIENT (source), result, &error);

  if (hearth_preferences_section_is_gone (section))
    return;
  if (accounts == NULL)
    {
      hearth_preferences_section_say_error (section, error);
      return;
    }
  self->directors = 0;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (accounts)); i++)
    {
      g_autoptr (HearthAccount) account = g_list_model_get_item (G_LIST_MODEL (accounts), i);

      self->directors += is_director (account);
    }
  hearth_record_rows_show (self->list, G_LIST_MODEL (accounts), row_new, row_show, self);
}

static void
read_accounts (HearthPreferencesSection *section)
{
  HearthClient *client = hearth_preferences_section_get_client (section);

  if (hearth_client_may (client, HEARTH_PERMISSION_MANAGE_ACCOUNTS))
    hearth_account_client_list_async (client, hearth_preferences_section_get_cancellable (section), read_cb,
                                      g_object_ref (section));
}

static void
new_account_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthAccountsSection *self = HEARTH_ACCOUNTS_SECTION (widget);

  hearth_preferences_section_say (HEARTH_PREFERENCES_SECTION (self), "");
  hearth_new_account_dialog_present (widget, client_of (self));
}

static void
hearth_accounts_section_class_init (HearthAccountsSectionClass *klass)
{
  static const char *const kinds[] = { "account", NULL };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  HearthPreferencesSectionClass *section_class = HEARTH_PREFERENCES_SECTION_CLASS (klass);

  section_class->kinds = kinds;
  section_class->read = read_accounts;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-accounts-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthAccountsSection, list);
  gtk_widget_class_install_action (widget_class, "section.new-account", NULL, new_account_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "section.new-account", NULL);
}

static void
hearth_accounts_section_init (HearthAccountsSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_accounts_section_new:
 * @client: where somebody who may manage accounts is signed in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_accounts_section_new (HearthClient *client)
{
  return g_object_new (HEARTH_TYPE_ACCOUNTS_SECTION, "client", client, NULL);
}

/**
 * hearth_accounts_section_new_closed:
 *
 * Returns: (transfer floating): what stands there at a front desk
 */
GtkWidget *
hearth_accounts_section_new_closed (void)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "hearth-people-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("Accounts are closed here"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   _ ("This PC is marked as front desk, where others look on. Open Preferences at a PC "
                                      "that is not."));
  return page;
}
