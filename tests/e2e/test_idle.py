#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""Somebody walks away from the desk: it locks by itself, and what was typed is there for the one who comes back."""
import os
import re

from hearthdesk import PASSPHRASE, Center, open_desk, run, says, sign_in, texts

ROSA = ("Rosa", "Martinez", "she/her", "401 555 0123")


def test_nobody_touches_the_desk():
    """The lock comes by itself; one minute is the shortest there is."""
    folder = os.path.join(os.environ["XDG_CONFIG_HOME"], "glib-2.0", "settings")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as stream:
        stream.write("[org/recoverycommons/Hearth]\nlock-minutes=uint32 1\n")
    center = Center([ROSA])
    with open_desk(center, GSETTINGS_BACKEND="keyfile") as ui:
        sign_in(ui)
        ui.type_text("rosa")
        says(ui, "Rosa M.")
        says(ui, "Who is at the desk?")
        assert not [t for t in texts(ui) if "Rosa" in t]
        assert not ui.find_all("entry", "Who is here?")
        says(ui, re.compile("Type your passphrase"))
        ui.type_text(PASSPHRASE)
        ui.key("Return")
        search = ui.wait_for("entry", "Who is here?", visible=False)
        ui.wait_until(lambda: search.text == "rosa", what="what was typed")


run(globals())
