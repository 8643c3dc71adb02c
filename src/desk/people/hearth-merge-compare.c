/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* The comparison of a merge. Lines where both have the same need no choice; lists keep what both have; of one number with
 * two sets of rules the more careful is set. Owned by the merge dialog. Main context only. */

#define G_LOG_DOMAIN "hearth-desk"

#include "config.h"

#include "hearth-merge-compare.h"

#include <glib/gi18n.h>

#include "hearth-phone-words.h"
#include "hearth-text.h"

/* Two rules for one number. */
typedef struct
{
  HearthMergeLine *line; /* (unowned) */
  HearthPhone *left;     /* (owned) */
  HearthPhone *right;    /* (owned) */
} SafeChoice;

struct _HearthMergeCompare
{
  GtkBox parent_instance;

  HearthPerson *left;                            /* (owned) (nullable) */
  HearthPerson *right;                           /* (owned) (nullable) */
  HearthMergeLine *lines[HEARTH_N_PERSON_LINES]; /* (unowned) (nullable) */
  GArray *safe;                                  /* (owned): of SafeChoice */

  GtkLabel *left_since;
  GtkLabel *left_visits;
  GtkWidget *lines_box;
  GtkLabel *right_since;
  GtkLabel *right_visits;
  GtkLabel *sentence;
  GtkSizeGroup *titles;
};

G_DEFINE_FINAL_TYPE (HearthMergeCompare, hearth_merge_compare, GTK_TYPE_BOX)

static void
safe_choice_clear (gpointer data)
{
  SafeChoice *choice = data;

  g_clear_object (&choice->left);
  g_clear_object (&choice->right);
}

static void
hearth_merge_compare_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), HEARTH_TYPE_MERGE_COMPARE);

  G_OBJECT_CLASS (hearth_merge_compare_parent_class)->dispose (object);
}

static void
hearth_merge_compare_finalize (GObject *object)
{
  HearthMergeCompare *self = HEARTH_MERGE_COMPARE (object);

  g_array_unref (self->safe);
  g_clear_object (&self->left);
  g_clear_object (&self->right);

  G_OBJECT_CLASS (hearth_merge_compare_parent_class)->finalize (object);
}

static void
hearth_merge_compare_class_init (HearthMergeCompareClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hearth_merge_compare_dispose;
  G_OBJECT_CLASS (klass)->finalize = hearth_merge_compare_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/recoverycommons/Hearth/people/hearth-merge-compare.ui");
  gtk_widget_class_bind_template_child (widget_class, HearthMergeCompare, left_since);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeCompare, left_visits);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeCompare, lines_box);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeCompare, right_since);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeCompare, right_visits);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeCompare, sentence);
  gtk_widget_class_bind_template_child (widget_class, HearthMergeCompare, titles);
}

static void
hearth_merge_compare_init (HearthMergeCompare *self)
{
  self->safe = g_array_new (FALSE, FALSE, sizeof (SafeChoice));
  g_array_set_clear_func (self->safe, safe_choice_clear);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* How exactly a birth is known. */
static guint
birth_rank (HearthPerson *person)
{
  static const char *const kinds[] = { "", "not-asked", "18-or-over", "under-18", "year", "date" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i], hearth_person_get_birth_kind (person)))
      return i;
  return 0;
}

/* What is there before nothing, the more exact birth, else the record that is kept. */
static HearthMergeChoice
preset (HearthMergeCompare *self, HearthPersonLine line, const char *left, const char *right)
{
  if (line == HEARTH_PERSON_LINE_BIRTH)
    return birth_rank (self->right) > birth_rank (self->left) ? HEARTH_MERGE_LINE_RIGHT : HEARTH_MERGE_LINE_LEFT;
  return *left == 0 && *right ? HEARTH_MERGE_LINE_RIGHT : HEARTH_MERGE_LINE_LEFT;
}

static void
append_line (HearthMergeCompare *self, GtkWidget *line)
{
  gtk_size_group_add_widget (self->titles, hearth_merge_line_get_title (HEARTH_MERGE_LINE (line)));
  gtk_box_append (GTK_BOX (self->lines_box), line);
}

