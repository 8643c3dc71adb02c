/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HearthHub HearthHub;
typedef struct _HearthPeer HearthPeer;
typedef struct _HearthCall HearthCall;
typedef struct _HearthVerb HearthVerb;
typedef struct _HearthDoor HearthDoor;
typedef struct _HearthEntry HearthEntry;
typedef struct _HearthUpkeep HearthUpkeep;
typedef struct _HearthListener HearthListener;
typedef struct _HearthPairing HearthPairing;
typedef struct _HearthNotices HearthNotices;

G_END_DECLS
