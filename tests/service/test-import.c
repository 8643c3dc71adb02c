/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Imports: files as programs and people write them, and any bytes at all. */

#include "config.h"

#include "hearth-error.h"
#include "hearth-import-day.h"
#include "hearth-import-mapping.h"
#include "hearth-import.h"
#include "hearth-test-center.h"

#include <string.h>

typedef struct
{
  HearthImport *import;
  GStrv header, mapping;
  GVariant *sample;
  guint n_rows;
  guint n_new, n_twins, n_problems;
  GVariant *review;
  guint32 leave_out[8], take[8];
  gsize n_leave_out, n_take;
  HearthImportProgress now, next;
  gint64 batch;
  GVariant *batches;
} Call;

static void
call_clear (Call *call)
{
  g_clear_pointer (&call->import, hearth_import_free);
  g_clear_pointer (&call->header, g_strfreev);
  g_clear_pointer (&call->mapping, g_strfreev);
  g_clear_pointer (&call->sample, g_variant_unref);
  g_clear_pointer (&call->review, g_variant_unref);
  g_clear_pointer (&call->batches, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_clear)

static gboolean
work_check (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_pointer (&call->review, g_variant_unref);
  return hearth_import_check (call->import, unit, (const char *const *)call->mapping, &call->n_new, &call->n_twins,
                              &call->n_problems, &call->review, error);
}

static gboolean
work_run (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  return hearth_import_run (call->import, unit, (const char *const *)call->mapping, call->leave_out, call->n_leave_out,
                            call->take, call->n_take, &call->now, &call->next, error);
}

static gboolean
work_undo (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  return hearth_import_undo (unit, call->batch, &call->now, &call->next, error);
}

static gboolean
work_batches (HearthUnit *unit, gpointer data, GError **error)
{
  Call *call = data;

  g_clear_pointer (&call->batches, g_variant_unref);
  call->batches = hearth_import_batches (unit, error);
  return call->batches != NULL;
}

static gboolean
load_bytes (Call *call, const void *bytes, gsize length, GError **error)
{
  *call = (Call){ .import = hearth_import_new () };
  if (!hearth_import_add (call->import, bytes, length / 2, error)
      || !hearth_import_add (call->import, (const char *)bytes + length / 2, length - length / 2, error))
    return FALSE;
  return hearth_import_columns (call->import, 20, &call->header, &call->mapping, &call->sample, &call->n_rows, error);
}

static void
load (Call *call, const char *text)
{
  g_autoptr (GError) error = NULL;

  load_bytes (call, text, strlen (text), &error);
  g_assert_no_error (error);
}

static void
check (HearthTestCenter *center, Call *call, guint n_new, guint n_twins, guint n_problems)
{
  hearth_test_center_read (center, HEARTH_ROLE_DIRECTOR, work_check, call);
  g_assert_cmpuint (call->n_new, ==, n_new);
  g_assert_cmpuint (call->n_twins, ==, n_twins);
  g_assert_cmpuint (call->n_problems, ==, n_problems);
}

static guint
go_on (HearthTestCenter *center, Call *call, HearthUnitWork work)
{
  guint slices = 0;

  for (call->now = (HearthImportProgress){ 0 }; !call->now.done; slices++)
    {
      hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, work, call);
      call->now = call->next;
    }
  return slices;
}

static gint64
count (HearthTestCenter *center, const char *where)
{
  g_autofree char *sql = g_strconcat ("SELECT count(*) FROM ", where, NULL);

  return hearth_test_center_number (center, sql);
}

static void
expect_review (Call *call, guint at, guint row, const char *name, const char *verdict, const char *what)
{
  guint32 number;
  const char *shown, *word, *field;

  g_assert_cmpuint (g_variant_n_children (call->review), >, at);
  g_variant_get_child (call->review, at, "(u&s&s&s)", &number, &shown, &word, &field);
  g_assert_cmpuint (number, ==, row);
  g_assert_cmpstr (shown, ==, name);
  g_assert_cmpstr (word, ==, verdict);
  g_assert_cmpstr (field, ==, what);
}

