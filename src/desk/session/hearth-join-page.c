/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Joining a center: the code, which hub, the name of this desk. Typing mistakes are said at once, group by group, and what
 * was typed stays after every error. A desk whose hub has moved comes here too, and is asked for the code alone.
 * Owned by the window. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-join-page.h"

#include "hearth-code-format.h"
#include "hearth-error-message.h"
#include "hearth-error.h"
#include "hearth-hub-finder.h"
#include "hearth-join-code.h"
#include "hearth-join.h"
#include "hearth-link.h"
#include "hearth-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

struct _HearthJoinPage
{
  GtkWidget parent_instance;

  GtkEditable *address;  /* (unowned): template child */
  GtkEntry *code;        /* (unowned): template child */
  GtkWidget *desk;       /* (unowned): template child */
  GtkWidget *form;       /* (unowned): template child */
  GtkListBox *found;     /* (unowned): template child */
  GtkSwitch *front_desk; /* (unowned): template child */
  GtkButton *join;       /* (unowned): template child */
  GtkLabel *lead;        /* (unowned): template child */
  GtkEditable *name;     /* (unowned): template child */
  GtkLabel *note;        /* (unowned): template child */
  GtkWidget *note_line;  /* (unowned): template child */
  GtkSpinner *spinner;   /* (unowned): template child */
  GtkLabel *title;       /* (unowned): template child */

  HearthDeskFolder *folder;  /* (owned) */
  GListModel *hubs;          /* (owned): of HearthFoundHub */
  GCancellable *cancellable; /* (owned): of the try that is under way; of the page where there is none */
  gboolean moved;
  gboolean busy;
};

G_DEFINE_FINAL_TYPE (HearthJoinPage, hearth_join_page, GTK_TYPE_WIDGET)

enum
{
  BACK,
  JOINED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
say (HearthJoinPage *self, const char *text)
{
  gtk_label_set_label (self->note, text);
  gtk_widget_set_visible (self->note_line, *text != '\0');
}

static const char *
mistake_in (guint group)
{
  static const char *const sentences[] = {
    N_ ("The first group has a typing mistake. Letters and digits look alike? We never use O, I, L or U."),
    N_ ("The second group has a typing mistake. Letters and digits look alike? We never use O, I, L or U."),
    N_ ("The third group has a typing mistake. Letters and digits look alike? We never use O, I, L or U."),
    N_ ("The fourth group has a typing mistake. Letters and digits look alike? We never use O, I, L or U."),
    N_ ("The fifth group has a typing mistake. Letters and digits look alike? We never use O, I, L or U."),
    N_ ("The sixth group has a typing mistake. Letters and digits look alike? We never use O, I, L or U."),
    N_ ("The seventh group has a typing mistake. Letters and digits look alike? We never use O, I, L or U."),
    N_ ("The eighth group has a typing mistake. Letters and digits look alike? We never use O, I, L or U."),
  };

  return group == 0 ? "" : _ (sentences[MIN (group, G_N_ELEMENTS (sentences)) - 1]);
}

static char *
text_of (GtkEditable *field)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (field)));
}

static void
update (HearthJoinPage *self)
{
  gboolean whole = FALSE;
  guint mistake = hearth_join_code_check (gtk_editable_get_text (GTK_EDITABLE (self->code)), &whole);
  g_autofree char *name = text_of (self->name);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "join.join",
                                 whole && mistake == 0 && !self->busy && (self->moved || *name != '\0'));
}

/* The hub at the code's own address, or the only one there is. */
static void
mark_found (HearthJoinPage *self)
{
  g_auto (HearthJoinCode) code = { NULL };
  gboolean known = hearth_join_code_from_text (&code, gtk_editable_get_text (GTK_EDITABLE (self->code)), NULL);
  guint n = g_list_model_get_n_items (self->hubs);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HearthFoundHub) hub = g_list_model_get_item (self->hubs, i);

      if (known && g_strcmp0 (code.host, hearth_found_hub_get_host (hub)) == 0)
        gtk_list_box_select_row (self->found, gtk_list_box_get_row_at_index (self->found, (int)i));
    }
}

static void
code_changed_cb (HearthJoinPage *self)
{
  say (self, mistake_in (hearth_join_code_check (gtk_editable_get_text (GTK_EDITABLE (self->code)), NULL)));
  mark_found (self);
  update (self);
}

