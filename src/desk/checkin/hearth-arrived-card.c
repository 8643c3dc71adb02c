/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who was just checked in or counted, what for, and the little that may be added. What it says of a person must not stay
 * on screen: it expires. Owned by the check-in page; main context. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-arrived-card.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "hearth-clock.h"
#include "hearth-day.h"
#include "hearth-reason.h"
#include "hearth-shell.h"
#include "hearth-shown-name.h"
#include "hearth-visit-editor.h"
#include "hearth-visit-words.h"

#define SECONDS_ON_SCREEN 20

struct _HearthArrivedCard
{
  GtkBox parent_instance;

  GtkWidget *children_row;
  GtkSpinButton *children;
  GtkLabel *details;
  GtkEditable *guest_name;
  GtkWidget *here_for;
  GtkLabel *hint;
  GtkLabel *name;
  GtkLabel *pronouns;
  GtkBox *reasons;
  GtkWidget *record_row;
  GtkWidget *rows;
  GtkWidget *team_row;

  HearthClient *client;          /* (owned) (nullable) */
  HearthReasonList *reason_list; /* (owned) (nullable) */
  HearthVisitEditor *editor;     /* (owned) (nullable): of the visit that is shown */
  HearthArrival *arrival;        /* (owned) (nullable): of a person */
  guint expiry;                  /* source */
  guint seconds;
  gboolean shrink_names;
  gboolean refreshing; /* what widgets say now was not done by somebody */
};

enum
{
  PROP_SECONDS = 1,
  PROP_SHRINK_NAMES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  SIGNAL_EXPIRED,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthArrivedCard, hearth_arrived_card, GTK_TYPE_BOX)

static gboolean
expire_cb (gpointer user_data)
{
  HearthArrivedCard *self = user_data;

  self->expiry = 0;
  g_signal_emit (self, signals[SIGNAL_EXPIRED], 0);
  return G_SOURCE_REMOVE;
}

static void
start_expiry (HearthArrivedCard *self)
{
  g_clear_handle_id (&self->expiry, g_source_remove);
  self->expiry = g_timeout_add_seconds (self->seconds, expire_cb, self);
}

/* What is known of them, as far as the desk may see it: never how many days. */
static char *
details_of_person (HearthArrivedCard *self, HearthVisit *visit, const char *time)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* Translators: %s is a time of day. */
  g_string_append_printf (text, _ ("Checked in at %s."), time);
  if (self->arrival == NULL)
    return g_string_free (g_steal_pointer (&text), FALSE);
  if (hearth_arrival_get_first_visit (self->arrival))
    g_string_append_printf (text, " %s", _ ("First visit."));
  else if (*hearth_arrival_get_last_visit_on (self->arrival))
    {
      GTimeZone *zone = hearth_client_get_time_zone (self->client);
      g_autofree char *today = hearth_day_of (hearth_clock_now_s (), zone);
      g_autofree char *day = hearth_shown_day (hearth_arrival_get_last_visit_on (self->arrival), today);

      g_string_append_c (text, ' ');
      /* Translators: %s is a day: "today", "yesterday", "Tuesday", "March 3". */
      g_string_append_printf (text, _ ("Last visit %s."), day);
    }
  if (hearth_arrival_get_chosen_date (self->arrival))
    g_string_append_printf (text, "\n%s", _ ("Today is a date they asked to have noticed."));
  if (hearth_arrival_get_under_18 (self->arrival))
    g_string_append_printf (text, "\n%s", _ ("Under 18: please tell a staff member."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
details_of (HearthArrivedCard *self, HearthVisit *visit)
{
  g_autofree char *time
      = hearth_shown_time (hearth_visit_get_arrived_at_s (visit), hearth_client_get_time_zone (self->client));
  const char *kind = hearth_visit_get_kind (visit);

  if (hearth_visit_get_id (visit) < 0)
    /* Translators: %s is a time of day. */
    return g_strdup_printf (_ ("Kept on this PC at %s. Sent when the hub is back."), time);
  if (g_str_equal (kind, "person"))
    return details_of_person (self, visit, time);
  if (g_str_equal (kind, "group") && *hearth_visit_get_label (visit))
    /* Translators: the first %s is a time of day, the second what a group was counted at. */
    return g_strdup_printf (_ ("Counted at %s, %s"), time, hearth_visit_get_label (visit));
  if (g_str_equal (kind, "guest-new"))
    /* Translators: %s is a time of day. */
    return g_strdup_printf (_ ("Counted at %s, new here."), time);
  if (g_str_equal (kind, "guest-before"))
    /* Translators: %s is a time of day. */
    return g_strdup_printf (_ ("Counted at %s, been before."), time);
  /* Translators: %s is a time of day. */
  return g_strdup_printf (_ ("Counted at %s."), time);
}

static void
mark_reason (HearthArrivedCard *self, const char *code)
{
  GtkWidget *chip;

  for (chip = gtk_widget_get_first_child (GTK_WIDGET (self->reasons)); chip; chip = gtk_widget_get_next_sibling (chip))
    {
      const char *of_chip = g_object_get_data (G_OBJECT (chip), "reason-code");

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), g_strcmp0 (of_chip, code) == 0);
    }
}

