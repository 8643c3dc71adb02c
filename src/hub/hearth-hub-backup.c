/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Desk: what the hub does for the methods of its that are about backups. What is called work runs on database threads. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-hub-verbs.h"

#include "hearth-backup-service.h"
#include "hearth-error.h"
#include "hearth-hub-private.h"
#include "hearth-id.h"
#include "hearth-upkeep.h"

/* A place on its way from the desk, over a thread of its own, to the center file. */
typedef struct
{
  char *center_path;  /* (owned) */
  const char *folder; /* (unowned): of the call */
  const char *passphrase;
  gint64 revision;
  gboolean apart;
  HearthSealing sealing;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  hearth_sealing_clear (&place->sealing);
  g_free (place->center_path);
  g_free (place);
}

static gboolean
write_place (HearthUnit *unit, gpointer data, GError **error)
{
  Place *place = data;
  const HearthSealing *sealing = *place->passphrase == '\0' ? NULL : &place->sealing;

  return hearth_backup_service_set_place (unit, place->revision, place->folder, place->apart, sealing, error);
}

/* The first copy is made at once: whoever chose the place sees whether it works. */
static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthCall *call = user_data;
  HearthHub *hub = hearth_call_get_hub (call);
  g_autoptr (GVariant) changes = NULL;
  GError *error = NULL;

  if (!hearth_house_write_finish (HEARTH_HOUSE (source), result, &changes, &error))
    {
      hearth_call_fail (call, error);
      return;
    }
  hearth_hub_publish (hub, changes);
  if (hearth_hub_get_upkeep (hub))
    hearth_upkeep_look (hearth_hub_get_upkeep (hub));
  hearth_call_reply (call, g_variant_new ("()"));
}

static void
prepare_place (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Place *place = task_data;
  GError *error = NULL;

  if (hearth_backup_service_prepare (place->center_path, place->folder, place->passphrase, &place->apart,
                                     &place->sealing, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HearthCall *call = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    hearth_house_write_async (hearth_hub_get_house (hearth_call_get_hub (call)), hearth_call_get_caller (call),
                              write_place, hearth_call_get_subject (call), NULL, on_written, call);
  else
    hearth_call_fail (call, error);
}

/* Not a kept request, although it has an id: a digest of its arguments would lie beside the key that takes a second to
 * make of the passphrase. Done twice it is done. */
static void
run_set_place (HearthCall *call)
{
  g_autoptr (GTask) task = NULL;
  HearthDb *db = hearth_house_get_db (hearth_hub_get_house (hearth_call_get_hub (call)));
  const char *request;
  Place *place;

  g_variant_get_child (hearth_call_get_args (call), 0, "&s", &request);
  if (!hearth_id_is_valid (request))
    {
      hearth_call_fail (call, g_error_new (HEARTH_ERROR, HEARTH_ERROR_INVALID, "a request has a UUID"));
      return;
    }
  place = g_new0 (Place, 1);
  place->center_path = g_strdup (hearth_db_get_path (db));
  g_variant_get (hearth_call_get_args (call), "(&sx&s&s)", NULL, &place->revision, &place->folder, &place->passphrase);
  hearth_call_set_subject (call, place, place_free);
  task = g_task_new (NULL, NULL, on_prepared, call);
  g_task_set_source_tag (task, run_set_place);
  g_task_set_task_data (task, place, NULL);
  g_task_run_in_thread (task, prepare_place);
}

/* What a desk says that it keeps. */
typedef struct
{
  HearthDeed deed;
  gboolean logged; /* before */
  gboolean noted;  /* it keeps another one than was known */
} Keeping;

static GVariant *
work_offer (HearthCall *call, HearthUnit *unit, GError **error)
{
  Keeping *keeping = hearth_call_get_subject (call);
  gint64 kept_at_s, made_at_s;
  guint64 size;
  g_autofree char *name = NULL;

  g_variant_get (hearth_call_get_args (call), "(x)", &kept_at_s);
  unit->logged = keeping->logged;
  name = hearth_backup_service_offer (unit, kept_at_s, &size, &made_at_s, &keeping->noted, error);
  return name ? g_variant_new ("(stx)", name, size, made_at_s) : NULL;
}

static void
on_offered (HearthCall *call)
{
  Keeping *keeping = hearth_call_get_subject (call);

  if (keeping->noted)
    hearth_repeats_add (hearth_hub_get_repeats (hearth_call_get_hub (call)), hearth_call_get_caller (call),
                        &keeping->deed);
}

static void
run_offer (HearthCall *call)
{
  const HearthCaller *caller = hearth_call_get_caller (call);
  Keeping *keeping = g_new0 (Keeping, 1);

  keeping->deed = (HearthDeed){ "keep-backup", "desk", "", caller->desk_id };
  keeping->logged = hearth_repeats_has (hearth_hub_get_repeats (hearth_call_get_hub (call)), caller, &keeping->deed);
  hearth_call_set_subject (call, keeping, g_free);
  hearth_call_set_committed (call, on_offered);
  hearth_call_work (call, HEARTH_VERB_WRITE, work_offer);
}

static GVariant *
work_piece (HearthCall *call, HearthUnit *unit, GError **error)
{
  g_autoptr (GBytes) piece = NULL;
  const char *name;
  guint64 offset;

  g_variant_get (hearth_call_get_args (call), "(&st)", &name, &offset);
  piece = hearth_backup_service_piece (unit, name, offset, error);
  return piece ? g_variant_new ("(@ay)", g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, piece, TRUE)) : NULL;
}

const HearthVerb hearth_hub_backup_verbs[] = {
  { "SetBackupPlace", HEARTH_VERB_RUN, NULL, run_set_place },
  { "Backup", HEARTH_VERB_RUN, NULL, run_offer },
  { "BackupPiece", HEARTH_VERB_READ, work_piece, NULL },
  { NULL, 0, NULL, NULL },
};
