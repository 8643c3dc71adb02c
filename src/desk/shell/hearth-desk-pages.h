/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-permission.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* A page of the sidebar. Its widget has a construct property "client", its own AdwHeaderBar, and (if it has a place where
 * typing begins) an action "page.focus". */
typedef struct
{
  const char *name;
  const char *label; /* to be translated in the context "page" */
  const char *icon_name;
  GType (*get_type) (void);
  HearthPermission permission; /* who may see it */
  gboolean counts_here;        /* shows how many are here now */
} HearthDeskPage;

/* In the order of the sidebar. */
extern const HearthDeskPage hearth_desk_pages[];
extern const guint hearth_n_desk_pages;

/* Returns (transfer none): the name of the highest of @roles, in words. */
const char *hearth_role_label (const char *const *roles);
const char *hearth_role_label_of_nick (const char *nick);

G_END_DECLS
