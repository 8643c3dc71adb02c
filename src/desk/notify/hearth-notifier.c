/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* From a notice of the hub to what somebody sees; where that is the window: hearth-notifier-window.c. libnotify waits for the desktop's notification service, which may hang:
 * it is called from a thread, one call at a time, and the answer comes back to the main context. Owned by the window. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-notifier-private.h"

#include <glib/gi18n.h>
#include <libnotify/notify.h>

#include "hearth-checkin-client.h"
#include "hearth-notice-words.h"
#include "hearth-setup.h"

enum
{
  TOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthNotifier, hearth_notifier, G_TYPE_OBJECT)

/* The one table: a new kind is a line here, a key in the schema, and a sentence in hearth-notice-words.c. */
const HearthNoticeKind hearth_notice_kinds[] = {
  { "asked-for", N_ ("Somebody asked for you"), "notify-asked-for", N_ ("At the front desk"), "win.asked-for", NULL,
    FALSE, TRUE },
  { "backup-failed", N_ ("A backup failed"), "notify-backup-failed", N_ ("The last backup failed"),
    "win.preferences-at", "hub", TRUE, FALSE },
  { "disk-low", N_ ("The hub’s disk is nearly full"), "notify-disk-low", N_ ("The hub’s disk is nearly full"),
    "win.preferences-at", "hub", TRUE, FALSE },
  { "certificate-expiring", N_ ("A certificate runs out"), "notify-certificate-expiring",
    N_ ("The hub’s certificate runs out"), "win.preferences-at", "hub", TRUE, FALSE },
  { "desk-joined", N_ ("A desk joined"), "notify-desk-joined", N_ ("A desk joined the center"), "win.preferences-at",
    "desks", FALSE, FALSE },
  { "desk-removed", N_ ("A desk was removed"), "notify-desk-removed", N_ ("A desk was removed from the center"),
    "win.preferences-at", "desks", FALSE, FALSE },
  { "desk-twice", N_ ("A desk was copied"), "notify-desk-twice", N_ ("One desk is on two PCs"), "win.preferences-at",
    "desks", TRUE, FALSE },
};

const guint hearth_n_notice_kinds = G_N_ELEMENTS (hearth_notice_kinds);

static const HearthNoticeKind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (hearth_notice_kinds); i++)
    if (g_str_equal (hearth_notice_kinds[i].kind, name))
      return &hearth_notice_kinds[i];
  return NULL;
}

/* One notice on its way to the screen. */
typedef struct
{
  HearthNotifier *notifier;         /* (owned) */
  const HearthNoticeKind *kind;     /* (unowned): of the table */
  gint64 id;                        /* of Session.Notice */
  GVariant *detail;                 /* (owned) */
  char *body;                       /* (owned) (nullable) */
  NotifyNotification *notification; /* (owned) (nullable) */
  gboolean names_somebody;
  gboolean over;  /* the notification goes */
  gboolean shown; /* by the desktop */
} Telling;

static void
telling_free (Telling *telling)
{
  g_clear_object (&telling->notifier);
  g_clear_pointer (&telling->detail, g_variant_unref);
  g_clear_object (&telling->notification);
  g_free (telling->body);
  g_free (telling);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Telling, telling_free)

static GVariant *
target_of (const HearthNoticeKind *kind, gint64 id)
{
  return kind->section ? g_variant_new_string (kind->section) : g_variant_new_int64 (id);
}

/*< private >
 * hearth_notice_kind_action:
 * @kind: of a notice
 * @id: of it
 *
 * Returns: (transfer full): of the window, with its target: what Open does
 */
char *
hearth_notice_kind_action (const HearthNoticeKind *kind, gint64 id)
{
  g_autoptr (GVariant) target = g_variant_ref_sink (target_of (kind, id));

  return g_action_print_detailed_name (kind->action, target);
}

/* Calls to the service ------------------------------------------------- */

static gboolean on_shown (gpointer user_data);

static gboolean
on_over (gpointer user_data)
{
  telling_free (user_data);
  return G_SOURCE_REMOVE;
}

/* In the thread, one after the other: what is over was shown before it goes. */
static void
show_in_thread (gpointer data, gpointer user_data)
{
  Telling *telling = data;
  g_autoptr (GError) error = NULL;

  if (telling->over)
    {
      notify_notification_close (telling->notification, NULL);
      g_idle_add_full (G_PRIORITY_DEFAULT, on_over, telling, NULL);
      return;
    }
  /* One that stands has the newest numbers in the place of the old ones. */
  if (telling->kind->stands)
    notify_notification_update (telling->notification, _ (telling->kind->summary), telling->body,
                                HEARTH_APPLICATION_ID);
  telling->shown = notify_notification_show (telling->notification, &error);
  if (!telling->shown)
    g_debug ("no notification service: %s", error ? error->message : "it does not say why");
  g_idle_add_full (G_PRIORITY_DEFAULT, on_shown, telling, NULL);
}

