/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What is said of the hub, in one place: banner, foot of the sidebar, list and search follow it. Owned by the window.
 * Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-hub-watch.h"

#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-text.h"

#include <glib/gi18n.h>

struct _HearthHubWatch
{
  GObject parent_instance;

  HearthClient *client;       /* (owned) */
  HearthConnector *connector; /* (owned) (nullable) */
  HearthOutbox *outbox;       /* (owned) */
  char *sentence;             /* (owned) */
  char *line;                 /* (owned) (nullable) */
  guint n_sent;               /* since the hub is back, not told yet */
  gboolean away;
  gboolean wrong; /* there is a sentence to show */
};

typedef enum
{
  PROP_AWAY = 1,
  PROP_WRONG,
  PROP_SENTENCE,
  PROP_LINE,
  PROP_TO_SETTLE,
  N_PROPS,
} HearthHubWatchProperty;

static GParamSpec *properties[N_PROPS];

enum
{
  SENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthHubWatch, hearth_hub_watch, G_TYPE_OBJECT)

/* Why the desk cannot go to the hub, where that is more than its silence. */
static const GError *
reason_of (HearthHubWatch *self)
{
  const GError *error = self->connector ? hearth_connector_get_error (self->connector) : NULL;

  return error == NULL || g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE) ? NULL : error;
}

static gboolean
is_replaced (HearthHubWatch *self)
{
  return self->connector && hearth_connector_is_replaced (self->connector)
         && hearth_client_get_state (self->client) != HEARTH_CLIENT_AWAY;
}

static char *
create_sentence (HearthHubWatch *self)
{
  guint n = hearth_outbox_get_waiting (self->outbox);
  const GError *error = reason_of (self);
  g_autofree char *why = error ? hearth_error_message (error) : NULL;

  if (hearth_client_is_copied (self->client))
    return hearth_hub_watch_copied_words (hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY);
  if (is_replaced (self))
    return g_strdup (
        _ ("Another PC says that it is the hub of this center now: the center was restored there from a backup. "
           "What is entered here does not reach the other desks. Tell a director: this PC can join there with "
           "a code, and what was entered here is sent then."));
  if (hearth_outbox_is_hub_full (self->outbox))
    return g_strdup (_ ("The disk of the hub is full. What you see is saved; new check-ins wait on this PC."));
  if (why != NULL)
    /* Translators: %s is a sentence that says why. */
    return g_strdup_printf (_ ("%s Go on checking people in: visits are kept on this PC until then."), why);
  if (n == 0)
    return g_strdup (_ ("The hub cannot be reached. Go on checking people in: visits are kept on this PC and sent when "
                        "it is back."));
  return g_strdup_printf (ngettext ("The hub cannot be reached. Go on checking people in: %u visit is kept on this PC "
                                    "and sent when it is back.",
                                    "The hub cannot be reached. Go on checking people in: %u visits are kept on this "
                                    "PC and sent when it is back.",
                                    n),
                          n);
}

static char *
create_line (HearthHubWatch *self)
{
  guint n = hearth_outbox_get_waiting (self->outbox);

  if (!self->away)
    return NULL;
  if (hearth_outbox_is_hub_full (self->outbox))
    return g_strdup_printf (ngettext ("Hub full · %u kept here", "Hub full · %u kept here", n), n);
  if (n == 0)
    return g_strdup (_ ("On its own"));
  return g_strdup_printf (ngettext ("On its own · %u kept here", "On its own · %u kept here", n), n);
}

static void
update (HearthHubWatch *self)
{
  gboolean told = hearth_client_is_copied (self->client) || is_replaced (self);
  gboolean away
      = hearth_client_get_state (self->client) == HEARTH_CLIENT_AWAY || hearth_outbox_is_hub_full (self->outbox);
  g_autofree char *sentence = create_sentence (self);
  g_autofree char *line = NULL;

  g_object_freeze_notify (G_OBJECT (self));
  /* The sentence of before stays while the banner goes. */
  if ((away || told) && hearth_set_str (&self->sentence, sentence))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
  if (self->away != away)
    {
      self->away = away;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AWAY]);
    }
  if (self->wrong != (away || told))
    {
      self->wrong = away || told;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRONG]);
    }
  line = create_line (self);
  if (hearth_set_str (&self->line, line))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINE]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* Told once, when the last of them has arrived. */
static void
tell_sent (HearthHubWatch *self)
{
  guint n = self->n_sent;

  if (n == 0 || self->away || hearth_outbox_get_waiting (self->outbox) > 0)
    return;
  self->n_sent = 0;
  g_signal_emit (self, signals[SENT], 0, n);
}

