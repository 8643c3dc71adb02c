/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Names for the sample center, in the mix of a city of New England (about that of Providence, Rhode Island, in the census
 * of 2020), from the table data/sample/names.txt. Made by hearth-sample.c. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-sample-names.h"

#include "hearth-error.h"
#include "hearth-sample-resources.h"

#define TABLE "/org/recoverycommons/Hearth/sample/names.txt"

typedef enum
{
  WHITE,
  BLACK,
  ASIAN,
  HISPANIC,
} Group;

#define N_GROUPS (HISPANIC + 1)

/* Of a hundred people; the rest takes names of the world. */
static const double city[N_GROUPS] = { 34, 48, 54, 97 };
#define PERCENT_WORLD 3

enum
{
  FEMALE,
  MALE,
  N_SEXES,
};

/* Names of one kind, with the sums of their weights by group. */
typedef struct
{
  GPtrArray *names;         /* (owned): of char * */
  GArray *sums[N_GROUPS];   /* (owned): of double */
  GPtrArray *other_writing; /* (owned): of char *, "" where there is none */
} List;

struct _HearthSampleNames
{
  GBytes *table; /* (owned) */
  List families;
  List given[N_SEXES];
  List older[N_SEXES];
  List world;
};

/* What people of such given names are often called. */
static const char *const short_names[][2] = {
  { "William", "Bill" },    { "Robert", "Bob" },      { "James", "Jim" },       { "Michael", "Mike" },
  { "Richard", "Rick" },    { "Joseph", "Joe" },      { "Thomas", "Tom" },      { "Christopher", "Chris" },
  { "Daniel", "Danny" },    { "Matthew", "Matt" },    { "Anthony", "Tony" },    { "Kenneth", "Ken" },
  { "Steven", "Steve" },    { "Timothy", "Tim" },     { "Gregory", "Greg" },    { "Nicholas", "Nick" },
  { "Alexander", "Alex" },  { "Benjamin", "Ben" },    { "Samuel", "Sam" },      { "Patrick", "Pat" },
  { "Elizabeth", "Liz" },   { "Katherine", "Kate" },  { "Kathleen", "Kathy" },  { "Margaret", "Peggy" },
  { "Patricia", "Trish" },  { "Jennifer", "Jen" },    { "Rebecca", "Becky" },   { "Deborah", "Deb" },
  { "Susan", "Sue" },       { "Christine", "Chris" }, { "Stephanie", "Steph" }, { "Guadalupe", "Lupe" },
  { "Francisco", "Paco" },  { "José", "Pepe" },       { "Isabella", "Bella" },  { "Jonathan", "Jon" },
  { "Alexandra", "Sandy" }, { "Victoria", "Vicky" },  { "Samantha", "Sam" },    { "Madison", "Maddie" },
};

static void
list_init (List *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->other_writing = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_GROUPS; i++)
    self->sums[i] = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
list_clear (List *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->other_writing, g_ptr_array_unref);
  for (guint i = 0; i < N_GROUPS; i++)
    g_clear_pointer (&self->sums[i], g_array_unref);
}

static void
list_add (List *self, const char *name, const char *other_writing, const double *weights)
{
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->other_writing, g_strdup (other_writing));
  for (guint i = 0; i < N_GROUPS; i++)
    {
      GArray *sums = self->sums[i];
      double sum = weights[i] + (sums->len > 0 ? g_array_index (sums, double, sums->len - 1) : 0);

      g_array_append_val (sums, sum);
    }
}

static guint
list_pick (const List *self, HearthDice *dice, Group group)
{
  return hearth_dice_pick (dice, (const double *)(gpointer)self->sums[group]->data, self->names->len);
}

static const char *
list_name (const List *self, guint position)
{
  return g_ptr_array_index (self->names, position);
}

static double
number (const char *text)
{
  return g_ascii_strtod (text, NULL);
}

