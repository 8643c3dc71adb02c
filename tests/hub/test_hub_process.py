#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""The program hearth-hub as systemd, scripts and people start it: its one line, its exit codes, its socket, its units.

Usage: test_hub_process.py HEARTH_HUB HEARTHCTL UNIT USER_UNIT. Reports in TAP."""
import json
import os
import re
import resource
import select
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
import traceback

HUB, CTL, UNIT, USER_UNIT = sys.argv[1:5]
SYSUSERS = os.path.join(os.path.dirname(__file__), "..", "..", "data", "hearth-hub.sysusers")
PASSPHRASE = "a lamp in the window"
PATIENCE_S = 240
OWN = tempfile.TemporaryDirectory(prefix="hearth-hub.")


class Skip(Exception):
    pass


class Center:
    """A new center in a folder of its own."""

    def __init__(self, folder=None):
        self.folder = folder or tempfile.mkdtemp(dir=OWN.name)
        self.path = os.path.join(self.folder, "center.hearth")
        secret = os.path.join(self.folder, "secret")
        with open(secret, "w") as stream:
            stream.write(PASSPHRASE + "\n")
        self.secret = secret
        self.ctl("init", "--name=Maple Street", "--director=Pat", "--time-zone=UTC", f"--passphrase-file={secret}")

    def ctl(self, *args, status=0):
        out = subprocess.run([CTL, args[0], f"--center={self.path}", *args[1:]], capture_output=True, text=True,
                             stdin=subprocess.DEVNULL, timeout=PATIENCE_S)
        assert out.returncode == status, f"{args}: {out.returncode}\n{out.stdout}{out.stderr}"
        return out

    def json(self, *args):
        return json.loads(self.ctl(*args, "--json").stdout)


class Hub:
    """A running hub on loopback."""

    def __init__(self, center, *args, env=None, limits=None, port=0, before=()):
        self.center = center
        command = [*before, HUB, f"--port={port}", "--address=127.0.0.1", *args, center.path]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        env={**os.environ, **(env or {})}, preexec_fn=limits)
        line = self.process.stdout.readline()
        match = re.fullmatch(r"listening on 127\.0\.0\.1:(\d+)\n", line)
        assert match, f"{line!r}\n{self.process.stderr.read() if not line else ''}"
        self.port = int(match.group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        _, said = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, said


def manual(name):
    with open(os.path.join(os.path.dirname(__file__), "..", "..", "data", "man", name)) as stream:
        return stream.read().replace("\\-", "-")


def refuse(*args, status, words):
    out = subprocess.run([HUB, *args], capture_output=True, text=True, timeout=PATIENCE_S)
    assert out.returncode == status, f"{args}: {out.returncode}, not {status}\n{out.stdout}{out.stderr}"
    assert out.stdout == "", out.stdout
    assert words in out.stderr and out.stderr.count("\n") <= 2, out.stderr


def until(condition):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        select.select([], [], [], 0.02)


def test_starts_and_ends():
    center = Center()
    for number in (signal.SIGTERM, signal.SIGINT):
        with Hub(center) as hub:
            for name in ("hub.socket", "center.hearth", "center.hearth-lock", "center.hearth-wal"):
                assert stat.S_IMODE(os.stat(os.path.join(center.folder, name)).st_mode) == 0o600, name
            code, said = hub.end(number)
            assert code == 0, (code, said)
            assert not os.path.exists(os.path.join(center.folder, "hub.socket"))
    assert stat.S_IMODE(os.stat(os.path.join(center.folder, "backups")).st_mode) == 0o700
    assert center.json("verify")["good"] is True


def test_says_why_not():
    center = Center()
    refuse(status=2, words="Name one center file")
    refuse("--port=70000", center.path, status=2, words="Name one center file")
    refuse("--nonsense", status=2, words="--help")
    refuse(os.path.join(center.folder, "none.hearth"), status=3, words="There is no center")
    with Hub(center) as hub:
        refuse("--port=0", "--address=127.0.0.1", center.path, status=3, words="open in another program")
        other = Center()
        refuse(f"--port={hub.port}", "--address=127.0.0.1", other.path, status=4, words="is taken by another program")
        refuse("--port=0", "--address=not.an.address", other.path, status=1, words="Desks cannot come in")
    with open(center.path, "r+b") as stream:
        stream.truncate(5000)
    refuse("--port=0", "--address=127.0.0.1", center.path, status=3, words="is damaged")
    os.unlink(center.path)
    with sqlite3.connect(center.path) as db:
        db.execute("CREATE TABLE letters (body TEXT)")
    db.close()
    refuse("--port=0", "--address=127.0.0.1", center.path, status=3, words="was not written by Hearth")
    out = subprocess.run([HUB, "--version"], capture_output=True, text=True, check=True)
    assert re.fullmatch(r"hearth-hub \d+\.\d+\.\d+\n", out.stdout)


def test_manual():
    """It names the options that there are, and those alone."""
    out = subprocess.run([HUB, "--help"], capture_output=True, text=True, check=True)
    options = [set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) for text in (out.stdout, manual("hearth-hub.8"))]
    assert options[0] == options[1], options[0] ^ options[1]


def test_a_later_hearth():
    center = Center()
    with sqlite3.connect(center.path) as db:
        db.execute("PRAGMA user_version = 9999")
    db.close()
    refuse("--port=0", "--address=127.0.0.1", center.path, status=3, words="later Hearth")


def test_commands():
    center = Center()
    center.ctl("hub", "status", status=3)
    with Hub(center) as hub:
        status = center.json("hub", "status")
        assert status["center"] == "Maple Street" and status["addresses"] == [f"127.0.0.1:{hub.port}"]
        assert status["shared"] is True and status["connected"] == 0 and status["database-bytes"] > 0
        assert status["certificate-expires-at-s"] > time.time() + 300 * 86400
        told = manual("hearthctl.1")
        assert [key for key in status if not re.search(rf"^\.BR {key} [,;]$", told, re.M)] == []
        code = center.json("hub", "code")
        assert center.json("hub", "status")["code-expires-at-s"] == code["expires-at-s"]
        host, port = code["address"].rsplit(":", 1)
        socket.create_connection((host, int(port))).close()
        center.ctl("hub", "remove", "1", status=1)
        center.ctl("hub", "remove", "99", status=1)
        center.ctl("hub", "remove", "one", status=2)
        center.ctl("hub", status=2)
        assert [desk["id"] for desk in center.json("hub", "desks")] == [1]
        assert center.json("hub", "stop") == {"stopped": True}
        _, said = hub.process.communicate(timeout=PATIENCE_S)
        assert hub.process.returncode == 0, said
    center.ctl("hub", "stop", status=3)


def test_killed():
    center = Center()
    with Hub(center) as hub:
        code, _ = hub.end(signal.SIGKILL)
        assert code == -signal.SIGKILL
    assert os.path.exists(os.path.join(center.folder, "hub.socket"))
    with Hub(center) as hub:
        center.json("hub", "status")
        assert hub.end()[0] == 0


def test_a_restored_center():
    center = Center()
    with Hub(center) as hub:
        before = center.json("hub", "status")
        hub.end()
    backup = os.path.join(center.folder, "copy.hearth-backup")
    center.ctl("backup", f"--passphrase-file={center.secret}", backup)
    with Hub(center) as hub:
        said = center.ctl("restore", f"--passphrase-file={center.secret}", backup, status=3).stderr
        assert str(hub.process.pid) in said, said
        assert center.json("hub", "status")["center-uuid"] == before["center-uuid"]
        hub.end()
    assert not [name for name in os.listdir(center.folder) if "before-restore" in name or name.endswith(".tmp")]
    new = Center()
    os.unlink(new.path)
    new.ctl("restore", f"--passphrase-file={center.secret}", backup)
    with Hub(new) as hub:
        after = new.json("hub", "status")
        assert after["center-uuid"] == before["center-uuid"]
        assert after["certificate-expires-at-s"] == before["certificate-expires-at-s"]
        hub.end()


def test_a_long_path():
    top = tempfile.mkdtemp(dir=OWN.name)
    folder = os.path.join(top, "a folder with a long name " * 3, "and another one in it " * 3)
    os.makedirs(folder)
    center = Center(folder)
    assert len(os.path.join(folder, "hub.socket")) > 107
    with Hub(center) as hub:
        assert center.json("hub", "status")["center"] == "Maple Street"
        assert hub.end()[0] == 0


def cpu_s(pid):
    with open(f"/proc/{pid}/stat") as stream:
        fields = stream.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_no_descriptors_left():
    """A crowd that takes every descriptor: the hub neither turns in circles nor stays away."""
    center = Center()

    def limits():
        resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60))

    with Hub(center, limits=limits) as hub:
        crowd = [socket.create_connection(("127.0.0.1", hub.port)) for _ in range(200)]
        until(lambda: center_answers(center))
        before = cpu_s(hub.process.pid)
        end = time.monotonic() + 1
        while time.monotonic() < end:
            select.select([], [], [], 0.1)
        assert cpu_s(hub.process.pid) - before < 0.5, "it turns in circles"
        for one in crowd:
            one.close()
        assert center_answers(center)
        assert hub.end()[0] == 0


def center_answers(center):
    out = subprocess.run([CTL, "hub", "status", f"--center={center.path}"], capture_output=True, timeout=PATIENCE_S)
    return out.returncode == 0


def test_root_asks_the_hub_of_a_person():
    """Which runs among users of its own, as the unit of a person does: nobody but its owner has a name there."""
    if os.geteuid() != 0:
        raise Skip("only root can")
    somebody = 54321
    person = ["setpriv", f"--reuid={somebody}", f"--regid={somebody}", "--clear-groups"]
    alone = [*person, "unshare", "--user", "--map-current-user"]
    if subprocess.run([*alone, HUB, "--version"], capture_output=True, timeout=PATIENCE_S).returncode != 0:
        raise Skip("this machine gives a person no users of its own, or not this build")
    os.chmod(OWN.name, 0o711)
    center = Center()
    for path in (center.folder, *(os.path.join(center.folder, name) for name in os.listdir(center.folder))):
        os.chown(path, somebody, somebody)
    with Hub(center, before=alone) as hub:
        assert center.json("hub", "status")["center"] == "Maple Street"
        stranger = ["setpriv", "--reuid=54322", "--regid=54322", "--clear-groups", CTL]
        out = subprocess.run([*stranger, "hub", "status", f"--center={center.path}"], capture_output=True, text=True,
                             timeout=PATIENCE_S)
        assert out.returncode == 3 and "belongs to somebody else" in out.stderr, out
        assert hub.end() == (0, "")


def test_tells_systemd():
    center = Center()
    path = os.path.join(center.folder, "notify")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(path)
    listener.settimeout(PATIENCE_S)
    with Hub(center, env={"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "200000"}) as hub:
        assert listener.recv(4096) == f"READY=1\nSTATUS=Listening on port {hub.port}".encode()
        assert listener.recv(4096) == b"WATCHDOG=1"
        hub.process.send_signal(signal.SIGTERM)
        # Read to the end, as systemd does: a hub that nobody listens to waits, and a busy one has much to say by then.
        heard = []
        while hub.process.poll() is None or select.select([listener], [], [], 0)[0]:
            if select.select([listener], [], [], 0.02)[0]:
                heard.append(listener.recv(4096))
        assert hub.process.returncode == 0 and any(one.startswith(b"STOPPING=1\n") for one in heard), heard


def unit_of(path):
    """The unit with this build's program in the place of the installed one."""
    folder = tempfile.mkdtemp(dir=OWN.name)
    with open(path) as stream:
        text = stream.read()
    assert re.search(r"^ExecStart=\S+/hearth-hub ", text, re.M)
    target = os.path.join(folder, "hearth-hub.service")
    with open(target, "w") as stream:
        stream.write(re.sub(r"^ExecStart=\S+", f"ExecStart={HUB}", text, flags=re.M))
    return target


