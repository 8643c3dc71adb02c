/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One role of an account as a switch. Owned by its list. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-role-row.h"

#include "hearth-desk-pages.h"

#include <glib/gi18n.h>

struct _HearthRoleRow
{
  AdwActionRow parent_instance;

  GtkSwitch *onoff; /* (unowned): its suffix */
  HearthRole role;
};

G_DEFINE_FINAL_TYPE (HearthRoleRow, hearth_role_row, ADW_TYPE_ACTION_ROW)

static guint toggled_signal;

static const char *
may_of (HearthRole role)
{
  switch (role)
    {
    case HEARTH_ROLE_COACH:
      return _ ("All of a greeter, and contact details of people");
    case HEARTH_ROLE_STAFF:
      return _ ("All of a greeter");
    case HEARTH_ROLE_SUPERVISOR:
      return _ ("All of a coach, and two records of one person made one");
    case HEARTH_ROLE_DIRECTOR:
      return _ ("Everything: accounts, desks, lists, backups, people from a file");
    case HEARTH_ROLE_GREETER:
    default:
      return _ ("Checks people in and out, finds and registers them, sees the figures");
    }
}

static void
toggled_cb (HearthRoleRow *self)
{
  g_signal_emit (self, toggled_signal, 0);
}

static void
hearth_role_row_class_init (HearthRoleRowClass *klass)
{
  toggled_signal
      = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
hearth_role_row_init (HearthRoleRow *self)
{
  GtkWidget *onoff = gtk_switch_new ();

  self->onoff = GTK_SWITCH (onoff);
  gtk_widget_set_valign (onoff, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), onoff);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), onoff);
  g_signal_connect_object (onoff, "notify::active", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
}

/**
 * hearth_role_row_new:
 * @role: a role
 *
 * Returns: (transfer floating): a row, off
 */
HearthRoleRow *
hearth_role_row_new (HearthRole role)
{
  HearthRoleRow *self = g_object_new (HEARTH_TYPE_ROLE_ROW, NULL);
  const char *label = hearth_role_label_of_nick (hearth_role_to_nick (role));

  self->role = role;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), may_of (role));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->onoff), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, may_of (role), -1);
  return self;
}

/**
 * hearth_role_row_get_active:
 * @self: a row
 *
 * Returns: whether the role is given
 */
gboolean
hearth_role_row_get_active (HearthRoleRow *self)
{
  g_return_val_if_fail (HEARTH_IS_ROLE_ROW (self), FALSE);

  return gtk_switch_get_active (self->onoff);
}

/**
 * hearth_role_row_set_active:
 * @self: a row
 * @active: whether the role is given
 *
 * Puts the switch; nobody is told.
 */
void
hearth_role_row_set_active (HearthRoleRow *self, gboolean active)
{
  g_return_if_fail (HEARTH_IS_ROLE_ROW (self));

  g_signal_handlers_block_by_func (self->onoff, toggled_cb, self);
  gtk_switch_set_active (self->onoff, active);
  g_signal_handlers_unblock_by_func (self->onoff, toggled_cb, self);
}

/**
 * hearth_role_row_set_fixed:
 * @self: a row
 * @why: (nullable): why it stays as it is; %NULL if it need not
 */
void
hearth_role_row_set_fixed (HearthRoleRow *self, const char *why)
{
  g_return_if_fail (HEARTH_IS_ROLE_ROW (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->onoff), why == NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), why ? why : may_of (self->role));
}

/**
 * hearth_role_rows_dup_nicks:
 * @rows: (array fixed-size=5): a row of each role
 *
 * Returns: (transfer full): what is chosen, as the hub takes it
 */
char **
hearth_role_rows_dup_nicks (HearthRoleRow *const *rows)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < HEARTH_N_ROLES; i++)
    if (hearth_role_row_get_active (rows[i]))
      g_strv_builder_add (builder, hearth_role_to_nick (rows[i]->role));
  return g_strv_builder_end (builder);
}
