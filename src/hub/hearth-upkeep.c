/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The hub's daily work: the copy of the day, room on the disk, the hub's certificate. Looked at soon after the start and
 * then every hour, because the PC of a front desk is switched off at night; and at the end, for a day on which it never ran
 * for long. What is wrong stands as a notice until it is not. Owned by the hub; its main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-upkeep.h"

#include "hearth-backup.h"
#include "hearth-backup-round.h"
#include "hearth-clock.h"
#include "hearth-desk-service.h"
#include "hearth-error.h"

#include <glib/gstdio.h>
#include <sys/statvfs.h>

/* Not while the first people sign in. */
#define FIRST_LOOK_S 30
#define LOOK_AGAIN_S 3600

/* A second place that does not answer at all does not keep the hub from ending. */
#define GIVE_UP_S 10

#define DISK_LOW_BYTES (G_GINT64_CONSTANT (1024) * 1024 * 1024)
#define DISK_LOW_TIMES 5 /* the database */
/* It is renewed long before; see HEARTH_CERTIFICATE_RENEW_DAYS. */
#define CERTIFICATE_NEAR_S (15 * 24 * 60 * 60)

struct _HearthUpkeep
{
  HearthHub *hub;         /* (unowned) (nullable): it owns this; NULL once it does not */
  GSource *source;        /* (owned) (nullable) */
  GSource *giving_up;     /* (owned) (nullable): at the end */
  GCancellable *carrying; /* (owned): of the round */
  gboolean round;         /* one is under way, and holds the hub */
  gboolean again;         /* another one is wanted */
  gboolean given_up;      /* the round holds the hub no more */
  HearthBackupRound last;
};

/* A round, and the hub that it holds. */
typedef struct
{
  HearthUpkeep *upkeep; /* (owned) */
  HearthHub *hub;       /* (owned) */
} Round;

static void
upkeep_clear (gpointer data)
{
  HearthUpkeep *self = data;

  g_clear_object (&self->carrying);
  g_clear_pointer (&self->last.place, g_free);
  g_clear_error (&self->last.problem);
}

static void
upkeep_unref (HearthUpkeep *self)
{
  g_rc_box_release_full (self, upkeep_clear);
}

static const char *
get_path (HearthHub *hub)
{
  return hearth_db_get_path (hearth_house_get_db (hearth_hub_get_house (hub)));
}

static void
stand_or_withdraw (HearthHub *hub, gboolean stands, const char *kind, const char *key, gint64 number)
{
  GVariantDict detail = G_VARIANT_DICT_INIT (NULL);

  if (!stands)
    {
      hearth_hub_withdraw_notice (hub, kind);
      return;
    }
  if (key)
    g_variant_dict_insert (&detail, key, "x", number);
  hearth_hub_stand_notice (hub, kind, 0, g_variant_dict_end (&detail));
}

typedef struct
{
  gint64 database_bytes;
  gint64 free_bytes; /* -1: not known */
  gboolean low;
} Room;

static gint64
size_of (const char *path)
{
  GStatBuf status;

  return g_stat (path, &status) == 0 ? status.st_size : 0;
}

/* The center lies on a disk of this PC: it answers. */
static Room
measure (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  Room room = { size_of (path) + size_of (log), -1, FALSE };
  struct statvfs disk;

  if (statvfs (path, &disk) != 0)
    return room;
  room.free_bytes = (gint64)disk.f_bavail * (gint64)disk.f_frsize;
  room.low = room.free_bytes < DISK_LOW_BYTES || room.free_bytes < DISK_LOW_TIMES * room.database_bytes;
  return room;
}

static void
look_at_disk (HearthUpkeep *self)
{
  Room room = measure (get_path (self->hub));

  stand_or_withdraw (self->hub, room.low, "disk-low", "bytes-free", room.free_bytes);
}

static gboolean
read_certificate (HearthUnit *unit, gpointer data, GError **error)
{
  g_auto (GVariantDict) status = G_VARIANT_DICT_INIT (NULL);
  gint64 *expires_at_s = data;

  *expires_at_s = 0;
  if (!hearth_desk_service_status (unit, &status, error))
    return FALSE;
  g_variant_dict_lookup (&status, "certificate-expires-at-s", "x", expires_at_s);
  return TRUE;
}

