/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The center: its making, its settings, its notice. Functions of one unit of work, on its database thread; making a
 * center opens the file itself, on the caller's thread. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-center-service.h"

#include <string.h>

#include "hearth-account-service.h"
#include "hearth-center-store.h"
#include "hearth-clock.h"
#include "hearth-day.h"
#include "hearth-db.h"
#include "hearth-desk-store.h"
#include "hearth-error.h"
#include "hearth-notice-store.h"
#include "hearth-reason-store.h"
#include "hearth-secret.h"
#include "hearth-text.h"
#include "hearth-vocabularies.h"

#define VERSION_MAX 40
#define CLOCK_SLACK_S (5 * 60) /* clocks that a network sets move a little */

/* An IANA name of a zone that this machine knows. Only such names: GLib also takes offsets and paths. */
static GTimeZone *
zone_of (const char *name, GError **error)
{
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
  g_autoptr (GTimeZone) zone = NULL;

  if (name && g_ascii_isalpha (*name) && strlen (name) <= 64 && strspn (name, letters) == strlen (name)
      && (strchr (name, '/') || g_str_equal (name, "UTC")))
    zone = g_time_zone_new_identifier (name);
  if (zone == NULL)
    g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "no time zone of this name");
  return g_steal_pointer (&zone);
}

static char *
clean_required (const char *text, guint max_chars, const char *what, GError **error)
{
  g_autofree char *clean = hearth_text_clean (text, max_chars, error);

  if (clean && *clean == '\0')
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "%s is empty", what);
      return NULL;
    }
  return g_steal_pointer (&clean);
}

/* What a new center begins with. */
typedef struct
{
  char *name, *desk, *hash; /* (owned) */
  const char *time_zone, *director;
  gboolean sample;
  GTimeZone *zone; /* (owned) */
} Beginning;

static void
beginning_clear (Beginning *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->desk, g_free);
  g_clear_pointer (&self->hash, g_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Beginning, beginning_clear)

static gboolean
write_vocabularies (HearthUnit *unit, GError **error)
{
  g_autofree char *today = hearth_day_of (unit->now_s, unit->zone);
  g_autofree char *notice = hearth_vocabularies_notice (error);
  g_autoptr (GListStore) reasons = notice ? hearth_vocabularies_reasons (error) : NULL;

  if (reasons == NULL || hearth_notice_store_insert (unit->conn, "1", today, notice, error) == 0)
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (reasons)); i++)
    {
      g_autoptr (HearthReason) reason = g_list_model_get_item (G_LIST_MODEL (reasons), i);

      if (!hearth_reason_store_insert (unit->conn, reason, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_beginning (HearthConn *conn, gpointer data, GError **error)
{
  static const char *const roles[] = { "director", NULL };
  Beginning *beginning = data;
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (HearthChange));
  g_autoptr (GArray) noted = g_array_new (FALSE, FALSE, 1);
  HearthUnit unit = {
    .conn = conn,
    .caller = HEARTH_CALLER_TOOL,
    .zone = beginning->zone,
    .now_s = hearth_clock_now_s (),
    .changes = changes,
    .noted = noted,
  };

  return hearth_center_store_insert (conn, beginning->name, beginning->time_zone, beginning->sample, unit.now_s, error)
         && hearth_desk_store_insert (conn, beginning->desk, FALSE, unit.now_s, error) != 0
         && write_vocabularies (&unit, error) && hearth_unit_audit (&unit, "create", "center", 1, "", error)
         && hearth_account_service_add (&unit, beginning->director, NULL, roles, beginning->hash, error) != 0;
}

/**
 * hearth_center_service_create:
 * @path: where the center file is to be; nothing is there yet
 * @name: the center's name
 * @time_zone: an IANA name
 * @desk: the first desk's name
 * @director: what the first director signs in with
 * @passphrase: their passphrase
 * @sample: whether the people will be invented
 * @error: return location
 *
 * Makes a center file with its first desk and director and the bundled reasons and notice. Takes a tenth of a second for
 * the passphrase.
 *
 * Returns: %FALSE on error; then there is no file
 */
gboolean
hearth_center_service_create (const char *path,
                              const char *name,
                              const char *time_zone,
                              const char *desk,
                              const char *director,
                              const char *passphrase,
                              gboolean sample,
                              GError **error)
{
  g_auto (Beginning) beginning = { .time_zone = time_zone, .director = director, .sample = sample };

  if ((beginning.name = clean_required (name, HEARTH_TEXT_NAME_MAX, "the center's name", error)) == NULL
      || (beginning.desk = clean_required (desk, HEARTH_TEXT_NAME_MAX, "the desk's name", error)) == NULL
      || (beginning.zone = zone_of (time_zone, error)) == NULL)
    return FALSE;
  if (!hearth_secret_is_strong (passphrase))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "the passphrase is too weak");
      return FALSE;
    }
  return (beginning.hash = hearth_secret_hash (passphrase, error)) != NULL
         && hearth_db_make_file (path, write_beginning, &beginning, error);
}

