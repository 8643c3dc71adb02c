/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The front desk's page: the search always has the focus, and what stands under it follows what is typed. Owned by the
 * window's stack; main context. What it records: hearth-checkin-page-record.c; who leaves: hearth-checkin-page-leave.c;
 * its verbs: hearth-checkin-page-actions.c; its keys: hearth-checkin-page-keys.c. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-checkin-page-private.h"

#include <glib/gi18n.h>

#include "hearth-shown-name.h"
#include "hearth-side-pane-layout.h"
#include "hearth-why.h"
#include "hearth-wrap-layout.h"

#define LOADING_AFTER_MS 200

enum
{
  PROP_CLIENT = 1,
  PROP_SHRINK_NAMES,
  PROP_WATCH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HearthCheckinPage, hearth_checkin_page, GTK_TYPE_BOX)

static const char *const state_names[] = { "idle", "candidates", "here", "arrived" };

/*< private >
 * hearth_checkin_page_is_gone:
 *
 * Returns: whether the page was disposed of: an answer that comes now must not touch it
 */
gboolean
hearth_checkin_page_is_gone (HearthCheckinPage *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/*< private >
 * hearth_checkin_page_set_state:
 *
 * What is known of a person goes with the card that showed it.
 */
void
hearth_checkin_page_set_state (HearthCheckinPage *self, HearthCheckinState state)
{
  if (state != HEARTH_CHECKIN_STATE_ARRIVED)
    hearth_arrived_card_clear (self->arrived);
  if (state != HEARTH_CHECKIN_STATE_HERE)
    {
      g_clear_object (&self->already);
      gtk_label_set_label (self->here, "");
    }
  gtk_stack_set_visible_child_name (self->stack, state_names[state]);
  gtk_widget_set_visible (GTK_WIDGET (self->hint), state != HEARTH_CHECKIN_STATE_CANDIDATES);
  hearth_checkin_page_update_actions (self);
}

/**
 * hearth_checkin_page_get_state:
 * @self: the page
 *
 * Returns: what stands under the search
 */
HearthCheckinState
hearth_checkin_page_get_state (HearthCheckinPage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      return i;
  return HEARTH_CHECKIN_STATE_IDLE;
}

/*< private >
 * hearth_checkin_page_search_text:
 *
 * Returns: (transfer none): what has the focus when the search has it
 */
GtkText *
hearth_checkin_page_search_text (HearthCheckinPage *self)
{
  return GTK_TEXT (gtk_editable_get_delegate (self->search));
}

/*< private >
 * hearth_checkin_page_focus_search:
 *
 * The focus goes back to the search, with the cursor behind what is typed. Of a page that is not to be seen, it is taken
 * from nobody: it comes here when the page does.
 */
void
hearth_checkin_page_focus_search (HearthCheckinPage *self)
{
  GtkText *text = hearth_checkin_page_search_text (self);

  if (gtk_widget_get_mapped (GTK_WIDGET (text)) && !gtk_widget_has_focus (GTK_WIDGET (text)))
    {
      gtk_text_grab_focus_without_selecting (text);
      gtk_editable_set_position (self->search, -1);
    }
}

/*< private >
 * hearth_checkin_page_clear_search:
 *
 * Empties the search without a change of what stands under it.
 */
void
hearth_checkin_page_clear_search (HearthCheckinPage *self)
{
  self->clearing = TRUE;
  gtk_editable_set_text (self->search, "");
  self->clearing = FALSE;
}

/*< private >
 * hearth_checkin_page_show_error:
 * @error: (nullable): what went wrong; %NULL takes the sentence away
 *
 * Near the search, with what was typed kept.
 */
void
hearth_checkin_page_show_error (HearthCheckinPage *self, const GError *error)
{
  hearth_why_say_error (self->error, error);
}

static void
typed_cb (GtkEditable *search, HearthCheckinPage *self)
{
  const char *text = gtk_editable_get_text (search);

  if (!hearth_checkin_page_is_on_its_own (self))
    hearth_checkin_search_set_query (self->finder, text);
  if (self->clearing)
    return;
  hearth_checkin_page_show_error (self, NULL);
  /* Two letters on, the state follows the answer; until then the list of before stays, so that nothing flickers. */
  if (g_utf8_strlen (hearth_checkin_search_get_query (self->finder), -1) < 2
      || hearth_checkin_page_get_state (self) != HEARTH_CHECKIN_STATE_CANDIDATES)
    hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_IDLE);
}

