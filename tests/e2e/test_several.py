#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""Two PCs, each with a desktop and a home of its own, and the hub as a process: sharing from one, joining from the other
by typing the code, a check-in crossing over, somebody asked for, the hub killed and back, a desk removed."""
import contextlib
import os
import re

from hearthdesk import Center, no_window, open_desk, press, run, says, sign_in, window
from fardesk import Desktop, FarApp
from hubprocess import Hub

CODE = re.compile(r"^([0-9A-Z]{5}-){5,7}[0-9A-Z]{5}$")
PEOPLE = [("Ana", "Flores", "she/her", ""), ("Bo", "Dahl", "", "")]


def preferences(ui, page):
    ui.key("ctrl+comma")
    window(ui, "Preferences")
    ui.wait_for("label", page, inside=ui.wait_for("list", "Sections")).mouse()


def close(ui, *names):
    for name in names:
        ui.key("Escape")
        no_window(ui, name)


def check_in(ui, name):
    ui.type_text(name)
    ui.wait_for("list", "People who fit")
    ui.key("Return")
    says(ui, re.compile("^Checked in at "))


def share(ui):
    preferences(ui, "Sharing")
    press(ui, "Share this center")
    says(ui, re.compile("The center is shared"))
    ui.wait_for(None, re.compile("Connected$"), where=lambda n: "button" in n.role)


def make_code(ui):
    """By the keyboard alone, once its section is chosen: Tab goes into the section, not to the next one."""
    preferences(ui, "Desks")
    ui.key("Tab")
    ui.wait_for("push button", "Add a desk", where=lambda n: "focused" in n.states)
    ui.key("Return")
    return ui.wait_for("label", CODE).name


def join(far, code):
    """By hand: without the dashes, which the field puts in itself."""
    press(far, "Join a center on the network")
    field = far.wait_for("text", "Code", visible=False)
    far.wait_until(lambda: "focused" in far.wait_for("text", "Code", visible=False).states or field.mouse(),
                   what="the code has the keyboard")
    far.type_text(code.replace("-", "").lower())
    far.wait_until(lambda: "sensitive" in far.wait_for("push button", "Join").states, what="Join wakes")
    press(far, "Join")
    sign_in(far, "Lee")


@contextlib.contextmanager
def two_pcs():
    """The center shared from one, where Pat sits, and joined by the other, where Lee sits."""
    center = Center(PEOPLE)
    hub = Hub(center.path)
    here = {"HEARTH_HUB_PROGRAM": hub.program, "XDG_DATA_HOME": os.path.join(center.folder, "data")}
    try:
        with Desktop() as desktop, open_desk(center, **here) as ui, FarApp(desktop) as far:
            sign_in(ui, "Pat")
            share(ui)
            join(far, make_code(ui))
            says(ui, "A desk has joined")
            close(ui, "Add a desk", "Preferences")
            yield ui, far, center, hub
    finally:
        hub.end()


def test_live():
    with two_pcs() as (ui, far, center, hub):
        ui.wait_notification(summary="A desk joined the center")
        check_in(ui, "Ana")
        says(far, "Ana F.")
        check_in(far, "Bo")
        says(ui, "Bo D.")
        assert center.visits() == 2, center.visits()

        far.key("ctrl+k")
        far.wait_for("list", "The team")
        far.key("Return")
        says(far, "Pat was told.")
        note = ui.wait_notification(summary="B.D. asked for you at the front desk.")
        # Never a name, and nothing of the desk that was not asked.
        assert "Bo" not in note["summary"] + note["body"] and not far.notifications(), (note, far.notifications())
        ui.key("alt+2")
        says(ui, re.compile("visits"))
        ui.answer(note, "open")
        ui.wait_for("list", "Today’s list")


def test_away():
    with two_pcs() as (ui, far, center, hub):
        check_in(ui, "Ana")
        says(far, "Ana F.")
        hub.kill()
        for app in (ui, far):
            app.wait_for("alert", re.compile("^The hub cannot be reached"))
        far.key("Escape")
        far.type_text("Bo Dahl")
        far.key("Return")
        far.wait_for("alert", re.compile("1 visit is kept on this PC"))
        far.wait_for(None, re.compile("1 kept here"), where=lambda n: "button" in n.role)

        hub.start()
        for app in (ui, far):
            app.wait_for(None, re.compile("Connected$"), where=lambda n: "button" in n.role)
        says(ui, "Bo D.")
        far.wait_gone("alert", re.compile("kept on this PC"))
        assert center.visits() == 2, center.visits()


def test_removed():
    with two_pcs() as (ui, far, center, hub):
        preferences(ui, "Desks")
        row = ui.wait_for(None, "Front desk 2", inside=ui.wait_for("list", "Desks"))
        row.mouse()
        press(ui, "Remove Front desk 2")
        press(ui, "Remove")
        says(far, "This desk was removed from the center")
        ui.wait_gone("list item", "Front desk 2")
        close(ui, "Preferences")
        check_in(ui, "Ana")
        assert not [t for t in far.find_all("label", "Ana F.")], "the removed desk still hears"


run(globals())
