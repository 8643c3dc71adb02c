/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What pages of Preferences about things of the hub have in common: the client, reading again when something changed, and
 * where to say what went wrong.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-preferences-section.h"

#include "hearth-error-message.h"

typedef struct
{
  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) */
} HearthPreferencesSectionPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (HearthPreferencesSection, hearth_preferences_section, ADW_TYPE_PREFERENCES_PAGE)

typedef enum
{
  PROP_CLIENT = 1,
} HearthPreferencesSectionProperty;

static GParamSpec *properties[PROP_CLIENT + 1];

static HearthPreferencesSectionPrivate *
private_of (HearthPreferencesSection *self)
{
  return hearth_preferences_section_get_instance_private (self);
}

static void
changed_cb (HearthPreferencesSection *self, guint64 revision, GVariant *what)
{
  const char *const *kinds = HEARTH_PREFERENCES_SECTION_GET_CLASS (self)->kinds;
  GVariantIter iter;
  const char *changed;

  g_variant_iter_init (&iter, what);
  while (kinds != NULL && g_variant_iter_next (&iter, "(&sx)", &changed, NULL))
    if (g_strv_contains (kinds, changed))
      {
        hearth_preferences_section_read (self);
        return;
      }
}

/* Changes of the time while nobody was at the desk were not told. */
static void
state_cb (HearthPreferencesSection *self)
{
  if (hearth_client_get_state (private_of (self)->client) == HEARTH_CLIENT_SIGNED_IN)
    hearth_preferences_section_read (self);
}

static void
hearth_preferences_section_constructed (GObject *object)
{
  HearthPreferencesSection *self = HEARTH_PREFERENCES_SECTION (object);
  HearthClient *client = private_of (self)->client;

  G_OBJECT_CLASS (hearth_preferences_section_parent_class)->constructed (object);

  g_signal_connect_object (client, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  hearth_preferences_section_read (self);
}

static void
hearth_preferences_section_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((HearthPreferencesSectionProperty)prop_id)
    {
    case PROP_CLIENT:
      private_of (HEARTH_PREFERENCES_SECTION (object))->client = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_preferences_section_dispose (GObject *object)
{
  HearthPreferencesSectionPrivate *priv = private_of (HEARTH_PREFERENCES_SECTION (object));

  g_cancellable_cancel (priv->cancellable);
  if (priv->client != NULL)
    g_signal_handlers_disconnect_by_data (priv->client, object);
  /* The types below are final and have a template each. */
  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));

  G_OBJECT_CLASS (hearth_preferences_section_parent_class)->dispose (object);
}

static void
hearth_preferences_section_finalize (GObject *object)
{
  HearthPreferencesSectionPrivate *priv = private_of (HEARTH_PREFERENCES_SECTION (object));

  g_clear_object (&priv->client);
  g_clear_object (&priv->cancellable);

  G_OBJECT_CLASS (hearth_preferences_section_parent_class)->finalize (object);
}

static void
read_nothing (HearthPreferencesSection *self)
{
}

static void
hearth_preferences_section_class_init (HearthPreferencesSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = hearth_preferences_section_constructed;
  object_class->dispose = hearth_preferences_section_dispose;
  object_class->finalize = hearth_preferences_section_finalize;
  object_class->set_property = hearth_preferences_section_set_property;
  klass->read = read_nothing;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, HEARTH_TYPE_CLIENT,
                                                 G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
hearth_preferences_section_init (HearthPreferencesSection *self)
{
  private_of (self)->cancellable = g_cancellable_new ();
}

/**
 * hearth_preferences_section_get_client:
 * @self: a section
 *
 * Returns: (transfer none): where somebody is signed in
 */
HearthClient *
hearth_preferences_section_get_client (HearthPreferencesSection *self)
{
  g_return_val_if_fail (HEARTH_IS_PREFERENCES_SECTION (self), NULL);

  return private_of (self)->client;
}

/**
 * hearth_preferences_section_get_cancellable:
 * @self: a section
 *
 * Returns: (transfer none): cancelled when the page goes
 */
GCancellable *
hearth_preferences_section_get_cancellable (HearthPreferencesSection *self)
{
  g_return_val_if_fail (HEARTH_IS_PREFERENCES_SECTION (self), NULL);

  return private_of (self)->cancellable;
}

/**
 * hearth_preferences_section_is_gone:
 * @self: a section
 *
 * Returns: whether an answer comes too late to be shown
 */
gboolean
hearth_preferences_section_is_gone (HearthPreferencesSection *self)
{
  g_return_val_if_fail (HEARTH_IS_PREFERENCES_SECTION (self), TRUE);

  return g_cancellable_is_cancelled (private_of (self)->cancellable);
}

/**
 * hearth_preferences_section_read:
 * @self: a section
 *
 * Shows how things are now, as soon as the hub has said.
 */
void
hearth_preferences_section_read (HearthPreferencesSection *self)
{
  g_return_if_fail (HEARTH_IS_PREFERENCES_SECTION (self));

  HEARTH_PREFERENCES_SECTION_GET_CLASS (self)->read (self);
}

/**
 * hearth_preferences_section_say:
 * @self: a section
 * @text: one sentence or two; "" for none
 *
 * Says something above the page.
 */
void
hearth_preferences_section_say (HearthPreferencesSection *self, const char *text)
{
  g_return_if_fail (HEARTH_IS_PREFERENCES_SECTION (self));

  gtk_widget_activate_action (GTK_WIDGET (self), "preferences.say", "s", text);
}

/**
 * hearth_preferences_section_say_error:
 * @self: a section
 * @error: what went wrong
 *
 * Says the sentence for @error.
 */
void
hearth_preferences_section_say_error (HearthPreferencesSection *self, const GError *error)
{
  g_autofree char *text = hearth_error_message (error);

  hearth_preferences_section_say (self, text);
}
