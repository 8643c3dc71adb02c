/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Passphrases of hearthctl: from a file, or asked at the terminal without showing them. Never from the command line, where
 * every process of the machine could read them. Main thread. */

#define G_LOG_DOMAIN "hearthctl"

#include "config.h"

#include "hearth-tool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define SECRET_MAX 4096

/**
 * hearth_tool_forget:
 * @passphrase: (nullable) (transfer full): a passphrase
 */
void
hearth_tool_forget (char *passphrase)
{
  if (passphrase == NULL)
    return;
  explicit_bzero (passphrase, strlen (passphrase));
  g_free (passphrase);
}

static volatile sig_atomic_t interrupted;

static void
on_interrupt (int number)
{
  interrupted = number;
}

/* The first line of what @fd gives; NULL if it is none. */
static char *
read_line (int fd)
{
  char line[SECRET_MAX + 1];
  gsize length = 0;
  char *passphrase = NULL;
  gssize n;

  while (length < SECRET_MAX && (n = read (fd, line + length, 1)) != 0)
    {
      if (n < 0 && errno == EINTR && !interrupted)
        continue;
      if (n < 0 || line[length] == '\n')
        break;
      length++;
    }
  if (length > 0 && line[length - 1] == '\r')
    length--;
  line[length] = '\0';
  if (length > 0 && length < SECRET_MAX && strlen (line) == length && g_utf8_validate_len (line, length, NULL))
    passphrase = g_strdup (line);
  explicit_bzero (line, sizeof line);
  return passphrase;
}

static char *
passphrase_of_file (HearthTool *self, HearthExit *status)
{
  gboolean standard = g_str_equal (self->passphrase_file, "-");
  int fd = standard ? STDIN_FILENO : open (self->passphrase_file, O_RDONLY | O_CLOEXEC);
  char *passphrase = NULL;

  if (fd < 0)
    g_printerr ("“%s” cannot be read: %s.\n", self->passphrase_file, g_strerror (errno));
  else
    {
      passphrase = read_line (fd);
      if (!standard)
        close (fd);
      if (passphrase == NULL)
        g_printerr ("“%s” holds no passphrase in its first line.\n", self->passphrase_file);
    }
  *status = passphrase ? HEARTH_EXIT_DONE : HEARTH_EXIT_FAILED;
  return passphrase;
}

/* Asks at the terminal @fd, showing nothing of what is typed. Ctrl+C ends the program, but only once the terminal shows
 * again what is typed. */
static char *
ask (int fd, const char *question)
{
  const struct sigaction hold = { .sa_handler = on_interrupt };
  struct sigaction held;
  struct termios before, silent;
  char *passphrase;

  if (tcgetattr (fd, &before) != 0)
    return NULL;
  silent = before;
  silent.c_lflag &= ~(tcflag_t)(ECHO | ECHONL);
  sigaction (SIGINT, &hold, &held);
  /* First silent, then the question: what is typed at once is neither shown nor thrown away. */
  tcsetattr (fd, TCSAFLUSH, &silent);
  dprintf (fd, "%s: ", question);
  passphrase = read_line (fd);
  tcsetattr (fd, TCSAFLUSH, &before);
  dprintf (fd, "\n");
  sigaction (SIGINT, &held, NULL);
  if (interrupted)
    raise (SIGINT);
  return passphrase;
}

static char *
passphrase_of_terminal (HearthTool *self, gboolean fresh, HearthExit *status)
{
  int fd = open ("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  char *passphrase = NULL, *again = NULL;

  if (fd < 0)
    {
      *status = hearth_tool_usage (self, "There is no terminal to ask at: name a --passphrase-file.");
      return NULL;
    }
  passphrase = ask (fd, fresh ? "New passphrase" : "Passphrase");
  if (passphrase && fresh)
    again = ask (fd, "Once more");
  close (fd);

  *status = HEARTH_EXIT_DONE;
  if (passphrase == NULL || (fresh && g_strcmp0 (passphrase, again) != 0))
    {
      g_printerr ("%s\n", passphrase ? "The two are not the same." : "Nothing was typed.");
      g_clear_pointer (&passphrase, hearth_tool_forget);
      *status = HEARTH_EXIT_FAILED;
    }
  hearth_tool_forget (again);
  return passphrase;
}

/**
 * hearth_tool_passphrase:
 * @self: a run
 * @fresh: whether it is a new one: then it is asked twice
 * @status: (out): how the run ends without one
 *
 * Returns: (transfer full) (nullable): the passphrase; for hearth_tool_forget()
 */
char *
hearth_tool_passphrase (HearthTool *self, gboolean fresh, HearthExit *status)
{
  return self->passphrase_file ? passphrase_of_file (self, status) : passphrase_of_terminal (self, fresh, status);
}
