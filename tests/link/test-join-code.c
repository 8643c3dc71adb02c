/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

#include "config.h"

#include "hearth-join-code.h"

#include "hearth-error.h"

#define ALPHABET "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

static GRand *dice;

static void
fill (HearthJoinCode *code, const char *host, guint16 port)
{
  *code = (HearthJoinCode){ .host = g_strdup (host), .port = port };
  for (guint i = 0; i < HEARTH_JOIN_CODE_SECRET_LENGTH; i++)
    code->secret[i] = (guint8)g_rand_int_range (dice, 0, 256);
  for (guint i = 0; i < HEARTH_JOIN_CODE_PIN_LENGTH; i++)
    code->pin[i] = (guint8)g_rand_int_range (dice, 0, 256);
  code->pin[HEARTH_JOIN_CODE_PIN_LENGTH - 1] &= 0x0f;
}

static void
assert_same (const HearthJoinCode *one, const HearthJoinCode *two)
{
  g_assert_cmpstr (one->host, ==, two->host);
  g_assert_cmpuint (one->port, ==, two->port);
  g_assert_cmpmem (one->secret, sizeof one->secret, two->secret, sizeof two->secret);
  g_assert_cmpmem (one->pin, sizeof one->pin, two->pin, sizeof two->pin);
}

static gboolean
reads (const char *text)
{
  g_auto (HearthJoinCode) code = { NULL };

  return hearth_join_code_from_text (&code, text, NULL);
}

static void
test_round_trip (void)
{
  static const struct
  {
    const char *host;
    guint16 port;
    guint length;
  } cases[]
      = { { "192.168.1.20", 43017, 47 }, { "0.0.0.0", 1, 47 },    { "255.255.255.255", 65535, 47 }, { NULL, 0, 35 },
          { "10.0.0.1", 80, 47 },        { "127.0.0.1", 256, 47 } };

  for (guint i = 0; i < 600; i++)
    {
      g_auto (HearthJoinCode) code = { NULL };
      g_auto (HearthJoinCode) back = { NULL };
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      g_autofree char *tidy = NULL;
      gboolean whole = FALSE;

      fill (&code, cases[i % 6].host, cases[i % 6].port);
      text = hearth_join_code_to_text (&code);
      g_assert_cmpuint (strlen (text), ==, cases[i % 6].length);
      g_assert_cmpuint (strlen (text), <=, HEARTH_JOIN_CODE_MAX_TEXT);
      g_assert_cmpuint (hearth_join_code_check (text, &whole), ==, 0);
      g_assert_true (whole);
      g_assert_true (hearth_join_code_from_text (&back, text, &error));
      g_assert_no_error (error);
      assert_same (&code, &back);
      tidy = hearth_join_code_tidy (text);
      g_assert_cmpstr (tidy, ==, text);
    }
}

static void
test_as_people_type (void)
{
  g_auto (HearthJoinCode) code = { NULL };
  g_autofree char *text = NULL;
  GString *messy = g_string_new ("\t ");

  /* A code with both look-alikes in it. */
  do
    {
      hearth_join_code_clear (&code);
      g_clear_pointer (&text, g_free);
      fill (&code, "192.168.1.20", 7431);
      text = hearth_join_code_to_text (&code);
    }
  while (strchr (text, '0') == NULL || strchr (text, '1') == NULL);
  for (const char *at = text; *at; at++)
    {
      if (*at == '-')
        g_string_append (messy, at - text > 20 ? "" : " \xe2\x80\x94"); /* a long dash, then none at all */
      else if (*at == '0')
        g_string_append_c (messy, 'o');
      else if (*at == '1')
        g_string_append_c (messy, (at - text) % 2 ? 'l' : 'I');
      else
        g_string_append_c (messy, g_ascii_tolower (*at));
      if ((at - text) % 3 == 0)
        g_string_append (messy, "\xc2\xa0");
    }
  {
    g_auto (HearthJoinCode) back = { NULL };
    g_autofree char *tidy = hearth_join_code_tidy (messy->str);

    g_assert_true (hearth_join_code_from_text (&back, messy->str, NULL));
    assert_same (&code, &back);
    g_assert_cmpstr (tidy, ==, text);
  }
  g_string_free (messy, TRUE);
}

/* Every character of a code becomes every other one. */
static void
each_substitution (const char *text)
{
  g_autofree char *changed = g_strdup (text);
  guint group = 1;

  for (guint i = 0; text[i]; i++)
    {
      if (text[i] == '-')
        {
          group++;
          continue;
        }
      for (const char *other = ALPHABET "U!"; *other; other++)
        {
          if (*other == text[i])
            continue;
          changed[i] = *other;
          g_assert_cmpuint (hearth_join_code_check (changed, NULL), ==, group);
          g_assert_false (reads (changed));
        }
      changed[i] = text[i];
    }
}

