/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */
/* firstframe: LD_PRELOAD into any GTK 4 program; writes, at the end of the first painted frame of a window (and of the
 * frame number $FIRSTFRAME_N, if given), the time since exec and the memory so far, then exits if $FIRSTFRAME_EXIT.
 * cc -shared -fPIC -o firstframe.so firstframe.c $(pkg-config --cflags --libs gtk4)          output: $FIRSTFRAME_OUT */
#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
static double
now (void)
{
  struct timespec t;
  clock_gettime (CLOCK_BOOTTIME, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}
static double t0;
static int frames;
static long
kb (const char *key)
{
  char line[256];
  long v = -1;
  FILE *f = fopen ("/proc/self/status", "r");
  while (f && fgets (line, sizeof line, f))
    if (!strncmp (line, key, strlen (key)))
      v = atol (line + strlen (key));
  if (f)
    fclose (f);
  return v;
}
static gboolean
painted (GSignalInvocationHint *h, guint n, const GValue *v, gpointer d)
{
  const char *last = getenv ("FIRSTFRAME_N"), *out = getenv ("FIRSTFRAME_OUT");
  int want = last ? atoi (last) : 1;
  (void)h;
  (void)n;
  (void)v;
  (void)d;
  GListModel *tops = gtk_window_get_toplevels ();
  gboolean shown = FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (tops); i++)
    {
      g_autoptr (GtkWidget) w = g_list_model_get_item (tops, i);
      if (gtk_widget_get_mapped (w) && gtk_widget_get_width (w) > 1)
        shown = TRUE;
    }
  if (!shown)
    return TRUE;
  if (++frames == 1 || frames == want)
    {
      FILE *f = out ? fopen (out, "a") : stderr;
      fprintf (f, "%s frame=%d ms=%.0f rss_kb=%ld peak_kb=%ld\n", g_get_prgname (), frames, (now () - t0) * 1000,
               kb ("VmRSS:"), kb ("VmHWM:"));
      fflush (f);
      if (frames == want && getenv ("FIRSTFRAME_EXIT"))
        _exit (0);
    }
  return TRUE;
}
__attribute__ ((constructor)) static void
start (void)
{
  const char *s = getenv ("FIRSTFRAME_T0"); /* CLOCK_BOOTTIME seconds, from /proc/uptime, just before exec */
  t0 = s ? atof (s) : now ();
  g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0, painted, NULL, NULL);
}
