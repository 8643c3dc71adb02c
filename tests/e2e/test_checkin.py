#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""The days of a greeter, in the real program: sign in, check in, the wrong person never, undo, lock; and what This month
says of it afterwards."""
import re

from hearthdesk import Center, no_window, open_desk, run, says, sign_in, texts

TWO = [("John", "Smith", "he/him"), ("Jon", "Smythe", "he/him"), ("Rosa", "Martinez", "she/her")]
# Twenty-five people whose first names are each other's neighbours by no slip.
NAMES = ["Abigail", "Bertrand", "Calliope", "Dominic", "Esmeralda", "Frederick", "Guinevere", "Humphrey", "Isadora",
         "Jeremiah", "Katarzyna", "Lysander", "Montgomery", "Nathaniel", "Ophelia", "Philippa", "Quentin", "Rosalind",
         "Sebastian", "Theodora", "Ulysses", "Valentina", "Winifred", "Xiomara", "Yolanda"]


ARRIVED = re.compile(r"^Checked in at ")


def test_sign_in_check_in_undo_lock():
    center = Center(TWO)
    with open_desk(center) as ui:
        sign_in(ui)
        ui.type_text("rosa")
        says(ui, "Rosa M.")
        ui.key("Return")
        says(ui, ARRIVED)
        ui.wait_until(lambda: any("Drop-in · Lee" in t for t in texts(ui)), what="the row of the visit")
        ui.key("F3")
        ui.wait_until(lambda: any("Coaching · Lee" in t for t in texts(ui)), what="the reason on the row")
        assert center.visits() == 1
        ui.key("ctrl+z")
        ui.wait_until(lambda: center.visits() == 0 or ui.key("ctrl+z"), what="the visit is taken back")
        ui.wait_until(lambda: not any("· Lee" in t for t in texts(ui)), what="the row is gone")
        ui.key("ctrl+l")
        says(ui, "Who is at the desk?")
        assert not [t for t in texts(ui) if "Rosa" in t or t == "here now"], texts(ui)
        ui.key("ctrl+q")
        assert ui.wait_exit() == 0
    assert center.visits() == 0
    center.ctl("verify")


def test_a_typo_checks_in_nobody():
    center = Center(TWO)
    with open_desk(center) as ui:
        sign_in(ui)
        ui.type_text("jon smyht")
        ui.key("Return")
        says(ui, "No exact match. Press a number, or go on typing.")
        shown = texts(ui)
        assert {"John S.", "Jon S.", "1", "2"} <= set(shown), shown
        assert center.visits() == 0
        ui.key("2")
        says(ui, ARRIVED)
        assert center.visits() == 1
        ui.key("ctrl+z")
        ui.wait_until(lambda: center.visits() == 0, what="the visit is taken back")
        ui.wait_until(lambda: not any(ARRIVED.search(t) for t in texts(ui)), what="the card is gone")
    center.ctl("verify")


def test_a_scanner_types_and_enters_at_once():
    center = Center(TWO)
    with open_desk(center) as ui:
        sign_in(ui)
        ui.key("--delay", "1", *"rosa", "space", *"martinez", "Return")
        says(ui, ARRIVED)
        assert center.visits() == 1


def test_a_day_in_figures():
    center = Center([(n, "Q" + n[1:], "") for n in NAMES])
    with open_desk(center) as ui:
        sign_in(ui)
        for number, name in enumerate(NAMES, 1):     # three actions: click into nothing, type, Enter
            ui.type_text(name)
            ui.key("Return")
            ui.wait_until(lambda: center.visits() == number, what=f"{name} is here")
        for _ in range(14):
            ui.key("F9")
        ui.wait_until(lambda: center.visits() == 39, what="fourteen nameless guests")
        ui.key("ctrl+g")
        ui.wait_for("spin button")
        ui.key("ctrl+a")
        ui.type_text("12")
        ui.key("Tab")
        ui.type_text("noon group")
        ui.key("ctrl+Return")
        ui.wait_until(lambda: center.visits() == 51, what="the group")
        no_window(ui, "Count a group")                 # the count is on disk before the dialog has heard of it
        ui.key("alt+2")
        for figure in ("51", "25", "26"):
            says(ui, figure)
    figures = center.json("stats")["figures"]
    assert (figures["visits"], figures["people"], figures["nameless"]) == (51, 25, 26), figures
    center.ctl("verify")


run(globals())
