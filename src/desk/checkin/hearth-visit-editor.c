/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Small changes of one visit, one after the other: keys may be pressed faster than the hub answers, and each change needs
 * the revision that the one before made. Keeps itself alive until all that was wished is sent, also when the card that
 * made it is gone. Main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-visit-editor.h"

#include "hearth-checkin-client.h"
#include "hearth-error.h"

struct _HearthVisitEditor
{
  GObject parent_instance;

  HearthClient *client;   /* (owned) (nullable): NULL for a kept one */
  HearthKeptVisits *kept; /* (owned) (nullable): where a kept one is */
  HearthVisit *visit;     /* (owned): as the hub had it last */
  GVariantDict *wanted;   /* (owned) (nullable): not sent yet */
  GVariant *sent;         /* (owned) (nullable): on its way */
  gboolean tried_again;
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  SIGNAL_MET,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthVisitEditor, hearth_visit_editor, G_TYPE_OBJECT)

static void send_wanted (HearthVisitEditor *self);
static void send_again (HearthVisitEditor *self);

static void
take_visit (HearthVisitEditor *self, HearthVisit *visit)
{
  g_set_object (&self->visit, visit);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, self->visit);
}

static void
fail (HearthVisitEditor *self, GError *error)
{
  g_clear_pointer (&self->sent, g_variant_unref);
  g_clear_pointer (&self->wanted, g_variant_dict_unref);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthVisitEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_checkin_client_visit_finish (HEARTH_CLIENT (source), result, &error);

  if (visit == NULL && !self->tried_again && g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT))
    {
      self->tried_again = TRUE;
      send_again (self);
      return;
    }
  if (visit == NULL)
    {
      fail (self, error);
      return;
    }
  self->tried_again = FALSE;
  g_clear_pointer (&self->sent, g_variant_unref);
  take_visit (self, visit);
  send_wanted (self);
}

/* Returns: whether field @key is the same of both */
static gboolean
is_same (HearthVisit *one, HearthVisit *other, const char *key)
{
  GParamSpec *pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (one), key);
  g_auto (GValue) left = G_VALUE_INIT, right = G_VALUE_INIT;

  if (pspec == NULL)
    return TRUE;
  g_object_get_property (G_OBJECT (one), key, g_value_init (&left, pspec->value_type));
  g_object_get_property (G_OBJECT (other), key, g_value_init (&right, pspec->value_type));
  return g_param_values_cmp (pspec, &left, &right) == 0;
}

/* What was wished here and what somebody else made of it meanwhile: theirs stays, and it is said. */
static gboolean
meets (HearthVisitEditor *self, HearthVisit *theirs)
{
  g_autoptr (HearthVisit) before = g_object_ref (self->visit);
  g_autoptr (HearthVisit) mine = hearth_record_with (before, self->sent, NULL);
  g_autofree char *met = NULL;
  GVariantIter iter;
  const char *key;

  if (mine == NULL)
    return FALSE;
  g_variant_iter_init (&iter, self->sent);
  while (met == NULL && g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    if (!is_same (theirs, before, key) && !is_same (theirs, mine, key))
      met = g_strdup (key);
  if (met == NULL)
    return FALSE;
  self->tried_again = FALSE;
  g_clear_pointer (&self->sent, g_variant_unref);
  g_clear_pointer (&self->wanted, g_variant_dict_unref);
  take_visit (self, theirs);
  g_signal_emit (self, signals[SIGNAL_MET], 0, met, mine, theirs);
  return TRUE;
}

static void
send_changes (HearthVisitEditor *self)
{
  hearth_checkin_client_change_async (self->client, self->visit, self->sent, NULL, changed_cb, g_object_ref (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthVisitEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) visits = hearth_checkin_client_visits_finish (HEARTH_CLIENT (source), result, &error);
  g_autoptr (HearthVisit) visit = visits ? g_list_model_get_item (G_LIST_MODEL (visits), 0) : NULL;

  if (visit == NULL)
    {
      if (error == NULL)
        error = g_error_new_literal (HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "no such visit");
      fail (self, error);
      return;
    }
  if (meets (self, visit))
    return;
  take_visit (self, visit);
  send_changes (self);
}

/* Somebody else changed the visit meanwhile: mostly something else of it. */
static void
send_again (HearthVisitEditor *self)
{
  gint64 id = hearth_visit_get_id (self->visit);

  hearth_checkin_client_visits_async (self->client, &id, 1, NULL, read_cb, g_object_ref (self));
}

static void
send_wanted (HearthVisitEditor *self)
{
  if (self->sent != NULL || self->wanted == NULL)
    return;
  self->sent = g_variant_ref_sink (g_variant_dict_end (self->wanted));
  g_clear_pointer (&self->wanted, g_variant_dict_unref);
  send_changes (self);
}

static void
hearth_visit_editor_finalize (GObject *object)
{
  HearthVisitEditor *self = HEARTH_VISIT_EDITOR (object);

  g_clear_object (&self->client);
  g_clear_object (&self->kept);
  g_clear_object (&self->visit);
  g_clear_pointer (&self->wanted, g_variant_dict_unref);
  g_clear_pointer (&self->sent, g_variant_unref);
  G_OBJECT_CLASS (hearth_visit_editor_parent_class)->finalize (object);
}

static void
hearth_visit_editor_class_init (HearthVisitEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = hearth_visit_editor_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, HEARTH_TYPE_VISIT);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_MET] = g_signal_new ("met", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 3, G_TYPE_STRING, HEARTH_TYPE_VISIT, HEARTH_TYPE_VISIT);
}

