/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Where strangers wait until TLS says who they are. Whoever is silent, or has said half a word, costs a file descriptor and
 * a few hundred bytes: all of them are watched by one epoll set, and the handshake begins when the first TLS record is
 * whole. Of those who wait too many, the one that has been silent longest goes; a handshake that is slow goes when others
 * wait for its place. So a new desk comes in beside any crowd. Hub's main context. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-lobby-private.h"

#include "hearth-first-record.h"
#include "hearth-handshake.h"
#include "hearth-link.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

#define SILENT_S 30
#define HANDSHAKE_S 5
#define SLOW_US (G_USEC_PER_SEC / 2) /* a handshake, while others wait */
#define LOOK_AGAIN_MS 250
#define EVENTS_AT_ONCE 32

typedef struct
{
  char *name; /* (owned) */
  guint n_waiting;
  guint n_handshakes;
} Origin;

/* Somebody who has not begun a handshake yet. */
typedef struct
{
  int fd;
  Origin *origin; /* (unowned): in the table for as long as anybody is from there */
  gint64 since_us;
  GList link;
} Visitor;

typedef struct
{
  HearthHandshake *handshake; /* (owned) */
  Origin *origin;             /* (unowned) */
  gint64 since_us;
  gboolean cut;
  GList link;
} Running;

struct _HearthLobby
{
  HearthLobbyDoor doors[HEARTH_LOBBY_DOORS];
  guint16 port;
  GTlsCertificate *own; /* (owned) */
  char *authority;      /* (owned) (nullable) */
  HearthLobbyLimits limits;
  HearthLobbyEnter enter;
  gpointer user_data;

  GHashTable *origins; /* (owned) (element-type Origin) */
  GQueue silent;       /* of Visitor, the longest silent first: not a whole record yet */
  GQueue ready;        /* of Visitor, in order */
  GQueue running;      /* of Running, the oldest first */
  GThreadPool *pool;   /* (owned) */
  int epoll;           /* watches the silent */
  GSource *watch;      /* (owned) (nullable) */
  GSource *clock;      /* (owned) (nullable): while anybody is here */
};

static void start_next (HearthLobby *self);

static void
origin_free (gpointer data)
{
  Origin *origin = data;

  g_free (origin->name);
  g_free (origin);
}

static Origin *
origin_of (HearthLobby *self, const char *name)
{
  Origin *origin = g_hash_table_lookup (self->origins, name);

  if (origin == NULL)
    {
      origin = g_new0 (Origin, 1);
      origin->name = g_strdup (name);
      g_hash_table_insert (self->origins, origin->name, origin);
    }
  return origin;
}

static void
origin_check (HearthLobby *self, Origin *origin)
{
  if (origin->n_waiting == 0 && origin->n_handshakes == 0)
    g_hash_table_remove (self->origins, origin->name);
}

static guint
count_visitors (HearthLobby *self)
{
  return self->silent.length + self->ready.length;
}

/* Takes @visitor out; what becomes of its descriptor is the caller's. */
static int
release (HearthLobby *self, GQueue *queue, Visitor *visitor)
{
  int fd = visitor->fd;

  g_queue_unlink (queue, &visitor->link);
  visitor->origin->n_waiting--;
  origin_check (self, visitor->origin);
  g_free (visitor);
  return fd;
}

static void
send_away (HearthLobby *self, GQueue *queue, Visitor *visitor)
{
  close (release (self, queue, visitor));
}

/*< private >
 * hearth_lobby_make_room:
 * @self: a lobby
 *
 * Returns: %FALSE where nobody is silent
 */
gboolean
hearth_lobby_make_room (HearthLobby *self)
{
  GList *oldest = g_queue_peek_head_link (&self->silent);

  if (oldest == NULL)
    return FALSE;
  send_away (self, &self->silent, oldest->data);
  return TRUE;
}

static gboolean
make_room_of (HearthLobby *self, Origin *origin)
{
  for (GList *link = self->silent.head; link; link = link->next)
    if (((Visitor *)link->data)->origin == origin)
      {
        send_away (self, &self->silent, link->data);
        return TRUE;
      }
  return FALSE;
}

