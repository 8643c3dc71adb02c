# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""One walk through the real window: every screen once, a picture of each."""
import contextlib
import datetime
import fcntl
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile

from hearthdesk import BUILD, HEARTH, HEARTHCTL, PASSPHRASE, environment, no_window, says, sign_in, window
from uidrive import App
from walk_away import walk_away

SAMPLE_PASSPHRASE = "hearth sample"
# Settings in which the hub goes away as well: the others would show nothing that these do not.
WITH_HUB_AWAY = ("1280x800", "1000x700", "dark", "text150")


class Walk:
    def __init__(self, setting, out):
        self.setting, self.out, self.passphrase = setting, out, SAMPLE_PASSPHRASE
        self.folder = os.environ["DESKTOP_DIR"]
        self.center = os.path.join(self.folder, "sample.hearth")
        self.ui = None

    def picture(self, name):
        path = os.path.join(self.out, f"{name}-{self.setting}.png")
        before = now = None
        for _ in range(10):                  # until all is drawn: two that are alike
            self.ui.read()
            self.ui.screenshot(path)
            with open(path, "rb") as stream:
                before, now = now, stream.read()
            if now == before:
                break

    def open(self, *args, **env):
        return App([HEARTH, *args], env=environment(**env))

    def first_start(self):
        with self.open(f"--center={os.path.join(self.folder, 'none', 'center.hearth')}") as self.ui:
            self.ui.wait_for(None, where=lambda n: "button" in n.role and "sample" in n.name.lower())
            self.picture("00-first-start")
            ui = self.ui
            ui.wait_for(None, where=lambda n: "button" in n.role and n.name.startswith("Join a center")).click()
            ui.wait_for(None, "Join a center", where=lambda n: n.role in ("label", "static"))
            self.picture("06-join")
            # The third group has a mistake; a whole code wakes the button.
            ui.type_text("3g58n04a9frgat2")
            says(ui, re.compile("The third group has a typing mistake"))
            self.picture("06-join-mistake")
            ui.key("alt+Left")
            ui.wait_for(None, where=lambda n: "button" in n.role and "sample" in n.name.lower())

    def desk(self):
        ui = self.ui
        ui.wait_for(None, "Lee", where=lambda n: "button" in n.role)
        self.picture("01-sign-in")
        sign_in(ui, "Lee", SAMPLE_PASSPHRASE)
        ui.wait_for("list", "Today’s list")
        self.picture("02-check-in")
        ui.type_text("jonh")
        ui.wait_for("list", "People who fit")
        self.picture("03-while-typing")
        ui.key("Return")
        says(ui, re.compile("Press a number"))
        self.picture("03-candidates")
        ui.key("1")
        says(ui, re.compile("^Checked in at |is already here"))
        self.picture("03-arrived")
        ui.key("ctrl+z")
        ui.key("ctrl+g")
        window(ui, "Count a group")
        self.picture("03-group")
        ui.key("Escape")
        no_window(ui, "Count a group")
        ui.key("F12")
        window(ui, "Emergency card")
        self.picture("11-emergency-card")
        ui.key("Escape")
        no_window(ui, "Emergency card")
        ui.key("ctrl+l")
        says(ui, "Who is at the desk?")
        self.picture("01-locked")

    def director(self):
        ui = self.ui
        sign_in(ui, "Pat", SAMPLE_PASSPHRASE)
        ui.type_text("mar")
        ui.wait_for("list", "People who fit")
        ui.key("Return")
        says(ui, re.compile("Press a number"))
        ui.key("1")
        says(ui, re.compile("^Checked in at |is already here"))
        ui.key("ctrl+o")
        person = window(ui, None).name
        ui.wait_for(None, where=lambda n: "button" in n.role and n.name.startswith("Same person twice"), visible=False)
        self.picture("04-person")
        ui.wait_for(None, where=lambda n: "button" in n.role and n.name.startswith("Same person twice"), visible=False).click()
        merge = window(ui, "Merge two records")
        self.picture("04-merge-find")
        ui.type_text("john")
        row = ui.wait_for("list item", inside=merge)
        row.mouse()
        ui.wait_for(None, "Merge", where=lambda n: "button" in n.role)
        self.picture("04-merge")
        for name in ("Merge two records", person):
            ui.key("Escape")
            no_window(ui, name)
        ui.key("ctrl+n")
        window(ui, "New person")
        self.picture("04-new-person")
        ui.key("Escape")
        no_window(ui, "New person")
        ui.key("alt+2")
        says(ui, re.compile("visits"))
        self.picture("05-this-month")
        ui.key("ctrl+comma")
        window(ui, "Preferences")
        self.picture("12-preferences")
        for section, name in (("Notifications", "12-notifications"), ("Accounts", "12-accounts"),
                              ("Desks", "12-desks-alone"), ("The hub", "12-hub-alone"),
                              ("Sharing", "12-sharing-alone")):
            ui.wait_for("label", section, inside=window(ui, "Preferences")).mouse()
            self.picture(name)
        self.account()
        self.share()

    def account(self):
        ui = self.ui
        ui.wait_for("label", "Accounts", inside=window(ui, "Preferences")).mouse()
        ui.wait_for(None, "New account", where=lambda n: "button" in n.role).click()
        dialog = window(ui, "New account")
        self.picture("12-account-new")
        ui.type_text("Robin Oak")
        ui.wait_for(None, where=lambda n: "button" in n.role and n.name.endswith("Create"), inside=dialog).click()
        window(ui, "Passphrase for the first sign-in")
        self.picture("12-account-once")
        ui.key("Escape")
        no_window(ui, "Passphrase for the first sign-in")
        ui.wait_for("label", "Sharing", inside=window(ui, "Preferences")).mouse()

    def section(self, name):
        self.ui.key("ctrl+comma")
        self.ui.wait_for("label", name, inside=window(self.ui, "Preferences")).mouse()

    def share(self):
        """The center goes to the service of this build, and comes back."""
        ui = self.ui
        ui.wait_for(None, "Share this center", where=lambda n: "button" in n.role).click()
        says(ui, re.compile("The center is shared"))
        self.section("Desks")
        ui.wait_for(None, "Add a desk", where=lambda n: "button" in n.role)
        says(ui, re.compile("^This PC · Pat signed in"))
        self.picture("06-desks")
        ui.wait_for(None, "Add a desk", where=lambda n: "button" in n.role).click()
        window(ui, "Add a desk")
        says(ui, re.compile("^Works once"))
        self.picture("06-add-desk")
        ui.key("Escape")
        no_window(ui, "Add a desk")
        ui.wait_for("label", "The hub", inside=window(ui, "Preferences")).mouse()
        says(ui, re.compile("^Since "))
        self.picture("06-hub")
        ui.wait_for("label", "Sharing", inside=window(ui, "Preferences")).mouse()
        self.picture("12-sharing")
        ui.wait_for(None, where=lambda n: "button" in n.role and n.name.startswith("Stop sharing")).click()
        ui.wait_for(None, "Stop sharing", where=lambda n: "button" in n.role).click()
        says(ui, re.compile("^The center is open in the application on this PC alone"))

    def empty(self):
        path = os.path.join(self.folder, "empty.hearth")
        secret = os.path.join(self.folder, "secret")
        with open(secret, "w", encoding="utf-8") as stream:
            stream.write(PASSPHRASE + "\n")
        subprocess.run([HEARTHCTL, "init", f"--center={path}", "--name", "Maple Street Recovery Center", "--director",
                        "Pat", "--time-zone", "America/New_York", "--passphrase-file", secret], check=True,
                       stdout=subprocess.DEVNULL)
        with self.open(f"--center={path}") as self.ui:
            sign_in(self.ui, "Pat")
            self.picture("02-check-in-empty")
            self.ui.key("alt+2")
            says(self.ui, re.compile("visits"))
            self.picture("05-this-month-empty")


