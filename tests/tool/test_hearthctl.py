#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""hearthctl as people and scripts run it: every command, its JSON, its exit codes, and every wrong way to call it.

Usage: test_hearthctl.py HEARTHCTL. Reports in TAP."""
import csv
import io
import json
import os
import re
import pty
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback

HEARTHCTL = sys.argv[1]
COMMANDS = ("init", "sample", "verify", "backup", "restore", "account", "search", "import", "stats", "hub")
PASSPHRASE = "a lamp in the window"
DONE, FAILED, USAGE, CANNOT_OPEN, WRONG_SECRET = range(5)


class Folder:
    """A folder of a test's own, with a passphrase file and, when asked for, a center."""

    def __init__(self):
        self.path = tempfile.mkdtemp(prefix="hearthctl.")
        self.secret = self.write("secret", PASSPHRASE + "\n")
        self.center = self.at("center.hearth")

    def at(self, name):
        return os.path.join(self.path, name)

    def write(self, name, content):
        mode = "wb" if isinstance(content, bytes) else "w"
        with open(self.at(name), mode) as stream:
            stream.write(content)
        return self.at(name)

    def run(self, *args, center=None, status=DONE, **more):
        command = [HEARTHCTL, args[0], f"--center={center or self.center}", *args[1:]]
        out = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, start_new_session=True, **more)
        out.text, out.said = out.stdout.decode(), out.stderr.decode()
        assert out.returncode == status, f"{args}: {out.returncode}, not {status}\n{out.text}{out.said}"
        assert (status == DONE) or out.said or args[0] == "verify", f"{args}: silent failure"
        assert PASSPHRASE not in out.text + out.said
        return out

    def json(self, *args, **more):
        return json.loads(self.run(args[0], "--json", *args[1:], **more).stdout)

    def init(self):
        self.run("init", "--name=Maple Street", "--director=Pat", "--time-zone=America/New_York",
                 f"--passphrase-file={self.secret}")
        return self

    def people(self, rows, *args):
        text = io.StringIO()
        csv.writer(text).writerows([("First Name", "Last Name", "DOB", "Phone"), *rows])
        return self.json("import", *args, self.write("people.csv", text.getvalue()))


JOHNS = (("John", "Smith", "3/12/1980", "603 555 0142"), ("Jon", "Smythe", "", ""))


def with_folder(test):
    def run():
        folder = Folder()
        try:
            return test(folder)
        finally:
            shutil.rmtree(folder.path, ignore_errors=True)
    run.__name__ = test.__name__
    return run


def bare(*args):
    return subprocess.run([HEARTHCTL, *args], capture_output=True, stdin=subprocess.DEVNULL, start_new_session=True)


def test_help():
    out = bare("--help")
    assert out.returncode == DONE
    for command in COMMANDS:
        assert f"\n  {command} " in out.stdout.decode(), command
        of_command = bare(command, "--help")
        assert of_command.returncode == DONE and f"hearthctl {command} --center=FILE" in of_command.stdout.decode()
    assert bare("help").returncode == DONE
    assert bare("--version").stdout.startswith(b"hearthctl ")


