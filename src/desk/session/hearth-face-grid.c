/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who may sign in at this desk, as tiles that follow the center: an account that was made or disabled is seen at once, and
 * so is whom a desk knows that is on its own. What somebody chose stays chosen while it is there.
 * Owned by the sign-in page. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-face-grid.h"

#include "hearth-desk-pages.h"
#include "hearth-error-message.h"
#include "hearth-session-client.h"

#include <glib/gi18n.h>

#define COLUMNS 3
#define TILES 9

struct _HearthFaceGrid
{
  GtkWidget parent_instance;

  HearthClient *client;      /* (owned) (nullable): before setup */
  GCancellable *cancellable; /* (owned): of the asking under way */
  GPtrArray *shown;          /* (owned) (nullable) (element-type HearthFace): as the tiles are */
  gboolean shown_more;
  HearthFaceButton *chosen; /* (unowned) (nullable): a child */
  gint64 account;           /* whose tile is chosen at first */
  gboolean filling;
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HearthFaceGrid, hearth_face_grid, GTK_TYPE_WIDGET)

static void
toggled_cb (HearthFaceGrid *self, GtkToggleButton *button)
{
  if (self->filling || !gtk_toggle_button_get_active (button))
    return;
  self->chosen = HEARTH_FACE_BUTTON (button);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, TRUE);
}

static void
add_tile (HearthFaceGrid *self, GtkWidget *tile, guint position)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self));
  GtkGridLayoutChild *place;

  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tile), GTK_TOGGLE_BUTTON (first));
  g_signal_connect_object (tile, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_before (tile, GTK_WIDGET (self), NULL);
  place = GTK_GRID_LAYOUT_CHILD (gtk_layout_manager_get_layout_child (layout, tile));
  gtk_grid_layout_child_set_column (place, (int)position % COLUMNS);
  gtk_grid_layout_child_set_row (place, (int)position / COLUMNS);
}