static const char people[]
    = "First Name,Last Name,Nickname,DOB,Cell Phone,Home Phone,E-mail,Zip,Notes,Emergency Contact,Shoe size\r\n"
      "Robert,Smith,Bob,3/12/1980,(603) 555-0142,,bob@example.org,03301,\"likes \"\"tea\"\", not coffee\",Eva,44\r\n"
      "Ana,Reyes,,1975-01-02,603 555 0143 / 603-555-0144,555 0199,,00501,,,\r\n"
      "ana,REYES,,,,,,,,,\r\n"
      ",,,,,,,,,,\r\n"
      "Late,Comer,,2/30/1980,,,,,,,\r\n"
      ",Nameless,,,,,,,,,\r\n"
      "Too,Long,,,,,,,,,,more\r\n"
      "Mail,Box,,,,,nobody,,,,\r\n"
      "Joan,Stone,,,,,,,,,\r\n";

static void
test_people (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Call) call = { 0 };
  static const char *const mapping[]
      = { "given-name", "family-name", "preferred-name", "birth-date",     "phone", "phone",
          "email",      "postal-code", "note",           "emergency-name", "",      NULL };

  hearth_test_center_add_person (center, "Joan", "Stone");
  load (&call, people);
  g_assert_cmpuint (call.n_rows, ==, 9);
  g_assert_cmpstrv (call.mapping, mapping);
  g_assert_cmpstr (call.header[6], ==, "E-mail");
  g_assert_cmpuint (g_variant_n_children (call.sample), ==, 9);
  g_assert_cmpstr (hearth_import_get_encoding (call.import), ==, "utf-8");

  check (center, &call, 2, 2, 4);
  expect_review (&call, 0, 3, "ana R.", "repeat", "");
  expect_review (&call, 1, 5, "Late C.", "problem", "birth-date");
  expect_review (&call, 2, 6, " N.", "problem", "preferred-name");
  expect_review (&call, 3, 7, "Too L.", "problem", "row");
  expect_review (&call, 4, 8, "Mail B.", "problem", "email");
  expect_review (&call, 5, 9, "Joan S.", "twin", "");

  go_on (center, &call, work_run);
  g_assert_cmpuint (call.now.n_done, ==, 2);
  g_assert_cmpint (count (center, "person WHERE preferred_name = 'Bob' AND given_name = 'Robert' AND family_name = "
                                  "'Smith' AND birth_date = '1980-03-12' AND birth_kind = 'date' AND postal_code = "
                                  "'03301' AND note = 'likes \"tea\", not coffee' AND import_batch_id IS NOT NULL"),
                   ==, 1);
  g_assert_cmpint (count (center, "person WHERE preferred_name = 'Ana' AND postal_code = '00501'"), ==, 1);
  g_assert_cmpint (count (center, "person_phone WHERE last_four IN ('0142', '0143', '0144') AND label = 'mobile'"), ==,
                   3);
  g_assert_cmpint (count (center, "person_phone WHERE last_four = '0199' AND label = 'home'"), ==, 1);
  g_assert_cmpint (count (center, "emergency_contact WHERE name = 'Eva'"), ==, 1);
  g_assert_cmpint (count (center, "person_search WHERE names LIKE '%robert%'"), ==, 1);
  g_assert_cmpint (count (center, "audit WHERE verb = 'imported' AND detail LIKE '%told notice%'"), >=, 1);

  /* The same file again: everybody is there. */
  check (center, &call, 0, 4, 4);
}