/* One line of the table, under @section. Returns whether it was understood. */
static gboolean
read_line (HearthSampleNames *self, const char *section, const char *line)
{
  static const double alike[N_GROUPS] = { 1, 1, 1, 1 };
  g_auto (GStrv) fields = g_strsplit (line, ";", -1);
  guint n = g_strv_length (fields);

  if (g_str_equal (section, "[family]") && n == 7)
    {
      double people = number (fields[2]);
      double weights[N_GROUPS] = { people * number (fields[3]), people * number (fields[4]),
                                   people * number (fields[5]), people * number (fields[6]) };

      list_add (&self->families, fields[0], fields[1], weights);
      return TRUE;
    }
  if (g_str_equal (section, "[given]") && n == 6)
    {
      double weights[N_GROUPS] = { number (fields[2]), number (fields[3]), number (fields[4]), number (fields[5]) };

      list_add (&self->given[*fields[1] == 'f' ? FEMALE : MALE], fields[0], "", weights);
      return TRUE;
    }
  if (g_str_equal (section, "[older]") && n == 2)
    list_add (&self->older[*fields[1] == 'f' ? FEMALE : MALE], fields[0], "", alike);
  else if (g_str_equal (section, "[world]") && n == 2)
    list_add (&self->world, fields[0], fields[1], alike);
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_table (HearthSampleNames *self, GError **error)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (self->table, NULL), g_bytes_get_size (self->table));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  const char *section = "";

  for (guint i = 0; lines[i]; i++)
    {
      if (*lines[i] == '\0' || *lines[i] == '#')
        continue;
      if (*lines[i] == '[')
        section = lines[i];
      else if (!read_line (self, section, lines[i]))
        {
          g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "line %u of the sample's names is not right", i + 1);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * hearth_sample_names_new:
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the table
 */
HearthSampleNames *
hearth_sample_names_new (GError **error)
{
  g_autoptr (HearthSampleNames) self = g_new0 (HearthSampleNames, 1);

  list_init (&self->families);
  list_init (&self->world);
  for (guint i = 0; i < N_SEXES; i++)
    {
      list_init (&self->given[i]);
      list_init (&self->older[i]);
    }
  self->table = g_resource_lookup_data (hearth_sample_get_resource (), TABLE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  if (self->table == NULL || !read_table (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * hearth_sample_names_free:
 * @self: (nullable): the table
 */
void
hearth_sample_names_free (HearthSampleNames *self)
{
  if (self == NULL)
    return;
  list_clear (&self->families);
  list_clear (&self->world);
  for (guint i = 0; i < N_SEXES; i++)
    {
      list_clear (&self->given[i]);
      list_clear (&self->older[i]);
    }
  g_clear_pointer (&self->table, g_bytes_unref);
  g_free (self);
}

static const char *
pick_given (HearthSampleNames *self, HearthDice *dice, Group group, guint sex)
{
  const List *list = hearth_dice_chance (dice, 35) ? &self->older[sex] : &self->given[sex];

  return list_name (list, list_pick (list, dice, group));
}

static const char *
pick_family (HearthSampleNames *self, HearthDice *dice, Group group)
{
  guint position = list_pick (&self->families, dice, group);
  const char *other = g_ptr_array_index (self->families.other_writing, position);

  return *other && hearth_dice_chance (dice, 45) ? other : list_name (&self->families, position);
}

/* One family name or, as is common among Hispanic people and after weddings, two. */
static char *
make_family (HearthSampleNames *self, HearthDice *dice, Group group)
{
  const char *first = pick_family (self, dice, group);
  guint percent_two = group == HISPANIC ? 30 : 4;

  const char *second, *between;

  if (!hearth_dice_chance (dice, percent_two))
    return g_strdup (first);
  second = pick_family (self, dice, group);
  between = hearth_dice_chance (dice, group == HISPANIC ? 25 : 90) ? "-" : " ";
  return g_strconcat (first, between, second, NULL);
}

static const char *
short_name (const char *given)
{
  for (guint i = 0; i < G_N_ELEMENTS (short_names); i++)
    if (g_str_equal (short_names[i][0], given))
      return short_names[i][1];
  return given;
}

static void
make_world (HearthSampleNames *self, HearthDice *dice, HearthSampleName *name)
{
  guint position = hearth_dice_below (dice, self->world.names->len);

  name->preferred = g_strdup (list_name (&self->world, position));
  name->given = g_strdup (name->preferred);
  name->family = g_strdup (g_ptr_array_index (self->world.other_writing, position));
  name->former = g_strdup ("");
}

/**
 * hearth_sample_names_make:
 * @self: the table
 * @dice: dice
 * @name: (out caller-allocates): how somebody is called; clear it with hearth_sample_name_clear()
 */
void
hearth_sample_names_make (HearthSampleNames *self, HearthDice *dice, HearthSampleName *name)
{
  guint sex = hearth_dice_chance (dice, 46) ? FEMALE : MALE;
  Group group = (Group)hearth_dice_pick (dice, city, N_GROUPS);
  const char *given;

  *name = (HearthSampleName){ 0 };
  if (hearth_dice_chance (dice, PERCENT_WORLD))
    {
      make_world (self, dice, name);
      return;
    }

  given = pick_given (self, dice, group, sex);
  name->sex = sex == FEMALE ? 'f' : 'm';
  name->hispanic = group == HISPANIC;
  name->preferred = g_strdup (hearth_dice_chance (dice, 60) ? short_name (given) : given);
  if (hearth_dice_chance (dice, 8))
    name->given = g_strconcat (given, " ", pick_given (self, dice, group, sex), NULL);
  else
    name->given = g_strdup (given);
  name->family = make_family (self, dice, group);
  name->former = g_strdup (sex == FEMALE && hearth_dice_chance (dice, 5) ? pick_family (self, dice, group) : "");
}

/* A given name alone, as a guest without a record may say it. */
const char *
hearth_sample_names_given (HearthSampleNames *self, HearthDice *dice)
{
  Group group = (Group)hearth_dice_pick (dice, city, N_GROUPS);

  return pick_given (self, dice, group, hearth_dice_below (dice, N_SEXES));
}

/**
 * hearth_sample_name_clear:
 * @self: a name, or all zero
 *
 * Frees what it holds.
 */
void
hearth_sample_name_clear (HearthSampleName *self)
{
  g_clear_pointer (&self->preferred, g_free);
  g_clear_pointer (&self->given, g_free);
  g_clear_pointer (&self->family, g_free);
  g_clear_pointer (&self->former, g_free);
}
