#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""A shift from its very first day: a center is set up, people sign in with a passphrase and unlock with a PIN, change
places; and nobody at a front desk is shown what is not theirs to see."""
import os
import re

from hearthdesk import HEARTH, PASSPHRASE, Center, environment, no_window, open_desk, press, run, says, sign_in, window
from uidrive import App

ARRIVED = re.compile(r"^Checked in at ")
ROSA = ("Rosa", "Martinez", "she/her", "401 555 0123")


def fill(ui, name, text, inside=None):
    ui.wait_for("text", name, inside=inside).mouse()
    ui.key("ctrl+a")
    ui.type_text(text)


def everything(ui):
    """All that a screen reader could come by: shown, hidden, names, texts, descriptions."""
    ui.read()
    return [s for n in ui.top.walk() for s in (n.name, n.raw_name, n.desc, n.text) if s]


def unlock(ui, pin):
    says(ui, re.compile("Type your PIN"))
    ui.key(*pin, "Return")


def test_first_start():
    folder = os.path.join(os.environ["DESKTOP_DIR"], "new")
    path = os.path.join(folder, "center.hearth")
    with App([HEARTH, f"--center={path}"], env=environment()) as ui:
        press(ui, "Set up a new center")
        press(ui, "Set up the center")
        says(ui, "Give the center a name.")
        fill(ui, "Name of the center", "Maple Street")
        press(ui, "Set up the center")
        says(ui, "Type the name with which you will sign in.")
        fill(ui, "Your name, to sign in with", "Pat")
        fill(ui, "Passphrase", "short")
        fill(ui, "Passphrase again", "short")
        ui.key("Return")
        says(ui, re.compile("^Take at least 8 characters"))
        fill(ui, "Passphrase", PASSPHRASE)
        fill(ui, "Passphrase again", PASSPHRASE + "!")
        ui.key("Return")
        says(ui, re.compile("^The two are not the same"))
        assert not os.path.exists(path)
        fill(ui, "Passphrase again", PASSPHRASE)
        os.makedirs(folder, exist_ok=True)
        with open(path, "wb") as stream:               # what somebody else put there is never touched
            stream.write(b"letters")
        ui.key("Return")
        says(ui, "There is a file of this name already. Choose another place.")
        with open(path, "rb") as stream:
            assert stream.read() == b"letters"
        os.unlink(path)
        ui.wait_for("text", "Passphrase again").mouse()
        ui.key("Return")
        says(ui, "Who is at the desk?")
        sign_in(ui, "Pat")
        says(ui, "Maple Street")


def test_a_folder_that_cannot_be_written():
    with App([HEARTH, "--center=/proc/hearth/center.hearth"], env=environment()) as ui:
        press(ui, "Set up a new center")
        fill(ui, "Name of the center", "Maple Street")
        fill(ui, "Your name, to sign in with", "Pat")
        fill(ui, "Passphrase", PASSPHRASE)
        fill(ui, "Passphrase again", PASSPHRASE)
        ui.key("Return")
        says(ui, re.compile("cannot be made|cannot be written"))
        assert ui.wait_for("text", "Name of the center").text == "Maple Street"


def test_pin_and_three_failures():
    center = Center([ROSA])
    with open_desk(center) as ui:
        sign_in(ui)
        press(ui, "Set a PIN")
        dialog = window(ui, "Change my PIN")
        fill(ui, "Your passphrase now", PASSPHRASE, dialog)
        fill(ui, "New PIN", "4711", dialog)
        fill(ui, "New PIN again", "4712", dialog)
        ui.key("Return")
        says(ui, re.compile("^The two are not the same"))
        fill(ui, "New PIN again", "4711", dialog)
        ui.key("Return")
        no_window(ui, "Change my PIN")
        says(ui, "Your new PIN is set.")
        ui.type_text("ro")
        says(ui, "Rosa M.")
        ui.key("ctrl+l")
        says(ui, "Who is at the desk?")
        assert not [t for t in everything(ui) if "Rosa" in t]
        unlock(ui, "4711")
        search = ui.wait_for("entry", "Who is here?", visible=False)
        ui.wait_until(lambda: search.text == "ro" and "Rosa M." in everything(ui), what="what was typed, and who it found")
        ui.key("ctrl+l")
        unlock(ui, "1111")
        says(ui, "That was not it. Two tries left.")
        unlock(ui, "1111")
        says(ui, "That was not it. One try left.")
        unlock(ui, "1111")
        says(ui, "The PIN is not enough now. Your passphrase is.")
        ui.type_text(PASSPHRASE)
        ui.key("Return")
        ui.wait_for("entry", "Who is here?", visible=False)


def test_the_search_gets_the_keyboard_back():
    center = Center([ROSA])
    with open_desk(center) as ui:
        sign_in(ui)
        ui.wait_for("push button", "Emergency card, F12").mouse()
        window(ui, "Emergency card")
        ui.key("Escape")
        no_window(ui, "Emergency card")
        search = ui.wait_for("entry", "Who is here?")
        ui.wait_until(lambda: "focused" in ui.wait_for("entry", "Who is here?").states, what="the focus in the search")
        ui.type_text("rosa")
        ui.wait_until(lambda: search.text == "rosa", what="all of the name in the search")


def test_quick_switch():
    center = Center([ROSA])
    with open_desk(center) as ui:
        sign_in(ui)
        ui.type_text("ro")
        says(ui, "Rosa M.")
        ui.key("ctrl+shift+l")
        says(ui, "Who is at the desk?")
        sign_in(ui, "Pat")
        assert ui.wait_for("entry", "Who is here?").text == "", "what Lee typed is not Pat's"
        says(ui, "Director")


def test_what_a_greeter_cannot_see():
    center = Center([ROSA])
    with open_desk(center) as ui:
        sign_in(ui)
        ui.type_text("0123")                           # found by the last four digits, which are not shown
        says(ui, "Rosa M.")
        seen = everything(ui)
        ui.key("Return")                               # digits are no name: a number has to say yes
        says(ui, re.compile("Press 1"))
        ui.key("1")
        says(ui, ARRIVED)
        seen += everything(ui)
        assert not [t for t in seen if "Martinez" in t], seen
        ui.key("ctrl+o")
        window(ui, "Rosa M.")
        ui.wait_for(None, "Phones, dates, emergency contacts and notes", visible=False)
        seen += everything(ui)
        assert not [t for t in seen if "555" in t], [t for t in seen if "555" in t]
        ui.key("Escape")
        no_window(ui, "Rosa M.")


def test_a_front_desk_hides_it_from_a_director_too():
    center = Center([ROSA])
    with open_desk(center) as ui:
        sign_in(ui, "Pat")
        ui.type_text("rosa")
        ui.key("Return")
        says(ui, ARRIVED)
        ui.key("ctrl+o")
        window(ui, "Rosa M.")
        ui.wait_until(lambda: [t for t in everything(ui) if "0123" in t], what="the phone, for a director")
        ui.key("Escape")
        no_window(ui, "Rosa M.")
        ui.key("ctrl+comma")
        preferences = window(ui, "Preferences")
        ui.wait_for("label", "Center and desk", inside=preferences).mouse()
        ui.wait_for("list item", "Front desk", inside=preferences).mouse()
        press(ui, "Save")
        says(ui, "Saved.")
        ui.key("Escape")
        no_window(ui, "Preferences")
        ui.key("ctrl+z")
        ui.wait_until(lambda: center.visits() == 0, what="the visit is taken back")
        ui.type_text("rosa")
        ui.key("Return")
        says(ui, ARRIVED)
        ui.key("ctrl+o")
        window(ui, "Rosa M.")
        ui.wait_for(None, "Phones, dates, emergency contacts and notes", visible=False)
        assert not [t for t in everything(ui) if "0123" in t]
        ui.key("Escape")



def test_passphrase_of_their_own():
    """Given by somebody else it opens nothing but the dialog for another one; then the desk is whole, without signing in
    anew."""
    center = Center([ROSA])
    center.ctl("account", "reset", "Lee", "--passphrase-file", center.secret)
    with open_desk(center) as ui:
        press(ui, "Lee")
        for _ in range(2):
            says(ui, "Hello, Lee. Type your passphrase.")
            ui.type_text(PASSPHRASE)
            ui.key("Return")
            window(ui, "Choose your passphrase")
            # Who leaves it is signed out, and asked again at the next sign-in.
            ui.key("Escape")
            no_window(ui, "Choose your passphrase")
            says(ui, "You are signed out. Sign in again to choose a passphrase of your own.")
            assert not ui.find_all("entry", "Who is here?")
        ui.type_text(PASSPHRASE)
        ui.key("Return")
        window(ui, "Choose your passphrase")
        # By keyboard alone: the one that was typed a moment ago is not asked for again.
        ui.type_text("long walks by the river")
        ui.key("Return")
        ui.type_text("long walks by the river")
        ui.key("Return")
        no_window(ui, "Choose your passphrase")
        says(ui, "Your passphrase is set. With a short PIN you unlock this desk faster.")
        ui.wait_for("entry", "Who is here?")
        ui.type_text("rosa")
        ui.wait_for("list", "People who fit")
        ui.key("Return")
        says(ui, ARRIVED)


run(globals())
