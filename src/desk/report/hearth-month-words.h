/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Months are written YYYY-MM. All that return text return (transfer full). */
char *hearth_month_words_add (const char *month, int months);
guint hearth_month_words_days (const char *month);
char *hearth_month_words_day (const char *month, guint day); /* YYYY-MM-DD */
char *hearth_month_words_title (const char *month);          /* "March 2026" */
char *hearth_month_words_name (const char *month);           /* "March" */
char *hearth_month_words_weekday (guint weekday);            /* 1 Monday to 7: "Mon" */
char *hearth_month_words_hour (guint hour);                  /* "9 am", or by locale "9:00" */

G_END_DECLS
