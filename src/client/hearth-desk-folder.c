/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What a desk that joined a center keeps on its own disk: two files, the key by itself and all else together, so that
 * joining is one rename. Main context only; both are small. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-desk-folder.h"

#include <errno.h>
#include <glib/gstdio.h>

#include "hearth-certificate.h"
#include "hearth-error.h"
#include "hearth-file.h"
#include "hearth-offline.h"

#define KEY_FILE "desk.key"
#define JOINED_FILE "desk.joined"
#define GROUP "center"
#define FILE_MAX (256 * 1024)

struct _HearthDeskFolder
{
  GObject parent_instance;

  char *path;        /* (owned) */
  GKeyFile *joined;  /* (owned) (nullable): NULL where the desk has joined no center */
  char *authority;   /* (owned) (nullable), as those below: out of joined */
  char *host;        /* as above */
  char *center_uuid; /* as above */
  char *center_name; /* as above */
  guint16 port;
  GTlsCertificate *certificate; /* (owned) (nullable): with its key */
};

G_DEFINE_FINAL_TYPE (HearthDeskFolder, hearth_desk_folder, G_TYPE_OBJECT)

static char *
path_of (HearthDeskFolder *self, const char *name)
{
  return g_build_filename (self->path, name, NULL);
}

static gboolean
write_file (HearthDeskFolder *self, const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (GBytes) content = g_bytes_new (text, length);

  return hearth_file_make_folder (self->path, error) && hearth_file_put (self->path, name, content, error);
}

/* The text of GLib names the file, and with it perhaps somebody's home. */
static void
set_read_error (GError **error, const GError *fault)
{
  gboolean denied = g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_ACCES)
                    || g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_PERM);

  g_set_error (error, HEARTH_ERROR, denied ? HEARTH_ERROR_READ_ONLY : HEARTH_ERROR_FAILED,
               "a file of the desk cannot be read (%d)", fault->code);
}

/* (nullable) without an error: there is no such file. */
static char *
read_file (HearthDeskFolder *self, const char *name, GError **error)
{
  g_autofree char *path = path_of (self, name);
  g_autofree char *text = NULL;
  g_autoptr (GError) fault = NULL;
  GStatBuf info;
  gsize length;

  if (g_stat (path, &info) == 0 && (!S_ISREG (info.st_mode) || info.st_size > FILE_MAX))
    {
      g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "a file of the desk is damaged");
      return NULL;
    }
  if (!g_file_get_contents (path, &text, &length, &fault))
    {
      if (!g_error_matches (fault, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        set_read_error (error, fault);
      return NULL;
    }
  if (strlen (text) == length)
    return g_steal_pointer (&text);
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "a file of the desk is damaged");
  return NULL;
}

/* The certificate with the key, as TLS needs it. */
static GTlsCertificate *
pair_up (HearthDeskFolder *self, const char *certificate)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = read_file (self, KEY_FILE, &error);
  gboolean fits = key && hearth_certificate_check_key (certificate, key, &error);
  g_autofree char *both = fits ? g_strconcat (certificate, "\n", key, NULL) : NULL;
  GTlsCertificate *pair = both ? g_tls_certificate_new_from_pem (both, -1, &error) : NULL;

  if (pair == NULL)
    g_warning ("the key of this desk cannot be used: %s", error ? error->message : "it is not there");
  return pair;
}

static void
forget_values (HearthDeskFolder *self)
{
  g_clear_pointer (&self->joined, g_key_file_unref);
  g_clear_pointer (&self->authority, g_free);
  g_clear_pointer (&self->host, g_free);
  g_clear_pointer (&self->center_uuid, g_free);
  g_clear_pointer (&self->center_name, g_free);
  g_clear_object (&self->certificate);
  self->port = 0;
}