static gboolean
on_clock (gpointer user_data)
{
  HearthLobby *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  GList *next;

  while (self->silent.head && now_us - ((Visitor *)self->silent.head->data)->since_us > SILENT_S * G_USEC_PER_SEC)
    send_away (self, &self->silent, self->silent.head->data);
  while (self->ready.head && now_us - ((Visitor *)self->ready.head->data)->since_us > SILENT_S * G_USEC_PER_SEC)
    send_away (self, &self->ready, self->ready.head->data);
  for (GList *link = self->running.head; link; link = next)
    {
      Running *running = link->data;
      gint64 patience_us = self->ready.length > 0 ? SLOW_US : HANDSHAKE_S * G_USEC_PER_SEC;

      next = link->next;
      if (!running->cut && now_us - running->since_us > patience_us)
        {
          running->cut = TRUE;
          hearth_handshake_cut (running->handshake);
        }
    }
  if (count_visitors (self) + self->running.length > 0)
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->clock, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
wind_clock (HearthLobby *self)
{
  if (self->clock)
    return;
  self->clock = g_timeout_source_new (LOOK_AGAIN_MS);
  g_source_set_callback (self->clock, on_clock, self, NULL);
  g_source_attach (self->clock, g_main_context_get_thread_default ());
}

static void
on_handshake_done (
    HearthHandshake *handshake, GIOStream *stream, GSocket *socket, GTlsCertificate *peer, gpointer user_data)
{
  HearthLobby *self = user_data;

  for (GList *link = self->running.head; link; link = link->next)
    {
      Running *running = link->data;

      if (running->handshake != handshake)
        continue;
      g_queue_unlink (&self->running, link);
      running->origin->n_handshakes--;
      origin_check (self, running->origin);
      g_free (running);
      hearth_handshake_unref (handshake);
      break;
    }
  start_next (self);
  /* Last: whoever enters may close the lobby. */
  if (stream)
    self->enter (stream, socket, peer, self->user_data);
}

static void
begin (HearthLobby *self, Visitor *visitor)
{
  Origin *origin = visitor->origin;
  Running *running;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  origin->n_handshakes++;
  fd = release (self, &self->ready, visitor);
  socket = g_socket_new_from_fd (fd, &error);
  if (socket == NULL)
    {
      close (fd);
      origin->n_handshakes--;
      origin_check (self, origin);
      return;
    }
  hearth_link_tune (socket);
  running = g_new0 (Running, 1);
  running->link.data = running;
  running->origin = origin;
  running->since_us = g_get_monotonic_time ();
  running->handshake = hearth_handshake_new (socket, self->own, self->authority, on_handshake_done, self);
  g_queue_push_tail_link (&self->running, &running->link);
  g_thread_pool_push (self->pool, hearth_handshake_ref (running->handshake), NULL);
}

static Visitor *
find_next (HearthLobby *self)
{
  for (GList *link = self->ready.head; link; link = link->next)
    {
      Visitor *visitor = link->data;

      if (visitor->origin->n_handshakes < self->limits.handshakes_each)
        return visitor;
    }
  return NULL;
}

static void
start_next (HearthLobby *self)
{
  Visitor *visitor;

  while (self->running.length < self->limits.handshakes && (visitor = find_next (self)) != NULL)
    if (hearth_first_record_is_last_word (visitor->fd))
      send_away (self, &self->ready, visitor);
    else
      begin (self, visitor);
}

static void
look_at_visitor (HearthLobby *self, Visitor *visitor, gboolean hung_up)
{
  HearthFirstRecord record = hearth_first_record_look (visitor->fd);

  if (record == HEARTH_FIRST_RECORD_BAD || hung_up)
    {
      send_away (self, &self->silent, visitor);
      return;
    }
  if (record == HEARTH_FIRST_RECORD_PARTIAL)
    return;
  epoll_ctl (self->epoll, EPOLL_CTL_DEL, visitor->fd, NULL);
  g_queue_unlink (&self->silent, &visitor->link);
  g_queue_push_tail_link (&self->ready, &visitor->link);
}

static gboolean
on_heard (int fd, GIOCondition condition, gpointer user_data)
{
  HearthLobby *self = user_data;
  struct epoll_event events[EVENTS_AT_ONCE];
  int n = epoll_wait (self->epoll, events, G_N_ELEMENTS (events), 0);

  for (int i = 0; i < n; i++)
    look_at_visitor (self, events[i].data.ptr, (events[i].events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0);
  start_next (self);
  return G_SOURCE_CONTINUE;
}

/*< private >
 * hearth_lobby_take:
 * @self: a lobby
 * @fd: (transfer full): a new connection
 * @from: its address
 */
void
hearth_lobby_take (HearthLobby *self, int fd, const char *from)
{
  /* Each edge is told once: half a word is looked at once, and again when more has come. */
  struct epoll_event event = { .events = EPOLLIN | EPOLLRDHUP | EPOLLET };
  Origin *origin = origin_of (self, from);
  Visitor *visitor;

  if ((origin->n_waiting >= self->limits.waiting_each && !make_room_of (self, origin))
      || (count_visitors (self) >= self->limits.waiting && !hearth_lobby_make_room (self)))
    {
      close (fd);
      origin_check (self, origin_of (self, from));
      return;
    }
  /* Whoever made room may have been the last from there. */
  origin = origin_of (self, from);
  visitor = g_new0 (Visitor, 1);
  visitor->link.data = visitor;
  visitor->fd = fd;
  visitor->origin = origin;
  visitor->since_us = g_get_monotonic_time ();
  origin->n_waiting++;
  g_queue_push_tail_link (&self->silent, &visitor->link);
  event.data.ptr = visitor;
  if (epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event) < 0)
    send_away (self, &self->silent, visitor);
  wind_clock (self);
}

/* Whoever is let in, and the database, need descriptors too. */
static guint
leave_descriptors (guint waiting)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur / 4 >= waiting)
    return waiting;
  return MAX ((guint)(limit.rlim_cur / 4), 4);
}