static void
refresh (HearthArrivedCard *self)
{
  HearthVisit *visit = hearth_arrived_card_get_visit (self);
  gboolean person, group, kept;

  if (visit == NULL)
    return;
  kept = hearth_visit_get_id (visit) < 0;
  person = g_str_equal (hearth_visit_get_kind (visit), "person");
  group = g_str_equal (hearth_visit_get_kind (visit), "group");

  g_autofree char *name = hearth_visit_words_name (visit, self->shrink_names);
  g_autofree char *details = details_of (self, visit);

  self->refreshing = TRUE;
  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->pronouns, hearth_visit_get_pronouns (visit));
  gtk_label_set_label (self->details, details);
  mark_reason (self, hearth_visit_get_reason (visit));
  gtk_spin_button_set_value (self->children, hearth_visit_get_children (visit));
  if (!person && !group && *hearth_visit_get_name (visit))
    gtk_editable_set_text (self->guest_name, hearth_visit_get_name (visit));
  gtk_widget_set_visible (GTK_WIDGET (self->guest_name), !person && !group);
  gtk_widget_set_visible (self->record_row,
                          person && !kept && hearth_client_may (self->client, HEARTH_PERMISSION_OPEN_PEOPLE));
  gtk_widget_set_visible (self->team_row, !kept);
  gtk_widget_set_visible (self->rows, !group);
  gtk_label_set_label (self->hint, person ? _ ("Wrong person? Ctrl+Z. Next person: just type.")
                                          : _ ("Not right? Ctrl+Z. Next person: just type."));
  self->refreshing = FALSE;
}

static void
editor_changed_cb (HearthVisitEditor *editor, HearthVisit *visit, HearthArrivedCard *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, visit);
  if (self->editor == editor)
    refresh (self);
}

static void
editor_failed_cb (HearthVisitEditor *editor, GError *error, HearthArrivedCard *self)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  /* Back to what the hub has: a chip must not claim what was not written. */
  if (self->editor == editor)
    refresh (self);
}

static char *
words_of (HearthArrivedCard *self, HearthVisit *visit, const char *key)
{
  HearthReason *reason;

  if (g_str_equal (key, "children"))
    return g_strdup_printf ("%d", (int)hearth_visit_get_children (visit));
  if (!g_str_equal (key, "reason"))
    return g_strdup (hearth_visit_get_name (visit));
  reason = hearth_reason_list_find (self->reason_list, hearth_visit_get_reason (visit));
  return g_strdup (reason ? hearth_reason_get_label (reason) : hearth_visit_get_reason (visit));
}

/* The card shows theirs by now. It may be gone already: the sentence stands in the window. */
static void
editor_met_cb (
    HearthVisitEditor *editor, const char *key, HearthVisit *mine, HearthVisit *theirs, HearthArrivedCard *self)
{
  g_autofree char *ours = words_of (self, mine, key);
  g_autofree char *now = words_of (self, theirs, key);
  /* Translators: what it is now, what was chosen here: "Coaching", "Meeting"; a number; the name of a guest. */
  g_autofree char *text = g_strdup_printf (
      _ ("Another desk changed this meanwhile. Theirs: “%s”, and it stays. Yours: “%s”; choose it again to have it."),
      now, ours);

  hearth_shell_say (GTK_WIDGET (self), text);
}

