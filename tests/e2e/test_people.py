#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""Records of people in the real program: a new one and the question before a double, a change, two that become one and
two again, and a file of people as it comes from elsewhere."""
import os
import re

from hearthdesk import Center, no_window, open_desk, press, run, says, sign_in, texts, window

ARRIVED = re.compile(r"^Checked in at ")
MESSY = ("﻿First name;Family name;Pronouns;Phone;Remarks\r\n"
         "Rosa;Martinez;she/her;401 555 0123;comes on Mondays\r\n"          # here already
         "Zoë;“O’Neil”;;;=1+1\r\n"
         "مريم;الأحمد;;;\r\n"
         ";;;;\r\n"
         "\"Ann\r\nMarie\";Lee;;401-555-0177;\r\n")


def tell_them(ui, dialog):
    ui.wait_for("list item", "I told them what we keep", inside=dialog).mouse()


def found(ui, typed, shown):
    ui.key("Escape", "Escape")
    ui.type_text(typed)
    says(ui, shown)


def test_register_and_the_question():
    center = Center([("Rosa", "Martinez", "she/her", "401 555 0123")])
    with open_desk(center) as ui:
        sign_in(ui)
        ui.type_text("rosa martines")
        ui.key("ctrl+n")
        dialog = window(ui, "New person")
        name = ui.wait_for("text", "Preferred name", inside=dialog)
        assert name.text == "Rosa", name.text         # what was typed, taken for a name
        name.mouse()
        ui.key("ctrl+a")
        ui.type_text("Rosa")
        ui.wait_for("text", "Family name", inside=dialog).mouse()
        ui.key("ctrl+a")
        ui.type_text("Martinez")
        ui.key("ctrl+Return")                          # not before they were told
        assert ui.wait_for(None, "New person", where=lambda n: n.role == "frame")
        assert center.visits() == 0
        tell_them(ui, dialog)
        ui.key("ctrl+Return")
        says(ui, "Have you been here before? Somebody with this name has.")
        assert not [t for t in texts(ui) if "0123" in t]
        press(ui, "Register as new")
        no_window(ui, "New person")
        says(ui, ARRIVED)
        assert center.visits() == 1
        ui.key("Escape")
        ui.type_text("rosa")
        ui.wait_until(lambda: texts(ui).count("Rosa M.") >= 2, what="two records of this name")
    center.ctl("verify")


def test_edit():
    center = Center([("Theo", "Bell", "he/him")])
    with open_desk(center) as ui:
        sign_in(ui, "Pat")
        ui.type_text("theo")
        ui.key("Return")
        says(ui, ARRIVED)
        ui.key("ctrl+o")
        dialog = window(ui, "Theo B.")
        ui.wait_for("text", "Preferred name", inside=dialog).mouse()
        ui.key("ctrl+a")
        ui.type_text("Teddy")
        ui.key("ctrl+Return")
        no_window(ui, "Theo B.")
        ui.wait_until(lambda: "Teddy B." in texts(ui), what="the name in today's list")
        ui.type_text("teddy")                          # the focus is back in the search, without a click
        ui.wait_for("list", "People who fit")
        assert ui.wait_for("entry", "Who is here?", visible=False).text == "teddy"
    center.ctl("verify")


def test_merge_and_two_again():
    center = Center([("Joan", "Silva", "she/her", "401 555 0123"), ("Joanie", "Silva", "", "401 555 0188")])
    with open_desk(center) as ui:
        sign_in(ui, "Pat")
        ui.type_text("joanie")
        ui.key("Return")
        says(ui, ARRIVED)
        ui.key("ctrl+o")
        window(ui, "Joanie S.")
        ui.wait_for(None, where=lambda n: "button" in n.role and n.name.startswith("Same person twice"), visible=False).click()
        merge = window(ui, "Merge two records")
        ui.type_text("joan silva")
        ui.wait_for("list item", inside=merge).mouse()
        press(ui, "Merge")
        no_window(ui, "Merge two records")
        says(ui, "Two records are one now")
        for name in [w.name for w in ui.windows() if w.name != "Hearth"]:
            ui.key("Escape")
            no_window(ui, name)
        people = lambda: center_people(center)
        ui.wait_until(lambda: people() == 1, what="one record")
        ui.key("ctrl+z")
        ui.wait_until(lambda: people() == 2, what="two records again")
        assert center.visits() == 1, "the visit is not taken back with it"
    center.ctl("verify")


def center_people(center):
    """How many can be found, read beside the running program."""
    import contextlib
    import sqlite3
    with contextlib.closing(sqlite3.connect(f"file:{center.path}?mode=ro", uri=True)) as db:
        return db.execute("SELECT count (*) FROM person WHERE merged_into_id IS NULL").fetchone()[0]


def test_import():
    center = Center([("Rosa", "Martinez", "she/her", "401 555 0123")])
    path = os.path.join(center.folder, "list.csv")
    with open(path, "w", encoding="utf-8", newline="") as stream:
        stream.write(MESSY)
    with open_desk(center) as ui:
        sign_in(ui, "Pat")
        ui.windows()[0].do("win.import-people")
        dialog = window(ui, "Bring people in from a file")
        press(ui, "Choose a file")
        ui.wait_until(lambda: len(ui.windows()) == 3 and not ui.has_keyboard(dialog.raw_name), what="the file chooser")
        ui.type_text(path)                             # a slash begins a path
        ui.key("Return")
        ui.wait_until(lambda: len(ui.windows()) == 2, what="the file chooser is closed")
        says(ui, "Which column is what?")
        press(ui, "Next")
        says(ui, "look like doubles")
        ui.wait_for("list item", "These people were told what we keep", inside=dialog).mouse()
        press(ui, "Bring in")
        press(ui, "Take this import back")
        says(ui, "Everything is as before the import.")
        assert center_people(center) == 1
        ui.wait_for("push button", "Close", inside=dialog).click()
        no_window(ui, "Bring people in from a file")
    center.ctl("verify")


run(globals())