/**
 * hearth_center_service_get:
 * @unit: a unit
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the center and the caller's desk. clock-behind-s: by how much now lies before the
 *   newest thing that was kept, if it is more than five minutes.
 */
HearthCenter *
hearth_center_service_get (HearthUnit *unit, GError **error)
{
  gint64 newest_s, behind_s;

  if (!hearth_center_store_newest_s (unit->conn, &newest_s, error))
    return NULL;
  behind_s = newest_s - unit->now_s;
  return hearth_center_store_get (unit->conn, unit->caller.desk_id, behind_s > CLOCK_SLACK_S ? behind_s : 0, error);
}

/* @center with its texts cleaned. */
static HearthCenter *
check_center (HearthCenter *center, gboolean has_desk, GError **error)
{
  GVariantDict clean = G_VARIANT_DICT_INIT (NULL);
  g_autofree char *name = clean_required (hearth_center_get_name (center), HEARTH_TEXT_NAME_MAX, "name", error);
  g_autofree char *card
      = name ? hearth_text_clean_note (hearth_center_get_emergency_card (center), HEARTH_TEXT_NOTE_MAX, error) : NULL;
  g_autofree char *desk = NULL;
  g_autoptr (GTimeZone) zone = card ? zone_of (hearth_center_get_time_zone (center), error) : NULL;

  if (zone == NULL)
    return NULL;
  if (has_desk)
    desk = clean_required (hearth_center_get_desk (center), HEARTH_TEXT_NAME_MAX, "the desk's name", error);
  else
    desk = g_strdup ("");
  if (desk == NULL)
    return NULL;
  g_variant_dict_insert (&clean, "name", "s", name);
  g_variant_dict_insert (&clean, "emergency-card", "s", card);
  g_variant_dict_insert (&clean, "desk", "s", desk);

  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_dict_end (&clean));

  return hearth_record_with (center, changes, error);
}

/* Only what may be set; the rest of what came is passed over. */
static GVariant *
settable (GVariant *changes)
{
  static const char *const fields[] = { "name", "time-zone", "desk", "front-desk", "emergency-card" };
  GVariantDict dict = G_VARIANT_DICT_INIT (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (changes, fields[i], NULL);

      if (value)
        g_variant_dict_insert_value (&dict, fields[i], value);
    }
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

static char *
names_of_changes (HearthCenter *before, HearthCenter *after)
{
  g_autoptr (GVariant) changes = g_variant_ref_sink (hearth_record_changes (before, after));
  GString *names = g_string_new (NULL);
  GVariantIter iter;
  const char *key;

  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&sv}", &key, NULL))
    g_string_append_printf (names, "%s%s", names->len ? " " : "", key);
  return g_string_free (names, FALSE);
}

