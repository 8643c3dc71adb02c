/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Joining a center from the page: codes as people type them, hubs that are found, every error in its place, and a real hub. */

#define G_LOG_DOMAIN "hearth-test"

#include "config.h"

#include "hearth-found-hub-private.h"
#include "hearth-join-code.h"
#include "hearth-join-page.h"
#include "hearth-test-desk.h"
#include "hearth-test-folder.h"
#include "hearth-test-hub.h"
#include "hearth-test-lan.h"

#include <string.h>

typedef struct
{
  char *place;              /* (owned) */
  HearthDeskFolder *folder; /* (owned) */
  GListStore *hubs;         /* (owned) */
  GtkWidget *page;          /* (unowned) */
  GtkWindow *window;        /* (unowned) */
  guint joined;
  guint back;
} Fixture;

static void
count_cb (guint *count)
{
  ++*count;
}

static void
open_page (Fixture *fixture, gboolean moved)
{
  fixture->page = GTK_WIDGET (hearth_join_page_new (fixture->folder, G_LIST_MODEL (fixture->hubs), moved));
  g_signal_connect_swapped (fixture->page, "joined", G_CALLBACK (count_cb), &fixture->joined);
  g_signal_connect_swapped (fixture->page, "back", G_CALLBACK (count_cb), &fixture->back);
  fixture->window = hearth_test_desk_show (fixture->page, 1280, 800);
}

static void
set_up (Fixture *fixture, gconstpointer moved)
{
  fixture->place = g_dir_make_tmp ("hearth-join-XXXXXX", NULL);
  fixture->folder = hearth_desk_folder_new (fixture->place);
  fixture->hubs = g_list_store_new (HEARTH_TYPE_FOUND_HUB);
  open_page (fixture, GPOINTER_TO_INT (moved));
}

static void
tear_down (Fixture *fixture, gconstpointer moved)
{
  hearth_test_desk_close (fixture->window);
  g_assert_finalize_object (fixture->hubs);
  g_assert_finalize_object (fixture->folder);
  hearth_test_folder_remove (fixture->place);
  g_free (fixture->place);
}

static GtkWidget *
part (Fixture *fixture, const char *name)
{
  return HEARTH_TEST_CHILD (fixture->page, HEARTH_TYPE_JOIN_PAGE, name);
}

static const char *
note (Fixture *fixture)
{
  return gtk_widget_get_visible (part (fixture, "note_line")) ? gtk_label_get_label (GTK_LABEL (part (fixture, "note")))
                                                              : "";
}

static GtkEditable *
code_of (Fixture *fixture)
{
  return gtk_editable_get_delegate (GTK_EDITABLE (part (fixture, "code")));
}

static const char *
typed (Fixture *fixture)
{
  return gtk_editable_get_text (code_of (fixture));
}

/* As from a keyboard: each character where the caret is. */
static void
type (Fixture *fixture, const char *text)
{
  GtkEditable *code = code_of (fixture);

  for (const char *p = text; *p != '\0'; p++)
    {
      int position = gtk_editable_get_position (code);

      gtk_editable_insert_text (code, p, 1, &position);
      gtk_editable_set_position (code, position);
    }
}

static void
back_one (Fixture *fixture)
{
  g_signal_emit_by_name (code_of (fixture), "backspace");
}

static void
set_text (Fixture *fixture, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (part (fixture, name)), text);
}

static gboolean
may_join (Fixture *fixture)
{
  return gtk_widget_get_sensitive (part (fixture, "join"));
}

static char *
sample_code (const char *host, guint16 port)
{
  HearthJoinCode code = { .host = (char *)host, .port = port, .secret = { 1, 2, 3, 4, 5, 6, 7 }, .pin = { 9, 8, 7 } };

  return hearth_join_code_to_text (&code);
}

static char *
without_dashes (const char *code)
{
  g_auto (GStrv) groups = g_strsplit (code, "-", -1);

  return g_strjoinv ("", groups);
}