/* Where to try instead of the address in the code. */
static char *
other_address (HearthJoinPage *self, const HearthJoinCode *code)
{
  g_autofree char *typed = text_of (self->address);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->found);
  g_autoptr (HearthFoundHub) hub = NULL;

  if (*typed != '\0')
    return g_steal_pointer (&typed);
  if (row == NULL)
    return NULL;
  hub = g_list_model_get_item (self->hubs, (guint)gtk_list_box_row_get_index (row));
  if (hub == NULL || g_strcmp0 (code->host, hearth_found_hub_get_host (hub)) == 0)
    return NULL;
  /* Without a port: that of the code takes in new desks. */
  return strchr (hearth_found_hub_get_host (hub), ':') != NULL
             ? g_strdup_printf ("[%s]", hearth_found_hub_get_host (hub))
             : g_strdup (hearth_found_hub_get_host (hub));
}

static void
set_busy (HearthJoinPage *self, gboolean busy)
{
  self->busy = busy;
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  update (self);
}

static char *
sentence_of (HearthJoinPage *self, const GError *error)
{
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_HUB))
    return g_strdup (_ ("This code was made for another hub. Nothing was sent. Ask for a new code."));
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_WRONG_SECRET))
    return g_strdup (_ ("This code was used already, or its 10 minutes are over. Ask for a new code."));
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_INVALID))
    return g_strdup (_ ("The hub did not take this. Look at the code, the address and the name of the desk."));
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE))
    return g_strdup (
        _ ("The hub does not answer. The code may be used up or its 10 minutes over, or its PC is off or on another "
           "network. Ask for a new code, or type the hub’s address."));
  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_REMOVED))
    return g_strdup (_ ("That center does not know this desk. Leave the old center first, then join with a code."));
  return hearth_error_message (error);
}

static void
joined_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HearthJoinPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean joined = self->moved ? hearth_join_follow_finish (self->folder, result, &error)
                                : hearth_join_finish (self->folder, result, &error);

  if (!self->busy || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  set_busy (self, FALSE);
  if (joined)
    {
      g_signal_emit (self, signals[JOINED], 0);
      return;
    }
  g_debug ("not joined: %s", error->message);
  text = sentence_of (self, error);
  say (self, text);
  gtk_widget_grab_focus (GTK_WIDGET (self->code));
}

/* Returns: whether the form can be sent; if not it says why, at the field. */
static gboolean
check_form (HearthJoinPage *self, const char *name)
{
  g_autofree char *address = text_of (self->address);
  g_autofree char *host = NULL;
  guint16 port = 0;

  if (*address != '\0' && !hearth_link_parse_address (address, HEARTH_LINK_PORT, &host, &port, NULL))
    {
      say (self, _ ("This is no address. Type it like 192.168.1.20:7431, as the hub shows it."));
      gtk_widget_grab_focus (GTK_WIDGET (self->address));
    }
  else if (!self->moved && g_utf8_strlen (name, -1) > HEARTH_TEXT_NAME_MAX)
    {
      say (self, _ ("The name of this desk is too long. 200 characters are the most."));
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
    }
  else
    return TRUE;
  return FALSE;
}

static void
join_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthJoinPage *self = HEARTH_JOIN_PAGE (widget);
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->code));
  g_autofree char *name = text_of (self->name);
  g_autofree char *address = NULL;
  g_auto (HearthJoinCode) code = { NULL };

  if (self->busy || !check_form (self, name))
    return;
  hearth_join_code_from_text (&code, text, NULL);
  address = other_address (self, &code);
  say (self, "");
  set_busy (self, TRUE);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->moved)
    hearth_join_follow_async (self->folder, text, address, self->cancellable, joined_cb, g_object_ref (self));
  else
    hearth_join_async (self->folder, text, address, name, gtk_switch_get_active (self->front_desk), self->cancellable,
                       joined_cb, g_object_ref (self));
}

/* While a hub is being asked, the way back is to stop asking. */
static void
back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HearthJoinPage *self = HEARTH_JOIN_PAGE (widget);

  if (!self->busy)
    {
      g_signal_emit (self, signals[BACK], 0);
      return;
    }
  g_cancellable_cancel (self->cancellable);
  set_busy (self, FALSE);
}

