/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conn.h"
#include "hearth-person.h"

G_BEGIN_DECLS

char **hearth_person_lists_store_texts (HearthConn *conn, const char *sql, gint64 id, GError **error);
GListStore *hearth_person_lists_store_phones (HearthConn *conn, gint64 id, GError **error);
GListStore *hearth_person_lists_store_contacts (HearthConn *conn, gint64 id, GError **error);
gboolean hearth_person_lists_store_write (HearthConn *conn, gint64 id, HearthPerson *person, GError **error);
gboolean hearth_person_lists_store_drop (HearthConn *conn, gint64 id, GError **error);

G_END_DECLS
