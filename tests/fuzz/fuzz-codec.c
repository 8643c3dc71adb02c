/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Fuzz target: the one codec between records and a{sv}, for every record type. Bytes that may be no dictionary at all, and
 * dictionaries of odd values: each is refused or read, and what was read goes round and comes back the same. */

#include "config.h"

#include "hearth-account.h"
#include "hearth-arrival.h"
#include "hearth-candidate.h"
#include "hearth-center.h"
#include "hearth-desk.h"
#include "hearth-emergency-contact.h"
#include "hearth-error.h"
#include "hearth-hub-greeting.h"
#include "hearth-hub-status.h"
#include "hearth-kept.h"
#include "hearth-person.h"
#include "hearth-phone.h"
#include "hearth-reason.h"
#include "hearth-record.h"
#include "hearth-test-variant.h"
#include "hearth-visit.h"
#include "hearth-written.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define MAX_TYPES 32

/* Every record type there is. */
static guint
list_types (GType *types)
{
  const GType all[] = {
    HEARTH_TYPE_ACCOUNT,      HEARTH_TYPE_ARRIVAL,    HEARTH_TYPE_CANDIDATE,
    HEARTH_TYPE_CENTER,       HEARTH_TYPE_DESK,       HEARTH_TYPE_EMERGENCY_CONTACT,
    HEARTH_TYPE_HUB_GREETING, HEARTH_TYPE_HUB_STATUS, HEARTH_TYPE_KEPT,
    HEARTH_TYPE_PERSON,       HEARTH_TYPE_PHONE,      HEARTH_TYPE_REASON,
    HEARTH_TYPE_VISIT,        HEARTH_TYPE_WRITTEN,
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (all) <= MAX_TYPES);
  memcpy (types, all, sizeof all);
  return G_N_ELEMENTS (all);
}

static void
assert_clean (GVariant *dict)
{
  g_autofree char *text = g_variant_print (dict, TRUE);

  g_assert_true (g_variant_is_normal_form (dict));
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

/* What was read can be written, read again, and is the same; so is the way by changes. */
static void
go_round (gpointer record)
{
  GType type = G_OBJECT_TYPE (record);
  g_autoptr (GVariant) dict = g_variant_ref_sink (hearth_record_to_variant (record));
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthRecord) again = hearth_record_from_variant (type, dict, &error);
  g_autoptr (HearthRecord) blank = g_object_new (type, NULL);
  g_autoptr (GVariant) changes = g_variant_ref_sink (hearth_record_changes (blank, record));
  g_autoptr (HearthRecord) changed = NULL;

  g_assert_no_error (error);
  assert_clean (dict);
  g_assert_true (hearth_record_equal (record, again));
  changed = hearth_record_with (blank, changes, &error);
  g_assert_no_error (error);
  g_assert_true (hearth_record_equal (record, changed));
}

static void
read_dict (GType type, GVariant *dict)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (dict);
  g_autoptr (GError) error = NULL;
  g_autoptr (HearthRecord) record = hearth_record_from_variant (type, owned, &error);

  if (record)
    {
      g_assert_no_error (error);
      go_round (record);
      return;
    }
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

/* As the bytes of a message would come: trusted by nobody, maybe not in normal form. */
static void
read_bytes (GType type, const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GVariant) dicts = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE ("aa{sv}"), bytes, FALSE));
  g_autoptr (GListStore) records = NULL;

  read_dict (type, g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));
  if (g_variant_n_children (dicts) > 100)
    return;
  records = hearth_record_list_from_variant (type, dicts, NULL);
  for (guint i = 0; records && i < g_list_model_get_n_items (G_LIST_MODEL (records)); i++)
    {
      g_autoptr (HearthRecord) record = g_list_model_get_item (G_LIST_MODEL (records), i);

      go_round (record);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  GType types[MAX_TYPES];
  guint n = list_types (types);
  HearthTestChance chance;
  GType type;

  (void)HEARTH_ERROR;
  hearth_test_chance_init (&chance, data, size);
  type = types[hearth_test_chance_pick (&chance, n)];
  read_dict (type, hearth_test_variant_dict (&chance, type));
  read_dict (type, hearth_test_variant_odd (&chance, G_VARIANT_TYPE_VARDICT));
  if (size > 0)
    read_bytes (type, data + 1, size - 1);
  return 0;
}