static void
close_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  notify_notification_close (NOTIFY_NOTIFICATION (data), NULL);
  g_task_return_boolean (task, TRUE);
}

static void
withdraw (NotifyNotification *notification)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, withdraw);
  g_task_set_task_data (task, g_object_ref (notification), g_object_unref);
  g_task_run_in_thread (task, close_in_thread);
}

static void
withdraw_names (HearthNotifier *self)
{
  for (guint i = 0; i < self->naming->len; i++)
    withdraw (g_ptr_array_index (self->naming, i));
  g_ptr_array_set_size (self->naming, 0);
}

/* What is seen --------------------------------------------------------- */

static char *
text_of (const HearthNoticeKind *kind, const char *body)
{
  if (kind->section == NULL)
    return g_strdup (body);
  /* Translators: a short sentence without its full stop, and another one. */
  return g_strdup_printf (_ ("%s. %s"), _ (kind->summary), body);
}

static void
say_in_window (Telling *telling)
{
  g_autofree char *action = hearth_notice_kind_action (telling->kind, telling->id);
  g_autofree char *text = text_of (telling->kind, telling->body);

  hearth_notifier_say (telling->notifier, text, action);
}

static gboolean
on_shown (gpointer user_data)
{
  g_autoptr (Telling) telling = user_data;
  HearthNotifier *self = telling->notifier;

  if (self->window == NULL)
    {
      if (telling->shown)
        withdraw (telling->notification);
      return G_SOURCE_REMOVE;
    }
  if (!telling->shown)
    {
      g_hash_table_remove (self->standing, telling->kind->kind);
      say_in_window (telling);
    }
  else if (telling->names_somebody && self->locked)
    {
      g_autofree char *nobody = hearth_notice_words_asked_for (NULL, HEARTH_NOTICE_NAMES_NOTHING);
      g_autofree char *action = hearth_notice_kind_action (telling->kind, telling->id);

      withdraw (telling->notification);
      hearth_notifier_keep (self, nobody, action);
    }
  else
    {
      if (!g_ptr_array_find (self->shown, telling->notification, NULL))
        g_ptr_array_add (self->shown, g_object_ref (telling->notification));
      if (telling->names_somebody)
        g_ptr_array_add (self->naming, g_object_ref (telling->notification));
    }
  g_signal_emit (self, signals[TOLD], 0, telling->kind->kind, !telling->shown);
  return G_SOURCE_REMOVE;
}

typedef struct
{
  GWeakRef notifier;
  const HearthNoticeKind *kind; /* (unowned) */
  gint64 id;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_weak_ref_clear (&opening->notifier);
  g_free (opening);
}

static void
on_open (NotifyNotification *notification, char *action, gpointer user_data)
{
  Opening *opening = user_data;
  g_autoptr (HearthNotifier) self = g_weak_ref_get (&opening->notifier);
  g_autoptr (GVariant) target = NULL;
  const char *token = notify_notification_get_activation_token (notification);

  if (self == NULL || self->window == NULL)
    return;
  if (token != NULL)
    gtk_window_set_startup_id (self->window, token);
  gtk_window_present (self->window);
  target = g_variant_ref_sink (target_of (opening->kind, opening->id));
  gtk_widget_activate_action_variant (GTK_WIDGET (self->window), opening->kind->action, target);
}

/* Nobody was there to see it, and the desktop keeps it no longer. */
static void
hold_expired (HearthNotifier *self, NotifyNotification *notification)
{
  const char *text = g_object_get_data (G_OBJECT (notification), "text");
  const char *action = g_object_get_data (G_OBJECT (notification), "action");

  if (!self->locked || notify_notification_get_closed_reason (notification) != NOTIFY_CLOSED_REASON_EXPIRED)
    return;
  hearth_notifier_keep (self, text, action);
}

static gboolean
is_value (gpointer key, gpointer value, gpointer user_data)
{
  return value == user_data;
}

static void
on_closed (HearthNotifier *self, NotifyNotification *notification)
{
  hold_expired (self, notification);
  g_hash_table_foreach_remove (self->standing, is_value, notification);
  g_ptr_array_remove_fast (self->naming, notification);
  g_ptr_array_remove_fast (self->shown, notification);
}

