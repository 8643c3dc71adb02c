/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One application at a time for one center file. */
typedef struct _HearthLock HearthLock;

HearthLock *hearth_lock_take (const char *center_path, GError **error);
void hearth_lock_release (HearthLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HearthLock, hearth_lock_release)

G_END_DECLS