static void
empty (HearthFaceGrid *self)
{
  GtkWidget *tile;

  self->chosen = NULL;
  while ((tile = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (tile);
}

static HearthFaceButton *
tile_of (HearthFaceGrid *self, gint64 account)
{
  for (GtkWidget *tile = gtk_widget_get_first_child (GTK_WIDGET (self)); tile;
       tile = gtk_widget_get_next_sibling (tile))
    if (hearth_face_button_get_account (HEARTH_FACE_BUTTON (tile)) == account)
      return HEARTH_FACE_BUTTON (tile);
  return NULL;
}

/* More people than tiles, or nobody at all: the last tile is for who types a name. */
static void
add_tiles (HearthFaceGrid *self)
{
  GPtrArray *faces = self->shown;
  guint n = self->shown_more ? MIN (faces->len, TILES - 1) : MIN (faces->len, TILES);

  for (guint i = 0; i < n; i++)
    {
      const HearthFace *face = faces->pdata[i];

      add_tile (self,
                hearth_face_button_new (face->account_id, face->name, hearth_role_label_of_nick (face->role),
                                        face->pin_enough),
                i);
    }
  if (n < TILES)
    add_tile (self, hearth_face_button_new (0, _ ("Someone else"), "", FALSE), n);
}

static HearthFaceButton *
find_first_choice (HearthFaceGrid *self)
{
  HearthFaceButton *tile = self->account ? tile_of (self, self->account) : NULL;

  if (tile == NULL && self->shown->len <= 1 && !self->shown_more)
    tile = HEARTH_FACE_BUTTON (gtk_widget_get_first_child (GTK_WIDGET (self)));
  return tile;
}

/* -1 where the keyboard is elsewhere. */
static gint64
account_in_focus (HearthFaceGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return -1;
  return hearth_face_button_get_account (HEARTH_FACE_BUTTON (focus));
}

static void
give_focus (HearthFaceGrid *self, gint64 account)
{
  HearthFaceButton *tile = tile_of (self, account);

  gtk_widget_grab_focus (tile ? GTK_WIDGET (tile) : gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static void
fill (HearthFaceGrid *self, gboolean anew)
{
  gint64 before = self->chosen ? hearth_face_button_get_account (self->chosen) : -1;
  gboolean pin_before = self->chosen && hearth_face_button_get_pin_enough (self->chosen);
  gint64 focused = account_in_focus (self);

  self->filling = TRUE;
  empty (self);
  add_tiles (self);
  self->chosen = anew ? find_first_choice (self) : tile_of (self, before);
  if (self->chosen)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chosen), TRUE);
  self->filling = FALSE;
  if (focused >= 0)
    give_focus (self, focused);
  /* What is being typed for somebody who is still there is left alone. */
  if ((anew && self->chosen) || (before >= 0 && self->chosen == NULL)
      || (pin_before && !hearth_face_button_get_pin_enough (self->chosen)))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, FALSE);
  else if (anew && gtk_widget_get_mapped (GTK_WIDGET (self)))
    give_focus (self, -1);
}

static gboolean
is_same_face (const HearthFace *one, const HearthFace *other)
{
  return one->account_id == other->account_id && one->pin_enough == other->pin_enough
         && g_str_equal (one->name, other->name) && g_str_equal (one->role, other->role);
}

static gboolean
are_shown (HearthFaceGrid *self, GPtrArray *faces, gboolean more)
{
  if (self->shown == NULL || self->shown->len != faces->len || self->shown_more != more)
    return FALSE;
  for (guint i = 0; i < faces->len; i++)
    if (!is_same_face (self->shown->pdata[i], faces->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
faces_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthFaceGrid) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean more = FALSE, anew = self->shown == NULL;
  g_autoptr (GPtrArray) faces = hearth_session_client_faces_finish (HEARTH_CLIENT (source), result, &more, &error);

  /* Asked again meanwhile, or the page is gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->client == NULL)
    return;
  if (faces == NULL)
    {
      text = hearth_error_message (error);
      /* Tiles that are there are better than none. */
      if (anew)
        g_signal_emit (self, signals[SIGNAL_FAILED], 0, text);
      return;
    }
  if (are_shown (self, faces, more))
    return;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_steal_pointer (&faces);
  self->shown_more = more;
  fill (self, anew);
}

static void
ask (HearthFaceGrid *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  hearth_session_client_faces_async (self->client, self->cancellable, faces_cb, g_object_ref (self));
}

/* On its own the desk itself says whom it knows. */
static void
state_cb (HearthFaceGrid *self)
{
  if (hearth_client_get_state (self->client) != HEARTH_CLIENT_SIGNED_IN)
    ask (self);
}

static void
hearth_face_grid_dispose (GObject *object)
{
  HearthFaceGrid *self = HEARTH_FACE_GRID (object);

  g_cancellable_cancel (self->cancellable);
  empty (self);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (hearth_face_grid_parent_class)->dispose (object);
}

static void
hearth_face_grid_finalize (GObject *object)
{
  HearthFaceGrid *self = HEARTH_FACE_GRID (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (hearth_face_grid_parent_class)->finalize (object);
}

static void
hearth_face_grid_class_init (HearthFaceGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hearth_face_grid_dispose;
  object_class->finalize = hearth_face_grid_finalize;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_GRID_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hearth_face_grid_init (HearthFaceGrid *self)
{
  GtkGridLayout *layout = GTK_GRID_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));

  gtk_grid_layout_set_column_spacing (layout, 6);
  gtk_grid_layout_set_row_spacing (layout, 6);
  gtk_grid_layout_set_column_homogeneous (layout, TRUE);
}

/**
 * hearth_face_grid_setup:
 * @self: a grid
 * @client: of the desk
 * @account: whose tile is chosen at first; 0 for nobody's
 *
 * Asks who may sign in, now and whenever they may be others. To be called once.
 */
void
hearth_face_grid_setup (HearthFaceGrid *self, HearthClient *client, gint64 account)
{
  g_return_if_fail (HEARTH_IS_FACE_GRID (self));
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  self->account = account;
  g_signal_connect_object (client, "faces-changed", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  ask (self);
}

/**
 * hearth_face_grid_get_chosen:
 *
 * Returns: (transfer none) (nullable): whose tile is chosen
 */
HearthFaceButton *
hearth_face_grid_get_chosen (HearthFaceGrid *self)
{
  g_return_val_if_fail (HEARTH_IS_FACE_GRID (self), NULL);

  return self->chosen;
}

/**
 * hearth_face_grid_is_other:
 *
 * Returns: whether who signs in types their name
 */
gboolean
hearth_face_grid_is_other (HearthFaceGrid *self)
{
  g_return_val_if_fail (HEARTH_IS_FACE_GRID (self), TRUE);

  return self->chosen == NULL || hearth_face_button_get_account (self->chosen) == 0;
}