static void
activated_cb (HearthJoinPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "join.join", NULL);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  HearthFoundHub *hub = item;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name ("network-server-symbolic");
  GtkWidget *mark = gtk_image_new_from_icon_name ("hearth-check-symbolic");
  /* Translators: the name of a computer, which tells two hubs of one name apart: "On the PC “upstairs”". */
  g_autofree char *subtitle = g_strdup_printf (_ ("On the PC “%s”"), hearth_found_hub_get_computer (hub));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hearth_found_hub_get_center_name (hub));
  if (*hearth_found_hub_get_computer (hub) != '\0')
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  gtk_widget_set_opacity (mark, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
  g_object_set_data (G_OBJECT (row), "mark", mark);
  return row;
}

static void
selected_cb (HearthJoinPage *self)
{
  GtkListBoxRow *chosen, *row;

  /* The list lets go of its rows, and of the chosen one, after the page has let go of the list. */
  if (self->found == NULL)
    return;
  chosen = gtk_list_box_get_selected_row (self->found);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->found, i)) != NULL; i++)
    gtk_widget_set_opacity (g_object_get_data (G_OBJECT (row), "mark"), row == chosen ? 1 : 0);
}

static void
hubs_changed_cb (HearthJoinPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->found), g_list_model_get_n_items (self->hubs) > 0);
  mark_found (self);
}

static void
hearth_join_page_dispose (GObject *object)
{
  HearthJoinPage *self = HEARTH_JOIN_PAGE (object);

  self->busy = FALSE;
  g_cancellable_cancel (self->cancellable);
  if (self->hubs != NULL)
    g_signal_handlers_disconnect_by_data (self->hubs, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), HEARTH_TYPE_JOIN_PAGE);
  g_clear_object (&self->hubs);

  G_OBJECT_CLASS (hearth_join_page_parent_class)->dispose (object);
}

static void
hearth_join_page_finalize (GObject *object)
{
  HearthJoinPage *self = HEARTH_JOIN_PAGE (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (hearth_join_page_parent_class)->finalize (object);
}

static void
add_children (GtkWidgetClass *widget_class)
{
  /* Bound without a field, so that gtk_widget_dispose_template() takes it away. */
  gtk_widget_class_bind_template_child_full (widget_class, "body", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, address);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, code);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, desk);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, form);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, found);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, front_desk);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, join);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, lead);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, name);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, note);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, note_line);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, HearthJoinPage, title);
}

static gboolean
hearth_join_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HEARTH_JOIN_PAGE (widget)->code));
}

static void
hearth_join_page_class_init (HearthJoinPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = hearth_join_page_dispose;
  object_class->finalize = hearth_join_page_finalize;
  widget_class->grab_focus = hearth_join_page_grab_focus;
  signals[BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[JOINED] = g_signal_new ("joined", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/recoverycommons/Hearth/session/hearth-join-page.ui");
  add_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, code_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_install_action (widget_class, "join.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "join.join", NULL, join_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "join.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "join.back", NULL);
}

static void
hearth_join_page_init (HearthJoinPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  hearth_code_format_attach (self->code);
  update (self);
}

/**
 * hearth_join_page_new:
 * @folder: of this desk
 * @hubs: (element-type HearthFoundHub): those on the network; changes are shown
 * @moved: whether the desk has joined and looks for its hub
 *
 * Returns: (transfer floating): a page
 */
HearthJoinPage *
hearth_join_page_new (HearthDeskFolder *folder, GListModel *hubs, gboolean moved)
{
  HearthJoinPage *self = g_object_new (HEARTH_TYPE_JOIN_PAGE, NULL);

  self->folder = g_object_ref (folder);
  self->hubs = g_object_ref (hubs);
  self->moved = moved;
  gtk_list_box_bind_model (self->found, hubs, create_row, NULL, NULL);
  g_signal_connect_object (hubs, "items-changed", G_CALLBACK (hubs_changed_cb), self, G_CONNECT_SWAPPED);
  hubs_changed_cb (self);
  if (moved)
    {
      gtk_label_set_label (self->title, _ ("The hub has moved"));
      gtk_label_set_label (self->lead,
                           _ ("A director makes a code in Preferences, Desks. This desk then knows where the hub is."));
      gtk_button_set_label (self->join, _ ("Go there"));
      gtk_widget_set_visible (self->desk, FALSE);
    }
  return self;
}