static void
answered_cb (HearthCheckinSearch *finder, HearthCheckinPage *self)
{
  hearth_checkin_page_show_error (self, NULL);
  hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_CANDIDATES);
}

static void
chosen_cb (GObject *source, HearthCandidate *candidate, HearthCheckinPage *self)
{
  hearth_checkin_page_check_in (self, candidate, FALSE);
}

static void
failed_cb (GObject *source, GError *error, HearthCheckinPage *self)
{
  hearth_checkin_page_show_error (self, error);
}

/* Whoever went on meanwhile, to the list or to another page, goes on typing there. */
static void
card_expired_cb (HearthArrivedCard *card, HearthCheckinPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  gboolean goes = focus == NULL || gtk_widget_is_ancestor (focus, GTK_WIDGET (card));

  hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_IDLE);
  if (goes)
    hearth_checkin_page_focus_search (self);
}

static void
card_changed_cb (HearthArrivedCard *card, HearthVisit *visit, HearthCheckinPage *self)
{
  if (hearth_visit_get_id (visit) > 0)
    hearth_day_list_take (self->day, visit);
  hearth_checkin_page_reword (self, visit);
}

/* What the header says ----------------------------------------------------- */

static void
day_changed_cb (HearthCheckinPage *self)
{
  g_autofree char *day = NULL;
  g_autofree char *shown = NULL;

  g_object_get (self->day, "day", &day, NULL);
  if (day && *day)
    shown = hearth_shown_long_day (day);
  adw_window_title_set_subtitle (self->title, shown ? shown : "");
}

static gboolean
loading_long_cb (gpointer user_data)
{
  HearthCheckinPage *self = user_data;

  self->loading_source = 0;
  gtk_spinner_start (self->loading);
  return G_SOURCE_REMOVE;
}

/* Nothing for the first moment, then a spinner; what was there stays. */
static void
loading_changed_cb (HearthCheckinPage *self)
{
  gboolean loading = FALSE;

  g_object_get (self->day, "loading", &loading, NULL);
  g_clear_handle_id (&self->loading_source, g_source_remove);
  if (loading)
    self->loading_source = g_timeout_add (LOADING_AFTER_MS, loading_long_cb, self);
  else
    gtk_spinner_stop (self->loading);
  hearth_checkin_page_show_wanted (self);
}

/* Locked: what was typed stays for the person who typed it (with somebody else comes another page), what was found does
 * not, and is asked for anew. */
static void
client_state_cb (HearthCheckinPage *self)
{
  HearthClientState state = hearth_client_get_state (self->client);

  hearth_checkin_page_update_away (self);
  if (state == HEARTH_CLIENT_SIGNED_IN)
    hearth_checkin_search_ask_again (self->finder);
  else if (hearth_checkin_page_is_on_its_own (self))
    {
      /* Whoever was found cannot be checked in by the hub now; what is typed stays, and Enter keeps it. */
      hearth_checkin_search_forget (self->finder);
      if (hearth_checkin_page_get_state (self) != HEARTH_CHECKIN_STATE_ARRIVED)
        hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_IDLE);
    }
  else if (state == HEARTH_CLIENT_LOCKED)
    {
      hearth_checkin_search_forget (self->finder);
      hearth_checkin_page_show_error (self, NULL);
      hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_IDLE);
    }
  hearth_checkin_page_update_actions (self);
}

static gboolean
hearth_checkin_page_grab_focus (GtkWidget *widget)
{
  hearth_checkin_page_focus_search (HEARTH_CHECKIN_PAGE (widget));
  return TRUE;
}

static void
hearth_checkin_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hearth_checkin_page_parent_class)->map (widget);
  hearth_checkin_page_focus_search (HEARTH_CHECKIN_PAGE (widget));
}

/* The one setting that this page has: it belongs to the PC, not to the center. */
static void
bind_settings (HearthCheckinPage *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source ? g_settings_schema_source_lookup (source, HEARTH_APPLICATION_ID, TRUE) : NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, "shrink-names"))
    return;
  self->settings = g_settings_new_full (schema, NULL, NULL);
  g_settings_bind (self->settings, "shrink-names", self, "shrink-names", G_SETTINGS_BIND_DEFAULT);
}

