# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""A second PC for a test: a desktop of its own (display, session bus, home, notifications), and the application on it."""
import json
import os
import subprocess
import sys

from gi.repository import Gio, GLib

from hearthdesk import HEARTH, environment
from uidrive import ANSWER_MS, PNG, TIMEOUT, App

HERE = os.path.dirname(os.path.abspath(__file__))
WITH_DESKTOP = os.path.join(os.path.dirname(HERE), "support", "with-desktop")
# Runs inside the other desktop: says where it is, and waits to be ended.
TELL = """
import json, os, signal
from gi.repository import Gio
bus = Gio.bus_get_sync(Gio.BusType.SESSION)
reply = bus.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1, None)
print(json.dumps({**os.environ, "AT_SPI_BUS_ADDRESS": reply.unpack()[0]}), flush=True)
signal.pause()
"""


class Desktop:
    """Another PC. What runs there is told by its environment."""

    def __init__(self, size="1280x900"):
        env = {k: v for k, v in os.environ.items() if k not in ("WITH_DESKTOP_ID", "DESKTOP_DIR")}
        self.proc = subprocess.Popen([WITH_DESKTOP, "-s", size, "--", sys.executable, "-c", TELL], env=env, text=True,
                                     stdout=subprocess.PIPE)
        self.env = json.loads(self.proc.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, kind, exc, tb):
        self.proc.terminate()
        self.proc.wait(TIMEOUT)


class FarApp(App):
    """The application on another desktop."""

    def __init__(self, desktop, argv=None, env=None):
        self.desktop = desktop
        here = os.environ.get("AT_SPI_BUS_ADDRESS")
        os.environ["AT_SPI_BUS_ADDRESS"] = desktop.env["AT_SPI_BUS_ADDRESS"]
        # The accessibility bus is asked of the session bus by the program, as on every desktop.
        whole = {k: v for k, v in desktop.env.items() if k != "AT_SPI_BUS_ADDRESS"}
        try:
            super().__init__(["env", "-u", "AT_SPI_BUS_ADDRESS", *(argv or [HEARTH])], name="far-hearth",
                             env={**whole, **environment(), **(env or {})})
        finally:
            if here is None:
                del os.environ["AT_SPI_BUS_ADDRESS"]
            else:
                os.environ["AT_SPI_BUS_ADDRESS"] = here

    def _x(self, *args):
        out = subprocess.run(["xdotool", *map(str, args)], capture_output=True, text=True, timeout=TIMEOUT,
                             env=self.desktop.env)
        if out.returncode:
            raise AssertionError(f"xdotool {args}: {out.stderr.strip()}")
        return out.stdout

    def screenshot(self, path):
        subprocess.run(["import", "-silent", "-window", "root", *PNG, f"png:{path}"], check=True, timeout=TIMEOUT,
                       env=self.desktop.env)
        return path

    def notifications(self):
        with open(self.desktop.env["NOTIFY_LOG"], encoding="utf-8") as stream:
            return [json.loads(line) for line in stream]

    def answer(self, note, action=None):
        bus = Gio.DBusConnection.new_for_address_sync(
            self.desktop.env["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        args = GLib.Variant("(us)", (note["id"], action)) if action else GLib.Variant("(u)", (note["id"],))
        bus.call_sync("org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.hearth.TestNotifications",
                      "Invoke" if action else "Dismiss", args, None, 0, ANSWER_MS, None)
