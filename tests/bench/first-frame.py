#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""first-frame.py HEARTH HEARTHCTL FIRSTFRAME.SO CACHE: time to the first painted frame and peak memory before sign-in, on
a center of 20,000 people and 500,000 visits, beside GNOME Contacts measured the same way in the same run. Warm cache,
six starts each, in turn. Prints; judges nothing. Runs inside with-desktop."""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading

STARTS = 6


def measure(argv, library, env=None):
    with tempfile.NamedTemporaryFile("r") as out:
        with open("/proc/uptime") as uptime:
            t0 = uptime.read().split()[0]
        subprocess.run(argv, env={**os.environ, **(env or {}), "LD_PRELOAD": library, "FIRSTFRAME_OUT": out.name,
                                  "FIRSTFRAME_EXIT": "1", "FIRSTFRAME_N": "1", "FIRSTFRAME_T0": t0},
                       stderr=subprocess.DEVNULL, timeout=60, check=False)
        match = re.search(r"frame=1 ms=(\d+) rss_kb=\d+ peak_kb=(\d+)", out.read())
        return (int(match.group(1)), int(match.group(2)) / 1024) if match else None


def settled_peak(argv):
    """Peak memory in MB once the program has come to rest at its first page: unchanged for two seconds."""
    pause = threading.Event()
    program = subprocess.Popen(argv, stderr=subprocess.DEVNULL)
    try:
        peak, same = 0, 0
        for _ in range(200):
            pause.wait(0.1)
            with open(f"/proc/{program.pid}/status") as status:
                now = int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1))
            same = same + 1 if now == peak else 0
            peak = now
            if same == 20:
                break
        return peak / 1024
    finally:
        program.terminate()
        program.wait()


def median(figures):
    return [statistics.median(column) for column in zip(*figures)]


def main():
    hearth, hearthctl, library, cache = sys.argv[1:5]
    center = os.path.join(cache, "20k-500k.hearth")
    if not os.path.exists(center):
        os.makedirs(cache, exist_ok=True)
        subprocess.run([hearthctl, "sample", f"--center={center}", "--people", "20000", "--visits", "500000",
                        "--seed", "1"], check=True)
    programs = {"hearth": [hearth, f"--center={center}"]}
    contacts = shutil.which("gnome-contacts")
    if contacts:
        programs["gnome-contacts"] = [contacts]
    else:
        print("gnome-contacts is not installed: no reference in this run")
    got = {name: [] for name in programs}
    for turn in range(STARTS + 1):                       # the first warms the cache
        for name, argv in programs.items():
            figures = measure(argv, library)
            if figures and turn:
                got[name].append(figures)
    (hearth_ms, hearth_mb), beside = median(got["hearth"]), ("", "")
    if got.get("gnome-contacts"):
        contacts_ms, contacts_mb = median(got["gnome-contacts"])
        beside = (f"  beside gnome-contacts: p50 {contacts_ms:.0f} ms  ratio {hearth_ms / contacts_ms:.2f}",
                  f"  beside gnome-contacts: {contacts_mb:.0f} MB  ratio {hearth_mb / contacts_mb:.2f}")
    worst = max(ms for ms, _ in got["hearth"])
    print(f"= {'start to first frame, 20k/500k':50} p50 {hearth_ms:9.0f} ms  p99 {worst:9.0f} ms{beside[0]}")
    print(f"= {'  peak memory at the first frame':50} p50 {hearth_mb:9.0f} MB{beside[1]}")
    rest = {name: settled_peak(argv) for name, argv in programs.items()}
    beside = (f"  beside gnome-contacts: {rest['gnome-contacts']:.0f} MB"
              f"  ratio {rest['hearth'] / rest['gnome-contacts']:.2f}") if contacts else ""
    print(f"= {'  peak memory at rest before sign-in':50} p50 {rest['hearth']:9.0f} MB{beside}")


main()
