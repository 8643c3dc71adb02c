/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a desk keeps on its disk: sealed for the hub's key, in frames that show whether they are whole. */
#define HEARTH_SEAL_BODY_MAX (256 * 1024)

GBytes *hearth_seal_dict (GVariant *dict, const char *public_key, GError **error); /* an a{sv}, sealed */
GVariant *hearth_seal_open (GBytes *sealed, const char *public_key, const char *secret_key, GError **error);

/* A frame: a time that may be read by anybody, and a body. */
typedef struct
{
  gint64 at_s;
  GBytes *body;      /* (owned) */
  gsize start, size; /* where it lies */
} HearthFrame;

void hearth_frame_clear (HearthFrame *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HearthFrame, hearth_frame_clear)

GBytes *hearth_frame_make (gint64 at_s, GBytes *body);
gboolean hearth_frame_find (GBytes *data, gsize from, HearthFrame *frame);

G_END_DECLS