static Opening *
opening_new (Telling *telling)
{
  Opening *opening = g_new0 (Opening, 1);

  g_weak_ref_init (&opening->notifier, telling->notifier);
  opening->kind = telling->kind;
  opening->id = telling->id;
  return opening;
}

/* What the desktop is to show for it, with its action. */
static NotifyNotification *
notification_new (Telling *telling)
{
  gboolean asked = telling->kind->section == NULL;
  NotifyNotification *notification;

  /* Asked for: the sentence itself is what one reads first. */
  notification = notify_notification_new (asked ? telling->body : _ (telling->kind->summary),
                                          asked ? NULL : telling->body, HEARTH_APPLICATION_ID);
  notify_notification_set_hint (notification, "desktop-entry", g_variant_new_string (HEARTH_APPLICATION_ID));
  notify_notification_set_category (notification, asked ? "im.received" : "device");
  notify_notification_add_action (notification, "default", _ ("Open"), on_open, opening_new (telling), opening_free);
  notify_notification_add_action (notification, "open", _ ("Open"), on_open, opening_new (telling), opening_free);
  /* What is said of it later is said where names may not be. */
  g_object_set_data_full (G_OBJECT (notification), "text",
                          asked ? hearth_notice_words_asked_for (NULL, HEARTH_NOTICE_NAMES_NOTHING)
                                : text_of (telling->kind, telling->body),
                          g_free);
  g_object_set_data_full (G_OBJECT (notification), "action", hearth_notice_kind_action (telling->kind, telling->id),
                          g_free);
  g_signal_connect_object (notification, "closed", G_CALLBACK (on_closed), telling->notifier, G_CONNECT_SWAPPED);
  return notification;
}

static void
show (Telling *telling)
{
  HearthNotifier *self = telling->notifier;
  NotifyNotification *before = g_hash_table_lookup (self->standing, telling->kind->kind);

  if (g_settings_get_boolean (hearth_setup_get_settings (), "do-not-disturb") || !notify_is_initted ())
    {
      on_shown (telling);
      return;
    }
  telling->notification = before ? g_object_ref (before) : notification_new (telling);
  if (telling->kind->stands && before == NULL)
    g_hash_table_insert (self->standing, (gpointer)telling->kind->kind, g_object_ref (telling->notification));
  g_thread_pool_push (self->caller, telling, NULL);
}

static void
on_visit (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Telling) telling = user_data;
  HearthNotifier *self = telling->notifier;
  g_autoptr (GListStore) visits = hearth_checkin_client_visits_finish (HEARTH_CLIENT (source), result, NULL);
  g_autoptr (HearthVisit) visit = visits ? g_list_model_get_item (G_LIST_MODEL (visits), 0) : NULL;
  HearthNoticeNames names;

  if (self->window == NULL)
    return;
  /* The desk may have been locked meanwhile. */
  names = hearth_notice_names_at (self->client, self->locked);
  telling->body = hearth_notice_words_asked_for (visit, names);
  telling->names_somebody = visit != NULL && names != HEARTH_NOTICE_NAMES_NOTHING;
  show (g_steal_pointer (&telling));
}

/* It holds no more: whatever was said of it goes from the screen. */
static void
withdraw_standing (HearthNotifier *self, const HearthNoticeKind *kind)
{
  NotifyNotification *notification = g_hash_table_lookup (self->standing, kind->kind);
  Telling *telling;

  if (notification == NULL)
    return;
  telling = g_new0 (Telling, 1);
  telling->notifier = g_object_ref (self);
  telling->kind = kind;
  telling->notification = g_object_ref (notification);
  telling->over = TRUE;
  g_hash_table_remove (self->standing, kind->kind);
  g_thread_pool_push (self->caller, telling, NULL);
}

static gboolean
is_wanted (HearthNotifier *self, const HearthNoticeKind *kind)
{
  return g_settings_get_boolean (hearth_setup_get_settings (), kind->setting)
         && (kind->for_all || self->locked || hearth_client_may (self->client, HEARTH_PERMISSION_MANAGE_CENTER));
}

/* News of the center are for whoever looks after it, not for who passes a locked desk. */
static void
hold_for_manager (Telling *telling)
{
  HearthNotifier *self = telling->notifier;
  g_autofree char *action = hearth_notice_kind_action (telling->kind, telling->id);
  g_autofree char *text = text_of (telling->kind, telling->body);

  hearth_notifier_keep (self, text, action);
  g_signal_emit (self, signals[TOLD], 0, telling->kind->kind, FALSE);
  telling_free (telling);
}