static void
hearth_checkin_page_constructed (GObject *object)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (object);

  G_OBJECT_CLASS (hearth_checkin_page_parent_class)->constructed (object);
  g_return_if_fail (self->client != NULL);

  self->day = hearth_day_list_new (self->client);
  self->reasons = hearth_reason_list_new (self->client);
  self->finder = hearth_checkin_search_new (self->client);
  hearth_checkin_candidates_follow (self->candidates, self->finder, self->client);
  hearth_arrived_card_setup (self->arrived, self->client, self->reasons);
  hearth_today_pane_setup (self->today, self->client, self->day, self->reasons);
  g_signal_connect_object (self->finder, "answered", G_CALLBACK (answered_cb), self, 0);
  g_signal_connect_object (self->finder, "chosen", G_CALLBACK (chosen_cb), self, 0);
  g_signal_connect_object (self->finder, "failed", G_CALLBACK (failed_cb), self, 0);
  g_signal_connect_object (self->day, "notify::day", G_CALLBACK (day_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->day, "notify::loading", G_CALLBACK (loading_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->client, "notify::state", G_CALLBACK (client_state_cb), self, G_CONNECT_SWAPPED);
  bind_settings (self);
  day_changed_cb (self);
  loading_changed_cb (self);
  hearth_checkin_page_set_state (self, HEARTH_CHECKIN_STATE_IDLE);
}

static void
hearth_checkin_page_dispose (GObject *object)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->loading_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_CHECKIN_PAGE);
  g_clear_object (&self->already);
  g_clear_object (&self->kept);
  g_clear_object (&self->watch);
  g_clear_object (&self->settings);
  g_clear_object (&self->finder);
  g_clear_object (&self->reasons);
  g_clear_object (&self->day);
  G_OBJECT_CLASS (hearth_checkin_page_parent_class)->dispose (object);
}

static void
hearth_checkin_page_finalize (GObject *object)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (object);

  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (hearth_checkin_page_parent_class)->finalize (object);
}

static void
hearth_checkin_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      g_value_set_object (value, self->client);
      break;
    case PROP_SHRINK_NAMES:
      g_value_set_boolean (value, self->shrink_names);
      break;
    case PROP_WATCH:
      g_value_set_object (value, self->watch);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_checkin_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthCheckinPage *self = HEARTH_CHECKIN_PAGE (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_SHRINK_NAMES:
      if (self->shrink_names == g_value_get_boolean (value))
        return;
      self->shrink_names = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_WATCH:
      if (g_value_get_object (value) != NULL)
        hearth_checkin_page_set_watch (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-checkin-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, arrived);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, candidates);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, error);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, here);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, hint);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, kept_group);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, loading);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, search);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, stack);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, title);
  gtk_widget_class_bind_template_child (widget_class, HearthCheckinPage, today);
  gtk_widget_class_bind_template_callback (widget_class, card_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_expired_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, hearth_checkin_page_focus_search);
  gtk_widget_class_bind_template_callback (widget_class, hearth_checkin_page_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
hearth_checkin_page_class_init (HearthCheckinPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = hearth_checkin_page_constructed;
  object_class->dispose = hearth_checkin_page_dispose;
  object_class->finalize = hearth_checkin_page_finalize;
  object_class->get_property = hearth_checkin_page_get_property;
  object_class->set_property = hearth_checkin_page_set_property;
  widget_class->grab_focus = hearth_checkin_page_grab_focus;
  widget_class->map = hearth_checkin_page_map;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, HEARTH_TYPE_CLIENT,
                                                 G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHRINK_NAMES]
      = g_param_spec_boolean ("shrink-names", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_WATCH]
      = g_param_spec_object ("watch", NULL, NULL, HEARTH_TYPE_HUB_WATCH, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (HEARTH_TYPE_KEPT_GROUP);
  bind_template (widget_class);
  hearth_checkin_page_install_actions (widget_class);
  gtk_widget_class_install_property_action (widget_class, "checkin.shrink-names", "shrink-names");

  g_type_ensure (HEARTH_TYPE_ARRIVED_CARD);
  g_type_ensure (HEARTH_TYPE_CHECKIN_CANDIDATES);
  g_type_ensure (HEARTH_TYPE_SIDE_PANE_LAYOUT);
  g_type_ensure (HEARTH_TYPE_TODAY_PANE);
  g_type_ensure (HEARTH_TYPE_WRAP_LAYOUT);
}

static void
hearth_checkin_page_init (HearthCheckinPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
