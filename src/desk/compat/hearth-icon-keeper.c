/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* GTK loads icons in threads of a pool, and such a thread may let go of the last reference to an icon: of the one it loaded,
 * or of an older one that it drives out of the list of those used last. Until that icon has taken itself out of the theme's
 * table the windows still find it there, and hold one that is gone: a critical warning, then a crash. Seen with GTK 4.8.3
 * where windows with many icons open and close. So an icon that would end in such a thread is kept: it stays in the table
 * and is found there again, so there are never more of them than different icons. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-icon-keeper.h"

static GThread *own_thread;
static void (*dispose_of_gtk) (GObject *icon);

/* Whoever lets go of the last reference is here; an object that has another one afterwards lives on. */
static void
dispose (GObject *icon)
{
  if (g_thread_self () == own_thread)
    dispose_of_gtk (icon);
  else
    g_object_ref (icon);
}

/**
 * hearth_icon_keeper_init:
 *
 * Before the first window. Once is enough, twice is no error.
 */
void
hearth_icon_keeper_init (void)
{
  GObjectClass *icon_class;

  if (own_thread != NULL)
    return;
  own_thread = g_thread_self ();
  icon_class = g_type_class_ref (GTK_TYPE_ICON_PAINTABLE); /* for good */
  dispose_of_gtk = icon_class->dispose;
  icon_class->dispose = dispose;
}