def analyze(*args):
    if not shutil.which("systemd-analyze"):
        raise Skip("systemd-analyze is not here")
    runtime = tempfile.mkdtemp(dir=OWN.name)
    out = subprocess.run(["systemd-analyze", *args], capture_output=True, text=True, timeout=PATIENCE_S,
                         env={**os.environ, "XDG_RUNTIME_DIR": runtime, "SYSTEMD_PAGER": ""})
    assert out.returncode == 0, f"{args}\n{out.stdout[-2000:]}{out.stderr}"
    assert "Unknown" not in out.stderr and "Failed to parse" not in out.stderr, out.stderr


def test_units_are_whole():
    analyze("verify", "--man=no", unit_of(UNIT))
    analyze("verify", "--man=no", "--user", unit_of(USER_UNIT))


def test_units_are_hardened():
    # In tenths: 1.4 and 5.8 when this was written. The manager of one person cannot take more away.
    analyze("security", "--offline=true", "--threshold=15", unit_of(UNIT))
    analyze("security", "--offline=true", "--user", "--threshold=60", unit_of(USER_UNIT))
    for path in (UNIT, USER_UNIT):
        with open(path) as stream:
            text = stream.read()
        for line in ("NoNewPrivileges=yes", "PrivateTmp=yes", "ProtectSystem=strict"):
            assert f"\n{line}\n" in text, f"{path}: {line}"
        assert re.search(r"^ProtectHome=(yes|tmpfs)$", text, re.M)
    # In the last one, that of a person. ProtectHome= hides /run/user too, where its manager waits for READY=1.
    assert "\nBindReadOnlyPaths=%t/systemd/notify\n" in text


