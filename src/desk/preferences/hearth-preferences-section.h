/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <adwaita.h>

#include "hearth-client.h"

G_BEGIN_DECLS

/* A page of Preferences that shows what the hub keeps and follows it. */
#define HEARTH_TYPE_PREFERENCES_SECTION (hearth_preferences_section_get_type ())
G_DECLARE_DERIVABLE_TYPE (
    HearthPreferencesSection, hearth_preferences_section, HEARTH, PREFERENCES_SECTION, AdwPreferencesPage)

struct _HearthPreferencesSectionClass
{
  AdwPreferencesPageClass parent_class;

  const char *const *kinds; /* (nullable): of Session.Changed: read again when one of them changed */
  /* Asks the hub for what the page shows. */
  void (*read) (HearthPreferencesSection *self);
};

HearthClient *hearth_preferences_section_get_client (HearthPreferencesSection *self);
GCancellable *hearth_preferences_section_get_cancellable (HearthPreferencesSection *self);
/* The page is gone, or going: an answer that comes now is for nobody. */
gboolean hearth_preferences_section_is_gone (HearthPreferencesSection *self);
void hearth_preferences_section_read (HearthPreferencesSection *self);
/* A sentence above the page, where it is seen however far it is scrolled; "" takes it away. */
void hearth_preferences_section_say (HearthPreferencesSection *self, const char *text);
void hearth_preferences_section_say_error (HearthPreferencesSection *self, const GError *error);

G_END_DECLS