static void
chip_toggled_cb (GtkToggleButton *chip, HearthArrivedCard *self)
{
  const char *code = g_object_get_data (G_OBJECT (chip), "reason-code");

  if (self->refreshing || self->editor == NULL || !gtk_toggle_button_get_active (chip))
    return;
  start_expiry (self);
  hearth_visit_editor_set_string (self->editor, "reason", code);
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static GtkWidget *
create_chip (HearthArrivedCard *self, HearthReason *reason, guint position)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/recoverycommons/Hearth/checkin/reason-chip.ui");
  GtkWidget *chip = GTK_WIDGET (gtk_builder_get_object (builder, "chip"));
  GtkWidget *icon = GTK_WIDGET (gtk_builder_get_object (builder, "icon"));
  g_autofree char *key = g_strdup_printf ("F%u", position + 2);

  g_object_set_data_full (G_OBJECT (chip), "reason-code", g_strdup (hearth_reason_get_code (reason)), g_free);
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "label")), hearth_reason_get_label (reason));
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "key")), key);
  gtk_image_set_from_icon_name (GTK_IMAGE (icon), hearth_reason_get_icon (reason));
  gtk_widget_set_visible (icon, *hearth_reason_get_icon (reason) != '\0');
  if (*hearth_reason_get_definition (reason))
    gtk_widget_set_tooltip_text (chip, hearth_reason_get_definition (reason));
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled_cb), self, 0);
  return g_object_ref (chip);
}

static void
reasons_changed_cb (HearthArrivedCard *self)
{
  GtkWidget *chip, *first = NULL;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->reason_list));

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->reasons))) != NULL)
    gtk_box_remove (self->reasons, chip);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (self->reason_list), i);
      g_autoptr (GtkWidget) next = create_chip (self, reason, i);

      gtk_box_append (self->reasons, next);
      if (first)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (next), GTK_TOGGLE_BUTTON (first));
      else
        first = next;
    }
  /* A PC that was started without its hub does not know the reasons. */
  gtk_widget_set_visible (self->here_for, n > 0);
  refresh (self);
}

static void
children_changed_cb (GtkSpinButton *spin, HearthArrivedCard *self)
{
  if (self->refreshing || self->editor == NULL)
    return;
  start_expiry (self);
  hearth_visit_editor_set_int (self->editor, "children", gtk_spin_button_get_value_as_int (spin));
}

static void
guest_name_applied_cb (GtkEditable *entry, HearthArrivedCard *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  if (self->editor == NULL)
    return;
  start_expiry (self);
  hearth_visit_editor_set_string (self->editor, "name", name);
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

/* A name is being typed: do not take the card away under it. */
static void
guest_name_typed_cb (GtkEditable *entry, HearthArrivedCard *self)
{
  if (!self->refreshing && self->editor)
    start_expiry (self);
}

static void
hearth_arrived_card_dispose (GObject *object)
{
  HearthArrivedCard *self = HEARTH_ARRIVED_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_ARRIVED_CARD);
  g_clear_handle_id (&self->expiry, g_source_remove);
  g_clear_object (&self->editor);
  g_clear_object (&self->arrival);
  g_clear_object (&self->reason_list);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (hearth_arrived_card_parent_class)->dispose (object);
}

static void
hearth_arrived_card_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HearthArrivedCard *self = HEARTH_ARRIVED_CARD (object);

  switch (prop_id)
    {
    case PROP_SECONDS:
      g_value_set_uint (value, self->seconds);
      break;
    case PROP_SHRINK_NAMES:
      g_value_set_boolean (value, self->shrink_names);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
hearth_arrived_card_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  HearthArrivedCard *self = HEARTH_ARRIVED_CARD (object);

  switch (prop_id)
    {
    case PROP_SECONDS:
      self->seconds = g_value_get_uint (value);
      break;
    case PROP_SHRINK_NAMES:
      self->shrink_names = g_value_get_boolean (value);
      refresh (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_signals (HearthArrivedCardClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, HEARTH_TYPE_VISIT);
  signals[SIGNAL_DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EXPIRED] = g_signal_new ("expired", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED]
      = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
hearth_arrived_card_class_init (HearthArrivedCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_arrived_card_dispose;
  object_class->get_property = hearth_arrived_card_get_property;
  object_class->set_property = hearth_arrived_card_set_property;

  properties[PROP_SECONDS] = g_param_spec_uint ("seconds", NULL, NULL, 0, G_MAXUINT, SECONDS_ON_SCREEN,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHRINK_NAMES]
      = g_param_spec_boolean ("shrink-names", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/checkin/hearth-arrived-card.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, children);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, children_row);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, details);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, guest_name);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, here_for);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, hint);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, name);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, pronouns);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, reasons);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, record_row);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, rows);
  gtk_widget_class_bind_template_child (widget_class, HearthArrivedCard, team_row);
  gtk_widget_class_bind_template_callback (widget_class, children_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, guest_name_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, guest_name_typed_cb);
}

