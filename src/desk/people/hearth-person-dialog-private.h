/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-conflict-panel.h"
#include "hearth-person-dialog.h"
#include "hearth-person-section.h"
#include "hearth-section-nav.h"

G_BEGIN_DECLS

#define HEARTH_N_PERSON_SECTIONS 6

struct _HearthPersonDialog
{
  AdwWindow parent_instance;

  HearthClient *client; /* (owned) */
  gint64 person;
  HearthPerson *base;        /* (owned) (nullable): the record as the hub gave it last */
  GCancellable *cancellable; /* (owned) */
  HearthSectionNav *nav;     /* (owned) */
  guint spin_source;
  gboolean busy;                                           /* a writing call is on its way */
  gboolean leaving;                                        /* what was typed may be lost: they said so */
  gboolean then_merge;                                     /* after saving, look for the same person twice */
  HearthPersonSection *sections[HEARTH_N_PERSON_SECTIONS]; /* (unowned): top to bottom */

  GtkWidget *about;
  GtkWidget *banner;
  GtkWidget *card;
  HearthConflictPanel *conflict;
  GtkWidget *emergency;
  AdwStatusPage *error_page;
  GtkWidget *form;
  GtkWidget *hidden_group;
  AdwActionRow *hidden_row;
  GtkWidget *names;
  GtkWidget *reach;
  GtkScrolledWindow *scrolled;
  GtkListBox *section_list;
  GtkSpinner *spinner;
  GtkStack *stack;
  AdwWindowTitle *title;
  GtkWidget *told;
  GtkWidget *twice_button;
};

/* hearth-person-dialog.c */
void hearth_person_dialog_load (HearthPersonDialog *self);
HearthPerson *hearth_person_dialog_dup_typed (HearthPersonDialog *self);
gboolean hearth_person_dialog_is_typed (HearthPersonDialog *self);
void hearth_person_dialog_set_busy (HearthPersonDialog *self, gboolean busy);
void hearth_person_dialog_say_error (HearthPersonDialog *self, const GError *error);
void hearth_person_dialog_rebase (HearthPersonDialog *self, HearthPerson *fresh, gboolean say);

/* hearth-person-dialog-actions.c */
void hearth_person_dialog_install_actions (GtkWidgetClass *widget_class);
gboolean hearth_person_dialog_may_close (HearthPersonDialog *self);

G_END_DECLS