static void
test_leave_out_and_take (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Call) call = { 0 };

  hearth_test_center_add_person (center, "Joan", "Stone");
  load (&call, people);
  check (center, &call, 2, 2, 4);
  call.leave_out[0] = 1;
  call.n_leave_out = 1;
  call.take[0] = 3;
  call.take[1] = 9;
  call.take[2] = 5;
  call.n_take = 3;
  go_on (center, &call, work_run);
  g_assert_cmpuint (call.now.n_done, ==, 3);
  g_assert_cmpint (count (center, "person WHERE preferred_name = 'Bob'"), ==, 0);
  g_assert_cmpint (count (center, "person WHERE family_name = 'Stone'"), ==, 2);
  g_assert_cmpint (count (center, "person WHERE family_name = 'Comer'"), ==, 0);
}

static char *
many_rows (guint n)
{
  GString *text = g_string_new ("Name;Phone\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "\"Family%u, Given%u\";603%07u\n", i, i, i);
  return g_string_free (text, FALSE);
}

static void
test_undo (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_autofree char *text = many_rows (300);
  g_auto (Call) call = { 0 };
  gint64 used;

  load (&call, text);
  g_assert_cmpstr (call.mapping[0], ==, "full-name");
  check (center, &call, 300, 0, 0);
  go_on (center, &call, work_run);
  g_assert_cmpuint (call.now.n_done, ==, 300);
  call.batch = call.now.batch;

  hearth_test_center_read (center, HEARTH_ROLE_DIRECTOR, work_batches, &call);
  g_assert_cmpuint (g_variant_n_children (call.batches), ==, 1);

  used = hearth_test_center_number (center, "SELECT id FROM person WHERE given_name = 'Given7'");
  hearth_test_center_sql (center, "UPDATE person SET revision = 2 WHERE given_name = 'Given9'");
  {
    g_autofree char *visit = g_strdup_printf (
        "INSERT INTO visit (kind, person_id, reason_id, arrived_at_s, visited_on, recorded_at_s, voided_at_s) "
        "VALUES ('person', %" G_GINT64_FORMAT ", 1, 1, '2026-03-12', 1, 2)",
        used);

    hearth_test_center_sql (center, visit);
  }
  go_on (center, &call, work_undo);
  g_assert_cmpuint (call.now.n_done, ==, 298);
  g_assert_cmpuint (call.now.n_kept, ==, 2);
  g_assert_cmpint (count (center, "person"), ==, 2);
  g_assert_cmpint (count (center, "person_search"), ==, 2);
  g_assert_cmpint (count (center, "person_phone"), ==, 2);
  g_assert_cmpint (count (center, "import_batch WHERE undone_at_s > 0"), ==, 1);

  /* Once more is no error and does nothing; a batch that was taken back takes nobody in. */
  go_on (center, &call, work_undo);
  g_assert_cmpuint (call.now.n_done, ==, 0);
  call.now = (HearthImportProgress){ .batch = call.batch, .position = 1 };
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_run, &call, HEARTH_ERROR_CONFLICT);
  call.now = (HearthImportProgress){ 0 };
  call.batch = 99;
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_undo, &call, HEARTH_ERROR_NOT_FOUND);
}

/* A run that ends in the middle can be taken back; and the slices of it are more than one. */
static void
test_slices (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_autofree char *text = many_rows (3000);
  g_auto (Call) call = { 0 };
  guint slices;

  load (&call, text);
  check (center, &call, 3000, 0, 0);
  hearth_test_center_write (center, HEARTH_ROLE_DIRECTOR, work_run, &call);
  g_assert_false (call.next.done);
  g_assert_cmpuint (call.next.n_done, >, 0);
  g_assert_cmpint (count (center, "person"), ==, call.next.n_done);
  call.batch = call.next.batch;
  go_on (center, &call, work_undo);
  g_assert_cmpint (count (center, "person"), ==, 0);

  slices = go_on (center, &call, work_run);
  g_test_message ("%u slices", slices);
  g_assert_cmpuint (slices, >, 1);
  g_assert_cmpuint (call.now.n_done, ==, 3000);
  g_assert_cmpint (count (center, "person"), ==, 3000);
}