/* @joined: (transfer full). FALSE where something that is needed is not in it. */
static gboolean
take_values (HearthDeskFolder *self, GKeyFile *joined)
{
  g_autofree char *certificate = NULL;

  forget_values (self);
  self->joined = joined;
  certificate = g_key_file_get_string (joined, GROUP, "certificate", NULL);
  self->authority = g_key_file_get_string (joined, GROUP, "authority", NULL);
  self->host = g_key_file_get_string (joined, GROUP, "host", NULL);
  self->port = (guint16)CLAMP (g_key_file_get_integer (joined, GROUP, "port", NULL), 0, G_MAXUINT16);
  self->center_uuid = g_key_file_get_string (joined, GROUP, "uuid", NULL);
  self->center_name = g_key_file_get_string (joined, GROUP, "name", NULL);
  if (certificate == NULL || self->authority == NULL || self->host == NULL || *self->host == '\0' || self->port == 0
      || self->center_uuid == NULL || self->center_name == NULL)
    return FALSE;
  self->certificate = pair_up (self, certificate);
  return TRUE;
}

static void
load (HearthDeskFolder *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = read_file (self, JOINED_FILE, &error);
  GKeyFile *joined;

  if (text == NULL)
    {
      if (error)
        g_warning ("what this desk knows of its center cannot be read: %s", error->message);
      return;
    }
  joined = g_key_file_new ();
  if (g_key_file_load_from_data (joined, text, strlen (text), G_KEY_FILE_NONE, NULL))
    {
      if (take_values (self, joined))
        return;
    }
  else
    g_key_file_unref (joined);
  g_warning ("what this desk knows of its center is damaged");
  forget_values (self);
}

static void
hearth_desk_folder_finalize (GObject *object)
{
  HearthDeskFolder *self = HEARTH_DESK_FOLDER (object);

  forget_values (self);
  g_free (self->path);

  G_OBJECT_CLASS (hearth_desk_folder_parent_class)->finalize (object);
}

static void
hearth_desk_folder_class_init (HearthDeskFolderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hearth_desk_folder_finalize;
}

static void
hearth_desk_folder_init (HearthDeskFolder *self)
{
}

/**
 * hearth_desk_folder_new:
 * @path: a folder, which is made when something is to be kept
 *
 * Returns: (transfer full): what is in it; files that are damaged are as good as none
 */
HearthDeskFolder *
hearth_desk_folder_new (const char *path)
{
  HearthDeskFolder *self = g_object_new (HEARTH_TYPE_DESK_FOLDER, NULL);

  self->path = g_strdup (path);
  load (self);
  return self;
}

/**
 * hearth_desk_folder_get_path:
 *
 * Returns: where it lies
 */
const char *
hearth_desk_folder_get_path (HearthDeskFolder *self)
{
  return self->path;
}

/**
 * hearth_desk_folder_has_joined:
 *
 * Returns: whether this desk belongs to a center; its key may still be damaged, see hearth_desk_folder_get_certificate()
 */
gboolean
hearth_desk_folder_has_joined (HearthDeskFolder *self)
{
  return self->joined != NULL;
}

/**
 * hearth_desk_folder_make_request:
 *
 * The key is made when there is none; one that cannot be read any more is replaced only where no center knows it.
 *
 * Returns: (transfer full): a request to sign it, PKCS #10, PEM. HEARTH_ERROR_NO_ROOM, READ_ONLY, DAMAGED
 */
