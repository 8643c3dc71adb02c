# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""What the tests of the real program share: centers made by the real hearthctl, the application in a real window, and
the steps a person takes in it."""
import contextlib
import csv
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "support"))
from uidrive import App  # noqa: E402

BUILD = os.environ.get("HEARTH_BUILD") or os.path.join(os.path.dirname(os.path.dirname(HERE)), "build")
HEARTH = os.path.join(BUILD, "src", "desk", "hearth")
HEARTHCTL = os.path.join(BUILD, "src", "tool", "hearthctl")
PASSPHRASE = "a fire that stays lit"


def environment(**more):
    return {"GSETTINGS_SCHEMA_DIR": os.path.join(BUILD, "data"), "HEARTH_LOCALEDIR": os.path.join(BUILD, "po"), **more}


def noon_zone():
    """A zone where it is about noon: no day and no month begins there while a test runs. The sign in its name says how far
    Greenwich is ahead."""
    ahead = 12 - time.gmtime().tm_hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


class Center:
    """A center file in a folder of its own, with Pat (director) and Lee (greeter)."""

    def __init__(self, people=(), name="Maple Street"):
        self.folder = tempfile.mkdtemp(prefix="center.", dir=os.environ.get("DESKTOP_DIR"))
        self.path = os.path.join(self.folder, "center.hearth")
        self.secret = os.path.join(self.folder, "passphrase")
        with open(self.secret, "w", encoding="utf-8") as stream:
            stream.write(PASSPHRASE + "\n")
        self.ctl("init", "--name", name, "--time-zone", noon_zone(), "--director", "Pat",
                 "--passphrase-file", self.secret)
        self.ctl("account", "add", "Lee", "--role", "greeter", "--passphrase-file", self.secret)
        if people:
            self.bring_in(people)

    def ctl(self, command, *args, check=True):
        out = subprocess.run([HEARTHCTL, command, f"--center={self.path}", *args], capture_output=True, text=True)
        if check and out.returncode:
            raise AssertionError(f"hearthctl {command} {args}: {out.returncode}\n{out.stdout}{out.stderr}")
        return out

    def json(self, command, *args):
        return json.loads(self.ctl(command, "--json", *args).stdout)

    def visits(self):
        """Heads of all visits that count, read beside the running program, as an outsider would."""
        with contextlib.closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as db:
            return db.execute("SELECT coalesce (sum (head_count), 0) FROM visit WHERE voided_at_s = 0").fetchone()[0]

    def bring_in(self, people):
        """People as (preferred name, family name, pronouns, phone)."""
        path = os.path.join(self.folder, "people.csv")
        with open(path, "w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["Preferred name", "Family name", "Pronouns", "Phone"])
            writer.writerows(tuple(p) + ("",) * (4 - len(p)) for p in people)
        self.ctl("import", path)


SPEAKING = ("label", "status bar", "alert", "static")


def says(ui, pattern, timeout=None):
    """Waits until something on the screen reads @pattern: a whole text, or a compiled expression found in one."""
    fits = pattern.search if hasattr(pattern, "search") else (lambda text: text == pattern)

    def heard():
        ui.read()
        speaking = [n for n in ui.top.walk() if n.role in SPEAKING]
        # A text has to be asked for, one by one: only where no name fits.
        for said in ((n for n in speaking if fits(n.name)), (n for n in speaking if fits(n.text))):
            for n in said:
                if n.visible():
                    return n
        return None
    return ui.wait_until(heard, timeout, what=f"the words {pattern}")


def texts(ui):
    """What the screen reads: the texts, each once for every place it stands in."""
    return [n.text or n.name for n in ui.find_all(None, where=lambda n: n.role in SPEAKING)]


def press(ui, name, timeout=None):
    """A button, chip or list row by its name."""
    return ui.wait_for(None, name, where=lambda n: "button" in n.role or n.role in ("list item", "page tab"),
                       timeout=timeout).click()


def window(ui, name):
    """Waits until a window of this title, or of any other title than the main window's, is there and has the keyboard."""
    fits = lambda w: (w.name == name if isinstance(name, str) else w.name != "Hearth") and ui.has_keyboard(w.raw_name)
    return ui.wait_until(lambda: [w for w in ui.windows() if fits(w)], what=f"a window {name or ''}")[-1]


def no_window(ui, name):
    ui.wait_until(lambda: name not in [w.name for w in ui.windows()], what=f"the window {name} is closed")


def sign_in(ui, name="Lee", passphrase=PASSPHRASE):
    """From the first screen to Check-in: the person, the passphrase, Enter."""
    press(ui, name)
    says(ui, f"Hello, {name}. Type your passphrase.")
    ui.type_text(passphrase)
    ui.key("Return")
    ui.wait_for("entry", "Who is here?")


def open_desk(center, **env):
    return App([HEARTH, f"--center={center.path}"], env=environment(**env))


class Skip(Exception):
    """Raised by a test that cannot run here, with the reason."""


def run(tests):
    """Runs the functions named test_*, reporting in TAP."""
    import traceback
    names = [n for n in tests if n.startswith("test_")]
    only = sys.argv[1:]
    names = [n for n in names if not only or n in only]
    print(f"1..{len(names)}")
    failed = False
    for number, name in enumerate(names, 1):
        try:
            tests[name]()
            print(f"ok {number} {name}", flush=True)
        except Skip as why:
            print(f"ok {number} {name} # SKIP {why}", flush=True)
        except Exception:
            failed = True
            for line in traceback.format_exc().splitlines():
                print(f"# {line}")
            print(f"not ok {number} {name}", flush=True)
    sys.exit(1 if failed else 0)