def kept_sample():
    """The same sample for every walk, made by the first that comes: others wait, and none sees it half made."""
    kept = os.path.join(BUILD, "tour-sample.hearth")
    with open(kept + ".making", "w", encoding="utf-8") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not os.path.exists(kept):
            with tempfile.TemporaryDirectory(dir=BUILD) as folder:
                path = os.path.join(folder, "center.hearth")
                subprocess.run([HEARTHCTL, "sample", f"--center={path}", "--people", "400", "--visits", "6000", "--seed",
                                "1"], check=True, stdout=subprocess.DEVNULL)
                assert not os.path.exists(path + "-wal"), "hearthctl left something beside the center"
                os.rename(path, kept)
    return kept


def sample(path):
    shutil.copy(kept_sample(), path)
    now = int(datetime.datetime(2026, 3, 12, 18, 14, tzinfo=datetime.timezone.utc).timestamp())
    year = 365 * 86400
    desks = [("Front desk 2", 1, "0.1.0", now - 600), ("Coaches’ room", 0, "0.1.0", now - 86400),
             ("Outreach laptop", 0, "0.0.9", now - 2 * 86400 - 5000),
             ("Anneliese-Marguerite van der Westhuizen’s desk upstairs", 0, "0.2.0", now - 90 * 86400)]
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        for i, (name, front, version, seen) in enumerate(desks):
            db.execute("INSERT INTO desk (name, front_desk, version, seen_at_s, fingerprint, created_at_s, joined_at_s,"
                       " expires_at_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                       (name, front, version, seen, f"{i + 1:064x}", now - year, now - year, now + year))


def walk(setting, out):
    os.makedirs(out, exist_ok=True)
    self = Walk(setting, out)
    self.first_start()
    sample(self.center)
    with self.open(f"--center={self.center}") as self.ui:
        self.desk()
        self.director()
    self.empty()
    if setting in WITH_HUB_AWAY:
        self.center = os.path.join(self.folder, "away.hearth")
        sample(self.center)
        walk_away(self)
