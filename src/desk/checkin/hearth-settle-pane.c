/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Settles one name that was typed while the hub was away. The search begins with what was typed; nobody is chosen
 * beforehand. Owned by the dialog; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-settle-pane.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hearth-candidate-row.h"
#include "hearth-checkin-client.h"
#include "hearth-kept-words.h"
#include "hearth-new-person-dialog.h"
#include "hearth-settle-time.h"
#include "hearth-shell.h"
#include "hearth-shown-name.h"
#include "hearth-why.h"

#define MOST_FOUND 8

struct _HearthSettlePane
{
  GtkBox parent_instance;

  GtkLabel *error;
  GtkListBox *found;
  GtkLabel *heading;
  GtkWidget *new_row;
  GtkLabel *none;
  GtkWidget *online;
  GtkSearchEntry *search;
  HearthSettleTime *time;
  GtkLabel *when;

  HearthClient *client;      /* (owned) (nullable) */
  HearthOutbox *outbox;      /* (owned) (nullable) */
  HearthKept *kept;          /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned): of the pane */
  GCancellable *searching;   /* (owned) (nullable): the search for what was typed last */
  guint registering;         /* number of the new record that is being made, or 0 */
  gboolean settling;
};

enum
{
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthSettlePane, hearth_settle_pane, GTK_TYPE_BOX)

/* Undo ----------------------------------------------------------------- */

typedef struct
{
  HearthClient *client; /* (owned) */
  gint64 visit;
} TakeBack;

static void
take_back_free (gpointer data)
{
  TakeBack *back = data;

  g_clear_object (&back->client);
  g_free (back);
}

static void
take_back_cb (gpointer data)
{
  TakeBack *back = data;

  hearth_checkin_client_void_async (back->client, back->visit, NULL, NULL, NULL);
}

typedef struct
{
  HearthOutbox *outbox; /* (owned) */
  HearthKept *kept;     /* (owned) */
} KeepAgain;

static void
keep_again_free (gpointer data)
{
  KeepAgain *again = data;

  g_clear_object (&again->outbox);
  g_clear_object (&again->kept);
  g_free (again);
}

static void
keep_again_cb (gpointer data)
{
  KeepAgain *again = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthKept) kept = NULL;
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  /* One whose time nobody knows is not of now. */
  g_variant_dict_insert (&options, "arrived-at-s", "x", MAX (hearth_kept_get_arrived_at_s (again->kept), 1));
  if (*hearth_kept_get_reason (again->kept) != '\0')
    g_variant_dict_insert (&options, "reason", "s", hearth_kept_get_reason (again->kept));
  kept = hearth_outbox_keep_name (again->outbox, hearth_kept_get_name (again->kept), g_variant_dict_end (&options),
                                  &error);
  if (kept == NULL)
    g_warning ("a name could not be kept again: %s", error->message);
}

/* Settling ------------------------------------------------------------- */

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthSettlePane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthVisit) visit = hearth_outbox_settle_finish (HEARTH_OUTBOX (source), result, &error);

  self->settling = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (visit == NULL)
    {
      hearth_why_say_error (self->error, error);
      return;
    }

  TakeBack *back = g_new0 (TakeBack, 1);
  g_autofree char *name = hearth_shown_name (hearth_visit_get_name (visit), hearth_visit_get_initial (visit), FALSE);
  /* Translators: %s is the name of a person. */
  g_autofree char *text = *hearth_visit_get_name (visit) ? g_strdup_printf (_ ("%s checked in, as it was typed"), name)
                                                         : g_strdup (_ ("Counted as a guest"));

  back->client = g_object_ref (self->client);
  back->visit = hearth_visit_get_id (visit);
  hearth_shell_offer_undo (GTK_WIDGET (self), text, take_back_cb, back, take_back_free);
  g_signal_emit (self, signals[DONE], 0);
}

/* Whether it is known when it was: of a clock that was not set only whoever settles it knows. */
static gboolean
take_time (HearthSettlePane *self)
{
  gint64 now_s = hearth_client_get_hub_now_s (self->client), at_s;
  g_autoptr (HearthKept) kept = NULL;
  g_autoptr (GError) error = NULL;
  const char *why;

  if (hearth_kept_is_a_time (hearth_kept_get_arrived_at_s (self->kept)))
    return TRUE;
  why = hearth_settle_time_read (self->time, now_s, &at_s);
  if (why != NULL)
    {
      hearth_why_say (self->error, why);
      gtk_widget_grab_focus (GTK_WIDGET (self->time));
      return FALSE;
    }
  kept = hearth_outbox_set_arrival (self->outbox, self->kept, at_s, &error);
  if (kept != NULL)
    g_set_object (&self->kept, kept);
  hearth_why_say_error (self->error, error);
  return kept != NULL;
}