static void
hearth_arrived_card_init (HearthArrivedCard *self)
{
  self->seconds = SECONDS_ON_SCREEN;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_arrived_card_setup:
 * @self: the card
 * @client: of the desk
 * @reasons: what people come for
 *
 * To be called once, before anything is shown.
 */
void
hearth_arrived_card_setup (HearthArrivedCard *self, HearthClient *client, HearthReasonList *reasons)
{
  g_return_if_fail (HEARTH_IS_ARRIVED_CARD (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  self->reason_list = g_object_ref (reasons);
  g_signal_connect_object (reasons, "items-changed", G_CALLBACK (reasons_changed_cb), self, G_CONNECT_SWAPPED);
  reasons_changed_cb (self);
}

/* @editor: (transfer full) */
static void
begin (HearthArrivedCard *self, HearthVisitEditor *editor)
{
  self->editor = editor;
  g_signal_connect_object (editor, "changed", G_CALLBACK (editor_changed_cb), self, 0);
  g_signal_connect_object (editor, "failed", G_CALLBACK (editor_failed_cb), self, 0);
  g_signal_connect_object (editor, "met", G_CALLBACK (editor_met_cb), self, 0);
  refresh (self);
  start_expiry (self);
}

/**
 * hearth_arrived_card_show:
 * @self: the card
 * @visit: what was recorded
 * @arrival: (nullable): what the desk may see of the person, now
 */
void
hearth_arrived_card_show (HearthArrivedCard *self, HearthVisit *visit, HearthArrival *arrival)
{
  g_return_if_fail (HEARTH_IS_ARRIVED_CARD (self));

  hearth_arrived_card_clear (self);
  g_set_object (&self->arrival, arrival);
  begin (self, hearth_visit_editor_new (self->client, visit));
}

/**
 * hearth_arrived_card_show_kept:
 * @self: the card
 * @kept: what waits on this PC
 * @visit: the one of it that was just typed
 *
 * The same card: reasons, children and Undo work without the hub.
 */
void
hearth_arrived_card_show_kept (HearthArrivedCard *self, HearthKeptVisits *kept, HearthVisit *visit)
{
  g_return_if_fail (HEARTH_IS_ARRIVED_CARD (self));

  hearth_arrived_card_clear (self);
  begin (self, hearth_visit_editor_new_kept (kept, visit));
}

/**
 * hearth_arrived_card_clear:
 * @self: the card
 *
 * Forgets the person: nothing of them stays in a widget.
 */
void
hearth_arrived_card_clear (HearthArrivedCard *self)
{
  g_return_if_fail (HEARTH_IS_ARRIVED_CARD (self));

  g_clear_handle_id (&self->expiry, g_source_remove);
  g_clear_object (&self->editor);
  g_clear_object (&self->arrival);
  self->refreshing = TRUE;
  gtk_label_set_label (self->name, "");
  gtk_label_set_label (self->pronouns, "");
  gtk_label_set_label (self->details, "");
  gtk_editable_set_text (self->guest_name, "");
  self->refreshing = FALSE;
}

/**
 * hearth_arrived_card_get_visit:
 * @self: the card
 *
 * Returns: (transfer none) (nullable): the visit that is shown, as the hub had it last
 */
HearthVisit *
hearth_arrived_card_get_visit (HearthArrivedCard *self)
{
  g_return_val_if_fail (HEARTH_IS_ARRIVED_CARD (self), NULL);
  return self->editor ? hearth_visit_editor_get_visit (self->editor) : NULL;
}

/**
 * hearth_arrived_card_choose_reason:
 * @self: the card
 * @position: of the reason, from 0
 *
 * What F2 to F8 do.
 *
 * Returns: whether there is such a reason, and a visit to have it
 */
gboolean
hearth_arrived_card_choose_reason (HearthArrivedCard *self, guint position)
{
  GtkWidget *chip;

  g_return_val_if_fail (HEARTH_IS_ARRIVED_CARD (self), FALSE);

  if (self->editor == NULL)
    return FALSE;
  chip = gtk_widget_get_first_child (GTK_WIDGET (self->reasons));
  while (chip && position--)
    chip = gtk_widget_get_next_sibling (chip);
  if (chip == NULL)
    return FALSE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), TRUE);
  return TRUE;
}
