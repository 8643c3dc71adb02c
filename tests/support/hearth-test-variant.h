/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where a fuzz target's choices come from: its bytes, and when those are used up, numbers that follow from them. */
typedef struct
{
  const guint8 *data; /* (unowned) */
  gsize size, at;
  guint32 state;
} HearthTestChance;

void hearth_test_chance_init (HearthTestChance *self, const guint8 *data, gsize size);
guint hearth_test_chance_pick (HearthTestChance *self, guint n); /* 0 to @n - 1; @n up to 65,536 */

/* Texts, numbers and values that nobody expects. Floating. */
const char *hearth_test_variant_text (HearthTestChance *chance);
gint64 hearth_test_variant_number (HearthTestChance *chance);
GVariant *hearth_test_variant_odd (HearthTestChance *chance, const GVariantType *type);
GVariant *hearth_test_variant_dict (HearthTestChance *chance, GType record_type); /* a{sv}, mostly of its fields */

/* Arguments of a method: of the right types and odd, of other types, empty, or such that they could be meant. */
GVariant *hearth_test_variant_odd_args (HearthTestChance *chance, const GDBusMethodInfo *method);
GVariant *hearth_test_variant_wrong_args (HearthTestChance *chance, const GDBusMethodInfo *method);
GVariant *hearth_test_variant_empty_args (const GDBusMethodInfo *method);
GVariant *hearth_test_variant_meant_args (const GDBusMethodInfo *method);

G_END_DECLS
