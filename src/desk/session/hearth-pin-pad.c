/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Keys for a PIN. What was typed is never in a widget that others could read, only the number of dots is.
 * Owned by its page. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-pin-pad.h"

#include <glib/gi18n.h>
#include <string.h>

struct _HearthPinPad
{
  GtkWidget parent_instance;

  GtkBox *dots;   /* (unowned): template child */
  GtkWidget *pad; /* (unowned): template child */
  char typed[HEARTH_PIN_MAX + 1];
  guint length;
};

G_DEFINE_FINAL_TYPE (HearthPinPad, hearth_pin_pad, GTK_TYPE_WIDGET)

enum
{
  TYPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update (HearthPinPad *self)
{
  guint i = 0;
  g_autofree char *label = g_strdup_printf (ngettext ("%u digit typed", "%u digits typed", self->length), self->length);

  for (GtkWidget *dot = gtk_widget_get_first_child (GTK_WIDGET (self->dots)); dot != NULL;
       dot = gtk_widget_get_next_sibling (dot), i++)
    {
      gtk_widget_set_visible (dot, i < MAX (self->length, HEARTH_PIN_MIN));
      if (i < self->length)
        gtk_widget_add_css_class (dot, "on");
      else
        gtk_widget_remove_css_class (dot, "on");
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dots), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pin.enter", self->length >= HEARTH_PIN_MIN);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pin.erase", self->length > 0);
}

static void
digit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthPinPad *self = HEARTH_PIN_PAD (widget);

  if (self->length >= HEARTH_PIN_MAX)
    return;
  self->typed[self->length++] = *g_variant_get_string (parameter, NULL);
  update (self);
}

static void
erase_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthPinPad *self = HEARTH_PIN_PAD (widget);

  if (self->length == 0)
    return;
  self->typed[--self->length] = '\0';
  update (self);
}

static void
enter_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthPinPad *self = HEARTH_PIN_PAD (widget);

  if (self->length >= HEARTH_PIN_MIN)
    g_signal_emit (self, signals[TYPED], 0, self->typed);
}

static gboolean
hearth_pin_pad_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_widget_get_first_child (HEARTH_PIN_PAD (widget)->pad));
}

static void
hearth_pin_pad_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_PIN_PAD);

  G_OBJECT_CLASS (hearth_pin_pad_parent_class)->dispose (object);
}

static void
hearth_pin_pad_finalize (GObject *object)
{
  HearthPinPad *self = HEARTH_PIN_PAD (object);

  explicit_bzero (self->typed, sizeof self->typed);

  G_OBJECT_CLASS (hearth_pin_pad_parent_class)->finalize (object);
}

/* The buttons have the focus, so these keys are taken before a button is pressed by Enter. */
static gboolean
key_cb (HearthPinPad *self, guint keyval, guint keycode, GdkModifierType state)
{
  gunichar character = gdk_keyval_to_unicode (keyval);

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  if (character >= '0' && character <= '9')
    {
      char digit[2] = { (char)character, '\0' };

      gtk_widget_activate_action (GTK_WIDGET (self), "pin.digit", "s", digit);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_BackSpace || keyval == GDK_KEY_Delete)
    gtk_widget_activate_action (GTK_WIDGET (self), "pin.erase", NULL);
  else if ((keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter) && self->length > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "pin.enter", NULL);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
hearth_pin_pad_class_init (HearthPinPadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_pin_pad_dispose;
  object_class->finalize = hearth_pin_pad_finalize;
  widget_class->grab_focus = hearth_pin_pad_grab_focus;

  signals[TYPED] = g_signal_new ("typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/session/hearth-pin-pad.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthPinPad, dots);
  gtk_widget_class_bind_template_child (widget_class, HearthPinPad, pad);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
  gtk_widget_class_install_action (widget_class, "pin.digit", "s", digit_cb);
  gtk_widget_class_install_action (widget_class, "pin.enter", NULL, enter_cb);
  gtk_widget_class_install_action (widget_class, "pin.erase", NULL, erase_cb);
}

static void
hearth_pin_pad_init (HearthPinPad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < HEARTH_PIN_MAX; i++)
    {
      GtkWidget *dot = g_object_new (GTK_TYPE_BOX, "css-name", "dot", NULL);

      gtk_widget_add_css_class (dot, "pin-dot");
      gtk_box_append (self->dots, dot);
    }
  update (self);
}

/**
 * hearth_pin_pad_clear:
 * @self: a pad
 *
 * Forgets what was typed.
 */
void
hearth_pin_pad_clear (HearthPinPad *self)
{
  g_return_if_fail (HEARTH_IS_PIN_PAD (self));

  explicit_bzero (self->typed, sizeof self->typed);
  self->length = 0;
  update (self);
}

/**
 * hearth_pin_pad_get_length:
 * @self: a pad
 *
 * Returns: how many digits were typed
 */
guint
hearth_pin_pad_get_length (HearthPinPad *self)
{
  g_return_val_if_fail (HEARTH_IS_PIN_PAD (self), 0);

  return self->length;
}
