/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What is typed at the desk, who fits it, and when Enter or a digit means somebody. Knows no widgets, so that the one
 * rule that matters most (never the wrong person) stands in one place. Owned by a page or a dialog; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-checkin-search.h"

#include <gdk/gdk.h>

#include "hearth-checkin-client.h"
#include "hearth-text.h"

/* Typing shows results from here on; Enter asks also for less. */
#define MIN_CHARS 2

struct _HearthCheckinSearch
{
  GObject parent_instance;

  HearthClient *client;      /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): of the question on its way */
  GListStore *rows;          /* (owned): of HearthCandidate, the answer */
  char *query;               /* (owned): as it is now, clean of outer blanks */
  char *answered;            /* (owned) (nullable): what rows and alone are the answer to */
  gint64 alone;              /* person whom Enter may check in, or 0 */
  gboolean armed;            /* the candidates are numbered: digits choose */
  gboolean entered;          /* Enter was pressed for this very query, its answer is still to come */
};

/* A question on its way. */
typedef struct
{
  HearthCheckinSearch *search; /* (owned) */
  GCancellable *cancellable;   /* (owned) */
  char *query;                 /* (owned) */
} Question;

static void
question_free (Question *question)
{
  g_clear_object (&question->search);
  g_clear_object (&question->cancellable);
  g_free (question->query);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

enum
{
  PROP_QUERY = 1,
  PROP_ARMED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_ANSWERED,
  SIGNAL_CHOSEN,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthCheckinSearch, hearth_checkin_search, G_TYPE_OBJECT)

static void
forget_answer (HearthCheckinSearch *self)
{
  g_clear_pointer (&self->answered, g_free);
  self->alone = 0;
}

static void
choose (HearthCheckinSearch *self, guint position)
{
  g_autoptr (HearthCandidate) candidate = g_list_model_get_item (G_LIST_MODEL (self->rows), position);

  if (candidate)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, candidate);
}

/* Enter, once the answer to exactly what is typed is there. */
static void
decide (HearthCheckinSearch *self)
{
  HearthCandidate *alone = hearth_checkin_search_get_alone (self);

  self->entered = FALSE;
  if (alone)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, alone);
  else if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) > 0)
    hearth_checkin_search_set_armed (self, TRUE);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  HearthCheckinSearch *self = question->search;
  g_autoptr (GError) error = NULL;
  gint64 alone = 0;
  g_autoptr (GListStore) rows = hearth_checkin_client_find_finish (HEARTH_CLIENT (source), result, &alone, &error);

  /* Typed on meanwhile: this answer is of no use, whether it came or failed. */
  if (g_cancellable_is_cancelled (question->cancellable) || !g_str_equal (question->query, self->query))
    return;
  g_clear_object (&self->cancellable);
  if (rows == NULL)
    {
      self->entered = FALSE;
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
      return;
    }

  guint n = MIN (g_list_model_get_n_items (G_LIST_MODEL (rows)), HEARTH_CHECKIN_SEARCH_MAX);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (rows), i));
  g_list_store_splice (self->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), items->pdata, n);
  g_free (self->answered);
  self->answered = g_strdup (question->query);
  self->alone = alone;
  g_signal_emit (self, signals[SIGNAL_ANSWERED], 0);
  if (self->entered)
    decide (self);
}

static void
ask (HearthCheckinSearch *self)
{
  Question *question;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (*self->query == '\0')
    return;
  self->cancellable = g_cancellable_new ();
  question = g_new0 (Question, 1);
  question->search = g_object_ref (self);
  question->cancellable = g_object_ref (self->cancellable);
  question->query = g_strdup (self->query);
  hearth_checkin_client_find_async (self->client, question->query, HEARTH_CHECKIN_SEARCH_MAX, self->cancellable,
                                    found_cb, question);
}

static void
hearth_checkin_search_dispose (GObject *object)
{
  HearthCheckinSearch *self = HEARTH_CHECKIN_SEARCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (hearth_checkin_search_parent_class)->dispose (object);
}

