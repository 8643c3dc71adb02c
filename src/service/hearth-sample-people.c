/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The invented people of the sample center: most fields empty, as in a real one. Their phones are of the numbers that are
 * kept for fiction (555-0100 to 555-0199). No call has dice thrown twice among its arguments: compilers evaluate those in
 * any order, and the people would differ. Called by hearth-sample.c. */

#define G_LOG_DOMAIN "hearth-service"

#include "config.h"

#include "hearth-sample-people.h"

#include "hearth-emergency-contact.h"
#include "hearth-phone.h"
#include "hearth-text.h"

#define STREAM 1

/* Card codes run through all numbers of six digits before one comes again: a step that has no factor in common. */
#define CARD_NUMBERS 1000000
#define CARD_STEP 618033

typedef struct
{
  HearthDice dice;
  HearthSampleName name;
  int told_year;
} Maker;

static char *
make_uuid (HearthDice *dice)
{
  guint32 a = hearth_dice_next (dice), b = hearth_dice_next (dice), c = hearth_dice_next (dice);

  return g_strdup_printf ("%08x-%04x-4%03x-%04x-%04x%08x", a, b >> 16, b & 0xFFF, 0x8000 | (c >> 16 & 0x3FFF),
                          c & 0xFFFF, hearth_dice_next (dice));
}

static const char *
make_pronouns (Maker *maker)
{
  if (!hearth_dice_chance (&maker->dice, 45))
    return "";
  if (hearth_dice_chance (&maker->dice, 6) || maker->name.sex == 0)
    return "they/them";
  if (maker->name.sex == 'f')
    return hearth_dice_chance (&maker->dice, 8) ? "she/they" : "she/her";
  return hearth_dice_chance (&maker->dice, 8) ? "he/they" : "he/him";
}

static char *
make_date (HearthDice *dice, int first_year, int n_years)
{
  int year = first_year + (int)hearth_dice_below (dice, (guint)n_years);
  guint month = 1 + hearth_dice_below (dice, 12);

  return g_strdup_printf ("%04d-%02u-%02u", year, month, 1 + hearth_dice_below (dice, 28));
}

/* Grown-ups of 19 to 75, a few younger ones. */
static void
make_birth (Maker *maker, const char **kind, char **date)
{
  guint which = hearth_dice_below (&maker->dice, 100);

  *kind = "";
  *date = g_strdup ("");
  if (which < 25)
    {
      *kind = which < 15 ? "date" : "year";
      g_free (*date);
      *date = make_date (&maker->dice, maker->told_year - 75, 56);
      if (which >= 15)
        (*date)[4] = '\0';
    }
  else if (which < 40)
    *kind = "18-or-over";
  else if (which < 42)
    *kind = "under-18";
  else if (which < 55)
    *kind = "not-asked";
}

static char *
make_number (HearthDice *dice)
{
  return g_strdup_printf ("(401) 555-01%02u", hearth_dice_below (dice, 100));
}

static GListStore *
make_phones (Maker *maker)
{
  static const char *const labels[] = { "", "", "Mobile", "Mobile", "Home", "Recovery house" };
  static const char *const voicemails[] = { "", "", "none", "first-name", "center" };
  GListStore *phones = g_list_store_new (HEARTH_TYPE_PHONE);
  guint n = hearth_dice_chance (&maker->dice, 60) ? 1 + hearth_dice_chance (&maker->dice, 8) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = make_number (&maker->dice);
      const char *label = labels[hearth_dice_below (&maker->dice, G_N_ELEMENTS (labels))];
      const char *voicemail = voicemails[hearth_dice_below (&maker->dice, G_N_ELEMENTS (voicemails))];
      gboolean texts = hearth_dice_chance (&maker->dice, 70);
      g_autoptr (HearthPhone) phone = g_object_new (HEARTH_TYPE_PHONE, "number", number, "label", label, "voicemail",
                                                    voicemail, "texts", texts, NULL);

      g_list_store_append (phones, phone);
    }
  return phones;
}

static GListStore *
make_contacts (Maker *maker, HearthSampleNames *names)
{
  static const char *const relations[] = { "Sister", "Brother", "Mother", "Partner", "Friend", "Sponsor" };
  GListStore *contacts = g_list_store_new (HEARTH_TYPE_EMERGENCY_CONTACT);

  if (hearth_dice_chance (&maker->dice, 10))
    {
      g_autofree char *number = make_number (&maker->dice);
      const char *name = hearth_sample_names_given (names, &maker->dice);
      const char *relation = relations[hearth_dice_below (&maker->dice, G_N_ELEMENTS (relations))];
      g_autoptr (HearthEmergencyContact) contact
          = g_object_new (HEARTH_TYPE_EMERGENCY_CONTACT, "name", name, "relation", relation, "phone", number, NULL);

      g_list_store_append (contacts, contact);
    }
  return contacts;
}