static void
state_cb (HearthHubWatch *self)
{
  update (self);
  tell_sent (self);
}

static void
waiting_cb (HearthHubWatch *self)
{
  update (self);
  tell_sent (self);
}

static void
to_settle_cb (HearthHubWatch *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TO_SETTLE]);
}

static void
recorded_cb (HearthHubWatch *self)
{
  self->n_sent++;
  tell_sent (self);
}

static void
hearth_hub_watch_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthHubWatch *self = HEARTH_HUB_WATCH (object);

  switch ((HearthHubWatchProperty)prop_id)
    {
    case PROP_AWAY:
      g_value_set_boolean (value, self->away);
      break;
    case PROP_WRONG:
      g_value_set_boolean (value, self->wrong);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    case PROP_LINE:
      g_value_set_string (value, self->line);
      break;
    case PROP_TO_SETTLE:
      g_value_set_uint (value, hearth_outbox_get_to_settle (self->outbox));
      break;
    case N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_hub_watch_finalize (GObject *object)
{
  HearthHubWatch *self = HEARTH_HUB_WATCH (object);

  g_clear_object (&self->connector);
  g_clear_object (&self->outbox);
  g_clear_object (&self->client);
  g_free (self->sentence);
  g_free (self->line);

  G_OBJECT_CLASS (hearth_hub_watch_parent_class)->finalize (object);
}

static void
hearth_hub_watch_class_init (HearthHubWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = hearth_hub_watch_finalize;
  object_class->get_property = hearth_hub_watch_get_property;

  properties[PROP_AWAY] = g_param_spec_boolean ("away", NULL, NULL, FALSE, flags);
  properties[PROP_WRONG] = g_param_spec_boolean ("wrong", NULL, NULL, FALSE, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, "", flags);
  properties[PROP_LINE] = g_param_spec_string ("line", NULL, NULL, NULL, flags);
  properties[PROP_TO_SETTLE] = g_param_spec_uint ("to-settle", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SENT] = g_signal_new ("sent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                1, G_TYPE_UINT);
}

static void
hearth_hub_watch_init (HearthHubWatch *self)
{
  self->sentence = g_strdup ("");
}

/**
 * hearth_hub_watch_copied_words:
 * @away: whether the hub cannot be reached just now
 *
 * Returns: (transfer full): what whoever works at a desk that is on two PCs should do
 */
char *
hearth_hub_watch_copied_words (gboolean away)
{
  const char *what = _ ("This desk is also on another PC: somebody copied it, and the two push each other out. Tell a "
                        "director: they remove the desk in the preferences, and each PC joins with a code of its own.");

  if (away)
    /* Translators: %s is a sentence that says why. */
    return g_strdup_printf (_ ("%s Go on checking people in: visits are kept on this PC until then."), what);
  return g_strdup (what);
}

/**
 * hearth_hub_watch_new:
 * @client: of the desk
 * @connector: (nullable): what keeps it connected
 * @outbox: what it keeps meanwhile
 *
 * Returns: (transfer full): the watch
 */
HearthHubWatch *
hearth_hub_watch_new (HearthClient *client, HearthConnector *connector, HearthOutbox *outbox)
{
  HearthHubWatch *self = g_object_new (HEARTH_TYPE_HUB_WATCH, NULL);

  self->client = g_object_ref (client);
  self->outbox = g_object_ref (outbox);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::copied", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "notify::waiting", G_CALLBACK (waiting_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "notify::to-settle", G_CALLBACK (to_settle_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (outbox, "recorded", G_CALLBACK (recorded_cb), self, G_CONNECT_SWAPPED);
  if (connector != NULL)
    {
      self->connector = g_object_ref (connector);
      g_signal_connect_object (connector, "notify::error", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (connector, "notify::replaced", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
  return self;
}

/**
 * hearth_hub_watch_get_away:
 *
 * Returns: whether the hub is away, or has no room: then what is entered waits on this PC
 */
gboolean
hearth_hub_watch_get_away (HearthHubWatch *self)
{
  g_return_val_if_fail (HEARTH_IS_HUB_WATCH (self), FALSE);

  return self->away;
}

/**
 * hearth_hub_watch_get_outbox:
 *
 * Returns: (transfer none): what this desk keeps
 */
HearthOutbox *
hearth_hub_watch_get_outbox (HearthHubWatch *self)
{
  g_return_val_if_fail (HEARTH_IS_HUB_WATCH (self), NULL);

  return self->outbox;
}
