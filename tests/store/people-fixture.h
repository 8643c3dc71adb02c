/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include "hearth-db.h"
#include "hearth-people-index-private.h"

G_BEGIN_DECLS

/* A center file with the people whom a test puts into it, and their index. */
typedef struct
{
  char *folder; /* (owned) */
  HearthDb *db; /* (owned) */
  HearthPeopleIndex *index;
} PeopleFixture;

typedef struct
{
  gint64 id;
  const char *preferred;
  const char *given;
  const char *family;
  const char *former;
  const char *phone;
  const char *card;
  gint64 last_visit_at_s;
} Person;

void people_fixture_set_up (PeopleFixture *fixture, gconstpointer data);
void people_fixture_tear_down (PeopleFixture *fixture, gconstpointer data);
void people_fixture_reload (PeopleFixture *fixture);
void people_fixture_add (PeopleFixture *fixture, const Person *people, gsize n_people);

GArray *people_fixture_find_from (PeopleFixture *fixture, const char *query, guint limit, HearthSearchFrom from);
char *people_fixture_find (PeopleFixture *fixture, const char *query);

#define assert_finds(fixture, query, expected)                                                                         \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_autofree char *found_ = people_fixture_find (fixture, query);                                                    \
    g_assert_cmpstr (found_, ==, expected);                                                                            \
  }                                                                                                                    \
  G_STMT_END

G_END_DECLS
