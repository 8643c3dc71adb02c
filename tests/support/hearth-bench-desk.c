/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Shared by the benchmarks that go through the client. One main context. */

#define G_LOG_DOMAIN "hearth-bench"

#include "config.h"

#include "hearth-bench-desk.h"

#include <stdlib.h>

#include "hearth-sample.h"
#include "hearth-session-client.h"

void
hearth_bench_need (gboolean fine, GError *error)
{
  if (fine)
    return;
  g_printerr ("%s\n", error ? error->message : "it went wrong");
  exit (1);
}

void
hearth_bench_on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **)user_data = g_object_ref (result);
}

GAsyncResult *
hearth_bench_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gint64
first_account (HearthClient *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faces = NULL;

  hearth_session_client_faces_async (client, NULL, hearth_bench_on_result, &result);
  faces = hearth_session_client_faces_finish (client, hearth_bench_await (&result), NULL, &error);
  hearth_bench_need (faces && faces->len > 0, error);
  return ((HearthFace *)faces->pdata[0])->account_id;
}

void
hearth_bench_desk_open (HearthBenchDesk *self, const char *path)
{
  g_autoptr (GAsyncResult) started = NULL, connected = NULL, signed_in = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = NULL;
  HearthSignIn outcome = HEARTH_SIGN_IN_WRONG;

  hearth_embedded_hub_start_async (path, NULL, hearth_bench_on_result, &started);
  self->hub = hearth_embedded_hub_start_finish (hearth_bench_await (&started), &error);
  hearth_bench_need (self->hub != NULL, error);
  stream = hearth_embedded_hub_connect (self->hub, &error);
  hearth_bench_need (stream != NULL, error);
  self->client = hearth_client_new ();
  hearth_client_connect_async (self->client, stream, NULL, hearth_bench_on_result, &connected);
  hearth_bench_need (hearth_client_connect_finish (self->client, hearth_bench_await (&connected), &error), error);
  hearth_session_client_sign_in_async (self->client, first_account (self->client), NULL, HEARTH_SAMPLE_PASSPHRASE, NULL,
                                       hearth_bench_on_result, &signed_in);
  hearth_session_client_sign_in_finish (self->client, hearth_bench_await (&signed_in), &outcome, NULL, &error);
  hearth_bench_need (outcome == HEARTH_SIGN_IN_WELCOME, error);
}

void
hearth_bench_desk_close (HearthBenchDesk *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->client);
  hearth_bench_need (hearth_embedded_hub_stop (self->hub, &error), error);
  g_clear_object (&self->hub);
}