/* When the hub's certificate ends, on its way from a database thread. */
typedef struct
{
  HearthHub *hub; /* (owned) */
  gint64 expires_at_s;
} Certificate;

static void
on_certificate (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Certificate *certificate = user_data;
  g_autoptr (HearthHub) hub = certificate->hub;
  g_autoptr (GError) error = NULL;
  gint64 left_s;

  if (!hearth_house_read_finish (HEARTH_HOUSE (source), result, &error))
    g_warning ("the hub's certificate cannot be looked at: %s", error->message);
  else if (certificate->expires_at_s != 0 && !hearth_hub_is_stopping (hub))
    {
      left_s = certificate->expires_at_s - hearth_clock_now_s ();
      stand_or_withdraw (hub, left_s < CERTIFICATE_NEAR_S, "certificate-expiring", "expires-at-s",
                         certificate->expires_at_s);
    }
  hearth_hub_release (hub);
}

/* Only where desks ask for it. */
static void
look_at_certificate (HearthUpkeep *self)
{
  Certificate *certificate;

  if (hearth_hub_get_listener (self->hub) == NULL)
    return;
  certificate = g_new0 (Certificate, 1);
  certificate->hub = g_object_ref (self->hub);
  hearth_hub_hold (self->hub);
  hearth_house_read_async (hearth_hub_get_house (self->hub), &HEARTH_CALLER_TOOL, read_certificate,
                           &certificate->expires_at_s, NULL, on_certificate, certificate);
}

/* Those that keep backups ask for the new one. */
static void
tell_desks (HearthHub *hub)
{
  g_autoptr (GVariant) changes = g_variant_ref_sink (g_variant_new_parsed ("[('desk', @x 0)]"));

  hearth_hub_publish (hub, changes);
}

static void
take_round (HearthUpkeep *self, HearthBackupRound *round)
{
  if (round->problem)
    g_warning ("a backup failed: %s", round->problem->message);
  g_free (self->last.place);
  g_clear_error (&self->last.problem);
  self->last.copied_at_s = round->copied_at_s;
  self->last.carried_at_s = round->carried_at_s;
  self->last.place = g_steal_pointer (&round->place);
  self->last.problem = g_steal_pointer (&round->problem);
  self->last.of_place = round->of_place;
  if (self->hub == NULL)
    return;
  stand_or_withdraw (self->hub, self->last.problem != NULL, "backup-failed", NULL, 0);
  if (round->sealed)
    tell_desks (self->hub);
}

static void
on_round (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Round *round = user_data;
  g_autoptr (HearthHub) hub = round->hub;
  HearthUpkeep *self = round->upkeep;
  g_autoptr (HearthBackupRound) done = hearth_backup_round_finish (hub, result);
  gboolean held = !self->given_up;

  self->round = FALSE;
  if (self->giving_up)
    g_source_destroy (self->giving_up);
  g_clear_pointer (&self->giving_up, g_source_unref);
  take_round (self, done);
  if (self->hub && self->again)
    hearth_upkeep_look (self);
  upkeep_unref (self);
  if (held)
    hearth_hub_release (hub);
}

static void
begin_round (HearthUpkeep *self)
{
  Round *round;

  self->again = self->round;
  if (self->round)
    return;
  self->round = TRUE;
  round = g_new0 (Round, 1);
  round->upkeep = g_rc_box_acquire (self);
  round->hub = g_object_ref (self->hub);
  hearth_hub_hold (self->hub);
  hearth_backup_round_async (self->hub, self->carrying, on_round, round);
}

static gboolean
on_look (gpointer user_data)
{
  hearth_upkeep_look (user_data);
  return G_SOURCE_REMOVE;
}

