/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-checkin-client.h"
#include "hearth-session-client.h"

G_BEGIN_DECLS

/* Noon of a day in the center's time zone: the tests are the same at every hour and everywhere. */
#define HEARTH_FAKE_HUB_NOON_S 1784822400
#define HEARTH_FAKE_HUB_TODAY "2026-07-23"

/* A hub that says what the test tells it to. */
typedef struct
{
  GDBusConnection *connection; /* (owned) */
  HearthBusSession *session;   /* (owned) */
  HearthBusCheckin *checkin;   /* (owned) */
  HearthClient *client;        /* (owned) */
  GPtrArray *visits;           /* (owned) (element-type HearthVisit): what it has */
  char *today;                 /* (owned) */
  guint64 revision;
  GPtrArray *held; /* (owned) (nullable) (element-type GDBusMethodInvocation): Day calls that wait */
  guint n_day;
  guint n_visits;
  gboolean refuse_day;
  gint64 center_revision; /* what the next Hello tells */
  const char *center_name;
  guint n_hello;
} HearthFakeHub;

void hearth_fake_hub_start (HearthFakeHub *hub); /* and a client is connected to it */
void hearth_fake_hub_end (HearthFakeHub *hub);
HearthSignIn hearth_fake_hub_sign_in (HearthFakeHub *hub, const char *outcome_to_give);
void hearth_fake_hub_answer_day (HearthFakeHub *hub, GDBusMethodInvocation *invocation);
/* Says that something has changed. */
void hearth_fake_hub_tell (HearthFakeHub *hub, guint64 revision, const char *kind, gint64 id);
GIOStream *hearth_fake_hub_stream (int fd);

G_END_DECLS
