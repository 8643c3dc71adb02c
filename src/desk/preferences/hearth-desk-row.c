/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A desk of the center: who sits there, its name, whether it is a front desk, whether it keeps backups. What opens is made
 * when it is opened first.
 * Owned by its list. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-desk-row.h"

#include <glib/gi18n.h>

struct _HearthDeskRow
{
  AdwExpanderRow parent_instance;

  GtkWidget *badge;         /* (unowned): template child */
  GtkButton *remove_button; /* (unowned): template child */

  HearthDesk *desk;         /* (owned) (nullable) */
  char *details;            /* (owned) (nullable) */
  char *filled;             /* (owned) (nullable): the name that was put into the field */
  GtkEditable *name;        /* (unowned) (nullable): made when it opens */
  GtkSwitch *front_desk;    /* (unowned) (nullable) */
  GtkSwitch *keeps_backups; /* (unowned) (nullable) */
  AdwActionRow *detail_row; /* (unowned) (nullable) */
};

G_DEFINE_FINAL_TYPE (HearthDeskRow, hearth_desk_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  MET,
  REMOVE,
  SAVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
save (HearthDeskRow *self, const char *field, GVariant *value)
{
  g_auto (GVariantDict) changes = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) dict = NULL;

  g_variant_dict_insert_value (&changes, field, value);
  dict = g_variant_ref_sink (g_variant_dict_end (&changes));
  g_signal_emit (self, signals[SAVE], 0, dict);
}

static void
name_cb (HearthDeskRow *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  if (*name != '\0' && !g_str_equal (name, hearth_desk_get_name (self->desk)))
    save (self, "name", g_variant_new_string (name));
  else
    gtk_editable_set_text (self->name, hearth_desk_get_name (self->desk));
}

static void
fill_name (HearthDeskRow *self)
{
  g_free (self->filled);
  self->filled = g_strdup (hearth_desk_get_name (self->desk));
  gtk_editable_set_text (self->name, self->filled);
}

/* Somebody else may have given it another name: what is being typed here stays, and both are named. */
static void
show_name (HearthDeskRow *self)
{
  const char *theirs = hearth_desk_get_name (self->desk);
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  if (g_str_equal (theirs, self->filled))
    return;
  if (g_str_equal (typed, self->filled) || g_str_equal (typed, theirs))
    {
      fill_name (self);
      return;
    }
  g_free (self->filled);
  self->filled = g_strdup (theirs);
  g_signal_emit (self, signals[MET], 0, typed);
}

static void
front_desk_cb (HearthDeskRow *self)
{
  save (self, "front-desk", g_variant_new_boolean (gtk_switch_get_active (self->front_desk)));
}

static void
keeps_backups_cb (HearthDeskRow *self)
{
  save (self, "keeps-backups", g_variant_new_boolean (gtk_switch_get_active (self->keeps_backups)));
}

static void
set_switch (HearthDeskRow *self, GtkSwitch *onoff, GCallback toggled, gboolean active)
{
  g_signal_handlers_block_by_func (onoff, toggled, self);
  gtk_switch_set_active (onoff, active);
  g_signal_handlers_unblock_by_func (onoff, toggled, self);
}

static void
show_switches (HearthDeskRow *self)
{
  set_switch (self, self->front_desk, G_CALLBACK (front_desk_cb), hearth_desk_get_front_desk (self->desk));
  set_switch (self, self->keeps_backups, G_CALLBACK (keeps_backups_cb), hearth_desk_get_keeps_backups (self->desk));
  adw_action_row_set_subtitle (self->detail_row, self->details);
}

static GtkSwitch *
add_switch (HearthDeskRow *self, const char *title, const char *subtitle, GCallback toggled)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *onoff = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (onoff, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), onoff);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), onoff);
  gtk_accessible_update_property (GTK_ACCESSIBLE (onoff), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (onoff, "notify::active", toggled, self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  return GTK_SWITCH (onoff);
}

static void
make_body (HearthDeskRow *self)
{
  GtkWidget *name;

  if (self->name != NULL || self->desk == NULL)
    return;
  name = adw_entry_row_new ();
  self->name = GTK_EDITABLE (name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _ ("Name of the desk"));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (name), TRUE);
  fill_name (self);
  g_signal_connect_object (name, "apply", G_CALLBACK (name_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), name);
  self->front_desk = add_switch (self, _ ("Front desk"), _ ("Contact details stay closed there, whoever signs in"),
                                 G_CALLBACK (front_desk_cb));
  self->keeps_backups = add_switch (self, _ ("Keeps backups"),
                                    _ ("Fetches a copy of each backup. Only the backup passphrase opens it."),
                                    G_CALLBACK (keeps_backups_cb));
  self->detail_row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->detail_row), _ ("Details"));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->detail_row));
  show_switches (self);
}

static void
remove_cb (HearthDeskRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
hearth_desk_row_dispose (GObject *object)
{
  HearthDeskRow *self = HEARTH_DESK_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_DESK_ROW);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->details, g_free);
  g_clear_pointer (&self->filled, g_free);

  G_OBJECT_CLASS (hearth_desk_row_parent_class)->dispose (object);
}

static void
hearth_desk_row_class_init (HearthDeskRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_desk_row_dispose;
  signals[MET] = g_signal_new ("met", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVE] = g_signal_new ("save", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_VARIANT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-desk-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthDeskRow, badge);
  gtk_widget_class_bind_template_child (widget_class, HearthDeskRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
hearth_desk_row_init (HearthDeskRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::expanded", G_CALLBACK (make_body), NULL);
}

/**
 * hearth_desk_row_new:
 *
 * Returns: (transfer floating): a row of no desk yet
 */
HearthDeskRow *
hearth_desk_row_new (void)
{
  return g_object_new (HEARTH_TYPE_DESK_ROW, NULL);
}

/**
 * hearth_desk_row_show:
 * @self: a row
 * @desk: which desk
 * @line: what is said of it
 * @details: for those who look after PCs
 * @here: whether it is the desk at which this is read
 *
 * A name that is being typed stays as it is typed; "met" says so where somebody else gave another one meanwhile.
 */
void
hearth_desk_row_show (HearthDeskRow *self, HearthDesk *desk, const char *line, const char *details, gboolean here)
{
  /* Translators: the name of a desk: "Remove Front desk 2". */
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), hearth_desk_get_name (desk));

  g_return_if_fail (HEARTH_IS_DESK_ROW (self));

  g_set_object (&self->desk, desk);
  g_free (self->details);
  self->details = g_strdup (details);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), hearth_desk_get_name (desk));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), line);
  gtk_widget_set_visible (self->badge, hearth_desk_get_front_desk (desk));
  gtk_widget_set_visible (GTK_WIDGET (self->remove_button), !here && !hearth_desk_get_own (desk));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  if (self->name == NULL)
    return;
  show_switches (self);
  show_name (self);
}

/**
 * hearth_desk_row_get_desk:
 * @self: a row
 *
 * Returns: (transfer none): the desk as it was read last
 */
HearthDesk *
hearth_desk_row_get_desk (HearthDeskRow *self)
{
  g_return_val_if_fail (HEARTH_IS_DESK_ROW (self), NULL);

  return self->desk;
}

/**
 * hearth_desk_row_put_back:
 * @self: a row
 *
 * Shows the desk as it is at the hub. A name that was typed stays to be corrected.
 */
void
hearth_desk_row_put_back (HearthDeskRow *self)
{
  g_return_if_fail (HEARTH_IS_DESK_ROW (self));

  if (self->name != NULL)
    show_switches (self);
}