static void
hearth_checkin_search_finalize (GObject *object)
{
  HearthCheckinSearch *self = HEARTH_CHECKIN_SEARCH (object);

  g_clear_object (&self->rows);
  g_free (self->query);
  g_free (self->answered);
  G_OBJECT_CLASS (hearth_checkin_search_parent_class)->finalize (object);
}

static void
hearth_checkin_search_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthCheckinSearch *self = HEARTH_CHECKIN_SEARCH (object);

  switch (prop_id)
    {
    case PROP_QUERY:
      g_value_set_string (value, self->query);
      break;
    case PROP_ARMED:
      g_value_set_boolean (value, self->armed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_checkin_search_class_init (HearthCheckinSearchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_checkin_search_dispose;
  object_class->finalize = hearth_checkin_search_finalize;
  object_class->get_property = hearth_checkin_search_get_property;

  properties[PROP_QUERY] = g_param_spec_string ("query", NULL, NULL, "", G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ARMED] = g_param_spec_boolean ("armed", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ANSWERED]
      = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, HEARTH_TYPE_CANDIDATE);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_checkin_search_init (HearthCheckinSearch *self)
{
  self->rows = g_list_store_new (HEARTH_TYPE_CANDIDATE);
  self->query = g_strdup ("");
}

/**
 * hearth_checkin_search_new:
 * @client: of the desk
 *
 * Returns: (transfer full): a search for nothing yet
 */
HearthCheckinSearch *
hearth_checkin_search_new (HearthClient *client)
{
  HearthCheckinSearch *self = g_object_new (HEARTH_TYPE_CHECKIN_SEARCH, NULL);

  self->client = g_object_ref (client);
  return self;
}

/**
 * hearth_checkin_search_set_query:
 * @self: the search
 * @text: what stands in the field now
 *
 * Asks the hub at once, from two letters on. The rows of before stay until the answer comes, so that nothing flickers,
 * but nobody can be chosen from them.
 */
void
hearth_checkin_search_set_query (HearthCheckinSearch *self, const char *text)
{
  g_autofree char *query = NULL;

  g_return_if_fail (HEARTH_IS_CHECKIN_SEARCH (self));

  query = g_strstrip (g_utf8_make_valid (text, -1));
  if (!hearth_set_str (&self->query, query))
    {
      hearth_checkin_search_set_armed (self, FALSE);
      return;
    }
  self->entered = FALSE;
  forget_answer (self);
  hearth_checkin_search_set_armed (self, FALSE);
  if (g_utf8_strlen (self->query, -1) >= MIN_CHARS)
    ask (self);
  else
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
      g_list_store_remove_all (self->rows);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
}

/**
 * hearth_checkin_search_forget:
 * @self: the search
 *
 * Lets go of who was found and of an Enter that still waits; what was typed stays.
 */
void
hearth_checkin_search_forget (HearthCheckinSearch *self)
{
  g_return_if_fail (HEARTH_IS_CHECKIN_SEARCH (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->entered = FALSE;
  forget_answer (self);
  hearth_checkin_search_set_armed (self, FALSE);
  g_list_store_remove_all (self->rows);
}

/**
 * hearth_checkin_search_ask_again:
 * @self: the search
 *
 * Asks for what is typed already, where its answer was forgotten.
 */
void
hearth_checkin_search_ask_again (HearthCheckinSearch *self)
{
  g_return_if_fail (HEARTH_IS_CHECKIN_SEARCH (self));

  if (g_utf8_strlen (self->query, -1) >= MIN_CHARS && !hearth_checkin_search_is_answered (self)
      && self->cancellable == NULL)
    ask (self);
}

/**
 * hearth_checkin_search_get_query:
 * @self: the search
 *
 * Returns: (transfer none): what is asked for, without spaces at its ends
 */
const char *
hearth_checkin_search_get_query (HearthCheckinSearch *self)
{
  g_return_val_if_fail (HEARTH_IS_CHECKIN_SEARCH (self), NULL);
  return self->query;
}

/**
 * hearth_checkin_search_get_armed:
 * @self: the search
 *
 * Returns: whether a digit chooses now
 */
gboolean
hearth_checkin_search_get_armed (HearthCheckinSearch *self)
{
  g_return_val_if_fail (HEARTH_IS_CHECKIN_SEARCH (self), FALSE);
  return self->armed;
}

/**
 * hearth_checkin_search_set_armed:
 * @self: the search
 * @armed: whether the candidates are numbered
 *
 * While armed, a digit chooses; else it is text.
 */
void
hearth_checkin_search_set_armed (HearthCheckinSearch *self, gboolean armed)
{
  g_return_if_fail (HEARTH_IS_CHECKIN_SEARCH (self));

  if (self->armed == armed)
    return;
  self->armed = armed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ARMED]);
}

/**
 * hearth_checkin_search_is_answered:
 * @self: the search
 *
 * Returns: whether the rows are the answer to what is typed now
 */
gboolean
hearth_checkin_search_is_answered (HearthCheckinSearch *self)
{
  g_return_val_if_fail (HEARTH_IS_CHECKIN_SEARCH (self), FALSE);
  return self->answered && g_str_equal (self->answered, self->query);
}

/**
 * hearth_checkin_search_get_rows:
 * @self: the search
 *
 * Returns: (transfer none): a live list of #HearthCandidate, at most five
 */
GListModel *
hearth_checkin_search_get_rows (HearthCheckinSearch *self)
{
  g_return_val_if_fail (HEARTH_IS_CHECKIN_SEARCH (self), NULL);
  return G_LIST_MODEL (self->rows);
}

/**
 * hearth_checkin_search_get_alone:
 * @self: the search
 *
 * Returns: (transfer none) (nullable): whom Enter checks in
 */
HearthCandidate *
hearth_checkin_search_get_alone (HearthCheckinSearch *self)
{
  g_return_val_if_fail (HEARTH_IS_CHECKIN_SEARCH (self), NULL);

  if (self->alone == 0 || !hearth_checkin_search_is_answered (self))
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (HearthCandidate) candidate = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (hearth_candidate_get_person_id (candidate) == self->alone)
        return candidate;
    }
  return NULL;
}

/**
 * hearth_checkin_search_enter:
 * @self: the search
 *
 * Enter: chooses the one who fits alone, else numbers the candidates. Where the answer to what is typed is still on its
 * way (a scanner types a code and Enter within milliseconds), decides when it comes.
 */
void
hearth_checkin_search_enter (HearthCheckinSearch *self)
{
  g_return_if_fail (HEARTH_IS_CHECKIN_SEARCH (self));

  if (*self->query == '\0' || self->armed)
    return;
  if (hearth_checkin_search_is_answered (self))
    {
      decide (self);
      return;
    }
  self->entered = TRUE;
  if (self->cancellable == NULL)
    ask (self);
}

/* Those above the letters and those of the number pad; 0 for any other key. */
static guint
digit_of (guint keyval)
{
  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    return keyval - GDK_KEY_0;
  if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    return keyval - GDK_KEY_KP_0;
  return 0;
}

/**
 * hearth_checkin_search_key:
 * @self: the search
 * @keyval: a key, held with no other
 *
 * A digit chooses who stands in that place.
 *
 * Returns: whether the key was a choice; else it is text like any other
 */
gboolean
hearth_checkin_search_key (HearthCheckinSearch *self, guint keyval)
{
  guint digit = digit_of (keyval);

  g_return_val_if_fail (HEARTH_IS_CHECKIN_SEARCH (self), FALSE);

  if (!self->armed || !hearth_checkin_search_is_answered (self) || digit < 1
      || digit > g_list_model_get_n_items (G_LIST_MODEL (self->rows)))
    return FALSE;
  /* One number, one person: a second digit that comes before the answer is no second choice. */
  hearth_checkin_search_set_armed (self, FALSE);
  choose (self, digit - 1);
  return TRUE;
}
