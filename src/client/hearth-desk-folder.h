/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HEARTH_TYPE_DESK_FOLDER (hearth_desk_folder_get_type ())
G_DECLARE_FINAL_TYPE (HearthDeskFolder, hearth_desk_folder, HEARTH, DESK_FOLDER, GObject)

/* What a desk that joined a center keeps on its own disk: its key (0600), its certificate, that of the center's authority,
 * and where the hub was last. Main context only; files are small and written whole (a new one in the old one's place). */
HearthDeskFolder *hearth_desk_folder_new (const char *path);
const char *hearth_desk_folder_get_path (HearthDeskFolder *self);
gboolean hearth_desk_folder_has_joined (HearthDeskFolder *self);

/* Joining: a request for the folder's key (made when there is none), then what the hub answered. */
char *hearth_desk_folder_make_request (HearthDeskFolder *self, GError **error); /* PKCS #10, PEM */
gboolean hearth_desk_folder_set_joined (HearthDeskFolder *self,
                                        const char *certificate,
                                        const char *authority,
                                        const char *host,
                                        guint16 port,
                                        gint64 desk,
                                        const char *center_uuid,
                                        const char *center_name,
                                        GError **error);
gboolean hearth_desk_folder_set_certificate (HearthDeskFolder *self, const char *certificate, GError **error);
gboolean hearth_desk_folder_set_address (HearthDeskFolder *self, const char *host, guint16 port, GError **error);
gboolean hearth_desk_folder_set_epochs_before (HearthDeskFolder *self, const char *const *epochs, GError **error);
/* Leaves the center: key, certificate and address go; what was kept for the center stays until it is empty. */
gboolean hearth_desk_folder_forget (HearthDeskFolder *self, GError **error);

GTlsCertificate *hearth_desk_folder_get_certificate (HearthDeskFolder *self); /* (transfer none) (nullable): with key */
const char *hearth_desk_folder_get_authority (HearthDeskFolder *self);        /* (nullable) */
const char *hearth_desk_folder_get_host (HearthDeskFolder *self);
guint16 hearth_desk_folder_get_port (HearthDeskFolder *self);
gint64 hearth_desk_folder_get_desk (HearthDeskFolder *self); /* its number, 0 where it has joined no center */
const char *hearth_desk_folder_get_center_uuid (HearthDeskFolder *self);
const char *hearth_desk_folder_get_center_name (HearthDeskFolder *self);
char **hearth_desk_folder_get_epochs_before (HearthDeskFolder *self); /* (transfer full) (nullable): of the center */

G_END_DECLS
