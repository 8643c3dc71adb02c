/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A phone of the person form: its line says number and rules, and opens to change them. Owned by its section.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-phone-row.h"

#include <glib/gi18n.h>

#include "hearth-code-row.h"
#include "hearth-phone-words.h"

struct _HearthPhoneRow
{
  AdwExpanderRow parent_instance;

  AdwComboRow *label_row;
  AdwEntryRow *number_row;
  AdwComboRow *safe_row;
  GtkSwitch *texts_switch;
  AdwComboRow *voicemail_row;
  AdwEntryRow *words_row;
};

G_DEFINE_FINAL_TYPE (HearthPhoneRow, hearth_phone_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
own_words_chosen (HearthPhoneRow *self)
{
  return hearth_phone_safe_codes[adw_combo_row_get_selected (self->safe_row) + 1] == NULL;
}

static HearthPhone *
read_phone (HearthPhoneRow *self, const char *number)
{
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->words_row))));
  const char *safe = own_words_chosen (self) ? words : hearth_code_row_get (self->safe_row, hearth_phone_safe_codes);

  return g_object_new (HEARTH_TYPE_PHONE, "number", number, "label",
                       hearth_code_row_get (self->label_row, hearth_phone_label_codes), "safe-to-call", safe,
                       "voicemail", hearth_code_row_get (self->voicemail_row, hearth_phone_voicemail_codes), "texts",
                       gtk_switch_get_active (self->texts_switch), NULL);
}

/* The closed line follows what is typed. */
static void
on_changed (HearthPhoneRow *self)
{
  const char *number = gtk_editable_get_text (GTK_EDITABLE (self->number_row));
  g_autoptr (HearthPhone) phone = read_phone (self, number);
  g_autofree char *words = hearth_phone_words (phone);
  g_autofree char *escaped = g_markup_escape_text (number, -1);
  /* A number reads from left to right in every language: isolated, its parts stay in their order. */
  g_autofree char *title
      = *number ? g_strdup_printf ("\342\201\246%s\342\201\251", escaped) : g_strdup (_ ("New phone"));
  g_autofree char *subtitle = g_markup_escape_text (words, -1);

  gtk_widget_set_visible (GTK_WIDGET (self->words_row), own_words_chosen (self));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

static void
on_remove (HearthPhoneRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
hearth_phone_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_PHONE_ROW);

  G_OBJECT_CLASS (hearth_phone_row_parent_class)->dispose (object);
}

static void
hearth_phone_row_class_init (HearthPhoneRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_phone_row_dispose;

  signals[REMOVED]
      = g_signal_new ("removed", HEARTH_TYPE_PHONE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/people/hearth-phone-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthPhoneRow, label_row);
  gtk_widget_class_bind_template_child (widget_class, HearthPhoneRow, number_row);
  gtk_widget_class_bind_template_child (widget_class, HearthPhoneRow, safe_row);
  gtk_widget_class_bind_template_child (widget_class, HearthPhoneRow, texts_switch);
  gtk_widget_class_bind_template_child (widget_class, HearthPhoneRow, voicemail_row);
  gtk_widget_class_bind_template_child (widget_class, HearthPhoneRow, words_row);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
hearth_phone_row_init (HearthPhoneRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_phone_row_new:
 * @phone: (nullable): what to show; %NULL for an empty row that is open
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
hearth_phone_row_new (HearthPhone *phone)
{
  HearthPhoneRow *self = g_object_new (HEARTH_TYPE_PHONE_ROW, "expanded", phone == NULL, NULL);

  hearth_code_row_set (self->label_row, hearth_phone_label_codes, phone ? hearth_phone_get_label (phone) : "mobile");
  hearth_code_row_set (self->safe_row, hearth_phone_safe_codes, phone ? hearth_phone_get_safe_to_call (phone) : "");
  hearth_code_row_set (self->voicemail_row, hearth_phone_voicemail_codes,
                       phone ? hearth_phone_get_voicemail (phone) : "");
  if (phone != NULL)
    {
      gtk_switch_set_active (self->texts_switch, hearth_phone_get_texts (phone));
      gtk_editable_set_text (GTK_EDITABLE (self->number_row), hearth_phone_get_number (phone));
      if (own_words_chosen (self))
        gtk_editable_set_text (GTK_EDITABLE (self->words_row), hearth_phone_get_safe_to_call (phone));
    }
  on_changed (self);
  return GTK_WIDGET (self);
}

/**
 * hearth_phone_row_dup_phone:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the phone as it is typed; %NULL without a number
 */
HearthPhone *
hearth_phone_row_dup_phone (HearthPhoneRow *self)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (HEARTH_IS_PHONE_ROW (self), NULL);

  number = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->number_row))));
  return *number ? read_phone (self, number) : NULL;
}

/**
 * hearth_phone_row_get_number_row:
 * @self: a row
 *
 * Returns: (transfer none): where the number is typed
 */
GtkWidget *
hearth_phone_row_get_number_row (HearthPhoneRow *self)
{
  g_return_val_if_fail (HEARTH_IS_PHONE_ROW (self), NULL);

  return GTK_WIDGET (self->number_row);
}
