/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-desk-folder.h"

#include <glib/gstdio.h>
#include <sys/mount.h>
#include <unistd.h>

#include "hearth-certificate.h"
#include "hearth-error.h"
#include "hearth-link.h"
#include "hearth-test-folder.h"
#include "hearth-test-wire.h"

typedef struct
{
  char *path;             /* (owned) */
  HearthDeskFolder *desk; /* (owned) */
  HearthTestWire *hub;    /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *top = g_dir_make_tmp ("hearth-desk-XXXXXX", NULL);

  self->path = g_build_filename (top, "desk", NULL);
  self->desk = hearth_desk_folder_new (self->path);
  self->hub = hearth_test_wire_new (HEARTH_TEST_WIRE_SILENT);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *top = g_path_get_dirname (self->path);

  g_clear_object (&self->desk);
  hearth_test_wire_free (self->hub);
  hearth_test_folder_remove (self->path);
  g_rmdir (top);
  g_free (self->path);
}

/* The same folder as another start of the program finds it. */
static void
start_again (Fixture *self)
{
  g_assert_finalize_object (self->desk);
  self->desk = hearth_desk_folder_new (self->path);
}

static char *
path_of (Fixture *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

static void
test_new (Fixture *self, gconstpointer data)
{
  g_assert_false (hearth_desk_folder_has_joined (self->desk));
  g_assert_null (hearth_desk_folder_get_certificate (self->desk));
  g_assert_null (hearth_desk_folder_get_authority (self->desk));
  g_assert_null (hearth_desk_folder_get_host (self->desk));
  g_assert_cmpuint (hearth_desk_folder_get_port (self->desk), ==, 0);
  g_assert_cmpstr (hearth_desk_folder_get_path (self->desk), ==, self->path);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS)); /* nothing is made by looking */
}

