#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""A notification daemon for tests: owns org.freedesktop.Notifications, appends each call to $NOTIFY_LOG as a
JSON line, and offers org.hearth.TestNotifications: Invoke(id, action), Dismiss(id) to play the user's part, Expire(id) for one that was
looked at by nobody."""
import json, os
from gi.repository import Gio, GLib
XML = """<node><interface name="org.freedesktop.Notifications">
<method name="GetCapabilities"><arg type="as" direction="out"/></method>
<method name="GetServerInformation"><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/><arg type="s" direction="out"/></method>
<method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/><arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
<method name="CloseNotification"><arg type="u" direction="in"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal><signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal></interface>
<interface name="org.hearth.TestNotifications"><method name="Invoke"><arg type="u" direction="in"/><arg type="s" direction="in"/></method><method name="Dismiss"><arg type="u" direction="in"/></method><method name="Expire"><arg type="u" direction="in"/></method></interface></node>"""
PATH, IFACE = "/org/freedesktop/Notifications", "org.freedesktop.Notifications"
last, live = 0, {}          # live: id -> bus name of the sender
def log(**k):
    with open(os.environ["NOTIFY_LOG"], "a") as f: f.write(json.dumps(k, ensure_ascii=False, default=str) + "\n")
def emit(con, to, signal, *args): con.emit_signal(to, PATH, IFACE, signal, GLib.Variant("(uu)" if signal == "NotificationClosed" else "(us)", args))
def call(con, sender, path, iface, method, params, inv):
    global last
    a = params.unpack(); ret = None
    if method == "GetCapabilities": ret = GLib.Variant("(as)", (["actions", "body", "body-markup", "icon-static", "persistence"],))
    elif method == "GetServerInformation": ret = GLib.Variant("(ssss)", ("notifyd", "hearth", "1", "1.2"))
    elif method == "Notify":
        nid = a[1] or last + 1; last = max(last, nid); live[nid] = sender
        log(event="notify", id=nid, app=a[0], replaces=a[1], icon=a[2], summary=a[3], body=a[4],
            actions=dict(zip(a[5][::2], a[5][1::2])), hints=a[6], timeout=a[7])
        ret = GLib.Variant("(u)", (nid,))
    else:
        nid = a[0]
        if nid not in live: return inv.return_dbus_error("org.hearth.TestNotifications.Error", f"no live notification {nid}")
        to = live[nid]
        if method == "Invoke":
            log(event="invoke", id=nid, action=a[1]); emit(con, to, "ActionInvoked", nid, a[1])
        else: log(event="close", id=nid, by={"CloseNotification": "app", "Expire": "time"}.get(method, "user"))
        del live[nid]; emit(con, to, "NotificationClosed", nid, {"CloseNotification": 3, "Expire": 1}.get(method, 2))
    inv.return_value(ret)
def acquired(con, name):
    for i in Gio.DBusNodeInfo.new_for_xml(XML).interfaces: con.register_object(PATH, i, call, None, None)
loop = GLib.MainLoop()
Gio.bus_own_name(Gio.BusType.SESSION, IFACE, Gio.BusNameOwnerFlags.NONE, acquired, None, lambda *_: loop.quit())
loop.run()