static void
test_typing (Fixture *fixture, gconstpointer moved)
{
  g_autofree char *code = sample_code ("192.168.1.20", 40001);
  g_autofree char *bare = without_dashes (code);
  g_autofree char *lower = g_ascii_strdown (bare, -1);

  g_assert_false (may_join (fixture));
  type (fixture, lower);
  g_assert_cmpstr (typed (fixture), ==, code);
  g_assert_cmpint (gtk_editable_get_position (code_of (fixture)), ==, (int)strlen (code));
  g_assert_cmpstr (note (fixture), ==, "");
  g_assert_true (may_join (fixture));

  /* Whole, as from a keyboard that a QR reader plays: also with its dashes, spaces and a line's end. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *pasted = g_strdup_printf ("  %s ", i == 0 ? code : bare);

      gtk_editable_set_text (code_of (fixture), "");
      gtk_editable_set_text (code_of (fixture), pasted);
      g_assert_cmpstr (typed (fixture), ==, code);
      g_assert_true (may_join (fixture));
    }
}

static void
test_caret (Fixture *fixture, gconstpointer moved)
{
  g_autofree char *code = sample_code ("192.168.1.20", 40001);
  g_autofree char *first = g_strndup (code, 5);
  GtkEditable *text = code_of (fixture);

  type (fixture, code);
  /* In the middle: what is typed stays where it is typed. */
  gtk_editable_set_position (text, 3);
  back_one (fixture);
  g_assert_cmpint (gtk_editable_get_position (text), ==, 2);
  g_assert_false (may_join (fixture));
  {
    char again[] = { code[2], '\0' };

    type (fixture, again);
  }
  g_assert_cmpstr (typed (fixture), ==, code);
  g_assert_cmpint (gtk_editable_get_position (text), ==, 3);
  g_assert_true (may_join (fixture));

  /* Over a dash: the character before it goes. */
  gtk_editable_set_position (text, 6);
  back_one (fixture);
  g_assert_cmpint (gtk_editable_get_position (text), ==, 4);
  g_assert_cmpint (strncmp (typed (fixture), first, 4), ==, 0);
  {
    char again[] = { code[4], '\0' };

    type (fixture, again);
  }
  g_assert_cmpstr (typed (fixture), ==, code);

  /* All of it can be taken away again. */
  gtk_editable_set_position (text, -1);
  for (guint i = 0; i < strlen (code) && *typed (fixture) != '\0'; i++)
    back_one (fixture);
  g_assert_cmpstr (typed (fixture), ==, "");
}

/* Each group is checked when it is whole, and the first that is wrong is named. */
static void
test_mistakes (Fixture *fixture, gconstpointer moved)
{
  g_autofree char *code = sample_code ("192.168.1.20", 40001);
  g_autofree char *wrong = g_strdup (code);

  wrong[13] = wrong[13] == '7' ? '8' : '7';
  for (guint i = 0; i < 16; i++)
    {
      char character[] = { wrong[i], '\0' };

      type (fixture, character);
    }
  g_assert_cmpstr (note (fixture), ==, "");
  {
    char character[] = { wrong[16], '\0' };

    type (fixture, character);
  }
  g_assert_true (g_str_has_prefix (note (fixture), "The third group has a typing mistake."));
  type (fixture, wrong + 17);
  g_assert_true (g_str_has_prefix (note (fixture), "The third group has a typing mistake."));
  g_assert_false (may_join (fixture));
  hearth_test_desk_shot (fixture->window, "join-mistake.png");
  gtk_editable_set_text (code_of (fixture), code);
  g_assert_cmpstr (note (fixture), ==, "");
  g_assert_true (may_join (fixture));

  /* Two groups in the other's place are as wrong. */
  {
    g_auto (GStrv) groups = g_strsplit (code, "-", -1);
    char *third = groups[2];
    g_autofree char *swapped = NULL;

    groups[2] = groups[3];
    groups[3] = third;
    swapped = g_strjoinv ("-", groups);
    gtk_editable_set_text (code_of (fixture), swapped);
  }
  g_assert_true (g_str_has_prefix (note (fixture), "The third group has a typing mistake."));
  g_assert_false (may_join (fixture));
}