static void
settle (HearthSettlePane *self, gint64 person)
{
  if (self->settling || self->kept == NULL || !take_time (self))
    return;
  self->settling = TRUE;
  hearth_why_say_error (self->error, NULL);
  hearth_outbox_settle_async (self->outbox, self->kept, person, NULL, settled_cb, g_object_ref (self));
}

static void
found_activated_cb (HearthSettlePane *self, GtkListBoxRow *row)
{
  HearthCandidate *candidate = hearth_candidate_row_get_candidate (row);

  settle (self, hearth_candidate_get_person_id (candidate));
}

static void
guest_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  settle (HEARTH_SETTLE_PANE (widget), 0);
}

static void
nothing_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HearthSettlePane *self = HEARTH_SETTLE_PANE (widget);
  g_autoptr (GError) error = NULL;
  KeepAgain *again;

  if (self->settling || self->kept == NULL)
    return;
  if (!hearth_outbox_drop (self->outbox, self->kept, &error))
    {
      hearth_why_say_error (self->error, error);
      return;
    }
  again = g_new0 (KeepAgain, 1);
  again->outbox = g_object_ref (self->outbox);
  again->kept = g_object_ref (self->kept);
  hearth_shell_offer_undo (widget, _ ("Nothing comes of it"), keep_again_cb, again, keep_again_free);
  g_signal_emit (self, signals[DONE], 0);
}

/* The dialog of a new record calls back at most once, maybe late, and not at all when it is cancelled: it is given a number,
 * and the pane is asked for by it. */
static GHashTable *registering; /* (owned): number -> HearthSettlePane (unowned) */

static void
stop_registering (HearthSettlePane *self)
{
  if (registering != NULL && self->registering != 0)
    g_hash_table_remove (registering, GUINT_TO_POINTER (self->registering));
  self->registering = 0;
}

static void
registered_cb (gint64 person, gpointer data)
{
  HearthSettlePane *self = registering ? g_hash_table_lookup (registering, data) : NULL;

  /* What is not settled by this is still to settle, and the record is there to be found. */
  if (self == NULL)
    return;
  stop_registering (self);
  settle (self, person);
}

static void
new_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static guint last_number;
  HearthSettlePane *self = HEARTH_SETTLE_PANE (widget);

  if (self->settling || self->kept == NULL)
    return;
  stop_registering (self);
  if (registering == NULL)
    registering = g_hash_table_new (NULL, NULL);
  self->registering = ++last_number;
  g_hash_table_insert (registering, GUINT_TO_POINTER (self->registering), self);
  hearth_new_person_dialog_present (widget, self->client, hearth_kept_get_name (self->kept), registered_cb,
                                    GUINT_TO_POINTER (self->registering));
}

/* Finding -------------------------------------------------------------- */

static void
show_found (HearthSettlePane *self, GListModel *rows)
{
  guint n = rows ? g_list_model_get_n_items (rows) : 0;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->found))) != NULL)
    gtk_list_box_remove (self->found, row);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthCandidate) candidate = g_list_model_get_item (rows, i);

      gtk_list_box_append (self->found, hearth_candidate_row_new (candidate, "hearth-check-in-symbolic"));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->found), n > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->none), rows != NULL && n == 0);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthSettlePane) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) found = hearth_checkin_client_find_finish (HEARTH_CLIENT (source), result, NULL, &error);

  if (g_cancellable_is_cancelled (self->cancellable) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  hearth_why_say_error (self->error, error);
  if (found != NULL)
    show_found (self, G_LIST_MODEL (found));
}

static void
search_changed_cb (HearthSettlePane *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_cancellable_cancel (self->searching);
  g_clear_object (&self->searching);
  if (*typed == '\0' || self->client == NULL || hearth_client_get_state (self->client) != HEARTH_CLIENT_SIGNED_IN)
    {
      show_found (self, NULL);
      return;
    }
  self->searching = g_cancellable_new ();
  hearth_checkin_client_find_async (self->client, typed, MOST_FOUND, self->searching, found_cb, g_object_ref (self));
}

