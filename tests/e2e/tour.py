#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""tour.py OUT [SETTING...]: walks the real window of the sample center and leaves a picture of every screen under OUT, in
each of the settings that people have (or those named): sizes, dark, high contrast, large text, right to left.
tour.py --walk SETTING OUT: one of them, inside with-desktop. HEARTH_BUILD names the build folder."""
import os
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "support"))

# name: (size of the screen, scale of the text, environment)
SETTINGS = {
    "1280x800": ("1280x800", "1", {}),
    "1000x700": ("1000x700", "1", {}),
    "dark": ("1280x800", "1", {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}),
    "high-contrast": ("1280x800", "1", {"ADW_DEBUG_HIGH_CONTRAST": "1"}),
    "text150": ("1280x800", "1.5", {}),
    "right-to-left": ("1280x800", "1", {"GTK_DEBUG": "invert-text-dir"}),
}
NOW = "2026-03-12T18:14:00Z"            # a Thursday, 2:14 pm at the sample center


def run_one(out, name):
    size, scale, env = SETTINGS[name]
    desktop = os.path.join(os.path.dirname(HERE), "support", "with-desktop")
    return subprocess.run([desktop, "-s", size, "-x", scale, "--", "/usr/bin/python3",
                           os.path.abspath(__file__), "--walk", name, out],
                          env={**os.environ, **env, "HEARTH_NOW": NOW}, check=False).returncode


def run_all(out, names):
    os.makedirs(out, exist_ok=True)
    # As many at once as there are processors, each on a desktop of its own.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        codes = list(pool.map(lambda name: run_one(out, name), names))
    print(f"The pictures are in {out}")
    return [name for name, code in zip(names, codes) if code]


def main():
    if sys.argv[1:2] == ["--walk"]:
        from walk import walk
        try:
            walk(sys.argv[2], sys.argv[3])
        except Exception:
            traceback.print_exc()
            return 1
        return 0
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    failed = run_all(os.path.abspath(sys.argv[1]), sys.argv[2:] or list(SETTINGS))
    for name in failed:
        print(f"The walk did not come to its end: {name}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
