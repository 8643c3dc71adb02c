#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""layers.py BUILD: arrows only downward. Reads what the compiler wrote down of each object's headers."""
import os
import re
import subprocess
import sys

import tap

# Folder of src/: the folders whose headers it may see.
MAY_SEE = {
    "base": set(),
    "model": {"base"},
    "protocol": set(),
    "link": {"base"},
    "store": {"base", "model"},
    "service": {"base", "model", "link", "store"},
    "hub": {"base", "model", "link", "store", "service", "protocol"},
    "client": {"base", "model", "link", "protocol"},
    "tool": {"base", "model", "link", "store", "service", "protocol", "client"},
    "desk": {"base", "model", "link", "protocol", "client"},
}
# Header of a library: the layers that may see it.
LIBRARY = {
    r"/sqlite3\.h$": {"store"},
    r"/gtk-4\.0/": {"desk"},
    r"/libadwaita-1/": {"desk"},
    r"/libnotify/": {"desk"},
    r"/sodium\.h$": {"store", "service", "client"},
    r"/gnutls/": {"link"},
    r"/systemd/": {"hub"},
    r"/gio/gio\.h$": {"base", "model", "protocol", "link", "store", "service", "hub", "client", "tool", "desk"},
}


def depends(build):
    """(source, headers) of each object, as ninja keeps them."""
    out = subprocess.run(["ninja", "-C", build, "-t", "deps"], capture_output=True, text=True, check=True).stdout
    for block in out.split("\n\n"):
        lines = block.splitlines()
        paths = [os.path.normpath(os.path.join(build, l.strip())) for l in lines if l.startswith("    ")]
        if paths:
            yield paths[0], paths[1:]


def layer_of(path):
    match = re.match(rf"{re.escape(tap.ROOT)}/src/(\w+)/", path)
    return match.group(1) if match else None


def main():
    build = os.path.abspath(sys.argv[1])
    report = tap.Report()
    faults, seen = [], set()
    for source, headers in depends(build):
        own = layer_of(source)
        if own is None or not source.endswith(".c"):
            continue
        seen.add(own)
        whole = source.endswith("/src/desk/main.c") or "/src/desk/host/" in source  # composes desk and embedded hub
        for header in headers:
            other = layer_of(header)
            if other and other != own and other not in MAY_SEE[own] and not whole:
                faults.append(f"{os.path.relpath(source, tap.ROOT)} sees {os.path.relpath(header, tap.ROOT)}")
            for pattern, layers in LIBRARY.items():
                if re.search(pattern, header) and own not in layers:
                    faults.append(f"{os.path.relpath(source, tap.ROOT)} sees {header}")
    report.check("arrows only downward", sorted(set(faults)))
    report.check("every layer was looked at", sorted(set(MAY_SEE) - seen - {"protocol"}))
    report.end()


main()
