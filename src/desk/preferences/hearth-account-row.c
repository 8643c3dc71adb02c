/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Somebody who may sign in: who they are, their roles, a forgotten passphrase, and whether they may at all. What opens is
 * made when it is opened first: a center may have hundreds of accounts.
 * Owned by its list. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-account-row.h"

#include "hearth-desk-pages.h"
#include "hearth-role-row.h"

#include <glib/gi18n.h>

struct _HearthAccountRow
{
  AdwExpanderRow parent_instance;

  HearthAccount *account;               /* (owned) (nullable) */
  HearthAccount *base;                  /* (owned) (nullable): whose roles were put into the switches */
  HearthRoleRow *roles[HEARTH_N_ROLES]; /* (unowned) (nullable): made when it opens */
  AdwActionRow *roles_row;              /* (unowned) (nullable) */
  AdwActionRow *disable_row;            /* (unowned) (nullable) */
  AdwActionRow *reset_row;              /* (unowned) (nullable) */
  GtkButton *disable;                   /* (unowned) (nullable) */
  GtkButton *save;                      /* (unowned) (nullable) */
  GtkLabel *badge;                      /* (unowned): template child */
  gboolean edited;
  gboolean saving;
  gboolean met; /* somebody else changed the roles while they were being changed here */
  gboolean last_director;
  gboolean own;
};

G_DEFINE_FINAL_TYPE (HearthAccountRow, hearth_account_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  DISABLE,
  RESET,
  SAVE_ROLES,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
has_role (HearthAccount *account, HearthRole role)
{
  return g_strv_contains (hearth_account_get_roles (account), hearth_role_to_nick (role));
}

static char *
roles_in_words (HearthAccount *account)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  for (guint i = HEARTH_N_ROLES; i > 0; i--)
    if (has_role (account, (HearthRole)(i - 1)))
      g_strv_builder_add (builder, hearth_role_label_of_nick (hearth_role_to_nick ((HearthRole)(i - 1))));
  words = g_strv_builder_end (builder);
  return g_strjoinv (", ", words);
}

static void
show_head (HearthAccountRow *self)
{
  const char *name = hearth_account_get_name (self->account);
  const char *preferred = hearth_account_get_preferred_name (self->account);
  const char *shown = *preferred ? preferred : name;
  g_autofree char *roles = roles_in_words (self->account);
  /* Translators: roles, and the name typed to sign in: "Director, Coach · signs in as Pat Doe". */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · signs in as %s"), roles, name);
  gboolean disabled = hearth_account_get_disabled (self->account);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), shown);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), disabled || hearth_account_get_new_passphrase (self->account));
  gtk_label_set_label (self->badge, disabled ? _ ("Disabled") : _ ("New passphrase"));
}

static void
update_save (HearthAccountRow *self)
{
  g_auto (GStrv) nicks = hearth_role_rows_dup_nicks (self->roles);

  gtk_widget_set_sensitive (GTK_WIDGET (self->save), self->edited && !self->saving && nicks[0] != NULL);
}

static gboolean
same_roles (HearthAccount *one, HearthAccount *other)
{
  for (guint i = 0; i < HEARTH_N_ROLES; i++)
    if (has_role (one, (HearthRole)i) != has_role (other, (HearthRole)i))
      return FALSE;
  return TRUE;
}

/* What was switched here stays, what somebody else switched comes in: one switch cannot be both. */
static void
rebase (HearthAccountRow *self)
{
  gboolean differs = FALSE;

  for (guint i = 0; i < HEARTH_N_ROLES; i++)
    {
      gboolean theirs = has_role (self->account, (HearthRole)i);

      if (hearth_role_row_get_active (self->roles[i]) == has_role (self->base, (HearthRole)i))
        hearth_role_row_set_active (self->roles[i], theirs);
      differs |= hearth_role_row_get_active (self->roles[i]) != theirs;
    }
  self->edited = self->met = differs;
}

static void
show_roles (HearthAccountRow *self)
{
  g_autofree char *theirs = NULL, *text = NULL;

  if (!self->edited)
    self->met = FALSE;
  if (self->edited && !same_roles (self->account, self->base))
    rebase (self);
  g_set_object (&self->base, self->account);
  for (guint i = 0; i < HEARTH_N_ROLES && !self->edited; i++)
    hearth_role_row_set_active (self->roles[i], has_role (self->account, (HearthRole)i));
  if (self->met)
    {
      theirs = roles_in_words (self->account);
      /* Translators: roles: "Director, Coach". */
      text = g_strdup_printf (_ ("Somebody changed these meanwhile. Theirs: %s. Yours is in the switches with it: look "
                                 "once more, then save."),
                              theirs);
    }
  adw_action_row_set_subtitle (self->roles_row, text ? text : _ ("At least one. Where they sit now it holds at once."));
}