static void
add_line (HearthMergeCompare *self, HearthPersonLine line)
{
  g_autofree char *left = hearth_person_line_text (line, self->left);
  g_autofree char *right = hearth_person_line_text (line, self->right);
  const char *title = hearth_person_line_get_label (line);
  GtkWidget *widget;

  /* Which notice they heard is a fact, not a choice: the later one counts. */
  if ((*left == 0 && *right == 0) || line == HEARTH_PERSON_LINE_TOLD)
    return;
  if (hearth_person_line_same (line, self->left, self->right))
    widget = hearth_merge_line_new_same (title, left);
  else if (hearth_person_line_keeps_both (line))
    widget = hearth_merge_line_new_both (title, left, right);
  else
    {
      widget = hearth_merge_line_new (title, left, right);
      hearth_merge_line_choose (HEARTH_MERGE_LINE (widget), preset (self, line, left, right));
    }
  self->lines[line] = HEARTH_MERGE_LINE (widget);
  append_line (self, widget);
}

/* Rules of one number --------------------------------------------------- */

static HearthPhone *
find_number (GListModel *phones, HearthPhone *wanted)
{
  g_autofree char *digits = hearth_text_digits (hearth_phone_get_number (wanted));

  for (guint i = 0; phones && i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr (HearthPhone) phone = g_list_model_get_item (phones, i);
      g_autofree char *others = hearth_text_digits (hearth_phone_get_number (phone));

      if (g_str_equal (digits, others))
        return g_steal_pointer (&phone);
    }
  return NULL;
}

static void
add_safe_choice (HearthMergeCompare *self, HearthPhone *left, HearthPhone *right)
{
  g_autofree char *left_words = hearth_phone_words (left);
  g_autofree char *right_words = hearth_phone_words (right);
  /* Translators: a phone number */
  g_autofree char *title = g_strdup_printf (_ ("Rules for %s"), hearth_phone_get_number (left));
  GtkWidget *line;
  SafeChoice choice;

  if (g_str_equal (left_words, right_words))
    return;
  line = hearth_merge_line_new (title, left_words, right_words);
  hearth_merge_line_choose (HEARTH_MERGE_LINE (line),
                            hearth_phone_more_careful (left, right) ? HEARTH_MERGE_LINE_LEFT : HEARTH_MERGE_LINE_RIGHT);
  append_line (self, line);
  choice = (SafeChoice){ HEARTH_MERGE_LINE (line), g_object_ref (left), g_object_ref (right) };
  g_array_append_val (self->safe, choice);
}

static void
add_safe_choices (HearthMergeCompare *self)
{
  GListModel *phones = hearth_person_get_phones (self->left);

  for (guint i = 0; phones && i < g_list_model_get_n_items (phones); i++)
    {
      g_autoptr (HearthPhone) left = g_list_model_get_item (phones, i);
      g_autoptr (HearthPhone) right = find_number (hearth_person_get_phones (self->right), left);

      if (right)
        add_safe_choice (self, left, right);
    }
}

/* Heads and the sentence ------------------------------------------------ */

static char *
since_text (HearthPerson *person, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (hearth_person_get_created_at_s (person));
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  /* Translators: a month and its year, as in “Since June 2024”; see g_date_time_format(). */
  return local ? g_date_time_format (local, _ ("Since %B %Y")) : g_strdup ("");
}

static void
show_head (GtkLabel *since_label, GtkLabel *visits_label, HearthPerson *person, guint visits, GTimeZone *zone)
{
  g_autofree char *since = since_text (person, zone);
  g_autofree char *words = g_strdup_printf (ngettext ("%u visit", "%u visits", visits), visits);

  gtk_label_set_text (since_label, since);
  gtk_label_set_text (visits_label, words);
}

static guint
count_phones (HearthMergeCompare *self)
{
  GListModel *left = hearth_person_get_phones (self->left), *right = hearth_person_get_phones (self->right);
  guint n = left ? g_list_model_get_n_items (left) : 0;

  for (guint i = 0; right && i < g_list_model_get_n_items (right); i++)
    {
      g_autoptr (HearthPhone) phone = g_list_model_get_item (right, i);
      g_autoptr (HearthPhone) same = find_number (left, phone);

      n += same == NULL;
    }
  return n;
}

