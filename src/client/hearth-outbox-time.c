/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The outbox: when it was. A desk that has not heard its hub since it started has only the clock of its PC, which may begin
 * in 1970 where the battery is dead. So it also notes how long the PC has run: when the hub is heard during the same run of
 * the PC, the true time comes of that. After a restart of the PC what its clock said has to do, unless that cannot be: then
 * nobody knows when it was but whoever was there, and it waits for a person. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-outbox-private.h"

#include "hearth-client-private.h"
#include "hearth-clock.h"
#include "hearth-error.h"
#include "hearth-record.h"

#define BOOT_FILE "/proc/sys/kernel/random/boot_id"
/* Two clocks that are set differ by so much. */
#define SLACK_S 300

/*< private >
 * hearth_outbox_read_boot:
 *
 * Returns: (transfer full): another text after each start of the PC; "" where it does not say
 */
char *
hearth_outbox_read_boot (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (BOOT_FILE, &text, NULL, NULL))
    return g_strdup ("");
  return g_strdup (g_strstrip (text));
}

/*< private >
 * hearth_outbox_note_time:
 * @fields: of an entry that is being kept
 *
 * Notes what the true time may come of later, where the desk does not know it.
 */
void
hearth_outbox_note_time (HearthOutbox *self, GVariantDict *fields)
{
  if (self->client->greeted_us != 0)
    return;
  g_variant_dict_insert (fields, "boot", "s", self->boot);
  g_variant_dict_insert (fields, "boot-s", "x", MAX (hearth_clock_since_boot_us () / G_USEC_PER_SEC, 1));
  g_variant_dict_insert (fields, "thought-s", "x", hearth_client_get_hub_now_s (self->client));
}

static HearthKept *
with_time (HearthKept *kept, gint64 arrived_at_s, const char *state)
{
  g_autoptr (GVariant) changes = NULL;
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "arrived-at-s", "x", arrived_at_s);
  g_variant_dict_insert (&dict, "boot", "s", "");
  g_variant_dict_insert (&dict, "boot-s", "x", G_GINT64_CONSTANT (0));
  g_variant_dict_insert (&dict, "thought-s", "x", G_GINT64_CONSTANT (0));
  g_variant_dict_insert (&dict, "state", "s", state);
  changes = g_variant_ref_sink (g_variant_dict_end (&dict));
  return hearth_record_with (kept, changes, NULL);
}

/* Whether what the clock of the PC said may have been the time. @heard_s: when the hub was heard last before. */
static gboolean
may_be (HearthKept *kept, gint64 heard_s, gint64 now_s)
{
  gint64 thought_s = hearth_kept_get_thought_s (kept);

  return hearth_kept_is_a_time (hearth_kept_get_kept_at_s (kept)) && hearth_kept_is_a_time (thought_s)
         && thought_s >= heard_s - SLACK_S && thought_s <= now_s + SLACK_S;
}

/*< private >
 * hearth_outbox_set_times:
 * @heard_s: when the hub was heard last, before now, by its clock; 0: never
 *
 * The hub was heard: what was kept without knowing the time has it now, or waits for a person.
 */
void
hearth_outbox_set_times (HearthOutbox *self, gint64 heard_s)
{
  gint64 now_s = hearth_client_get_hub_now_s (self->client);
  gint64 since_boot_s = hearth_clock_since_boot_us () / G_USEC_PER_SEC;

  for (guint i = 0; i < self->entries->len; i++)
    {
      HearthOutboxEntry *entry = self->entries->pdata[i];
      g_autoptr (HearthKept) before = g_object_ref (entry->kept);
      const char *state = hearth_kept_get_state (before), *boot = hearth_kept_get_boot (before);
      gint64 arrived_at_s = hearth_kept_get_arrived_at_s (before), boot_s = hearth_kept_get_boot_s (before);
      g_autoptr (HearthKept) kept = NULL;
      g_autoptr (GError) error = NULL;

      if (boot_s == 0)
        continue;
      if (*boot != '\0' && g_str_equal (boot, self->boot))
        arrived_at_s += now_s - (since_boot_s - boot_s) - hearth_kept_get_thought_s (before);
      else if (!may_be (before, heard_s, now_s))
        {
          arrived_at_s = 0;
          state = "settle";
        }
      kept = with_time (before, arrived_at_s, state);
      if (!hearth_outbox_store_write (&self->store, entry->name, kept, &error))
        g_warning ("the time of what was kept was not written: %s", error->message);
      hearth_outbox_replace (self, i, kept);
    }
}

/**
 * hearth_outbox_set_arrival:
 * @kept: one to settle
 * @arrived_at_s: when it was, as somebody says
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the same with this time; %NULL with %HEARTH_ERROR_NOT_FOUND, %HEARTH_ERROR_INVALID for
 *   one that is sent by itself, or %HEARTH_ERROR_NO_ROOM
 */
HearthKept *
hearth_outbox_set_arrival (HearthOutbox *self, HearthKept *kept, gint64 arrived_at_s, GError **error)
{
  g_autoptr (HearthKept) after = NULL;
  HearthOutboxEntry *entry;
  guint position;

  g_return_val_if_fail (HEARTH_IS_OUTBOX (self), NULL);
  g_return_val_if_fail (HEARTH_IS_KEPT (kept), NULL);

  entry = hearth_outbox_find (self, hearth_kept_get_request (kept), &position);
  if (entry == NULL)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_NOT_FOUND, "it is not kept any more");
  else if (entry->sending || g_str_equal (hearth_kept_get_state (entry->kept), "waiting"))
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "it has its time");
  else
    {
      after = with_time (entry->kept, arrived_at_s, hearth_kept_get_state (entry->kept));
      if (hearth_outbox_store_write (&self->store, entry->name, after, error))
        {
          hearth_outbox_replace (self, position, after);
          return g_steal_pointer (&after);
        }
    }
  return NULL;
}