static void
show_body (HearthAccountRow *self)
{
  const char *fixed = self->last_director ? _ ("The last director stays a director.") : NULL;
  gboolean disabled = hearth_account_get_disabled (self->account);

  if (self->save == NULL)
    return;
  show_roles (self);
  hearth_role_row_set_fixed (self->roles[HEARTH_ROLE_DIRECTOR], fixed);
  gtk_button_set_label (self->disable, disabled ? _ ("Let in again") : _ ("Disable…"));
  gtk_widget_set_visible (GTK_WIDGET (self->disable), !self->last_director && !self->own);
  adw_action_row_set_subtitle (self->disable_row,
                               fixed       ? fixed
                               : self->own ? _ ("This is your own account. Another director can disable it.")
                               : disabled  ? _ ("Cannot sign in. What they recorded stays.")
                                           : _ ("Signed out everywhere, cannot sign in. What they recorded stays."));
  /* One's own is changed in the menu of the person, where the old one is asked for. */
  gtk_widget_set_visible (GTK_WIDGET (self->reset_row), !self->own);
  update_save (self);
}

static void
role_toggled_cb (HearthAccountRow *self)
{
  self->edited = TRUE;
  update_save (self);
}

static void
save_cb (HearthAccountRow *self)
{
  g_auto (GStrv) nicks = hearth_role_rows_dup_nicks (self->roles);

  self->saving = TRUE;
  update_save (self);
  g_signal_emit (self, signals[SAVE_ROLES], 0, nicks);
}

static void
reset_cb (HearthAccountRow *self)
{
  g_signal_emit (self, signals[RESET], 0);
}

static void
disable_cb (HearthAccountRow *self)
{
  g_signal_emit (self, signals[DISABLE], 0, !hearth_account_get_disabled (self->account));
}

static AdwActionRow *
add_button_row (HearthAccountRow *self, const char *title, const char *label, GCallback clicked, GtkButton **button)
{
  GtkWidget *row = adw_action_row_new ();

  *button = GTK_BUTTON (gtk_button_new_with_label (label));
  gtk_widget_set_valign (GTK_WIDGET (*button), GTK_ALIGN_CENTER);
  g_signal_connect_object (*button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (*button));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  return ADW_ACTION_ROW (row);
}

static void
make_body (HearthAccountRow *self)
{
  GtkButton *reset;

  if (self->save != NULL || self->account == NULL)
    return;
  for (guint i = 0; i < HEARTH_N_ROLES; i++)
    {
      self->roles[i] = hearth_role_row_new ((HearthRole)i);
      g_signal_connect_object (self->roles[i], "toggled", G_CALLBACK (role_toggled_cb), self, G_CONNECT_SWAPPED);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->roles[i]));
    }
  self->roles_row = add_button_row (self, _ ("Roles"), _ ("Save roles"), G_CALLBACK (save_cb), &self->save);
  self->reset_row = add_button_row (self, _ ("Forgotten passphrase"), _ ("New one…"), G_CALLBACK (reset_cb), &reset);
  adw_action_row_set_subtitle (self->reset_row, _ ("They get one for their next sign-in and then choose their own."));
  self->disable_row = add_button_row (self, _ ("May sign in"), _ ("Disable…"), G_CALLBACK (disable_cb), &self->disable);
  show_body (self);
}

static void
hearth_account_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_ACCOUNT_ROW);
  g_clear_object (&HEARTH_ACCOUNT_ROW (object)->account);
  g_clear_object (&HEARTH_ACCOUNT_ROW (object)->base);

  G_OBJECT_CLASS (hearth_account_row_parent_class)->dispose (object);
}

static void
hearth_account_row_class_init (HearthAccountRowClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_account_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthAccountRow, badge);
  signals[DISABLE]
      = g_signal_new ("disable", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[RESET] = g_signal_new ("reset", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVE_ROLES]
      = g_signal_new ("save-roles", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
hearth_account_row_init (HearthAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::expanded", G_CALLBACK (make_body), NULL);
}

/**
 * hearth_account_row_new:
 *
 * Returns: (transfer floating): a row of nobody yet
 */
HearthAccountRow *
hearth_account_row_new (void)
{
  return g_object_new (HEARTH_TYPE_ACCOUNT_ROW, NULL);
}

/**
 * hearth_account_row_show:
 * @self: a row
 * @account: whose it is
 * @last_director: whether nobody else may do everything
 * @own: whether it is that of who looks at it
 *
 * Roles that were chosen and not saved stay chosen; those that somebody else chose meanwhile come in beside them, and it is
 * said.
 */
void
hearth_account_row_show (HearthAccountRow *self, HearthAccount *account, gboolean last_director, gboolean own)
{
  g_return_if_fail (HEARTH_IS_ACCOUNT_ROW (self));

  g_set_object (&self->account, account);
  self->last_director = last_director;
  self->own = own;
  show_head (self);
  show_body (self);
}

/**
 * hearth_account_row_get_account:
 * @self: a row
 *
 * Returns: (transfer none): the account as it was read last
 */
HearthAccount *
hearth_account_row_get_account (HearthAccountRow *self)
{
  g_return_val_if_fail (HEARTH_IS_ACCOUNT_ROW (self), NULL);

  return self->account;
}

/**
 * hearth_account_row_saved:
 * @self: a row
 * @keep: whether what was chosen stays chosen: it was kept, or is to be saved again
 *
 * The hub has answered. Without @keep the roles are shown as they were read last.
 */
void
hearth_account_row_saved (HearthAccountRow *self, gboolean keep)
{
  g_return_if_fail (HEARTH_IS_ACCOUNT_ROW (self));

  self->saving = FALSE;
  self->edited = self->edited && keep;
  show_body (self);
}