static void
test_run_needs_check (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_auto (Call) call = { 0 };

  load (&call, people);
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_run, &call, HEARTH_ERROR_INVALID);
  check (center, &call, 3, 1, 4);
  g_free (call.mapping[8]);
  call.mapping[8] = g_strdup ("");
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_run, &call, HEARTH_ERROR_INVALID);
  g_assert_cmpint (count (center, "person"), ==, 0);
}

static void
refuse_mapping (HearthTestCenter *center, const char *mapping)
{
  g_auto (Call) call = { 0 };

  load (&call, "a,b,c\n1,2,3\n");
  g_strfreev (call.mapping);
  call.mapping = g_strsplit (mapping, ",", -1);
  hearth_test_center_refuse (center, HEARTH_ROLE_DIRECTOR, work_check, &call, HEARTH_ERROR_INVALID);
}

static void
test_mapping_refused (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();

  refuse_mapping (center, ",,");
  refuse_mapping (center, "preferred-name,");
  refuse_mapping (center, "preferred-name,,,");
  refuse_mapping (center, "preferred-name,preferred-name,");
  refuse_mapping (center, "preferred-name,uuid,");
  refuse_mapping (center, "family-name,phone,");
}

static void
expect_guess (const char *header, const char *mapping)
{
  g_auto (GStrv) columns = g_strsplit (header, "|", -1);
  g_auto (GStrv) guess = hearth_import_mapping_guess ((const char *const *)columns);
  g_autofree char *joined = g_strjoinv ("|", guess);

  g_assert_cmpstr (joined, ==, mapping);
}

static void
test_guess (void)
{
  expect_guess ("First|Last|DOB|Mobile", "given-name|family-name|birth-date|phone");
  expect_guess ("Name|Tel.|ZIP Code", "full-name|phone|postal-code");
  expect_guess ("Name|Surname", "given-name|family-name");
  expect_guess ("First Name|Name", "given-name|");
  expect_guess ("FirstName|LastName|MobilePhone|MailingPostalCode|Birthdate|Preferred_Name__c",
                "given-name|family-name|phone|postal-code|birth-date|preferred-name");
  expect_guess ("Nombre|Apellidos|Teléfono|Correo electrónico|Fecha de nacimiento|Código postal|Notas",
                "given-name|family-name|phone|email|birth-date|postal-code|note");
  expect_guess ("Participant First Name|Participant Last Name|Participant DOB|Participant ID",
                "given-name|family-name|birth-date|");
  expect_guess ("Visitor First Name|Visitor Last Name|Visitor Phone 1|Visitor Phone 2",
                "given-name|family-name|phone|phone");
  expect_guess ("Emergency Contact Name|Emergency Contact Phone|Emergency Contact Relationship",
                "emergency-name|emergency-phone|emergency-relation");
  expect_guess ("|?|Coach name", "||");
}

static void
expect_day (const char *text, const char *day)
{
  g_autofree char *read = hearth_import_day_read (text, "2026-03-12");

  g_test_message ("%s", text);
  g_assert_cmpstr (read, ==, day);
}

static void
test_days (void)
{
  expect_day ("1980-03-12", "1980-03-12");
  expect_day ("1980/3/2", "1980-03-02");
  expect_day ("3/12/1980", "1980-03-12");
  expect_day ("03-12-1980", "1980-03-12");
  expect_day ("12.3.1980", "1980-03-12");
  expect_day ("3/12/80", "1980-03-12");
  expect_day ("3/12/26", "2026-03-12");
  expect_day ("3/12/27", "1927-03-12");
  expect_day ("12 Mar 1980", "1980-03-12");
  expect_day ("March 12, 1980", "1980-03-12");
  expect_day ("12 de marzo de 1980", "1980-03-12");
  expect_day ("Aug. 1, 1980", "1980-08-01");
  expect_day ("19800312", "1980-03-12");
  expect_day ("1980-03-12 00:00:00", "1980-03-12");
  expect_day ("1980-03-12T00:00:00Z", "1980-03-12");
  expect_day ("3/12/1980 12:00:00 AM", "1980-03-12");
  expect_day ("1980", "1980");
  expect_day ("", "");
  expect_day (" n/a ", "");
  expect_day ("0000-00-00", "");
  expect_day ("25/12/1980", NULL);
  expect_day ("2/30/1980", NULL);
  expect_day ("13/13/1980", NULL);
  expect_day ("3/12", NULL);
  expect_day ("3/12/198", NULL);
  expect_day ("yesterday", NULL);
  expect_day ("1/2/3/4", NULL);
  expect_day ("99999999", NULL);
  expect_day ("-1-1-1", NULL);
}

