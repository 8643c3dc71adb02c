# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""The walk while the hub is away: a desk on its own, what it keeps, and what is left to settle when the hub is back."""
import os
import re

from hearthdesk import press, says, sign_in, window
from hubprocess import Hub


def connected(ui):
    ui.wait_for(None, re.compile("Connected$"), where=lambda n: "button" in n.role)


def share(walk):
    ui = walk.ui
    sign_in(ui, "Pat", walk.passphrase)
    ui.key("ctrl+comma")
    window(ui, "Preferences")
    ui.wait_for("label", "Sharing", inside=ui.wait_for("list", "Sections")).mouse()
    press(ui, "Share this center")
    says(ui, re.compile("The center is shared"))
    connected(ui)
    ui.key("ctrl+shift+l")
    sign_in(ui, "Lee", walk.passphrase)
    connected(ui)


def keep(ui, name, n):
    ui.type_text(name)
    ui.key("Return")
    ui.wait_for(None, re.compile(f"{n} kept here"), where=lambda node: "button" in node.role)


def away(walk, hub):
    ui = walk.ui
    ui.type_text("mar")
    ui.wait_for("list", "People who fit")
    ui.key("Return")
    says(ui, re.compile("Press a number"))
    ui.key("1")
    says(ui, re.compile("^Checked in at |is already here"))
    hub.kill()
    ui.wait_for("alert", re.compile("^The hub cannot be reached"))
    ui.key("Escape")
    walk.picture("06-hub-away")
    keep(ui, "John", 1)
    keep(ui, "Nobody Known", 2)
    walk.picture("06-hub-away-kept")
    hub.start()
    connected(ui)
    ui.wait_for(None, re.compile("to settle|To settle"))
    walk.picture("06-to-settle")


def walk_away(walk):
    """@walk has a center file of its own, which is shared here."""
    hub = Hub(walk.center)
    try:
        with walk.open(f"--center={walk.center}", HEARTH_HUB_PROGRAM=hub.program,
                       XDG_DATA_HOME=os.path.join(walk.folder, "data-away")) as walk.ui:
            share(walk)
            away(walk, hub)
    finally:
        hub.end()