def options_of(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def test_manual():
    """The manual names every command and every option, and none that is not there."""
    with open(os.path.join(os.path.dirname(__file__), "..", "..", "data", "man", "hearthctl.1")) as stream:
        manual = stream.read().replace("\\-", "-")
    told = options_of(manual)
    known = options_of(bare("--help").stdout.decode())
    for command in COMMANDS:
        assert re.search(rf'^\.SS "?{command}\b', manual, re.M), command
        known |= options_of(bare(command, "--help").stdout.decode())
    assert told == known, f"not in the manual: {known - told}; in the manual alone: {told - known}"


def test_usage():
    for args in ((), ("dance",), ("verify",), ("verify", "--center="), ("verify", "--dance", "--center=x"),
                 ("verify", "--center=x", "more"), ("init", "--center=x"), ("init", "--center=x", "--name=A"),
                 ("sample", "--center=x", "--people=many"), ("sample", "--center=x", "--people=-1"),
                 ("sample", "--center=x", "--people=0"), ("sample", "--center=x", "--until=someday"),
                 ("backup", "--center=x"), ("backup", "--center=x", "a", "b"), ("restore", "--center=x"),
                 ("restore", "--center=x", "--newest", "a"), ("account", "--center=x", "dance"),
                 ("account", "--center=x", "add"), ("account", "--center=x", "add", "A"),
                 ("account", "--center=x", "disable"), ("search", "--center=x"), ("import", "--center=x"),
                 ("import", "--center=x", "a", "b"), ("import", "--center=x", "--list", "a"),
                 ("stats", "--center=x", "more"), ("stats", "--center=x", "--csv", "--json"),
                 ("stats", "--center=x", "--for-others")):
        out = bare(*args)
        assert out.returncode == USAGE and out.stderr and not out.stdout, (args, out)
    assert not os.path.exists("x")


@with_folder
def test_init(folder):
    made = folder.json("init", "--name=Élan", "--director=Zoë", "--time-zone=Europe/Paris",
                       f"--passphrase-file={folder.secret}")
    assert made["center"] == folder.center
    assert folder.json("account")[0]["name"] == "Zoë"
    assert folder.json("account")[0]["roles"] == ["director"]
    before = os.stat(folder.center).st_size
    folder.run("init", "--name=A", "--director=B", f"--passphrase-file={folder.secret}", status=FAILED)
    assert os.stat(folder.center).st_size == before
    # In the plain C locale too.
    folder.run("account", "add", "Ömer", "--role=coach", f"--passphrase-file={folder.secret}",
               env={"LC_ALL": "C", "PATH": os.environ["PATH"]})
    assert [a["name"] for a in folder.json("account") if a["roles"] == ["coach"]] == ["Ömer"]


@with_folder
def test_init_refuses(folder):
    args = ("init", "--name=A", "--director=B", "--time-zone=UTC")
    weak = folder.write("weak", "1234\n")
    empty = folder.write("empty", "\n")
    for secret in (weak, empty, folder.at("none"), folder.path):
        folder.run(*args, f"--passphrase-file={secret}", status=FAILED)
    folder.run("init", "--name=A", "--director=B", "--time-zone=Mars/Olympus", f"--passphrase-file={folder.secret}",
               status=FAILED)
    folder.run(*args, f"--passphrase-file={folder.secret}", center=folder.at("no/folder.hearth"), status=CANNOT_OPEN)
    # Without a terminal nobody can be asked.
    folder.run(*args, status=USAGE)
    assert not os.path.exists(folder.center)


def converse(command, answers):
    """Runs @command at a terminal of its own and answers its questions. Returns what it showed, and how it ended."""
    pid, terminal = pty.fork()
    if pid == 0:
        # Whoever runs the tests in the background has told them to ignore it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execv(command[0], command)
    shown = b""
    answers = list(answers)
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break  # the other side is gone
        if not piece:
            break
        shown += piece
        if answers and shown.endswith(b": "):
            os.write(terminal, answers.pop(0).encode() + b"\n")
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@with_folder
def test_terminal(folder):
    init = [HEARTHCTL, "init", f"--center={folder.center}", "--name=A", "--director=B", "--time-zone=UTC"]
    shown, status = converse(init, [PASSPHRASE, "another"])
    assert status == FAILED and not os.path.exists(folder.center), (shown, status)
    shown, status = converse(init, ["\x03"])
    assert status == -signal.SIGINT and not os.path.exists(folder.center), (shown, status)
    shown, status = converse(init, [PASSPHRASE, PASSPHRASE])
    assert status == DONE and PASSPHRASE not in shown, (shown, status)
    folder.run("verify")


@with_folder
def test_passphrase_from_standard_input(folder):
    command = [HEARTHCTL, "init", f"--center={folder.center}", "--name=A", "--director=B", "--time-zone=UTC",
               "--passphrase-file=-"]
    assert subprocess.run(command, input=PASSPHRASE.encode() + b"\r\nmore", capture_output=True).returncode == DONE


@with_folder
def test_account(folder):
    folder.init()
    secret = f"--passphrase-file={folder.secret}"
    made = folder.json("account", "add", "Lee Ann", "--role=greeter", "--role=coach", secret)
    by_name = {a["name"]: a for a in folder.json("account", "list")}
    assert by_name["Lee Ann"]["id"] == made["account"] and by_name["Lee Ann"]["preferred-name"] == "Lee"
    assert sorted(by_name["Lee Ann"]["roles"]) == ["coach", "greeter"]
    folder.run("account", "add", "LEE ANN", "--role=greeter", secret, status=FAILED)
    folder.run("account", "add", "Max", "--role=king", secret, status=FAILED)
    folder.run("account", "roles", "lee ann", "--role=staff")
    folder.run("account", "reset", "Lee Ann", secret)
    folder.run("account", "disable", "Lee Ann")
    lee = [a for a in folder.json("account") if a["name"] == "Lee Ann"][0]
    assert lee["roles"] == ["staff"] and lee["disabled"]
    folder.run("account", "enable", "Lee Ann")
    assert not [a for a in folder.json("account") if a["disabled"]]
    folder.run("account", "disable", "Nobody", status=FAILED)
    # The last director stays one.
    folder.run("account", "disable", "Pat", status=FAILED)
    folder.run("account", "roles", "Pat", "--role=greeter", status=FAILED)
    assert "Pat (director)" in folder.run("account").text


@with_folder
def test_search(folder):
    folder.init()
    folder.people(JOHNS)
    found = folder.json("search", "jon", "smyht")
    assert {f["name"] for f in found} == {"John S.", "Jon S."}
    assert all(f["match"] == "typo" and not f["alone"] for f in found)
    alone = folder.json("search", "john smith")
    assert alone[0]["name"] == "John S." and alone[0]["alone"]
    text = folder.run("search", "0142").text
    assert "John S." in text and "Smith" not in text and "555" not in text and "1980" not in text
    assert folder.json("search", "zzzzzz") == []
    assert folder.run("search", "zzzzzz").text
    for query in ('"', "*", "NEAR(", "a OR b", "-", "'; DROP TABLE person", "x" * 10000, "\u202e", "😀"):
        folder.json("search", "--", query)


@with_folder
def test_import(folder):
    folder.init()
    odd = (("Ana", "Reyes", "2/30/1990", ""), ("", "", "", ""), ("John", "Smith", "", ""))
    rows = (*JOHNS, *odd)
    dry = folder.people(rows, "--dry-run")
    assert (dry["rows"], dry["new"], dry["twins"], dry["problems"], dry["imported"]) == (5, 2, 1, 1, 0)
    assert dry["mapping"] == ["given-name", "family-name", "birth-date", "phone"]
    assert [(r["row"], r["verdict"], r["field"]) for r in dry["review"]] == [(3, "problem", "birth-date"),
                                                                            (5, "repeat", "")]
    assert folder.json("import", "--list") == []
    first = folder.people(rows)
    assert first["imported"] == 2
    again = folder.people(rows)
    assert (again["imported"], again["twins"]) == (0, 3)
    taken = folder.people(rows[:1], "--take-twins", "--map=DOB=", "--map=4=")
    assert taken["imported"] == 1 and taken["mapping"] == ["given-name", "family-name", "", ""]
    assert [b["people"] for b in folder.json("import", "--list")] == [1, 2]
    undone = folder.json("import", f"--undo={taken['import']}")
    assert undone == {"removed": 1, "kept": 0}
    assert folder.json("import", f"--undo={taken['import']}") == {"removed": 0, "kept": 0}
    assert "taken back" in folder.run("import", "--list").text
    folder.run("import", "--undo=99", status=FAILED)
    folder.run("verify")


@with_folder
def test_import_refuses(folder):
    folder.init()
    folder.run("import", folder.at("none.csv"), status=FAILED)
    folder.run("import", folder.path, status=FAILED)
    folder.run("import", folder.write("empty.csv", ""), status=FAILED)
    folder.run("import", folder.write("book.xlsx", b"PK\x03\x04" + bytes(100)), status=FAILED)
    folder.run("import", folder.write("cut.csv", 'name\n"John\nJane\n'), status=FAILED)
    folder.run("import", folder.write("nameless.csv", "Phone\n5551234\n"), status=FAILED)
    people = folder.write("people.csv", "Name\nJohn Smith\n")
    folder.run("import", "--map=Shoe=note", people, status=USAGE)
    folder.run("import", "--map=Name", people, status=USAGE)
    folder.run("import", "--map=Name=shoe-size", people, status=FAILED)
    assert folder.json("import", "--list") == []


def rows_of(path, table, columns):
    with sqlite3.connect(path) as db:
        return db.execute(f"SELECT {columns} FROM {table} ORDER BY id").fetchall()


@with_folder
def test_sample(folder):
    args = ("--people=60", "--visits=600", "--seed=7", "--until=2026-03-12")
    made = folder.json("sample", *args)
    assert (made["people"], made["visits"]) == (60, 600)
    folder.run("verify")
    folder.run("sample", *args, status=FAILED)
    twin, other = folder.at("twin.hearth"), folder.at("other.hearth")
    folder.run("sample", *args, center=twin)
    folder.run("sample", *args[:2], "--seed=8", args[3], center=other)
    names = "preferred_name, given_name, family_name, pronouns"
    visits = "kind, person_id, reason_id, arrived_at_s, left_at_s, head_count"
    assert rows_of(folder.center, "person", names) == rows_of(twin, "person", names)
    assert rows_of(folder.center, "visit", visits) == rows_of(twin, "visit", visits)
    assert rows_of(folder.center, "person", names) != rows_of(other, "person", names)
    assert len(rows_of(folder.center, "person", names)) == 60
    assert len(rows_of(folder.center, "visit", visits)) == 600
    folder.run("sample", "--people=1000000000", center=folder.at("huge"), status=USAGE)


@with_folder
def test_stats(folder):
    folder.run("sample", "--people=60", "--visits=900", "--until=2026-03-12")
    march = folder.json("stats", "--month=2026-03")
    figures = march["figures"]
    assert march["month"] == "2026-03" and figures["visits"] > 0
    assert sum(d["known"] + d["nameless"] for d in march["days"]) == figures["visits"]
    assert sum(r["visits"] for r in march["reasons"]) == figures["visits"]
    text = folder.run("stats", "--month=2026-03").text
    assert "2026-03" in text and str(figures["visits"]) in text
    table = folder.run("stats", "--month=2026-03", "--csv").text
    assert str(figures["visits"]) in table and len(list(csv.reader(io.StringIO(table)))) > 10
    assert "fewer than 5" in folder.run("stats", "--month=2026-03", "--csv", "--for-others").text
    assert folder.json("stats", "--month=1999-01")["figures"]["visits"] == 0
    folder.run("stats", "--month=2026-13", status=USAGE)
    folder.run("stats", "--month=soon", status=USAGE)
    # Of no month: the one that it is now, whichever end of it this is.
    day_s = 86400
    now_s = time.time()
    months = {time.strftime("%Y-%m", time.gmtime(at_s)) for at_s in (now_s - day_s, now_s, now_s + day_s)}
    assert folder.json("stats")["month"] in months, months


@with_folder
def test_backup_and_restore(folder):
    folder.init()
    folder.people(JOHNS)
    secret = f"--passphrase-file={folder.secret}"
    out = folder.at("out.backup")
    folder.json("backup", secret, out)
    with open(out, "rb") as stream:
        sealed = stream.read()
    assert b"SQLite" not in sealed and b"Smith" not in sealed
    folder.run("backup", secret, out, status=FAILED)
    said = folder.run("backup", secret, folder.at("no/folder.backup"), status=FAILED).said
    assert "no/folder.backup" in said and folder.center not in said

    # Anew somewhere else, and over what is there.
    new = folder.at("new.hearth")
    assert folder.json("restore", secret, out, center=new)["restored"] == out
    assert len(folder.json("search", "john smith", center=new)) >= 1
    folder.people((("Late", "Comer", "", ""),))
    assert "kept beside it" in folder.run("restore", secret, out).text
    assert "kept beside it" not in folder.run("restore", secret, out, center=folder.at("newer.hearth")).text
    assert folder.json("search", "late comer") == []
    folder.run("verify")

    # Nothing is replaced by what is not good.
    wrong = folder.write("wrong", "some other words\n")
    before = rows_of(folder.center, "person", "*")
    folder.run("restore", f"--passphrase-file={wrong}", out, status=WRONG_SECRET)
    folder.run("restore", secret, folder.at("none"), status=FAILED)
    folder.run("restore", secret, folder.write("cut", sealed[: len(sealed) // 2]), status=FAILED)
    spoiled = bytearray(sealed)
    spoiled[len(spoiled) // 2] ^= 1
    folder.run("restore", secret, folder.write("spoiled", bytes(spoiled)), status=FAILED)
    folder.run("restore", secret, folder.write("text", "no backup at all\n" * 50), status=FAILED)
    folder.run("restore", secret, folder.write("empty", b""), status=FAILED)
    assert rows_of(folder.center, "person", "*") == before
    folder.run("verify")


@with_folder
def test_restore_newest(folder):
    folder.init()
    folder.run("restore", "--newest", center=folder.at("lonely/center.hearth"), status=FAILED)


@with_folder
def test_verify_finds(folder):
    for table, change, check in (
            ("audit", "UPDATE audit SET detail = 'nothing happened' WHERE id = 2", "audit-chain"),
            ("person", "UPDATE person SET preferred_name = 'Somebody' WHERE id = 1", "search-names"),
            ("visit", "PRAGMA foreign_keys = OFF; INSERT INTO visit (kind, person_id, reason_id, arrived_at_s, visited_on,"
                      " recorded_at_s) VALUES ('person', 999, 1, 1, '2026-03-12', 1)", "foreign-keys")):
        folder.center = folder.at(f"{table}.hearth")
        folder.init()
        folder.people(JOHNS)
        assert folder.json("verify")["good"]
        with sqlite3.connect(folder.center) as db:
            db.executescript(change)
        db.close()
        found = json.loads(folder.run("verify", "--json", status=FAILED).stdout)
        assert not found["good"]
        assert [c["check"] for c in found["checks"] if not c["good"]] == [check], found
        assert "NOT GOOD" in folder.run("verify", status=FAILED).text


@with_folder
def test_cannot_open(folder):
    folder.run("verify", status=CANNOT_OPEN)
    folder.run("search", "a", center=folder.path, status=CANNOT_OPEN)
    folder.run("verify", center=folder.write("empty", b""), status=CANNOT_OPEN)
    folder.run("verify", center=folder.write("text", b"this is no center\n" * 1000), status=CANNOT_OPEN)
    other = folder.at("other.db")
    with sqlite3.connect(other) as db:
        db.execute("CREATE TABLE thing (id INTEGER)")
    db.close()
    assert "not written by Hearth" in folder.run("verify", center=other, status=CANNOT_OPEN).said

    folder.init()
    folder.people(JOHNS)
    newer = folder.at("newer.hearth")
    shutil.copy(folder.center, newer)
    with sqlite3.connect(newer) as db:
        db.execute("PRAGMA user_version = 9999")
    db.close()
    assert "later Hearth" in folder.run("verify", center=newer, status=CANNOT_OPEN).said
    with open(folder.center, "rb") as stream:
        whole = stream.read()
    half = folder.write("half.hearth", whole[: len(whole) // 2])
    assert "damaged" in folder.run("verify", center=half, status=CANNOT_OPEN).said
    with open(half, "rb") as stream:
        assert stream.read() == whole[: len(whole) // 2]


@with_folder
def test_in_use(folder):
    folder.init()
    holder = subprocess.Popen([HEARTHCTL, "backup", f"--center={folder.center}", "--passphrase-file=-",
                               folder.at("out.backup")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        # It holds the center from when its write-ahead log is there until it gets its passphrase.
        while not os.path.exists(folder.center + "-wal"):
            assert holder.poll() is None
            os.sched_yield()
        out = folder.run("verify", status=CANNOT_OPEN)
        assert str(holder.pid) in out.said, out.said
    finally:
        holder.communicate(PASSPHRASE.encode() + b"\n")
    assert holder.returncode == DONE
    folder.run("verify")


NOBODY = 65534


@with_folder
def test_read_only(folder):
    folder.init()
    program, more = HEARTHCTL, {}
    if os.getuid() == 0:                     # root may write anywhere: nobody asks, with a copy that nobody may read
        program = shutil.copy(HEARTHCTL, folder.at("hearthctl"))
        for name in ("", "center.hearth", "hearthctl"):
            os.chown(folder.at(name), NOBODY, NOBODY)
        more = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    os.chmod(folder.path, 0o500)
    try:
        out = subprocess.run([program, "account", f"--center={folder.center}"], capture_output=True, **more)
        assert out.returncode == CANNOT_OPEN, out
        assert b"cannot be written" in out.stderr or b"written" in out.stderr, out.stderr
    finally:
        os.chmod(folder.path, 0o700)


@with_folder
def test_root_works_for_the_owner(folder):
    """As root beside a hub that runs under an account of its own: what is made there, the hub can open."""
    folder.init()
    secret = f"--passphrase-file={folder.secret}"
    out = folder.at("out.backup")
    try:
        os.chown(folder.path, NOBODY, NOBODY)
        os.chown(folder.center, NOBODY, NOBODY)
    except PermissionError:
        return "only root can give a file away"
    folder.run("backup", secret, out)
    folder.run("restore", secret, out)
    folder.run("verify")
    names = [name for name in os.listdir(folder.path) if name.startswith("center") or name == "out.backup"]
    assert len(names) >= 4, names
    for name in names:
        assert os.stat(folder.at(name)).st_uid == NOBODY, name
    for name in os.listdir(folder.at("backups")) if os.path.exists(folder.at("backups")) else ():
        assert os.stat(folder.at("backups/" + name)).st_uid == NOBODY, name


@with_folder
def test_result_cannot_be_written(folder):
    folder.init()
    with open("/dev/full", "w") as full:
        out = subprocess.run([HEARTHCTL, "account", "--json", f"--center={folder.center}"], stdout=full,
                             stderr=subprocess.PIPE)
    assert out.returncode == FAILED and out.stderr


def main():
    tests = [value for name, value in globals().items() if name.startswith("test_")]
    failed = False
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        try:
            skipped = test()
            print(f"ok {number} {test.__name__}" + (f" # SKIP {skipped}" if skipped else ""), flush=True)
        except Exception:
            failed = True
            print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), end="")
            print(f"not ok {number} {test.__name__}", flush=True)
    sys.exit(failed)


main()