static void
expect_name (const char *cell, const char *given, const char *family)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_autofree char *text = g_strdup_printf ("full name;phone\n\"%s\";\n", cell);
  g_autofree char *where = g_strdup_printf ("person WHERE preferred_name = '%s' AND family_name = '%s'", given, family);
  g_auto (Call) call = { 0 };

  g_test_message ("%s", cell);
  load (&call, text);
  check (center, &call, 1, 0, 0);
  go_on (center, &call, work_run);
  g_assert_cmpint (count (center, where), ==, 1);
}

static void
test_whole_names (void)
{
  expect_name ("Smith, John", "John", "Smith");
  expect_name ("John Smith", "John", "Smith");
  expect_name ("Mary Ann Smith", "Mary Ann", "Smith");
  expect_name ("Juan de la Cruz", "Juan", "de la Cruz");
  expect_name ("John Smith Jr.", "John", "Smith Jr.");
  expect_name ("John Smith, Jr.", "John", "Smith Jr.");
  expect_name ("Cher", "Cher", "");
}

static void
test_encodings (void)
{
  static const char latin1[] = "Nombre;Apellido\nJos\xE9;Mu\xF1oz\n";
  static const char marked[] = "\xEF\xBB\xBFNombre,Apellido\nJos\xC3\xA9,Mu\xC3\xB1oz\n";
  const char *texts[] = { latin1, marked };
  const char *encodings[] = { "latin-1", "utf-8" };
  gsize length;
  g_autofree char *wide = g_convert ("\xEF\xBB\xBFNombre\tApellido\r\nJos\xC3\xA9\tMu\xC3\xB1oz\r\n", -1, "UTF-16LE",
                                     "UTF-8", NULL, &length, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (Call) call = { 0 };

      load (&call, texts[i]);
      g_assert_cmpstr (hearth_import_get_encoding (call.import), ==, encodings[i]);
      g_assert_cmpstr (call.mapping[0], ==, "given-name");
      g_assert_cmpstr (call.mapping[1], ==, "family-name");
    }
  {
    g_auto (Call) call = { 0 };
    g_autoptr (HearthTestCenter) center = hearth_test_center_new ();

    load_bytes (&call, wide, length, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (hearth_import_get_encoding (call.import), ==, "utf-16");
    check (center, &call, 1, 0, 0);
    go_on (center, &call, work_run);
    g_assert_cmpint (count (center, "person WHERE preferred_name = 'José' AND family_name = 'Muñoz'"), ==, 1);
  }
}

static void
refuse_bytes (const void *bytes, gsize length)
{
  g_auto (Call) call = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (load_bytes (&call, bytes, length, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
}

static void
test_bounds (void)
{
  g_autofree char *wide = g_strnfill (250, ',');
  g_autoptr (GString) rows = g_string_new ("name\n");
  g_autoptr (HearthImport) import = hearth_import_new ();
  g_autofree char *mebibyte = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GError) error = NULL;

  refuse_bytes ("", 0);
  refuse_bytes ("\n\n\n", 3);
  refuse_bytes ("PK\x03\x04rest of a workbook", 20);
  refuse_bytes ("name\n\"John\nJane\nJim\n", 20);
  refuse_bytes ("\xFF\xFEn", 3);
  refuse_bytes (wide, 250);
  for (guint i = 0; i <= HEARTH_IMPORT_ROWS_MAX; i++)
    g_string_append (rows, "x\n");
  refuse_bytes (rows->str, rows->len);

  for (guint i = 0; i < 64; i++)
    g_assert_true (hearth_import_add (import, mebibyte, 1024 * 1024, NULL));
  g_assert_false (hearth_import_add (import, "x", 1, &error));
  g_assert_error (error, HEARTH_ERROR, HEARTH_ERROR_INVALID);
}

static void
test_odd_cells (void)
{
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();
  g_autofree char *long_name = g_strnfill (10000, 'x');
  g_autofree char *text = g_strdup_printf ("sep=;\nname;note;card\n\"x\";=cmd|' /C calc'!A0;\n%s;;\n\xE2\x80\xAE"
                                           "evil;;\n\"Robert'); DROP TABLE person;--\";;\nCard One;;ABCD1\n"
                                           "Card Two;;abcd1\nBad Card;;!!\n",
                                           long_name);
  g_auto (Call) call = { 0 };

  load (&call, text);
  g_assert_cmpuint (call.n_rows, ==, 7);
  check (center, &call, 4, 0, 3);
  go_on (center, &call, work_run);
  g_assert_cmpuint (call.now.n_done, ==, 4);
  g_assert_cmpint (count (center, "person WHERE preferred_name = 'evil'"), ==, 1);
  g_assert_cmpint (count (center, "person WHERE card_code = 'ABCD1'"), ==, 1);
}

/* Any bytes at all: nothing but a clear no, or rows. The pieces are likely ones, so that much of it is nearly CSV. */
static void
test_any_bytes (void)
{
  static const char *const pieces[]
      = { ",",     ";",     "\t",          "\n",           "\r\n",  "\"",   "\"\"",     "name", "First Name",
          "DOB",   "phone", "1/2/1980",    "603 555 0142", "\xFF",  "\xFE", "\xC3\xA9", "\xE9", "é",
          "sep=;", "a@b",   "Smith, John", "\xEF\xBB\xBF", "de la", ":",    "T",        "😀" };
  g_autoptr (HearthTestCenter) center = hearth_test_center_new ();

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_auto (Call) call = { 0 };

      for (int n = g_test_rand_int_range (0, 200); n > 0; n--)
        if (g_test_rand_int_range (0, 4) == 0)
          g_string_append_c (text, (char)g_test_rand_int_range (0, 256));
        else
          g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      if (!load_bytes (&call, text->str, text->len, NULL))
        continue;
      if (call.mapping[0])
        {
          g_free (call.mapping[0]);
          call.mapping[0] = g_strdup ("full-name");
        }
      for (guint j = 1; call.mapping[j]; j++)
        if (g_str_equal (call.mapping[j], "full-name"))
          *call.mapping[j] = '\0';
      hearth_test_center_read (center, HEARTH_ROLE_DIRECTOR, work_check, &call);
      go_on (center, &call, work_run);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/people", test_people);
  g_test_add_func ("/import/leave-out-and-take", test_leave_out_and_take);
  g_test_add_func ("/import/undo", test_undo);
  g_test_add_func ("/import/slices", test_slices);
  g_test_add_func ("/import/run-needs-check", test_run_needs_check);
  g_test_add_func ("/import/mapping-refused", test_mapping_refused);
  g_test_add_func ("/import/guess", test_guess);
  g_test_add_func ("/import/days", test_days);
  g_test_add_func ("/import/whole-names", test_whole_names);
  g_test_add_func ("/import/encodings", test_encodings);
  g_test_add_func ("/import/bounds", test_bounds);
  g_test_add_func ("/import/odd-cells", test_odd_cells);
  g_test_add_func ("/import/any-bytes", test_any_bytes);
  return g_test_run ();
}
