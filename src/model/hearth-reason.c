/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* A visit reason: one word of a vocabulary that the center edits.
 * Immutable; any thread may read it. */

#define G_LOG_DOMAIN "hearth-model"

#include "config.h"

#include "hearth-reason.h"

struct _HearthReason
{
  HearthRecord parent_instance;
};

G_DEFINE_FINAL_TYPE (HearthReason, hearth_reason, HEARTH_TYPE_RECORD)

/* In the order in which class_init adds them. */
enum
{
  FIELD_CODE = 1, /* never changes */
  FIELD_LABEL,    /* what people read */
  FIELD_DEFINITION,
  FIELD_ICON,     /* icon name */
  FIELD_POSITION, /* from 0 */
  FIELD_VERSION,  /* grows when label or definition change */
  FIELD_RETIRED,  /* kept for old visits, not offered */
};

static void
hearth_reason_class_init (HearthReasonClass *klass)
{
  HearthRecordClass *record_class = HEARTH_RECORD_CLASS (klass);

  hearth_record_class_add_string (record_class, "code");
  hearth_record_class_add_string (record_class, "label");
  hearth_record_class_add_string (record_class, "definition");
  hearth_record_class_add_string (record_class, "icon");
  hearth_record_class_add_int (record_class, "position");
  hearth_record_class_add_int (record_class, "version");
  hearth_record_class_add_bool (record_class, "retired");
}

static void
hearth_reason_init (HearthReason *self)
{
}

HEARTH_RECORD_STRING (HearthReason, hearth_reason, code, FIELD_CODE)
HEARTH_RECORD_STRING (HearthReason, hearth_reason, label, FIELD_LABEL)
HEARTH_RECORD_STRING (HearthReason, hearth_reason, definition, FIELD_DEFINITION)
HEARTH_RECORD_STRING (HearthReason, hearth_reason, icon, FIELD_ICON)
HEARTH_RECORD_INT (HearthReason, hearth_reason, position, FIELD_POSITION)
HEARTH_RECORD_INT (HearthReason, hearth_reason, version, FIELD_VERSION)
HEARTH_RECORD_BOOL (HearthReason, hearth_reason, retired, FIELD_RETIRED)

/**
 * hearth_reason_list_stamp:
 * @reasons: (element-type HearthReason): a vocabulary as it was read, retired ones too
 *
 * What a desk knew when it began to change the list. A version stands for label and definition.
 *
 * Returns: (transfer full): a text that is another one after each change
 */
char *
hearth_reason_list_stamp (GListModel *reasons)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < g_list_model_get_n_items (reasons); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (reasons, i);
      g_autofree char *line = g_strdup_printf ("%s %" G_GINT64_FORMAT " %d %s\n", hearth_reason_get_code (reason),
                                               hearth_reason_get_version (reason), hearth_reason_get_retired (reason),
                                               hearth_reason_get_icon (reason));

      g_checksum_update (checksum, (const guchar *)line, -1);
    }
  return g_strdup (g_checksum_get_string (checksum));
}