/* What no code ever was: nothing of it makes the page fall over or wakes Join. */
static void
test_nonsense (Fixture *fixture, gconstpointer moved)
{
  g_autofree char *endless = g_strnfill (5000, 'A');
  const char *const texts[] = { "-----", "💡💡💡", "O0I1LU", "\t\n", "%s%n", "日本語", endless };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gtk_editable_set_text (code_of (fixture), texts[i]);
      g_assert_false (may_join (fixture));
      g_assert_cmpuint (strlen (typed (fixture)), <=, HEARTH_JOIN_CODE_MAX_TEXT);
      gtk_widget_activate_action (fixture->page, "join.join", NULL);
    }
  g_assert_cmpuint (fixture->joined, ==, 0);
}

static void
test_form (Fixture *fixture, gconstpointer moved)
{
  g_autofree char *code = sample_code ("127.0.0.1", 1);
  g_autofree char *endless = g_strnfill (201, 'x');

  gtk_editable_set_text (code_of (fixture), code);
  set_text (fixture, "name", "   ");
  g_assert_false (may_join (fixture));
  set_text (fixture, "name", endless);
  gtk_widget_activate_action (fixture->page, "join.join", NULL);
  g_assert_cmpstr (note (fixture), ==, "The name of this desk is too long. 200 characters are the most.");
  set_text (fixture, "name", "Porch <&>");
  set_text (fixture, "address", "not:an:address:");
  gtk_widget_activate_action (fixture->page, "join.join", NULL);
  g_assert_true (g_str_has_prefix (note (fixture), "This is no address."));

  /* Nobody listens at port 1: it is said, and what was typed is there still. */
  set_text (fixture, "address", "127.0.0.1:1");
  gtk_widget_activate_action (fixture->page, "join.join", NULL);
  HEARTH_TEST_WAIT (g_str_has_prefix (note (fixture), "The hub does not answer."));
  g_assert_cmpstr (typed (fixture), ==, code);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (part (fixture, "name"))), ==, "Porch <&>");
  g_assert_true (may_join (fixture));
  g_assert_cmpuint (fixture->joined, ==, 0);
  gtk_widget_activate_action (fixture->page, "join.back", NULL);
  g_assert_cmpuint (fixture->back, ==, 1);
}

/* A hub as Avahi tells of it. */
static void
find_hub (Fixture *fixture, const char *name, const char *computer, const char *address)
{
  g_autofree char *txt = g_strdup_printf ("name=%s", name);
  g_autofree char *host = g_strconcat (computer, ".local", NULL);
  GVariantBuilder records;
  g_autoptr (GVariant) parameters = NULL;
  g_autoptr (HearthFoundHub) hub = NULL;

  g_variant_builder_init (&records, G_VARIANT_TYPE ("aay"));
  g_variant_builder_add_value (&records,
                               g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, txt, strlen (txt), sizeof (char)));
  txt = (g_free (txt), g_strdup ("center=6f1ed002-ab5f-4b4f-8e9b-0d1a3a6d1f10"));
  g_variant_builder_add_value (&records,
                               g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, txt, strlen (txt), sizeof (char)));
  parameters = g_variant_ref_sink (g_variant_new ("(iissssisq@aayu)", 2, 0, name, "_hearth._tcp", "local", host, 0,
                                                  address, 7430, g_variant_builder_end (&records), 0u));
  hub = hearth_found_hub_from_avahi (parameters);
  g_assert_nonnull (hub);
  g_list_store_append (fixture->hubs, hub);
}