/* Every two neighbours change places, also over the dash between two groups. */
static void
each_transposition (const char *text)
{
  for (guint i = 0; text[i] && text[i + 1]; i++)
    {
      g_autofree char *changed = g_strdup (text);
      guint next = text[i + 1] == '-' ? i + 2 : i + 1;

      if (text[i] == '-' || text[i] == text[next])
        continue;
      changed[i] = text[next];
      changed[next] = text[i];
      g_assert_cmpuint (hearth_join_code_check (changed, NULL), !=, 0);
      g_assert_false (reads (changed));
    }
}

/* Every two groups change places; also where they look alike but for their check character. */
static void
each_swap (const char *text)
{
  g_auto (GStrv) groups = g_strsplit (text, "-", -1);
  guint n = g_strv_length (groups);

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        char *kept = groups[i];
        g_autofree char *changed = NULL;

        groups[i] = groups[j];
        groups[j] = kept;
        changed = g_strjoinv ("-", groups);
        groups[j] = groups[i];
        groups[i] = kept;
        g_assert_cmpuint (hearth_join_code_check (changed, NULL), ==, i + 1);
        g_assert_false (reads (changed));
      }
}

static void
test_mistakes (void)
{
  for (guint i = 0; i < 200; i++)
    {
      g_auto (HearthJoinCode) code = { NULL };
      g_autofree char *text = NULL;

      fill (&code, i % 2 ? "192.168.1.20" : NULL, i % 2 ? 7431 : 0);
      if (i % 10 == 0)
        memset (code.secret, 0, sizeof code.secret); /* many groups alike */
      text = hearth_join_code_to_text (&code);
      each_substitution (text);
      each_transposition (text);
      each_swap (text);
    }
}

/* All four characters that carry bits, through all values, two by two: the check character tells neighbours apart. */
static void
test_every_pair (void)
{
  g_auto (HearthJoinCode) code = { NULL };
  g_autofree char *text = NULL;

  fill (&code, "10.0.0.7", 9000);
  for (guint first = 0; first < 256; first++)
    for (guint second = 0; second < 4; second++)
      {
        g_autofree char *one = NULL;

        code.secret[3] = (guint8)first;
        code.secret[4] = (guint8)(second * 64);
        one = hearth_join_code_to_text (&code);
        each_transposition (one);
      }
  text = hearth_join_code_to_text (&code);
  g_assert_true (reads (text));
}

static void
test_while_typing (void)
{
  g_auto (HearthJoinCode) code = { NULL };
  g_autofree char *text = NULL;
  g_autofree char *longer = NULL;

  fill (&code, "192.168.1.20", 7431);
  text = hearth_join_code_to_text (&code);
  for (guint length = 0; length < strlen (text); length++)
    {
      g_autofree char *part = g_strndup (text, length);
      gboolean whole = TRUE;

      g_assert_cmpuint (hearth_join_code_check (part, &whole), ==, 0);
      g_assert_false (whole);
      g_assert_false (reads (part));
    }
  longer = g_strconcat (text, "-0", NULL);
  g_assert_cmpuint (hearth_join_code_check (longer, NULL), ==, 9);
  g_assert_false (reads (longer));
}

static void
test_bad_input (void)
{
  static const char *const bad[] = { "", "-", "  ", "\xff\xfe\xfd", "UUUUU", "00000", "ZZZZZ-ZZZZZ", "hearth", "\xc3" };
  g_autofree char *endless = g_strnfill (100000, 'A');

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (HearthJoinCode) code = { NULL };
      g_autofree char *tidy = hearth_join_code_tidy (bad[i]);

      g_assert_false (hearth_join_code_from_text (&code, bad[i], &error));
      g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
      g_assert_true (g_utf8_validate (tidy, -1, NULL));
    }
  g_assert_false (reads (endless));
  g_free (hearth_join_code_tidy (endless));
}

static void
test_pin (void)
{
  g_auto (HearthJoinCode) code = { NULL };
  g_autoptr (GBytes) right = g_bytes_new_static ("right", 5);
  g_autoptr (GBytes) wrong = g_bytes_new_static ("wrong", 5);

  fill (&code, NULL, 0);
  hearth_join_code_pin (code.secret, right, code.pin);
  g_assert_true (hearth_join_code_fits (&code, right));
  g_assert_false (hearth_join_code_fits (&code, wrong));
  g_assert_cmpuint (code.pin[HEARTH_JOIN_CODE_PIN_LENGTH - 1] & 0xf0, ==, 0);
  code.secret[0] ^= 1; /* the pin is keyed by the secret */
  g_assert_false (hearth_join_code_fits (&code, right));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  dice = g_rand_new_with_seed (7);
  g_test_add_func ("/join-code/round-trip", test_round_trip);
  g_test_add_func ("/join-code/as-people-type", test_as_people_type);
  g_test_add_func ("/join-code/mistakes", test_mistakes);
  g_test_add_func ("/join-code/every-pair", test_every_pair);
  g_test_add_func ("/join-code/while-typing", test_while_typing);
  g_test_add_func ("/join-code/bad-input", test_bad_input);
  g_test_add_func ("/join-code/pin", test_pin);
  status = g_test_run ();
  g_rand_free (dice);
  return status;
}