static void
on_notice (HearthNotifier *self, const char *name, gint64 id, gint64 at_s, GVariant *detail)
{
  const HearthNoticeKind *kind = find_kind (name);
  gboolean over = FALSE;
  Telling *telling;

  /* A newer hub may have more to tell. */
  if (kind == NULL)
    return;
  if (g_variant_lookup (detail, "over", "b", &over) && over)
    {
      withdraw_standing (self, kind);
      return;
    }
  if (!is_wanted (self, kind))
    return;
  telling = g_new0 (Telling, 1);
  telling->notifier = g_object_ref (self);
  telling->kind = kind;
  telling->id = id;
  telling->detail = g_variant_ref (detail);
  if (kind->section == NULL && id > 0
      && hearth_notice_names_at (self->client, self->locked) != HEARTH_NOTICE_NAMES_NOTHING)
    {
      hearth_checkin_client_visits_async (self->client, &id, 1, NULL, on_visit, telling);
      return;
    }
  telling->body = kind->section ? hearth_notice_words_body (name, detail, hearth_client_get_time_zone (self->client))
                                : hearth_notice_words_asked_for (NULL, HEARTH_NOTICE_NAMES_NOTHING);
  if (self->locked && !kind->for_all)
    hold_for_manager (telling);
  else
    show (telling);
}

static void
on_window_gone (gpointer data, GObject *window)
{
  HearthNotifier *self = data;

  self->window = NULL;
}

static void
hearth_notifier_dispose (GObject *object)
{
  HearthNotifier *self = HEARTH_NOTIFIER (object);

  if (self->window != NULL)
    {
      g_object_weak_unref (G_OBJECT (self->window), on_window_gone, self);
      self->window = NULL;
    }
  withdraw_names (self);
  g_hash_table_remove_all (self->standing);
  g_ptr_array_set_size (self->shown, 0);
  g_clear_object (&self->outside);
  g_clear_object (&self->inside);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_notifier_parent_class)->dispose (object);
}

static void
hearth_notifier_finalize (GObject *object)
{
  HearthNotifier *self = HEARTH_NOTIFIER (object);

  /* Everything that was pushed holds the notifier, so nothing waits any more. */
  g_thread_pool_free (self->caller, FALSE, FALSE);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->naming);
  g_object_unref (self->missed);
  g_free (self->inside_text);
  g_free (self->inside_action);
  g_hash_table_unref (self->standing);

  G_OBJECT_CLASS (hearth_notifier_parent_class)->finalize (object);
}

static void
hearth_notifier_class_init (HearthNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = hearth_notifier_dispose;
  object_class->finalize = hearth_notifier_finalize;

  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
hearth_notifier_init (HearthNotifier *self)
{
  self->missed = hearth_missed_list_new ();
  g_signal_connect_object (self->missed, "items-changed", G_CALLBACK (hearth_notifier_missed_changed), self,
                           G_CONNECT_SWAPPED);
  self->caller = g_thread_pool_new (show_in_thread, NULL, 1, FALSE, NULL);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->naming = g_ptr_array_new_with_free_func (g_object_unref);
  self->standing = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
}

/**
 * hearth_notifier_new:
 * @window: of the desk: toasts and actions are its own
 * @client: whose notices are told
 *
 * Returns: (transfer full): a notifier
 */
HearthNotifier *
hearth_notifier_new (GtkWindow *window, HearthClient *client)
{
  HearthNotifier *self = g_object_new (HEARTH_TYPE_NOTIFIER, NULL);

  self->window = window;
  self->client = g_object_ref (client);
  self->locked = hearth_client_get_account (client) == NULL;
  g_object_weak_ref (G_OBJECT (window), on_window_gone, self);
  if (!notify_is_initted ())
    notify_init (_ ("Hearth"));
  g_signal_connect_object (client, "notice", G_CALLBACK (on_notice), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hearth_notifier_set_locked:
 * @self: a notifier
 * @locked: whether nobody is at the desk
 *
 * What names somebody goes from the screen when the desk is locked; what was said meanwhile comes in when they are back.
 */
void
hearth_notifier_set_locked (HearthNotifier *self, gboolean locked)
{
  gboolean was_locked;

  g_return_if_fail (HEARTH_IS_NOTIFIER (self));

  was_locked = self->locked;
  self->locked = locked;
  if (locked)
    {
      withdraw_names (self);
      hearth_missed_list_set_account (self->missed, 0);
    }
  else
    hearth_notifier_take_inside (self, was_locked);
}