static gboolean
write_center (HearthUnit *unit, HearthCenter *after, const char *detail, GError **error)
{
  gint64 desk = unit->caller.desk_id;

  return hearth_center_store_update (unit->conn, after, error)
         && (desk == 0
             || hearth_desk_store_set_name (unit->conn, desk, hearth_center_get_desk (after),
                                            hearth_center_get_front_desk (after), error))
         && hearth_unit_audit (unit, "save", "center", 1, detail, error);
}

/**
 * hearth_center_service_save:
 * @unit: a writing unit
 * @revision: of the center as the caller knows it
 * @changes: a{sv} of HearthCenter: name, time-zone, desk, front-desk, emergency-card
 * @error: return location
 *
 * Needs manage-center. Another time zone counts from now on: days of earlier visits stay as they were kept.
 *
 * Returns: (transfer full) (nullable): the center as it is now; %NULL with %HEARTH_ERROR_CONFLICT if it changed meanwhile
 */
HearthCenter *
hearth_center_service_save (HearthUnit *unit, gint64 revision, GVariant *changes, GError **error)
{
  g_autoptr (HearthCenter) before = NULL;
  g_autofree char *detail = NULL;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_CENTER, error)
      || (before = hearth_center_service_get (unit, error)) == NULL)
    return NULL;
  if (hearth_center_get_revision (before) != revision)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_CONFLICT, "the center changed meanwhile");
      return NULL;
    }

  g_autoptr (GVariant) wanted = settable (changes);
  g_autoptr (HearthCenter) raw = hearth_record_with (before, wanted, error);
  g_autoptr (HearthCenter) after = raw ? check_center (raw, unit->caller.desk_id != 0, error) : NULL;

  if (after == NULL)
    return NULL;
  detail = names_of_changes (before, after);
  if (*detail == '\0')
    return g_steal_pointer (&before);
  if (!write_center (unit, after, detail, error))
    return NULL;
  hearth_unit_changed (unit, "center", 0);
  if (unit->caller.desk_id != 0)
    hearth_unit_changed (unit, "desk", unit->caller.desk_id);
  return hearth_center_service_get (unit, error);
}

/**
 * hearth_center_service_save_notice:
 * @unit: a writing unit
 * @version: what the new version is called; none before was called so
 * @text: "What we keep", in the center's words
 * @error: return location
 *
 * Needs manage-center. Those who were told an earlier version keep it.
 *
 * Returns: (transfer full) (nullable): the center with its new notice; %NULL with %HEARTH_ERROR_INVALID
 */
HearthCenter *
hearth_center_service_save_notice (HearthUnit *unit, const char *version, const char *text, GError **error)
{
  g_autofree char *clean_version = NULL, *clean_text = NULL, *today = NULL;
  g_autoptr (HearthCenter) center = NULL;
  gint64 id;

  if (!hearth_unit_need (unit, HEARTH_PERMISSION_MANAGE_CENTER, error)
      || (clean_version = clean_required (version, VERSION_MAX, "the version", error)) == NULL
      || (clean_text = hearth_text_clean_note (text, HEARTH_TEXT_NOTE_MAX, error)) == NULL
      || !hearth_notice_store_find (unit->conn, clean_version, &id, error)
      || (center = hearth_center_service_get (unit, error)) == NULL)
    return NULL;
  if (id != 0 || *clean_text == '\0')
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID,
                   id != 0 ? "a notice has this version" : "the notice is empty");
      return NULL;
    }
  today = hearth_day_of (unit->now_s, unit->zone);
  id = hearth_notice_store_insert (unit->conn, clean_version, today, clean_text, error);
  if (id == 0 || !hearth_center_store_update (unit->conn, center, error)
      || !hearth_unit_audit (unit, "save-notice", "center", id, clean_version, error))
    return NULL;
  hearth_unit_changed (unit, "center", 0);
  return hearth_center_service_get (unit, error);
}