static void
show_sentence (HearthMergeCompare *self, guint visits)
{
  gboolean card = *hearth_person_get_card_code (self->left) || *hearth_person_get_card_code (self->right);
  guint phones = count_phones (self);
  g_autofree char *visits_words = g_strdup_printf (ngettext ("%u visit", "%u visits", visits), visits);
  g_autofree char *phones_words = g_strdup_printf (ngettext ("%u phone", "%u phones", phones), phones);
  /* Translators: “41 visits”, “2 phones”, “1 card” or “no card” */
  g_autofree char *text = g_strdup_printf (
      _ ("Together: %s, %s, %s. You can take this merge apart again at any time; nothing is thrown away."),
      visits_words, phones_words, card ? _ ("1 card") : _ ("no card"));

  gtk_label_set_text (self->sentence, text);
}

/**
 * hearth_merge_compare_show:
 * @self: the comparison
 * @a: a record
 * @visits_a: its visits
 * @b: the other
 * @visits_b: its visits
 * @zone: the center's
 *
 * Shows both anew, with what is likeliest to be kept chosen beforehand.
 */
void
hearth_merge_compare_show (
    HearthMergeCompare *self, HearthPerson *a, guint visits_a, HearthPerson *b, guint visits_b, GTimeZone *zone)
{
  gboolean a_first
      = visits_a > visits_b
        || (visits_a == visits_b && hearth_person_get_created_at_s (a) <= hearth_person_get_created_at_s (b));
  HearthPerson *first, *second;
  GtkWidget *line;

  g_return_if_fail (HEARTH_IS_MERGE_COMPARE (self));

  while ((line = gtk_widget_get_first_child (self->lines_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines_box), line);
  g_array_set_size (self->safe, 0);
  first = a_first ? a : b;
  second = a_first ? b : a;
  g_set_object (&self->left, first);
  g_set_object (&self->right, second);
  show_head (self->left_since, self->left_visits, self->left, a_first ? visits_a : visits_b, zone);
  show_head (self->right_since, self->right_visits, self->right, a_first ? visits_b : visits_a, zone);
  for (HearthPersonLine i = 0; i < HEARTH_N_PERSON_LINES; i++)
    {
      self->lines[i] = NULL;
      add_line (self, i);
      if (i == HEARTH_PERSON_LINE_PHONES)
        add_safe_choices (self);
    }
  show_sentence (self, visits_a + visits_b);
}

/**
 * hearth_merge_compare_get_kept:
 * @self: the comparison
 *
 * Returns: (transfer none) (nullable): the record on the left
 */
HearthPerson *
hearth_merge_compare_get_kept (HearthMergeCompare *self)
{
  return self->left;
}

/**
 * hearth_merge_compare_get_gone:
 * @self: the comparison
 *
 * Returns: (transfer none) (nullable): the record on the right
 */
HearthPerson *
hearth_merge_compare_get_gone (HearthMergeCompare *self)
{
  return self->right;
}

/**
 * hearth_merge_compare_get_line:
 * @self: the comparison
 * @line: which
 *
 * Returns: (transfer none) (nullable): the line, %NULL where it needs none
 */
HearthMergeLine *
hearth_merge_compare_get_line (HearthMergeCompare *self, HearthPersonLine line)
{
  return self->lines[line];
}

/**
 * hearth_merge_compare_dup_fields:
 * @self: the comparison
 *
 * Returns: (transfer full): an a{sv} of the fields that were chosen. Lists are left out: the hub keeps what both have;
 *   phones are in it where rules of one number were chosen.
 */
GVariant *
hearth_merge_compare_dup_fields (HearthMergeCompare *self)
{
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);
  g_autoptr (GListStore) phones = g_list_store_new (HEARTH_TYPE_PHONE);

  for (HearthPersonLine i = 0; i < HEARTH_N_PERSON_LINES; i++)
    if (self->lines[i] && !hearth_person_line_keeps_both (i) && !hearth_person_line_same (i, self->left, self->right))
      hearth_person_line_copy (i,
                               hearth_merge_line_get_choice (self->lines[i]) == HEARTH_MERGE_LINE_RIGHT ? self->right
                                                                                                        : self->left,
                               &fields);
  for (guint i = 0; i < self->safe->len; i++)
    {
      SafeChoice *choice = &g_array_index (self->safe, SafeChoice, i);

      g_list_store_append (phones, hearth_merge_line_get_choice (choice->line) == HEARTH_MERGE_LINE_RIGHT
                                       ? choice->right
                                       : choice->left);
    }
  if (self->safe->len > 0)
    g_variant_dict_insert_value (&fields, "phones", hearth_record_list_to_variant (G_LIST_MODEL (phones)));
  return g_variant_ref_sink (g_variant_dict_end (&fields));
}
