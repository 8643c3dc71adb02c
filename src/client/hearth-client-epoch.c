/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Which hubs of this center were replaced. A center that was restored elsewhere has another epoch, and says which ones it
 * follows; the PC where it was before may come back with its file and serve it. A desk that has met the new one does not go
 * back: what it told the old one would be nowhere. Main context only. */

#define G_LOG_DOMAIN "hearth-client"

#include "config.h"

#include "hearth-client-private.h"

#include "hearth-error.h"

/* As many as a desk needs to know. */
#define EPOCHS_MAX 50

static gboolean
is_known (HearthClient *self, HearthHubGreeting *greeting)
{
  return self->epochs_before != NULL
         && g_strcmp0 (self->epochs_center, hearth_hub_greeting_get_center_uuid (greeting)) == 0;
}

/*< private >
 * hearth_client_check_epoch:
 * @greeting: of a hub
 * @error: return location
 *
 * Returns: %FALSE with %HEARTH_ERROR_REPLACED for a hub whose place another one has taken
 */
gboolean
hearth_client_check_epoch (HearthClient *self, HearthHubGreeting *greeting, GError **error)
{
  const char *epoch = hearth_hub_greeting_get_epoch (greeting);

  if (!is_known (self, greeting) || *epoch == '\0'
      || !g_strv_contains ((const char *const *)self->epochs_before, epoch))
    return TRUE;
  g_set_error_literal (error, HEARTH_ERROR, HEARTH_ERROR_REPLACED, "the center has moved on from this hub");
  return FALSE;
}

static void
add (GPtrArray *epochs, const char *const *more, const char *but)
{
  for (guint i = 0; more != NULL && more[i] != NULL && epochs->len < EPOCHS_MAX; i++)
    if (!g_str_equal (more[i], but) && !g_ptr_array_find_with_equal_func (epochs, more[i], g_str_equal, NULL))
      g_ptr_array_add (epochs, g_strdup (more[i]));
}

/*< private >
 * hearth_client_learn_epochs:
 * @greeting: of the hub that the desk follows
 */
void
hearth_client_learn_epochs (HearthClient *self, HearthHubGreeting *greeting)
{
  g_autoptr (GPtrArray) epochs = g_ptr_array_new ();
  const char *epoch = hearth_hub_greeting_get_epoch (greeting);
  g_auto (GStrv) before = is_known (self, greeting) ? g_steal_pointer (&self->epochs_before) : NULL;

  add (epochs, hearth_hub_greeting_get_epochs_before (greeting), epoch);
  add (epochs, (const char *const *)before, epoch);
  g_ptr_array_add (epochs, NULL);
  g_strfreev (self->epochs_before);
  self->epochs_before = (char **)g_ptr_array_steal (epochs, NULL);
  g_free (self->epochs_center);
  self->epochs_center = g_strdup (hearth_hub_greeting_get_center_uuid (greeting));
}

/*< private >
 * hearth_client_set_epochs_before:
 * @center: UUID of the center that this desk has joined
 * @epochs: (nullable): what an earlier run knew
 */
void
hearth_client_set_epochs_before (HearthClient *self, const char *center, const char *const *epochs)
{
  g_strfreev (self->epochs_before);
  self->epochs_before = g_strdupv ((char **)epochs);
  g_free (self->epochs_center);
  self->epochs_center = g_strdup (center);
}

/*< private >
 * hearth_client_get_epochs_before:
 *
 * Returns: (transfer none) (nullable): the epochs of the center that are over, newest first
 */
const char *const *
hearth_client_get_epochs_before (HearthClient *self)
{
  return (const char *const *)self->epochs_before;
}
