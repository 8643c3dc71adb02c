/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What people come for: the chips at the desk, in their order. A reason that is taken off the list is retired: visits keep it,
 * nobody is offered it.
 * Owned by the preferences window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-reasons-section.h"

#include "hearth-checkin-client.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-reason-merge.h"
#include "hearth-reason-row.h"
#include "hearth-sides-panel.h"
#include "hearth-why.h"

#include <glib/gi18n.h>

/* As many as there are keys, F2 to F8. */
#define REASONS_MAX 7

struct _HearthReasonsSection
{
  HearthPreferencesSection parent_instance;

  GtkListBox *list;        /* (unowned): template child */
  HearthSidesPanel *sides; /* (unowned): template child */
  GtkLabel *why;           /* (unowned): template child */

  GListStore *known; /* (owned) (nullable): the list as it was read */
  GListStore *mine;  /* (owned) (nullable): the form when somebody else's change was met */
  gboolean met;      /* the list is read because somebody else changed it */
};

G_DEFINE_FINAL_TYPE (HearthReasonsSection, hearth_reasons_section, HEARTH_TYPE_PREFERENCES_SECTION)

static HearthClient *
client_of (HearthReasonsSection *self)
{
  return hearth_preferences_section_get_client (HEARTH_PREFERENCES_SECTION (self));
}

static GCancellable *
cancellable_of (HearthReasonsSection *self)
{
  return hearth_preferences_section_get_cancellable (HEARTH_PREFERENCES_SECTION (self));
}

static void read_reasons (HearthReasonsSection *self);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthReasonsSection) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = hearth_checkin_client_save_reasons_finish (client_of (self), result, &error), theirs;
  g_autofree char *text = NULL;

  if (hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (self)))
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.save", TRUE);
  self->met = theirs = g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT);
  if (saved)
    hearth_sides_panel_clear (self->sides);
  if (!theirs)
    {
      text = saved ? g_strdup (_ ("Saved.")) : hearth_error_message (error);
      hearth_why_say (self->why, text);
    }
  if (saved || theirs)
    read_reasons (self);
}

static guint
n_rows (HearthReasonsSection *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (self->list, (int)n) != NULL)
    n++;
  return n;
}

static void
update (HearthReasonsSection *self)
{
  guint n = n_rows (self);

  for (guint i = 0; i < n; i++)
    hearth_reason_row_set_place (HEARTH_REASON_ROW (gtk_list_box_get_row_at_index (self->list, (int)i)), i, n);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "section.add", n < REASONS_MAX);
}

/* @by: -1 up, 1 down, 0 off the list */
static void
moved_cb (HearthReasonsSection *self, int by, HearthReasonRow *row)
{
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  g_autoptr (GtkWidget) held = g_object_ref (GTK_WIDGET (row));

  gtk_list_box_remove (self->list, held);
  if (by != 0)
    {
      gtk_list_box_insert (self->list, held, index + by);
      gtk_widget_grab_focus (held);
    }
  hearth_why_say (self->why, "");
  update (self);
}

static HearthReasonRow *
add_row (HearthReasonsSection *self, HearthReason *reason)
{
  HearthReasonRow *row = hearth_reason_row_new (reason);

  g_signal_connect_object (row, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, GTK_WIDGET (row));
  return row;
}

/* Returns: (transfer full): the list as it stands in the form */
static GListStore *
dup_typed (HearthReasonsSection *self)
{
  GListStore *reasons = g_list_store_new (HEARTH_TYPE_REASON);
  guint n = n_rows (self);

  for (guint i = 0; i < n; i++)
    {
      HearthReasonRow *row = HEARTH_REASON_ROW (gtk_list_box_get_row_at_index (self->list, (int)i));
      g_autoptr (HearthReason) reason = hearth_reason_row_get_reason (row, i);

      g_list_store_append (reasons, reason);
    }
  return reasons;
}

static void
fill (HearthReasonsSection *self, GListModel *reasons)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (reasons, i);

      if (!hearth_reason_get_retired (reason))
        add_row (self, reason);
    }
  update (self);
}

/* Somebody else's change ----------------------------------------------- */

static char *
words_of (HearthReason *reason)
{
  if (reason == NULL)
    return g_strdup (_ ("Retired"));
  if (*hearth_reason_get_definition (reason) == '\0')
    return g_strdup (hearth_reason_get_label (reason));
  return g_strdup_printf ("%s: %s", hearth_reason_get_label (reason), hearth_reason_get_definition (reason));
}

static void
clash_cb (HearthReason *mine, HearthReason *theirs, gpointer data)
{
  HearthReasonsSection *self = data;
  const char *code = hearth_reason_get_code (mine ? mine : theirs);
  g_autoptr (HearthReason) was = hearth_reason_merge_find (G_LIST_MODEL (self->known), code);
  g_autofree char *ours = words_of (mine);
  g_autofree char *now = words_of (theirs);

  hearth_sides_panel_add (self->sides, code, hearth_reason_get_label (was ? was : theirs ? theirs : mine), ours, now);
}

/* What only one of both changed comes together in the form; the rest is shown side by side. */
static void
rebase (HearthReasonsSection *self, GListStore *theirs)
{
  g_autoptr (GListStore) mine = dup_typed (self);
  g_autoptr (GListStore) merged = NULL;

  hearth_sides_panel_clear (self->sides);
  merged = hearth_reason_merge (G_LIST_MODEL (self->known), G_LIST_MODEL (mine), G_LIST_MODEL (theirs), clash_cb, self);
  g_set_object (&self->mine, mine);
  fill (self, G_LIST_MODEL (merged));
  hearth_sides_panel_show (self->sides);
}