def test_account_of_the_unit():
    with open(UNIT) as stream:
        text = stream.read()
    # The system bus turns away an account that systemd makes up at each start: Avahi could not be told of the hub.
    assert "DynamicUser" not in text
    user = re.search(r"^User=(\S+)$", text, re.M).group(1)
    assert user not in ("root", "nobody")
    if not shutil.which("systemd-sysusers"):
        raise Skip("systemd-sysusers is not here")
    root = tempfile.mkdtemp(dir=OWN.name)
    os.mkdir(os.path.join(root, "etc"))
    out = subprocess.run(["systemd-sysusers", f"--root={root}", SYSUSERS], capture_output=True, text=True,
                         timeout=PATIENCE_S)
    assert out.returncode == 0, out.stderr
    with open(os.path.join(root, "etc", "passwd")) as stream:
        made = [line.split(":") for line in stream]
    assert [line[0] for line in made] == [user], made
    assert made[0][6].strip().endswith("nologin")


def main():
    tests = [(name[5:].replace("_", "-"), test) for name, test in globals().items() if name.startswith("test_")]
    failed = False
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} {name}", flush=True)
        except Skip as why:
            print(f"ok {number} {name} # SKIP {why}", flush=True)
        except Exception:  # every fault is reported, the others go on
            failed = True
            print("".join(f"# {line}\n" for line in traceback.format_exc().splitlines()), end="")
            print(f"not ok {number} {name}", flush=True)
    print(f"1..{len(tests)}")
    sys.exit(1 if failed else 0)


main()
