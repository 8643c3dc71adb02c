#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""Where things are not as they should be: files that are damaged, newer, another program's, held by somebody else; a disk
that is full; a program that is killed. Each gets a sentence, and what was confirmed on the screen is there afterwards."""
import os
import re
import shutil
import signal
import sqlite3
import subprocess

from hearthdesk import HEARTH, Center, Skip, environment, open_desk, run, says, sign_in, texts
from uidrive import App

PEOPLE = [("Rosa", "Martinez", "she/her"), ("Theo", "Bell", "he/him")]


def content(path):
    with open(path, "rb") as stream:
        return stream.read()


def refused(center, sentence):
    """The program says @sentence and changes nothing."""
    before = content(center.path)
    with open_desk(center) as ui:
        says(ui, re.compile(sentence))
        assert not ui.find_all("entry", "Who is here?")
    assert content(center.path) == before


def test_cut_in_half_offers_the_backup():
    center = Center(PEOPLE)
    backups = os.path.join(center.folder, "backups")
    with open_desk(center) as ui:
        sign_in(ui)
        ui.type_text("rosa martinez")
        ui.key("Return")
        says(ui, re.compile("^Checked in at "))
        ui.wait_until(lambda: os.path.isdir(backups) and os.listdir(backups), what="the copy of the day")
        ui.key("ctrl+q")
        ui.wait_exit()
    size = os.path.getsize(center.path)
    os.truncate(center.path, size // 2 + 100)
    before = content(center.path)
    with open_desk(center) as ui:
        says(ui, re.compile("damaged"))
        assert content(center.path) == before
        ui.wait_for(None, re.compile("backup", re.I), where=lambda n: "button" in n.role).click()
        for _ in range(2):                             # a question may stand before it
            button = ui.find_all(None, re.compile("^(Restore|Put it back|Use this backup)"), where=lambda n: "button" in n.role)
            if button:
                button[-1].click()
        says(ui, "Who is at the desk?")
    center.ctl("verify")
    kept = [n for n in os.listdir(center.folder) if n != os.path.basename(center.path) and n.startswith("center")]
    assert any(content(os.path.join(center.folder, n)) == before for n in kept), kept


def test_another_programs_database():
    center = Center()
    os.unlink(center.path)
    with sqlite3.connect(center.path) as db:
        db.execute("CREATE TABLE music (title TEXT)")
    refused(center, "not a Hearth center")


def test_a_newer_one():
    center = Center()
    db = sqlite3.connect(center.path)
    db.execute("PRAGMA user_version = 9999")
    db.commit()
    db.close()
    refused(center, "newer Hearth")


def test_no_database_at_all():
    center = Center()
    with open(center.path, "wb") as stream:
        stream.write(os.urandom(40000))
    refused(center, "not a Hearth center|damaged")


def test_the_second_says_who_holds_it():
    center = Center(PEOPLE)
    with open_desk(center) as first:
        sign_in(first)
        second = App([HEARTH, f"--center={center.path}"], env=environment())
        try:
            says(second, re.compile("holds|open in another"))
            assert any(f"hearth (process {first.proc.pid})" in t for t in texts(second)), texts(second)
        finally:
            second.close()
        first.type_text("rosa martinez")               # the first goes on undisturbed
        first.key("Return")
        says(first, re.compile("^Checked in at "))
    assert center.visits() == 1


def test_killed_in_the_middle():
    center = Center(PEOPLE)
    ui = open_desk(center)
    sign_in(ui)
    ui.type_text("rosa martinez")
    ui.key("Return")
    says(ui, re.compile("^Checked in at "))
    ui.proc.send_signal(signal.SIGKILL)
    ui.proc.wait()
    ui.proc = None
    assert center.visits() == 1
    center.ctl("verify")
    with open_desk(center) as ui:
        sign_in(ui)
        says(ui, re.compile(r"^Rosa M\.$"))


def test_a_full_disk():
    """On a disk of its own, with the room for a few hundred pages."""
    center = Center(PEOPLE)
    disk = os.path.join(center.folder, "disk")
    os.mkdir(disk)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True).returncode:
        raise Skip("no right to mount a small disk here")
    try:
        for name in os.listdir(center.folder):
            if name.startswith("center."):
                shutil.copy(os.path.join(center.folder, name), disk)
        center.path = os.path.join(disk, "center.hearth")
        with open_desk(center) as ui:
            sign_in(ui)
            ui.type_text("rosa martinez")
            ui.key("Return")
            says(ui, re.compile("^Checked in at "))
            filler = os.path.join(disk, "filler")
            try:
                with open(filler, "wb", buffering=0) as stream:
                    while True:
                        stream.write(b"x" * 4096)
            except OSError:
                pass
            # The log may still hold some pages of its own: write until the disk refuses.
            ui.wait_until(lambda: any("disk is full" in t for t in texts(ui)) or ui.key("F9"),
                          what="the sentence about the full disk")
            shown = center.visits()
            os.unlink(filler)
            ui.key("Escape")
            ui.type_text("theo bell")
            ui.key("Return")
            says(ui, re.compile(r"^Theo B\.$"))
            ui.wait_until(lambda: center.visits() == shown + 1, what="a check-in after room was made")
            ui.key("ctrl+q")
            ui.wait_exit()
        center.ctl("verify")
    finally:
        subprocess.run(["umount", "-l", disk], check=False)


run(globals())