static GtkListBoxRow *
hub_at (Fixture *fixture, int index)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (part (fixture, "found")), index);
}

/* Two hubs of one name are told apart by the names of their PCs; the one at the code's address is marked. */
static void
test_found (Fixture *fixture, gconstpointer moved)
{
  g_autofree char *code = sample_code ("192.168.1.21", 40001);

  g_assert_false (gtk_widget_get_visible (part (fixture, "found")));
  find_hub (fixture, "Maple <b>Street</b> & Oak", "upstairs", "192.168.1.20");
  find_hub (fixture, "Maple <b>Street</b> & Oak", "coaches-room", "192.168.1.21");
  g_assert_true (gtk_widget_get_visible (part (fixture, "found")));
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (hub_at (fixture, 0)), "Maple <b>Street</b> & Oak"));
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (hub_at (fixture, 0)), "On the PC “upstairs”"));
  g_assert_nonnull (hearth_test_desk_find_text (GTK_WIDGET (hub_at (fixture, 1)), "On the PC “coaches-room”"));
  g_assert_false (gtk_list_box_row_is_selected (hub_at (fixture, 1)));
  gtk_editable_set_text (code_of (fixture), code);
  g_assert_true (gtk_list_box_row_is_selected (hub_at (fixture, 1)));
  hearth_test_desk_shot (fixture->window, "join-found.png");
  g_list_store_remove_all (fixture->hubs);
  g_assert_false (gtk_widget_get_visible (part (fixture, "found")));
  /* The page goes while one is chosen, as it does when the desk has joined. */
  find_hub (fixture, "Maple <b>Street</b> & Oak", "coaches-room", "192.168.1.21");
  gtk_list_box_select_row (GTK_LIST_BOX (part (fixture, "found")), hub_at (fixture, 0));
}

/* By the Tab key alone, in the order of reading, to the button. */
static void
test_keyboard (Fixture *fixture, gconstpointer moved)
{
  static const char *const stops[] = { "code", "name", "front_desk", "join" };
  g_autofree char *code = sample_code ("192.168.1.20", 40001);
  guint reached = 0;

  gtk_editable_set_text (code_of (fixture), code);
  gtk_widget_grab_focus (fixture->page);
  for (guint i = 0; i < 20 && reached < G_N_ELEMENTS (stops); i++)
    {
      GtkWidget *focus = gtk_window_get_focus (fixture->window);
      GtkWidget *stop = part (fixture, stops[reached]);

      if (focus == stop || gtk_widget_is_ancestor (focus, stop))
        reached++;
      else
        gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
    }
  g_assert_cmpuint (reached, ==, G_N_ELEMENTS (stops));
}