char *
hearth_desk_folder_make_request (HearthDeskFolder *self, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autofree char *key = read_file (self, KEY_FILE, &fault);
  g_autofree char *request = key ? hearth_certificate_new_request (key, &fault) : NULL;

  if (request)
    return g_steal_pointer (&request);
  if (self->joined)
    {
      g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "the key of this desk cannot be used");
      return NULL;
    }
  if (fault && !g_error_matches (fault, HEARTH_ERROR, HEARTH_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  g_free (key);
  key = hearth_certificate_new_key (error);
  if (key == NULL || !write_file (self, KEY_FILE, key, strlen (key), error))
    return NULL;
  return hearth_certificate_new_request (key, error);
}

/* Writes @joined and, if that went well, is what it says. @joined: (transfer full) */
static gboolean
save (HearthDeskFolder *self, GKeyFile *joined, GError **error)
{
  gsize length;
  g_autofree char *text = g_key_file_to_data (joined, &length, NULL);

  if (!write_file (self, JOINED_FILE, text, length, error))
    {
      g_key_file_unref (joined);
      return FALSE;
    }
  take_values (self, joined);
  return TRUE;
}

static GKeyFile *
copy_joined (HearthDeskFolder *self)
{
  GKeyFile *copy = g_key_file_new ();
  gsize length;
  g_autofree char *text = g_key_file_to_data (self->joined, &length, NULL);

  g_key_file_load_from_data (copy, text, length, G_KEY_FILE_NONE, NULL);
  return copy;
}

/* Whether a hub gave a certificate for this desk's own key that its center signed. */
static gboolean
check_certificate (HearthDeskFolder *self, const char *certificate, const char *authority, GError **error)
{
  g_autoptr (GTlsCertificate) pair = pair_up (self, certificate);
  g_autoptr (GError) fault = NULL;

  if (pair == NULL)
    {
      g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_DAMAGED, "the certificate or the key cannot be used");
      return FALSE;
    }
  if (hearth_certificate_verify (pair, HEARTH_CERTIFICATE_DESK, authority, 0, &fault))
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "what the hub gave is no certificate of its center: %s",
               fault->message);
  return FALSE;
}

static gboolean
check_place (const char *host, guint16 port, GError **error)
{
  if (*host != '\0' && port > 0)
    return TRUE;
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "no place where a hub can be");
  return FALSE;
}

/**
 * hearth_desk_folder_set_joined:
 * @certificate: of this desk, PEM
 * @authority: of the center, PEM
 * @host: where the hub serves desks
 * @port: there
 * @desk: the number of this desk
 * @center_uuid: which center it is
 * @center_name: what it is called
 *
 * Returns: whether this desk belongs to that center from now on; else nothing has changed
 */
gboolean
hearth_desk_folder_set_joined (HearthDeskFolder *self,
                               const char *certificate,
                               const char *authority,
                               const char *host,
                               guint16 port,
                               gint64 desk,
                               const char *center_uuid,
                               const char *center_name,
                               GError **error)
{
  GKeyFile *joined;

  if (!check_place (host, port, error) || !check_certificate (self, certificate, authority, error))
    return FALSE;
  joined = g_key_file_new ();
  g_key_file_set_string (joined, GROUP, "certificate", certificate);
  g_key_file_set_string (joined, GROUP, "authority", authority);
  g_key_file_set_string (joined, GROUP, "host", host);
  g_key_file_set_integer (joined, GROUP, "port", port);
  g_key_file_set_int64 (joined, GROUP, "desk", desk);
  g_key_file_set_string (joined, GROUP, "uuid", center_uuid);
  g_key_file_set_string (joined, GROUP, "name", center_name);
  return save (self, joined, error);
}

static gboolean
not_joined (HearthDeskFolder *self, GError **error)
{
  if (self->joined)
    return FALSE;
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "this desk has joined no center");
  return TRUE;
}

/**
 * hearth_desk_folder_set_certificate:
 * @certificate: a new one for the same key, PEM
 *
 * Returns: whether it is the desk's from now on; else the old one is
 */
gboolean
hearth_desk_folder_set_certificate (HearthDeskFolder *self, const char *certificate, GError **error)
{
  GKeyFile *joined;

  if (not_joined (self, error) || !check_certificate (self, certificate, self->authority, error))
    return FALSE;
  joined = copy_joined (self);
  g_key_file_set_string (joined, GROUP, "certificate", certificate);
  return save (self, joined, error);
}

/**
 * hearth_desk_folder_set_address:
 * @host: where the hub is now
 * @port: there
 */
gboolean
hearth_desk_folder_set_address (HearthDeskFolder *self, const char *host, guint16 port, GError **error)
{
  GKeyFile *joined;

  if (not_joined (self, error) || !check_place (host, port, error))
    return FALSE;
  if (g_str_equal (self->host, host) && self->port == port)
    return TRUE;
  joined = copy_joined (self);
  g_key_file_set_string (joined, GROUP, "host", host);
  g_key_file_set_integer (joined, GROUP, "port", port);
  return save (self, joined, error);
}

