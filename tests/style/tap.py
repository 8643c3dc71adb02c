# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""What the style tests share: the tree's own files, and a report in TAP (testanything.org)."""
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def files(*endings, under=("src", "ui", "tests", "data", "po")):
    """Paths of the project below @under that git tracks, or that lie there in an unpacked archive."""
    try:
        listed = subprocess.run(["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", *under], cwd=ROOT,
                                capture_output=True, text=True, check=True).stdout.splitlines()
    except (OSError, subprocess.CalledProcessError):
        listed = [os.path.relpath(os.path.join(folder, name), ROOT)
                  for top in under for folder, _, names in os.walk(os.path.join(ROOT, top)) for name in names]
    return sorted(p for p in listed if p.endswith(endings) and os.path.exists(os.path.join(ROOT, p)))


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as stream:
        return stream.read()


def line_of(text, position):
    return text.count("\n", 0, position) + 1


STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*', re.S)


def c_strings(text):
    """(position, value) of each string literal outside comments; neighbours are joined, as the compiler does."""
    blank = COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()) if not in_string(text, m.start()) else m.group(), text)
    start = end = None
    value = ""
    for match in STRING.finditer(blank):
        piece = match.group()[1:-1]
        if end is not None and not blank[end:match.start()].strip():
            value, end = value + piece, match.end()
            continue
        if end is not None:
            yield start, value
        start, end, value = match.start(), match.end(), piece
    if end is not None:
        yield start, value


def in_string(text, position):
    line = text[text.rfind("\n", 0, position) + 1:position]
    return len(re.findall(r'(?<!\\)"', line)) % 2 == 1


class Report:
    def __init__(self):
        self.number = 0
        self.failed = False

    def check(self, name, faults):
        self.number += 1
        for fault in faults:
            print(f"# {fault}")
        print(f"{'not ok' if faults else 'ok'} {self.number} {name}", flush=True)
        self.failed = self.failed or bool(faults)

    def skip(self, name, why):
        self.number += 1
        print(f"ok {self.number} {name} # SKIP {why}", flush=True)

    def end(self):
        print(f"1..{self.number}")
        sys.exit(1 if self.failed else 0)
