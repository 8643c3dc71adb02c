/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* What the gate lets through by mistake the services refuse: each function, asked by somebody who may do nothing. */

#include "config.h"

#include "hearth-account-service.h"
#include "hearth-center-service.h"
#include "hearth-checkin-service.h"
#include "hearth-desk-service.h"
#include "hearth-error.h"
#include "hearth-finder.h"
#include "hearth-import.h"
#include "hearth-merge-service.h"
#include "hearth-people-service.h"
#include "hearth-reason-service.h"
#include "hearth-report-service.h"
#include "hearth-test-center.h"

#define PERSON 1
#define OTHER 2
#define VISIT 1

static GVariant *
nothing (void)
{
  return g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
}

/* Each takes the number of one of its functions, for all that are there. */
/* Whether there was an answer; lets go of it. */
static gboolean
got_object (gpointer object)
{
  gboolean got = object != NULL;

  g_clear_object (&object);
  return got;
}

static gboolean
got_list (GPtrArray *list)
{
  gboolean got = list != NULL;

  g_clear_pointer (&list, g_ptr_array_unref);
  return got;
}

static gboolean
got_array (GArray *array)
{
  gboolean got = array != NULL;

  g_clear_pointer (&array, g_array_unref);
  return got;
}

static gboolean
got_variant (GVariant *variant)
{
  gboolean got = variant != NULL;

  g_clear_pointer (&variant, g_variant_unref);
  return got;
}

static gboolean
got_text (char *text)
{
  gboolean got = text != NULL;

  g_free (text);
  return got;
}

static gboolean
do_lists (HearthUnit *unit, gpointer data, GError **error)
{
  const gint64 ids[] = { VISIT };
  g_autofree char *today = NULL;
  gint64 alone;

  switch (GPOINTER_TO_UINT (data))
    {
    case 0:
      return got_list (hearth_checkin_service_day (unit, "", &today, error));
    case 1:
      return got_list (hearth_checkin_service_visits (unit, ids, 1, error));
    case 2:
      return got_list (hearth_checkin_service_roll (unit, error));
    default:
      return got_list (hearth_finder_find (unit, "john", 5, &alone, error));
    }
}

static gboolean
do_checkin (HearthUnit *unit, gpointer data, GError **error)
{
  const gint64 ids[] = { VISIT };
  g_autoptr (GVariant) none = nothing ();
  g_autoptr (HearthVisit) visit = NULL;
  g_autoptr (HearthArrival) arrival = NULL;
  g_autofree char *outcome = NULL;

  switch (GPOINTER_TO_UINT (data))
    {
    case 0:
      return hearth_checkin_service_record (unit, PERSON, none, &outcome, &visit, &arrival, error);
    case 1:
      return got_object (hearth_checkin_service_record_guest (unit, none, error));
    case 2:
      return got_object (hearth_checkin_service_record_group (unit, 2, "noon", none, error));
    case 3:
      return got_object (hearth_checkin_service_change (unit, VISIT, 1, none, error));
    case 4:
      return got_object (hearth_checkin_service_void (unit, VISIT, error));
    case 5:
      return got_object (hearth_checkin_service_check_out (unit, VISIT, 0, error));
    case 6:
      return hearth_checkin_service_come_back (unit, ids, 1, error);
    default:
      return got_array (hearth_checkin_service_close_day (unit, "", error));
    }
}

static gboolean
do_people (HearthUnit *unit, gpointer data, GError **error)
{
  g_autoptr (GVariant) none = nothing ();
  g_autoptr (HearthPerson) a = NULL, b = NULL;
  g_autoptr (HearthPerson) filled
      = g_object_new (HEARTH_TYPE_PERSON, "preferred-name", "Wren", "told-version", "1", NULL);
  g_autofree char *outcome = NULL;
  gint64 number;
  guint n, m;

  switch (GPOINTER_TO_UINT (data))
    {
    case 0:
      return got_object (hearth_people_service_get (unit, PERSON, error));
    case 1:
      return hearth_people_service_register (unit, filled, TRUE, &outcome, &number, &n, error);
    case 2:
      return hearth_people_service_update (unit, PERSON, 1, none, &number, error);
    case 3:
      return got_text (hearth_people_service_new_card (unit, PERSON, error));
    case 4:
      return got_list (hearth_people_service_twins (unit, PERSON, error));
    case 5:
      return hearth_merge_service_compare (unit, PERSON, OTHER, &a, &n, &b, &m, error);
    case 6:
      return hearth_merge_service_merge (unit, PERSON, 1, OTHER, 1, none, &number, error);
    case 7:
      return hearth_merge_service_unmerge (unit, 1, error);
    case 8:
      return got_variant (hearth_merge_service_list (unit, PERSON, error));
    default:
      return hearth_merge_service_not_same (unit, PERSON, OTHER, error);
    }
}