/**
 * hearth_desk_folder_set_epochs_before:
 * @epochs: of the center that are over: the desk follows none of their hubs
 *
 * Returns: FALSE with HEARTH_ERROR_NO_ROOM, HEARTH_ERROR_READ_ONLY or HEARTH_ERROR_FAILED
 */
gboolean
hearth_desk_folder_set_epochs_before (HearthDeskFolder *self, const char *const *epochs, GError **error)
{
  g_auto (GStrv) known = NULL;
  GKeyFile *joined;

  if (not_joined (self, error))
    return FALSE;
  known = hearth_desk_folder_get_epochs_before (self);
  if (known ? g_strv_equal ((const char *const *)known, epochs) : *epochs == NULL)
    return TRUE;
  joined = copy_joined (self);
  g_key_file_set_string_list (joined, GROUP, "epochs-before", epochs, g_strv_length ((char **)epochs));
  return save (self, joined, error);
}

static gboolean
remove_file (HearthDeskFolder *self, const char *name, GError **error)
{
  g_autofree char *path = path_of (self, name);

  return g_unlink (path) == 0 || errno == ENOENT
         || hearth_file_set_error (error, errno, "cannot remove a file of the desk");
}

/**
 * hearth_desk_folder_forget:
 *
 * Returns: whether this desk belongs to no center any more
 */
gboolean
hearth_desk_folder_forget (HearthDeskFolder *self, GError **error)
{
  if (!remove_file (self, JOINED_FILE, error))
    return FALSE;
  forget_values (self);
  hearth_offline_forget_folder (self->path);
  return remove_file (self, KEY_FILE, error);
}

/**
 * hearth_desk_folder_get_certificate:
 *
 * Returns: (transfer none) (nullable): the desk's, with its key; %NULL where it has joined nothing or one is damaged
 */
GTlsCertificate *
hearth_desk_folder_get_certificate (HearthDeskFolder *self)
{
  return self->certificate;
}

/**
 * hearth_desk_folder_get_authority:
 *
 * Returns: (nullable): that of the center, PEM
 */
const char *
hearth_desk_folder_get_authority (HearthDeskFolder *self)
{
  return self->authority;
}

/**
 * hearth_desk_folder_get_host:
 *
 * Returns: (nullable): where the hub was last
 */
const char *
hearth_desk_folder_get_host (HearthDeskFolder *self)
{
  return self->host;
}

/**
 * hearth_desk_folder_get_port:
 *
 * Returns: the port there, or 0
 */
guint16
hearth_desk_folder_get_port (HearthDeskFolder *self)
{
  return self->port;
}

/**
 * hearth_desk_folder_get_center_uuid:
 *
 * Returns: (nullable): which center it is
 */
const char *
hearth_desk_folder_get_center_uuid (HearthDeskFolder *self)
{
  return self->center_uuid;
}

/**
 * hearth_desk_folder_get_center_name:
 *
 * Returns: (nullable): what it was called when the desk joined
 */
const char *
hearth_desk_folder_get_center_name (HearthDeskFolder *self)
{
  return self->center_name;
}

/**
 * hearth_desk_folder_get_epochs_before:
 *
 * Returns: (transfer full) (nullable): as they were set last; NULL: none
 */
char **
hearth_desk_folder_get_epochs_before (HearthDeskFolder *self)
{
  return self->joined ? g_key_file_get_string_list (self->joined, GROUP, "epochs-before", NULL, NULL) : NULL;
}

/**
 * hearth_desk_folder_get_desk:
 *
 * Returns: the number that the hub gave to this desk; 0 where it has joined no center
 */
gint64
hearth_desk_folder_get_desk (HearthDeskFolder *self)
{
  return self->joined ? g_key_file_get_int64 (self->joined, GROUP, "desk", NULL) : 0;
}
