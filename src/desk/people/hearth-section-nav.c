/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The sections of a long form. Owned by the dialog; the widgets belong to its template. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-section-nav.h"

typedef struct
{
  GtkWidget *row;     /* (unowned) */
  GtkWidget *section; /* (unowned) */
} Stop;

struct _HearthSectionNav
{
  GObject parent_instance;

  GtkListBox *list;            /* (unowned) */
  GtkScrolledWindow *scrolled; /* (unowned) */
  GArray *stops;               /* (owned): of Stop, top to bottom */
  gboolean going;              /* we scroll or choose ourselves */
};

G_DEFINE_FINAL_TYPE (HearthSectionNav, hearth_section_nav, G_TYPE_OBJECT)

/* Where a section begins, in the coordinates of the form. */
static gboolean
top_of (HearthSectionNav *self, GtkWidget *section, double *top)
{
  GtkWidget *form = gtk_viewport_get_child (GTK_VIEWPORT (gtk_scrolled_window_get_child (self->scrolled)));
  graphene_point_t origin;

  if (!gtk_widget_get_visible (section)
      || !gtk_widget_compute_point (section, form, &GRAPHENE_POINT_INIT (0, 0), &origin))
    return FALSE;
  *top = origin.y;
  return TRUE;
}

static void
scroll_to (HearthSectionNav *self, GtkWidget *section)
{
  double top;

  if (!top_of (self, section, &top))
    return;
  self->going = TRUE;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), MAX (0, top - 24));
  self->going = FALSE;
}

static GtkWidget *
section_of (HearthSectionNav *self, GtkListBoxRow *row)
{
  for (guint i = 0; i < self->stops->len; i++)
    if (g_array_index (self->stops, Stop, i).row == GTK_WIDGET (row))
      return g_array_index (self->stops, Stop, i).section;
  return NULL;
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, HearthSectionNav *self)
{
  GtkWidget *section = row && !self->going ? section_of (self, row) : NULL;

  if (section)
    scroll_to (self, section);
}

/* A click or Enter also puts the focus into the section. */
static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, HearthSectionNav *self)
{
  GtkWidget *section = section_of (self, row);

  if (section)
    {
      self->going = TRUE;
      gtk_widget_child_focus (section, GTK_DIR_TAB_FORWARD);
      self->going = FALSE;
      scroll_to (self, section);
    }
}

static void
on_scrolled (HearthSectionNav *self)
{
  double now = gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scrolled)), top;
  GtkWidget *row = NULL;

  if (self->going)
    return;
  for (guint i = 0; i < self->stops->len; i++)
    {
      Stop *stop = &g_array_index (self->stops, Stop, i);

      if (top_of (self, stop->section, &top) && (row == NULL || top <= now + 48))
        row = stop->row;
    }
  if (row == NULL)
    return;
  self->going = TRUE;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (row));
  self->going = FALSE;
}

static void
hearth_section_nav_finalize (GObject *object)
{
  g_array_unref (HEARTH_SECTION_NAV (object)->stops);

  G_OBJECT_CLASS (hearth_section_nav_parent_class)->finalize (object);
}

static void
hearth_section_nav_class_init (HearthSectionNavClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_section_nav_finalize;
}

static void
hearth_section_nav_init (HearthSectionNav *self)
{
  self->stops = g_array_new (FALSE, FALSE, sizeof (Stop));
}

/**
 * hearth_section_nav_new:
 * @list: the rows of the sections
 * @scrolled: the form
 *
 * Returns: (transfer full): ties the two for as long as it lives
 */
HearthSectionNav *
hearth_section_nav_new (GtkListBox *list, GtkScrolledWindow *scrolled)
{
  HearthSectionNav *self = g_object_new (HEARTH_TYPE_SECTION_NAV, NULL);

  self->list = list;
  self->scrolled = scrolled;
  g_signal_connect_object (list, "row-selected", G_CALLBACK (on_row_selected), self, 0);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated), self, 0);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (scrolled), "value-changed", G_CALLBACK (on_scrolled),
                           self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * hearth_section_nav_add:
 * @self: the tie
 * @row: a row of the list
 * @section: the part of the form it stands for, below those added before
 *
 * The row is there when the section is.
 */
void
hearth_section_nav_add (HearthSectionNav *self, GtkWidget *row, GtkWidget *section)
{
  Stop stop = { row, section };

  g_return_if_fail (HEARTH_IS_SECTION_NAV (self));

  g_array_append_val (self->stops, stop);
  g_object_bind_property (section, "visible", row, "visible", G_BINDING_SYNC_CREATE);
}

/**
 * hearth_section_nav_go:
 * @self: the tie
 * @section: a part of the form
 *
 * Scrolls there.
 */
void
hearth_section_nav_go (HearthSectionNav *self, GtkWidget *section)
{
  g_return_if_fail (HEARTH_IS_SECTION_NAV (self));

  for (guint i = 0; i < self->stops->len; i++)
    if (g_array_index (self->stops, Stop, i).section == section)
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (g_array_index (self->stops, Stop, i).row));
  scroll_to (self, section);
}