static GtkListBoxRow *
row_of (HearthReasonsSection *self, const char *code)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      g_autoptr (HearthReason) reason = hearth_reason_row_get_reason (HEARTH_REASON_ROW (row), (guint)i);

      if (g_str_equal (hearth_reason_get_code (reason), code))
        return row;
    }
  return NULL;
}

static void
side_chosen_cb (HearthSidesPanel *sides, const char *code, gboolean mine, HearthReasonsSection *self)
{
  g_autoptr (HearthReason) chosen = hearth_reason_merge_find (G_LIST_MODEL (mine ? self->mine : self->known), code);
  GtkListBoxRow *row = row_of (self, code);
  int index = row ? gtk_list_box_row_get_index (row) : -1;
  g_autoptr (GtkWidget) fresh = NULL;

  if (chosen != NULL)
    {
      fresh = g_object_ref (GTK_WIDGET (add_row (self, chosen)));
      gtk_list_box_remove (self->list, fresh);
      gtk_list_box_insert (self->list, fresh, index);
    }
  if (row != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  update (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthReasonsSection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListStore) reasons = hearth_checkin_client_reasons_finish (client_of (self), result, &error);

  if (hearth_preferences_section_is_gone (HEARTH_PREFERENCES_SECTION (self)))
    return;
  if (reasons == NULL)
    {
      g_autofree char *text = hearth_error_message (error);

      hearth_why_say (self->why, text);
      return;
    }
  if (self->met && self->known != NULL)
    rebase (self, reasons);
  else
    fill (self, G_LIST_MODEL (reasons));
  self->met = FALSE;
  g_set_object (&self->known, reasons);
}

static void
read_reasons (HearthReasonsSection *self)
{
  hearth_checkin_client_reasons_async (client_of (self), cancellable_of (self), read_cb, g_object_ref (self));
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthReasonsSection *self = HEARTH_REASONS_SECTION (widget);
  HearthReasonRow *row;

  if (n_rows (self) >= REASONS_MAX)
    return;
  row = add_row (self, NULL);
  update (self);
  hearth_reason_row_edit (row);
}

/* What keeps the list from being saved as it stands, in words. */
static gboolean
may_save (HearthReasonsSection *self, GListModel *reasons)
{
  guint n = g_list_model_get_n_items (reasons);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (reasons, i);

      if (*hearth_reason_get_label (reason) == '\0')
        {
          hearth_why_say (self->why, _ ("Give this reason a name, or retire it."));
          hearth_reason_row_edit (HEARTH_REASON_ROW (gtk_list_box_get_row_at_index (self->list, (int)i)));
          return FALSE;
        }
    }
  if (n == 0)
    hearth_why_say (self->why, _ ("At least one reason must stay."));
  else if (n > REASONS_MAX)
    hearth_why_say (self->why, _ ("There are keys for seven reasons. Retire one."));
  else if (!hearth_sides_panel_is_settled (self->sides))
    hearth_why_say (self->why, _ ("Choose yours or theirs on each line first."));
  else
    return TRUE;
  return FALSE;
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthReasonsSection *self = HEARTH_REASONS_SECTION (widget);
  g_autoptr (GListStore) reasons = dup_typed (self);

  if (!may_save (self, G_LIST_MODEL (reasons)))
    return;
  if (self->known == NULL)
    {
      read_reasons (self);
      return;
    }
  hearth_why_say (self->why, "");
  gtk_widget_action_set_enabled (widget, "section.save", FALSE);
  hearth_checkin_client_save_reasons_async (client_of (self), G_LIST_MODEL (self->known), G_LIST_MODEL (reasons),
                                            cancellable_of (self), saved_cb, g_object_ref (self));
}

static void
read_once (HearthPreferencesSection *section)
{
  HearthReasonsSection *self = HEARTH_REASONS_SECTION (section);

  /* What is being typed stays; somebody else's change is met when this one is saved. */
  if (self->known == NULL)
    read_reasons (self);
}

static void
hearth_reasons_section_dispose (GObject *object)
{
  HearthReasonsSection *self = HEARTH_REASONS_SECTION (object);

  g_clear_object (&self->known);
  g_clear_object (&self->mine);

  G_OBJECT_CLASS (hearth_reasons_section_parent_class)->dispose (object);
}

static void
hearth_reasons_section_class_init (HearthReasonsSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (HEARTH_TYPE_SIDES_PANEL);
  object_class->dispose = hearth_reasons_section_dispose;
  HEARTH_PREFERENCES_SECTION_CLASS (klass)->read = read_once;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/preferences/hearth-reasons-section.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthReasonsSection, list);
  gtk_widget_class_bind_template_child (widget_class, HearthReasonsSection, sides);
  gtk_widget_class_bind_template_child (widget_class, HearthReasonsSection, why);
  gtk_widget_class_bind_template_callback (widget_class, side_chosen_cb);
  gtk_widget_class_install_action (widget_class, "section.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "section.save", NULL, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "section.save", NULL);
}

static void
hearth_reasons_section_init (HearthReasonsSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * hearth_reasons_section_new:
 * @client: where a director is signed in
 *
 * Returns: (transfer floating): a page
 */
GtkWidget *
hearth_reasons_section_new (HearthClient *client)
{
  return g_object_new (HEARTH_TYPE_REASONS_SECTION, "client", client, NULL);
}