/**
 * hearth_lobby_new:
 * @own: the certificate of this end, with its key
 * @authority: (nullable): PEM: each peer must show a desk's certificate that it has signed; %NULL: none is asked for
 * @limits: what strangers may use
 * @enter: called for each that comes through
 * @user_data: for @enter
 *
 * Returns: (transfer full): a lobby at which nobody can arrive yet
 */
HearthLobby *
hearth_lobby_new (GTlsCertificate *own,
                  const char *authority,
                  const HearthLobbyLimits *limits,
                  HearthLobbyEnter enter,
                  gpointer user_data)
{
  HearthLobby *self = g_new0 (HearthLobby, 1);

  hearth_lobby_doors_init (self->doors, self);
  self->own = g_object_ref (own);
  self->authority = g_strdup (authority);
  self->limits = *limits;
  self->limits.waiting = leave_descriptors (limits->waiting);
  self->enter = enter;
  self->user_data = user_data;
  self->origins = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, origin_free);
  self->pool = g_thread_pool_new (hearth_handshake_work, NULL, (int)limits->handshakes, FALSE, NULL);
  self->epoll = -1;
  return self;
}

/**
 * hearth_lobby_free:
 * @self: (transfer full): a lobby
 *
 * Everybody who waits is sent away.
 */
void
hearth_lobby_free (HearthLobby *self)
{
  Running *running;

  hearth_lobby_doors_close (self->doors);
  if (self->watch)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  if (self->clock)
    g_source_destroy (self->clock);
  g_clear_pointer (&self->clock, g_source_unref);
  while (hearth_lobby_make_room (self))
    ;
  while (self->ready.head)
    send_away (self, &self->ready, self->ready.head->data);
  while (self->running.head)
    {
      running = self->running.head->data;
      g_queue_unlink (&self->running, &running->link);
      hearth_handshake_forget (running->handshake);
      hearth_handshake_unref (running->handshake);
      g_free (running);
    }
  if (self->epoll >= 0)
    close (self->epoll);
  /* They have no socket any more, so they end at once; what they leave in the context is let go of there. */
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_hash_table_unref (self->origins);
  g_object_unref (self->own);
  g_free (self->authority);
  g_free (self);
}

/**
 * hearth_lobby_listen:
 * @self: a new lobby
 * @host: (nullable): an address of this PC; %NULL: all
 * @port: 0 for any
 * @error: return location
 *
 * Returns: whether peers can arrive; else %HEARTH_ERROR_BUSY, %HEARTH_ERROR_INVALID or %HEARTH_ERROR_FAILED
 */
gboolean
hearth_lobby_listen (HearthLobby *self, const char *host, guint16 port, GError **error)
{
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  if (self->epoll < 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "epoll: %s", g_strerror (errno));
      return FALSE;
    }
  self->watch = g_unix_fd_source_new (self->epoll, G_IO_IN);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_heard), self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
  return hearth_lobby_doors_open (self->doors, host, port, &self->port, error);
}

/**
 * hearth_lobby_get_port:
 *
 * Returns: where it listens, 0 before
 */
guint16
hearth_lobby_get_port (HearthLobby *self)
{
  return self->port;
}

/**
 * hearth_lobby_set_certificate:
 * @own: for the handshakes from now on
 */
void
hearth_lobby_set_certificate (HearthLobby *self, GTlsCertificate *own)
{
  g_set_object (&self->own, own);
}

/**
 * hearth_lobby_count_waiting:
 *
 * Returns: peers that have not finished the handshake
 */
guint
hearth_lobby_count_waiting (HearthLobby *self)
{
  return count_visitors (self) + self->running.length;
}

/**
 * hearth_lobby_count_handshakes:
 *
 * Returns: handshakes under way
 */
guint
hearth_lobby_count_handshakes (HearthLobby *self)
{
  return self->running.length;
}
