/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Hearth contributors */

/* Who may call what: the one place where that is decided. All interfaces of the protocol are registered with one vtable,
 * whose method_call reads the permission from the method's annotation in the XML, decides in the hub's context, in the
 * order of the calls, and only then looks for the verb. A method without annotation, or with an unknown one, is denied to
 * everybody. The protocol has no properties, so nothing passes by. */

#define G_LOG_DOMAIN "hearth-hub"

#include "config.h"

#include "hearth-gate.h"

#include "hearth-bus.h"
#include "hearth-error.h"
#include "hearth-hub-verbs.h"
#include "hearth-peer.h"

/**
 * hearth_gate_list_interfaces:
 *
 * Returns: (transfer none) (array zero-terminated=1): the interfaces of the protocol
 */
GDBusInterfaceInfo **
hearth_gate_list_interfaces (void)
{
  static GDBusInterfaceInfo *interfaces[9];

  interfaces[0] = hearth_bus_session_interface_info ();
  interfaces[1] = hearth_bus_checkin_interface_info ();
  interfaces[2] = hearth_bus_people_interface_info ();
  interfaces[3] = hearth_bus_report_interface_info ();
  interfaces[4] = hearth_bus_center_interface_info ();
  interfaces[5] = hearth_bus_account_interface_info ();
  interfaces[6] = hearth_bus_desk_interface_info ();
  interfaces[7] = hearth_bus_kept_interface_info ();
  return interfaces;
}

/**
 * hearth_gate_find_verb:
 * @interface_name: of the protocol
 * @method_name: one of its methods
 *
 * Returns: (transfer none) (nullable): what the hub does for it
 */
const HearthVerb *
hearth_gate_find_verb (const char *interface_name, const char *method_name)
{
  static const struct
  {
    const char *interface;
    const HearthVerb *verbs;
  } tables[] = {
    { HEARTH_GATE_INTERFACE ("Session"), hearth_hub_session_verbs },
    { HEARTH_GATE_INTERFACE ("Session"), hearth_hub_team_verbs },
    { HEARTH_GATE_INTERFACE ("Checkin"), hearth_hub_checkin_verbs },
    { HEARTH_GATE_INTERFACE ("People"), hearth_hub_people_verbs },
    { HEARTH_GATE_INTERFACE ("People"), hearth_hub_import_verbs },
    { HEARTH_GATE_INTERFACE ("Report"), hearth_hub_report_verbs },
    { HEARTH_GATE_INTERFACE ("Center"), hearth_hub_center_verbs },
    { HEARTH_GATE_INTERFACE ("Account"), hearth_hub_account_verbs },
    { HEARTH_GATE_INTERFACE ("Desk"), hearth_hub_desk_code_verbs },
    { HEARTH_GATE_INTERFACE ("Desk"), hearth_hub_desk_verbs },
    { HEARTH_GATE_INTERFACE ("Desk"), hearth_hub_backup_verbs },
    { HEARTH_GATE_INTERFACE ("Kept"), hearth_hub_kept_verbs },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const HearthVerb *verb = tables[i].verbs; verb->name && g_str_equal (tables[i].interface, interface_name);
         verb++)
      if (g_str_equal (verb->name, method_name))
        return verb;
  return NULL;
}

/**
 * hearth_gate_decide:
 * @method: the method as the XML describes it
 * @signed_in: whether somebody sits at the desk
 * @permissions: what they may do there
 * @error: return location
 *
 * Returns: whether the call goes on; else %HEARTH_ERROR_SIGNED_OUT or %HEARTH_ERROR_DENIED
 */
gboolean
hearth_gate_decide (const GDBusMethodInfo *method, gboolean signed_in, guint permissions, GError **error)
{
  const char *nick = g_dbus_annotation_info_lookup (method->annotations, HEARTH_GATE_ANNOTATION);
  HearthPermission permission;

  if (!hearth_permission_from_nick (nick, &permission))
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED, "%s names no permission: nobody may call it",
                   method->name);
      return FALSE;
    }
  if (permission == HEARTH_PERMISSION_OPEN)
    return TRUE;
  if (!signed_in)
    {
      g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_SIGNED_OUT, "nobody is signed in at this desk");
      return FALSE;
    }
  if (permissions & HEARTH_PERMISSION_BIT (permission))
    return TRUE;
  g_set_error (error, HEARTH_ERROR, HEARTH_ERROR_DENIED, "needs %s", nick);
  return FALSE;
}

static void
refuse (HearthPeer *peer, GDBusMethodInvocation *invocation, GError *error)
{
  HearthCaller caller = hearth_peer_get_caller (peer);

  if (g_error_matches (error, HEARTH_ERROR, HEARTH_ERROR_DENIED) && caller.account_id != 0)
    hearth_call_log_denial (hearth_peer_get_hub (peer), &caller, g_dbus_method_invocation_get_method_name (invocation));
  g_dbus_method_invocation_take_error (invocation, error);
}

static void
on_method_call (GDBusConnection *connection,
                const char *sender,
                const char *object_path,
                const char *interface_name,
                const char *method_name,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  HearthPeer *peer = user_data;
  HearthHub *hub = hearth_peer_get_hub (peer);
  const HearthVerb *verb = hearth_gate_find_verb (interface_name, method_name);
  g_autoptr (GError) error = NULL;

  if (hearth_hub_is_stopping (hub))
    g_set_error (&error, HEARTH_ERROR, HEARTH_ERROR_OFFLINE, "the hub is closing");
  else if (!hearth_gate_decide (g_dbus_method_invocation_get_method_info (invocation), hearth_peer_is_signed_in (peer),
                                hearth_peer_get_caller (peer).permissions, &error))
    ;
  else if (g_variant_get_size (parameters) > HEARTH_GATE_MAX_BYTES)
    g_set_error (&error, HEARTH_ERROR, HEARTH_ERROR_INVALID, "too much at once");
  else if (verb == NULL)
    g_set_error (&error, HEARTH_ERROR, HEARTH_ERROR_FAILED, "this hub does not do that");

  if (error)
    refuse (peer, invocation, g_steal_pointer (&error));
  else
    hearth_call_run (hearth_call_new (peer, verb, invocation));
}

/**
 * hearth_gate_register:
 * @peer: a desk
 * @connection: its connection, which does not process messages yet
 * @registrations: (element-type guint): takes the ids of what was registered
 * @error: return location
 *
 * Returns: whether the desk may begin
 */
gboolean
hearth_gate_register (HearthPeer *peer, GDBusConnection *connection, GArray *registrations, GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };

  for (GDBusInterfaceInfo **interface = hearth_gate_list_interfaces (); *interface; interface++)
    {
      guint id = g_dbus_connection_register_object (connection, HEARTH_GATE_PATH, *interface, &vtable,
                                                    g_object_ref (peer), g_object_unref, error);

      if (id == 0)
        {
          g_object_unref (peer);
          return FALSE;
        }
      g_array_append_val (registrations, id);
    }
  return TRUE;
}
