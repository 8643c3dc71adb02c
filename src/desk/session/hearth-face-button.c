/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* One who may sign in at this desk, as a tile: first name and role, no family name, no photo, no counts.
 * Owned by the sign-in page. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-face-button.h"

#include <adwaita.h>

struct _HearthFaceButton
{
  GtkToggleButton parent_instance;

  AdwAvatar *avatar; /* (unowned): template child */
  GtkLabel *name;    /* (unowned): template child */
  GtkLabel *role;    /* (unowned): template child */
  gint64 account;
  gboolean pin_enough;
};

G_DEFINE_FINAL_TYPE (HearthFaceButton, hearth_face_button, GTK_TYPE_TOGGLE_BUTTON)

static void
hearth_face_button_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_FACE_BUTTON);

  G_OBJECT_CLASS (hearth_face_button_parent_class)->dispose (object);
}

static void
hearth_face_button_class_init (HearthFaceButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_face_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/session/hearth-face-button.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthFaceButton, avatar);
  gtk_widget_class_bind_template_child (widget_class, HearthFaceButton, name);
  gtk_widget_class_bind_template_child (widget_class, HearthFaceButton, role);
}

static void
hearth_face_button_init (HearthFaceButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_face_button_new:
 * @account: account id; 0 for "Someone else"
 * @name: first name
 * @role: the role in words, or ""
 * @pin_enough: whether the PIN is enough now
 *
 * Returns: (transfer floating): a tile
 */
GtkWidget *
hearth_face_button_new (gint64 account, const char *name, const char *role, gboolean pin_enough)
{
  HearthFaceButton *self = g_object_new (HEARTH_TYPE_FACE_BUTTON, NULL);

  self->account = account;
  self->pin_enough = pin_enough;
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->role, role);
  if (account == 0)
    {
      adw_avatar_set_icon_name (self->avatar, "list-add-symbolic");
      adw_avatar_set_show_initials (self->avatar, FALSE);
    }
  else
    adw_avatar_set_text (self->avatar, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

/**
 * hearth_face_button_get_account:
 * @self: a tile
 *
 * Returns: the account id; 0 for "Someone else"
 */
gint64
hearth_face_button_get_account (HearthFaceButton *self)
{
  return self->account;
}

/**
 * hearth_face_button_get_name:
 * @self: a tile
 *
 * Returns: (transfer none): the name on it
 */
const char *
hearth_face_button_get_name (HearthFaceButton *self)
{
  return gtk_label_get_label (self->name);
}

/**
 * hearth_face_button_get_pin_enough:
 * @self: a tile
 *
 * Returns: whether the PIN is enough now
 */
gboolean
hearth_face_button_get_pin_enough (HearthFaceButton *self)
{
  return self->pin_enough;
}