static gboolean
do_import (HearthUnit *unit, gpointer data, GError **error)
{
  static const char *const mapping[] = { "preferred-name", NULL };
  g_autoptr (HearthImport) import = hearth_import_new ();
  g_autoptr (GVariant) review = NULL;
  HearthImportProgress from = { 0 }, to;
  guint n, twins, problems;

  g_assert_true (hearth_import_add (import, "Name\nWren\n", 10, NULL));
  switch (GPOINTER_TO_UINT (data))
    {
    case 0:
      return hearth_import_check (import, unit, mapping, &n, &twins, &problems, &review, error);
    case 1:
      return hearth_import_run (import, unit, mapping, NULL, 0, NULL, 0, &from, &to, error);
    case 2:
      return hearth_import_undo (unit, 1, &from, &to, error);
    default:
      return got_object (hearth_import_batches (unit, error));
    }
}

static gboolean
do_center (HearthUnit *unit, gpointer data, GError **error)
{
  static const char *const roles[] = { "director", NULL };
  g_autoptr (GVariant) none = nothing ();
  g_autoptr (GVariant) figures = NULL, days = NULL, of_reasons = NULL, hours = NULL;
  g_autoptr (GListStore) reasons = g_list_store_new (HEARTH_TYPE_REASON);
  g_autofree char *month = NULL;

  switch (GPOINTER_TO_UINT (data))
    {
    case 0:
      return hearth_report_service_month (unit, "", &month, &figures, &days, &of_reasons, &hours, error);
    case 1:
      return got_text (hearth_report_service_month_csv (unit, "", TRUE, error));
    case 2:
      return hearth_reason_service_save (unit, NULL, G_LIST_MODEL (reasons), error);
    case 3:
      return got_object (hearth_center_service_save (unit, 1, none, error));
    case 4:
      return got_object (hearth_center_service_save_notice (unit, "2", "We keep less.", error));
    case 5:
      return got_object (hearth_account_service_list (unit, error));
    case 6:
      return hearth_account_service_set_roles (unit, 1, HEARTH_ACCOUNT_ANY_REVISION, roles, error);
    case 7:
      return hearth_account_service_set_disabled (unit, 1, TRUE, error);
    case 8:
      return hearth_account_service_reset_passphrase (unit, 1, "$argon2id$", error);
    default:
      return hearth_account_service_add (unit, "Wren", NULL, roles, "$argon2id$", error) != 0;
    }
}

static gboolean
do_desks (HearthUnit *unit, gpointer data, GError **error)
{
  g_auto (GVariantDict) status = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GVariant) none = nothing ();
  g_autofree char *certificate = NULL, *authority = NULL;

  switch (GPOINTER_TO_UINT (data))
    {
    case 0:
      return got_object (hearth_desk_service_list (unit, error));
    case 1:
      return got_object (hearth_desk_service_save (unit, 1, 1, none, error));
    case 2:
      return hearth_desk_service_remove (unit, 2, error);
    case 3:
      return hearth_desk_service_enroll_own (unit, "", &certificate, &authority, error);
    default:
      return hearth_desk_service_status (unit, &status, error);
    }
}

static gboolean
do_team (HearthUnit *unit, gpointer data, GError **error)
{
  static const char *const roles[] = { "greeter", NULL };

  switch (GPOINTER_TO_UINT (data))
    {
    case 0:
      return got_list (hearth_account_service_team (unit, error));
    case 1:
      return hearth_account_service_check_ask (unit, 1, 0, error);
    case 2:
      return hearth_account_service_check_new (unit, "Wren", "", roles, error);
    case 3:
      return hearth_account_service_check_there (unit, 1, error);
    default:
      return hearth_account_service_create (unit, "Wren", NULL, roles, "$argon2id$", error) != 0;
    }
}

static const struct
{
  const char *name;
  HearthUnitWork work;
  guint n;
} nouns[] = {
  { "/permissions/lists", do_lists, 4 },    { "/permissions/checkin", do_checkin, 8 },
  { "/permissions/people", do_people, 10 }, { "/permissions/import", do_import, 4 },
  { "/permissions/center", do_center, 10 }, { "/permissions/desks", do_desks, 5 },
  { "/permissions/team", do_team, 5 },
};

static void
test_noun (gconstpointer data)
{
  guint noun = GPOINTER_TO_UINT (data);
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  HearthCaller nobody = { center->account_id[HEARTH_ROLE_GREETER], 1, 0 };
  gint64 n_rows;

  g_assert_cmpint (hearth_test_center_add_person (center, "John", "Smith"), ==, PERSON);
  g_assert_cmpint (hearth_test_center_add_person (center, "Jon", "Smythe"), ==, OTHER);
  hearth_test_center_write (center, HEARTH_ROLE_GREETER, do_checkin, GUINT_TO_POINTER (1));
  n_rows = hearth_test_center_number (center, "SELECT COUNT (*) FROM audit");
  for (guint i = 0; i < nouns[noun].n; i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("function %u", i);
      g_assert_false (hearth_house_write (center->house, &nobody, nouns[noun].work, GUINT_TO_POINTER (i), &error));
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED);
    }
  g_assert_cmpint (hearth_test_center_number (center, "SELECT COUNT (*) FROM audit"), ==, n_rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (nouns); i++)
    g_test_add_data_func (nouns[i].name, GUINT_TO_POINTER (i), test_noun);
  return g_test_run ();
}