static void
hearth_visit_editor_init (HearthVisitEditor *self)
{
}

/**
 * hearth_visit_editor_new:
 * @client: of the desk
 * @visit: a visit of the hub, as it is shown
 *
 * Returns: (transfer full): what changes it from here
 */
HearthVisitEditor *
hearth_visit_editor_new (HearthClient *client, HearthVisit *visit)
{
  HearthVisitEditor *self = g_object_new (HEARTH_TYPE_VISIT_EDITOR, NULL);

  self->client = g_object_ref (client);
  self->visit = g_object_ref (visit);
  return self;
}

/**
 * hearth_visit_editor_new_kept:
 * @kept: what waits on this PC
 * @visit: one of it
 *
 * Returns: (transfer full): an editor whose changes are on the disk of this PC at once
 */
HearthVisitEditor *
hearth_visit_editor_new_kept (HearthKeptVisits *kept, HearthVisit *visit)
{
  HearthVisitEditor *self = g_object_new (HEARTH_TYPE_VISIT_EDITOR, NULL);

  self->kept = g_object_ref (kept);
  self->visit = g_object_ref (visit);
  return self;
}

/**
 * hearth_visit_editor_get_visit:
 * @self: the editor
 *
 * Returns: (transfer none): the visit as the hub had it last
 */
HearthVisit *
hearth_visit_editor_get_visit (HearthVisitEditor *self)
{
  g_return_val_if_fail (HEARTH_IS_VISIT_EDITOR (self), NULL);
  return self->visit;
}

static void
change_kept (HearthVisitEditor *self, const char *key, GVariant *value)
{
  g_autoptr (GError) error = NULL;
  HearthVisit *visit = hearth_kept_visits_change (self->kept, hearth_visit_get_id (self->visit), key, value, &error);

  /* Whoever hears of it may let go of the editor. */
  g_object_ref (self);
  if (visit != NULL)
    take_visit (self, visit);
  else if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  g_object_unref (self);
}

static void
want (HearthVisitEditor *self, const char *key, GVariant *value)
{
  if (self->kept != NULL)
    {
      change_kept (self, key, value);
      return;
    }
  if (self->wanted == NULL)
    self->wanted = g_variant_dict_new (NULL);
  g_variant_dict_insert_value (self->wanted, key, value);
  send_wanted (self);
}

/**
 * hearth_visit_editor_set_string:
 * @self: the editor
 * @key: of Checkin.Change
 * @value: what it is to be
 *
 * Sent at once, or as soon as the change before it is answered.
 */
void
hearth_visit_editor_set_string (HearthVisitEditor *self, const char *key, const char *value)
{
  g_return_if_fail (HEARTH_IS_VISIT_EDITOR (self));
  want (self, key, g_variant_new_string (value));
}

/**
 * hearth_visit_editor_set_int:
 * @self: the editor
 * @key: of Checkin.Change
 * @value: what it is to be
 *
 * As hearth_visit_editor_set_string().
 */
void
hearth_visit_editor_set_int (HearthVisitEditor *self, const char *key, gint64 value)
{
  g_return_if_fail (HEARTH_IS_VISIT_EDITOR (self));
  want (self, key, g_variant_new_int64 (value));
}