static void
test_join (Fixture *self, gconstpointer data)
{
  g_autofree char *key = path_of (self, "desk.key");
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GStatBuf info;

  hearth_test_wire_enroll (self->hub, self->desk);
  g_assert_true (hearth_desk_folder_has_joined (self->desk));
  g_assert_cmpint (g_stat (key, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (self->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_file_get_contents (key, &before, NULL, NULL);

  start_again (self);
  g_assert_true (hearth_desk_folder_has_joined (self->desk));
  g_assert_nonnull (hearth_desk_folder_get_certificate (self->desk));
  g_assert_cmpstr (hearth_desk_folder_get_authority (self->desk), ==, self->hub->authority);
  g_assert_cmpstr (hearth_desk_folder_get_host (self->desk), ==, "127.0.0.1");
  g_assert_cmpuint (hearth_desk_folder_get_port (self->desk), ==, self->hub->port);
  g_assert_cmpstr (hearth_desk_folder_get_center_uuid (self->desk), ==, self->hub->center_uuid);
  g_assert_cmpstr (hearth_desk_folder_get_center_name (self->desk), ==, "Test center");
  again = hearth_desk_folder_make_request (self->desk, &error); /* to renew: the key stays */
  g_assert_no_error (error);
  g_file_get_contents (key, &after, NULL, NULL);
  g_assert_cmpstr (before, ==, after);
}

static void
test_changes (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *request = NULL;
  g_autofree char *certificate = NULL;
  g_autofree char *text = NULL;

  hearth_test_wire_enroll (self->hub, self->desk);
  g_assert_true (hearth_desk_folder_set_address (self->desk, "fe80::1%eth0", 7777, &error));
  request = hearth_desk_folder_make_request (self->desk, &error);
  certificate = hearth_test_wire_issue (self->hub, request, 2);
  g_assert_true (hearth_desk_folder_set_certificate (self->desk, certificate, &error));
  g_assert_no_error (error);

  start_again (self);
  g_assert_cmpstr (hearth_desk_folder_get_host (self->desk), ==, "fe80::1%eth0");
  g_assert_cmpuint (hearth_desk_folder_get_port (self->desk), ==, 7777);
  g_object_get (hearth_desk_folder_get_certificate (self->desk), "certificate-pem", &text, NULL);
  g_assert_cmpstr (text, ==, certificate);
}

static void
test_forget (Fixture *self, gconstpointer data)
{
  g_autofree char *kept = path_of (self, "something-kept");
  g_autofree char *key = path_of (self, "desk.key");
  g_autoptr (GError) error = NULL;

  hearth_test_wire_enroll (self->hub, self->desk);
  g_file_set_contents (kept, "x", 1, NULL);
  g_assert_true (hearth_desk_folder_forget (self->desk, &error));
  g_assert_no_error (error);
  g_assert_false (hearth_desk_folder_has_joined (self->desk));
  g_assert_false (g_file_test (key, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_true (hearth_desk_folder_forget (self->desk, &error)); /* nothing to forget is no error */
  start_again (self);
  g_assert_false (hearth_desk_folder_has_joined (self->desk));
}

/* What a hub gives that is not of this desk or of its center changes nothing. */
static void
test_not_ours (Fixture *self, gconstpointer data)
{
  g_autoptr (HearthTestWire) other = hearth_test_wire_new (HEARTH_TEST_WIRE_SILENT);
  g_autofree char *request = NULL;
  g_autofree char *foreign = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (hearth_desk_folder_set_address (self->desk, "host", 1, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED);
  g_clear_error (&error);
  hearth_test_wire_enroll (self->hub, self->desk);
  request = hearth_desk_folder_make_request (self->desk, &error);
  foreign = hearth_test_wire_issue (other, request, 2);
  g_assert_false (hearth_desk_folder_set_certificate (self->desk, foreign, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (hearth_desk_folder_set_certificate (self->desk, "no certificate", &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED);
  g_clear_error (&error);
  {
    g_autofree char *key = hearth_certificate_new_key (NULL);
    g_autofree char *other_request = hearth_certificate_new_request (key, NULL);
    g_autofree char *for_another = hearth_test_wire_issue (self->hub, other_request, 3);

    g_assert_false (hearth_desk_folder_set_certificate (self->desk, for_another, &error));
    g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED);
  }
  start_again (self);
  g_assert_nonnull (hearth_desk_folder_get_certificate (self->desk));
}

/* Each file in turn is half, empty, noise or a folder: a plain answer, and never an end. */
static void
test_damaged (Fixture *self, gconstpointer data)
{
  static const char *const names[] = { "desk.key", "desk.joined" };
  static const char noise[] = "\x01\x02\0\xff[center]\nport=\n";

  for (guint file = 0; file < G_N_ELEMENTS (names); file++)
    for (guint how = 0; how < 5; how++)
      {
        g_autofree char *path = path_of (self, names[file]);
        g_autofree char *whole = NULL;
        g_autofree char *request = NULL;
        g_autoptr (GError) error = NULL;
        gsize length;

        hearth_desk_folder_forget (self->desk, NULL);
        hearth_test_wire_enroll (self->hub, self->desk);
        g_file_get_contents (path, &whole, &length, NULL);
        if (how == 0)
          g_file_set_contents (path, whole, (gssize)(length / 2), NULL);
        else if (how == 1)
          g_file_set_contents (path, "", 0, NULL);
        else if (how == 2)
          g_file_set_contents (path, noise, sizeof noise, NULL);
        else
          g_remove (path);
        if (how == 4)
          g_mkdir (path, 0700);
        start_again (self);
        g_assert_null (hearth_desk_folder_get_certificate (self->desk));
        g_assert_cmpint (hearth_desk_folder_has_joined (self->desk), ==, file == 0);
        if (file == 0)
          {
            request = hearth_desk_folder_make_request (self->desk, &error);
            g_assert_null (request);
            g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED);
          }
        g_rmdir (path);
        start_again (self);
        hearth_desk_folder_forget (self->desk, NULL);
      }
}

/* A folder that cannot be made: a file is in its way. */
static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (self->path, "x", 1, NULL);
  g_assert_null (hearth_desk_folder_make_request (self->desk, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == HEARTH_ERROR);
  g_assert_null (strstr (error->message, self->path));
  g_remove (self->path);
}

static void
assert_read_only (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hearth_desk_folder_set_address (self->desk, "10.0.0.9", 1, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_READ_ONLY);
  g_assert_cmpstr (hearth_desk_folder_get_host (self->desk), ==, "127.0.0.1");
}

/* Root may write in any folder, but not on a disk that is read-only. */
static void
test_read_only (Fixture *self, gconstpointer data)
{
  g_mkdir (self->path, 0700);
  if (geteuid () != 0)
    {
      hearth_test_wire_enroll (self->hub, self->desk);
      g_chmod (self->path, 0500);
      assert_read_only (self);
      g_chmod (self->path, 0700);
    }
  else if (mount ("tmpfs", self->path, "tmpfs", 0, "size=64k") == 0)
    {
      hearth_test_wire_enroll (self->hub, self->desk);
      g_assert_cmpint (mount ("tmpfs", self->path, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
      assert_read_only (self);
      g_assert_cmpint (umount2 (self->path, MNT_DETACH), ==, 0);
    }
  else
    g_test_skip ("root, and no disk of its own for the test");
}

/* A disk of its own on which nothing more fits; only where the machine lets us have one. */
static void
test_full_disk (Fixture *self, gconstpointer data)
{
  g_autofree char *filler = path_of (self, "filler");
  g_autofree char *block = g_malloc0 (4096);
  g_autoptr (GError) error = NULL;
  FILE *file;

  g_mkdir (self->path, 0700);
  if (mount ("tmpfs", self->path, "tmpfs", 0, "size=64k") != 0)
    {
      g_test_skip ("no disk of its own for the test");
      return;
    }
  hearth_test_wire_enroll (self->hub, self->desk);
  file = g_fopen (filler, "w");
  while (fwrite (block, 1, 4096, file) == 4096 && fflush (file) == 0)
    continue;
  fclose (file);
  g_assert_false (hearth_desk_folder_set_address (self->desk, "10.0.0.9", 1, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_NO_ROOM);
  start_again (self);
  g_assert_cmpstr (hearth_desk_folder_get_host (self->desk), ==, "127.0.0.1");
  g_assert_nonnull (hearth_desk_folder_get_certificate (self->desk));
  g_assert_cmpint (umount2 (self->path, MNT_DETACH), ==, 0);
}

int
main (int argc, char **argv)
{
  hearth_link_init ();
  g_test_init (&argc, &argv, NULL);
  /* Damaged files are told of in the log. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
#define ADD(name, test) g_test_add ("/desk-folder/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("new", test_new);
  ADD ("join", test_join);
  ADD ("changes", test_changes);
  ADD ("forget", test_forget);
  ADD ("not-ours", test_not_ours);
  ADD ("damaged", test_damaged);
  ADD ("no-folder", test_no_folder);
  ADD ("read-only", test_read_only);
  ADD ("full-disk", test_full_disk);
#undef ADD
  return g_test_run ();
}