/* Only of letters that every mail address may have. */
static char *
make_email (Maker *maker)
{
  g_autofree char *given = hearth_text_fold (maker->name.preferred);
  g_autofree char *family = hearth_text_fold (maker->name.family);

  if (!hearth_dice_chance (&maker->dice, 15) || !g_str_is_ascii (given) || !g_str_is_ascii (family))
    return g_strdup ("");
  return g_strdup_printf ("%s.%s%u@example.org", g_strdelimit (given, " ", '-'), g_strdelimit (family, " ", '-'),
                          hearth_dice_below (&maker->dice, 90));
}

static const char *
make_postal_code (HearthDice *dice)
{
  static const char *const codes[]
      = { "02903", "02904", "02905", "02906", "02907", "02908", "02909", "02907", "02909", "02911", "02914", "02860" };

  return hearth_dice_chance (dice, 55) ? codes[hearth_dice_below (dice, G_N_ELEMENTS (codes))] : "";
}

static const char *const *
make_languages (Maker *maker)
{
  static const char *const spanish[] = { "Spanish", "English", NULL };
  static const char *const portuguese[] = { "Portuguese", NULL };
  static const char *const creole[] = { "Haitian Creole", "English", NULL };
  static const char *const none[] = { NULL };

  if (maker->name.hispanic && hearth_dice_chance (&maker->dice, 30))
    return spanish;
  switch (hearth_dice_below (&maker->dice, 50))
    {
    case 0:
      return portuguese;
    case 1:
      return creole;
    default:
      return none;
    }
}

/**
 * hearth_sample_person:
 * @names: the table of names
 * @seed: of the sample
 * @number: which of its people, from 0
 * @told_version: of the notice
 * @told_on: the day of their first visit
 *
 * Returns: (transfer full): the record; the same for the same arguments
 */
HearthPerson *
hearth_sample_person (
    HearthSampleNames *names, guint32 seed, guint number, const char *told_version, const char *told_on)
{
  Maker maker = { .dice = hearth_dice (seed, STREAM, number), .told_year = atoi (told_on) };
  g_autofree char *uuid = make_uuid (&maker.dice);
  g_autofree char *birth_date = NULL, *recovery_date = NULL, *card = NULL, *email = NULL;
  const char *birth_kind, *given, *pronouns, *postal_code;
  const char *former[2] = { NULL };
  const char *const *languages;
  gboolean noticed;
  HearthPerson *person;

  hearth_sample_names_make (names, &maker.dice, &maker.name);
  make_birth (&maker, &birth_kind, &birth_date);
  former[0] = *maker.name.former ? maker.name.former : NULL;
  if (hearth_dice_chance (&maker.dice, 15))
    recovery_date = make_date (&maker.dice, maker.told_year - 9, 9);
  noticed = recovery_date && hearth_dice_chance (&maker.dice, 50);
  if (hearth_dice_chance (&maker.dice, 20))
    card = g_strdup_printf ("MS%06u", (guint)(((guint64)number + 1) * CARD_STEP % CARD_NUMBERS));
  if (hearth_dice_chance (&maker.dice, 12))
    hearth_set_str (&maker.name.family, "");
  email = make_email (&maker);
  given = hearth_dice_chance (&maker.dice, 70) ? maker.name.given : "";
  pronouns = make_pronouns (&maker);
  postal_code = make_postal_code (&maker.dice);
  languages = make_languages (&maker);

  g_autoptr (GListStore) phones = make_phones (&maker);
  g_autoptr (GListStore) contacts = make_contacts (&maker, names);

  person = g_object_new (HEARTH_TYPE_PERSON, "uuid", uuid, "preferred-name", maker.name.preferred, "given-name", given,
                         "family-name", maker.name.family, "former-names", former, "pronouns", pronouns, "birth-kind",
                         birth_kind, "birth-date", birth_date, "recovery-date", recovery_date ? recovery_date : "",
                         "recovery-noticed", noticed, "phones", phones, "email", email, "postal-code", postal_code,
                         "languages", languages, "card-code", card ? card : "", "emergency-contacts", contacts,
                         "told-version", told_version, "told-on", told_on, NULL);
  hearth_sample_name_clear (&maker.name);
  return person;
}