static void
look_in (HearthUpkeep *self, guint seconds)
{
  if (self->source)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  self->source = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->source, on_look, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/* The place has not answered for more than an hour: that is a backup that failed. */
static void
look_at_round (HearthUpkeep *self)
{
  if (self->round && self->again)
    stand_or_withdraw (self->hub, TRUE, "backup-failed", NULL, 0);
}

/**
 * hearth_upkeep_look:
 * @self: the daily work
 *
 * Does what is due, without waiting for it, and looks again in an hour.
 */
void
hearth_upkeep_look (HearthUpkeep *self)
{
  look_at_disk (self);
  look_at_certificate (self);
  look_at_round (self);
  begin_round (self);
  look_in (self, LOOK_AGAIN_S);
}

/**
 * hearth_upkeep_copy:
 * @self: the daily work
 *
 * A desk has joined, or was removed: a hub that is made of the next backup knows it.
 */
void
hearth_upkeep_copy (HearthUpkeep *self)
{
  begin_round (self);
}

/**
 * hearth_upkeep_new:
 * @hub: the hub, which outlives it
 *
 * Returns: (transfer full): the daily work, waiting for its first look
 */
HearthUpkeep *
hearth_upkeep_new (HearthHub *hub)
{
  HearthUpkeep *self = g_rc_box_new0 (HearthUpkeep);

  self->hub = hub;
  self->carrying = g_cancellable_new ();
  self->last.place = g_strdup ("");
  self->last.copied_at_s = hearth_backup_newest_at_s (get_path (hub));
  look_in (self, FIRST_LOOK_S);
  return self;
}

static gboolean
on_give_up (gpointer user_data)
{
  Round *round = user_data;

  round->upkeep->given_up = TRUE;
  hearth_hub_release (round->hub);
  return G_SOURCE_REMOVE;
}

static void
round_free (gpointer data)
{
  Round *round = data;

  upkeep_unref (round->upkeep);
  g_object_unref (round->hub);
  g_free (round);
}

/* The hub ends when the round has; but not never. */
static void
give_up_in (HearthUpkeep *self, guint seconds)
{
  Round *round = g_new0 (Round, 1);

  round->upkeep = g_rc_box_acquire (self);
  round->hub = g_object_ref (self->hub);
  self->giving_up = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->giving_up, on_give_up, round, round_free);
  g_source_attach (self->giving_up, g_main_context_get_thread_default ());
}

/**
 * hearth_upkeep_free:
 * @self: (transfer full): the daily work; what it began is finished by the hub, but for carrying a copy elsewhere
 */
void
hearth_upkeep_free (HearthUpkeep *self)
{
  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_cancellable_cancel (self->carrying);
  if (self->round)
    give_up_in (self, GIVE_UP_S);
  self->hub = NULL;
  upkeep_unref (self);
}

/* For people who read JSON, and for the desk's sentences. Of the second place it begins with "place-". */
static const char *
nick_of (const HearthBackupRound *round)
{
  static const struct
  {
    HearthError code;
    const char *nick, *of_place;
  } nicks[] = {
    { HEARTH_ERROR_NOT_FOUND, "not-found", "place-not-found" },
    { HEARTH_ERROR_NO_ROOM, "no-room", "place-no-room" },
    { HEARTH_ERROR_READ_ONLY, "read-only", "place-read-only" },
    { HEARTH_ERROR_DAMAGED, "damaged", "place-damaged" },
  };

  if (round->problem == NULL)
    return "";
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_error_matches (round->problem, HEARTH_ERROR, (int)nicks[i].code))
      return round->of_place ? nicks[i].of_place : nicks[i].nick;
  return round->of_place ? "place-failed" : "failed";
}

/**
 * hearth_upkeep_fill_status:
 * @self: the daily work
 * @status: takes what it knows of HearthHubStatus, as of its last look; the disk is looked at now
 */
void
hearth_upkeep_fill_status (HearthUpkeep *self, GVariantDict *status)
{
  Room room = measure (get_path (self->hub));

  g_variant_dict_insert (status, "last-backup-at-s", "x", self->last.copied_at_s);
  g_variant_dict_insert (status, "backup-problem", "s", nick_of (&self->last));
  g_variant_dict_insert (status, "backup-place", "s", self->last.place);
  g_variant_dict_insert (status, "place-backup-at-s", "x", self->last.carried_at_s);
  g_variant_dict_insert (status, "database-bytes", "x", room.database_bytes);
  g_variant_dict_insert (status, "disk-free-bytes", "x", MAX (room.free_bytes, 0));
  g_variant_dict_insert (status, "disk-low", "b", room.low);
}