static void
stop_search_cb (HearthSettlePane *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static void
update_state (HearthSettlePane *self)
{
  gboolean online = hearth_client_get_state (self->client) == HEARTH_CLIENT_SIGNED_IN;

  gtk_widget_set_sensitive (self->online, online);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "settle.guest", online);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "settle.new",
                                 online && hearth_client_may (self->client, HEARTH_PERMISSION_REGISTER_PEOPLE));
  gtk_widget_set_visible (self->new_row, hearth_client_may (self->client, HEARTH_PERMISSION_REGISTER_PEOPLE));
  if (online)
    search_changed_cb (self);
}

static void
hearth_settle_pane_dispose (GObject *object)
{
  HearthSettlePane *self = HEARTH_SETTLE_PANE (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->searching);
  stop_registering (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_SETTLE_PANE);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_settle_pane_parent_class)->dispose (object);
}

static void
hearth_settle_pane_finalize (GObject *object)
{
  HearthSettlePane *self = HEARTH_SETTLE_PANE (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->kept);
  g_clear_object (&self->searching);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (hearth_settle_pane_parent_class)->finalize (object);
}

static void
hearth_settle_pane_class_init (HearthSettlePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_settle_pane_dispose;
  object_class->finalize = hearth_settle_pane_finalize;

  signals[DONE]
      = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-settle-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthSettlePane, error);
  gtk_widget_class_bind_template_child (widget_class, HearthSettlePane, found);
  gtk_widget_class_bind_template_child (widget_class, HearthSettlePane, heading);
  gtk_widget_class_bind_template_child (widget_class, HearthSettlePane, new_row);
  gtk_widget_class_bind_template_child (widget_class, HearthSettlePane, none);
  gtk_widget_class_bind_template_child (widget_class, HearthSettlePane, online);
  gtk_widget_class_bind_template_child (widget_class, HearthSettlePane, search);
  gtk_widget_class_bind_template_child (widget_class, HearthSettlePane, time);
  gtk_widget_class_bind_template_child (widget_class, HearthSettlePane, when);
  gtk_widget_class_bind_template_callback (widget_class, found_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_install_action (widget_class, "settle.guest", NULL, guest_cb);
  gtk_widget_class_install_action (widget_class, "settle.new", NULL, new_cb);
  gtk_widget_class_install_action (widget_class, "settle.nothing", NULL, nothing_cb);

  g_type_ensure (HEARTH_TYPE_SETTLE_TIME);
}

static void
hearth_settle_pane_init (HearthSettlePane *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_settle_pane_setup:
 * @self: the pane
 * @client: of the desk
 * @outbox: what it keeps
 *
 * To be called once.
 */
void
hearth_settle_pane_setup (HearthSettlePane *self, HearthClient *client, HearthOutbox *outbox)
{
  g_return_if_fail (HEARTH_IS_SETTLE_PANE (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  self->outbox = g_object_ref (outbox);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  update_state (self);
}

/**
 * hearth_settle_pane_show:
 * @self: the pane
 * @kept: one to settle
 *
 * Begins with what was typed.
 */
void
hearth_settle_pane_show (HearthSettlePane *self, HearthKept *kept)
{
  g_autofree char *title = hearth_kept_words_whole_title (kept);
  g_autofree char *when = hearth_kept_words_when (kept, hearth_client_get_time_zone (self->client));
  g_autofree char *fits = hearth_kept_words_matches (kept);
  g_autofree char *line = g_strdup_printf ("%s · %s", when, fits);

  gboolean timeless = !hearth_kept_is_a_time (hearth_kept_get_arrived_at_s (kept));

  g_return_if_fail (HEARTH_IS_SETTLE_PANE (self));

  stop_registering (self);
  g_set_object (&self->kept, kept);
  gtk_widget_set_visible (GTK_WIDGET (self->time), timeless);
  hearth_settle_time_begin (self->time, hearth_client_get_time_zone (self->client),
                            hearth_client_get_hub_now_s (self->client));
  hearth_why_say_error (self->error, NULL);
  gtk_label_set_label (self->heading, title);
  gtk_label_set_label (self->when, line);
  gtk_editable_set_text (GTK_EDITABLE (self->search), hearth_kept_get_name (kept));
  search_changed_cb (self);
  gtk_widget_grab_focus (timeless ? GTK_WIDGET (self->time) : GTK_WIDGET (self->search));
}

/**
 * hearth_settle_pane_get_kept:
 *
 * Returns: (transfer none) (nullable): what is being settled
 */
HearthKept *
hearth_settle_pane_get_kept (HearthSettlePane *self)
{
  g_return_val_if_fail (HEARTH_IS_SETTLE_PANE (self), NULL);

  return self->kept;
}