static void
test_names (Fixture *fixture, gconstpointer moved)
{
  gtk_test_accessible_assert_property (part (fixture, "code"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Code");
  gtk_test_accessible_assert_property (part (fixture, "front_desk"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "This is a front-desk PC");
  gtk_test_accessible_assert_role (part (fixture, "note"), GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_test_accessible_assert_property (part (fixture, "found"), GTK_ACCESSIBLE_PROPERTY_LABEL, "Found on this network");
}

static void
join (Fixture *fixture, const char *code)
{
  gtk_editable_set_text (code_of (fixture), code);
  g_assert_true (may_join (fixture));
  /* The Enter key at the end of the code is as good as the button. */
  g_signal_emit_by_name (part (fixture, "code"), "activate");
}

static char *
with_other_pin (const char *code)
{
  g_auto (HearthJoinCode) parts = { NULL };

  g_assert_true (hearth_join_code_from_text (&parts, code, NULL));
  parts.pin[0] ^= 1;
  return hearth_join_code_to_text (&parts);
}

static char *
with_other_secret (const char *code)
{
  g_auto (HearthJoinCode) parts = { NULL };

  g_assert_true (hearth_join_code_from_text (&parts, code, NULL));
  parts.secret[0] ^= 1;
  return hearth_join_code_to_text (&parts);
}

static void
test_real_hub (Fixture *fixture, gconstpointer moved)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (0);
  g_autofree char *code = NULL;
  g_autofree char *wrong = NULL;
  g_autofree char *other = NULL;
  g_autofree char *second = NULL;

  hearth_test_lan_start (lan);
  code = hearth_test_lan_make_code (lan);

  /* A certificate that the code does not fit: nothing is sent, so the code is good still. */
  wrong = with_other_pin (code);
  join (fixture, wrong);
  HEARTH_TEST_WAIT (
      g_str_equal (note (fixture), "This code was made for another hub. Nothing was sent. Ask for a new code."));
  hearth_test_desk_shot (fixture->window, "join-wrong-hub.png");
  g_assert_false (hearth_desk_folder_has_joined (fixture->folder));
  other = with_other_secret (code);
  join (fixture, other);
  HEARTH_TEST_WAIT (*note (fixture) != '\0' && may_join (fixture));

  set_text (fixture, "name", "Porch");
  join (fixture, code);
  HEARTH_TEST_WAIT (fixture->joined == 1);
  g_assert_true (hearth_desk_folder_has_joined (fixture->folder));
  g_assert_cmpint (hearth_desk_folder_get_port (fixture->folder), ==, lan->port);

  /* Once is all. */
  second = hearth_test_lan_make_code (lan);
  join (fixture, code);
  HEARTH_TEST_WAIT (*note (fixture) != '\0' && may_join (fixture));
  g_assert_cmpuint (fixture->joined, ==, 1);
  hearth_test_lan_stop (lan);
}

/* A desk that has joined follows its hub, and is asked for nothing but the code. */
static void
test_moved (Fixture *fixture, gconstpointer moved)
{
  g_autoptr (HearthTestLan) lan = hearth_test_lan_new (1);
  HearthTestLanDesk *desk = hearth_test_lan_desk (lan, 0);
  g_autofree char *code = NULL;

  g_assert_false (gtk_widget_get_visible (part (fixture, "desk")));
  hearth_test_desk_close (fixture->window);
  g_assert_finalize_object (fixture->folder);
  fixture->folder = g_object_ref (desk->folder);
  open_page (fixture, TRUE);
  hearth_test_lan_start (lan);
  g_assert_true (hearth_desk_folder_set_address (desk->folder, "127.0.0.9", 9, NULL));
  code = hearth_test_lan_make_code (lan);
  join (fixture, code);
  HEARTH_TEST_WAIT (fixture->joined == 1);
  g_assert_cmpstr (hearth_desk_folder_get_host (desk->folder), ==, "127.0.0.1");
  g_assert_cmpint (hearth_desk_folder_get_port (desk->folder), ==, lan->port);
  hearth_test_desk_close (fixture->window);
  g_clear_object (&fixture->folder);
  hearth_test_lan_stop (lan);
  fixture->folder = hearth_desk_folder_new (fixture->place);
  open_page (fixture, TRUE);
}

int
main (int argc, char *argv[])
{
  hearth_test_desk_init (&argc, &argv);

#define ADD(path, test) g_test_add (path, Fixture, GINT_TO_POINTER (FALSE), set_up, test, tear_down)
  ADD ("/join-page/typing", test_typing);
  ADD ("/join-page/caret", test_caret);
  ADD ("/join-page/mistakes", test_mistakes);
  ADD ("/join-page/nonsense", test_nonsense);
  ADD ("/join-page/form", test_form);
  ADD ("/join-page/found", test_found);
  ADD ("/join-page/keyboard", test_keyboard);
  ADD ("/join-page/names", test_names);
  ADD ("/join-page/real-hub", test_real_hub);
  g_test_add ("/join-page/moved", Fixture, GINT_TO_POINTER (TRUE), set_up, test_moved, tear_down);

  return g_test_run ();
}
