#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""count-tests.py BUILD...: adds up what meson wrote down of its test runs, says why a test was skipped, and prints the
closing line. Fails when a test failed, was skipped without a word, or none ran."""
import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree


def read_reasons(path):
    """(name, reason) of each case that was skipped, as its TAP line says."""
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            for match in re.finditer(r"^ok \d+ -? ?(.+?) # SKIP (.+)$", json.loads(line).get("stdout") or "", re.M):
                yield match.group(1), match.group(2)


def count(build):
    passed, failed, skipped = 0, [], []
    log = os.path.join(build, "meson-logs", "testlog.junit.xml")
    if not os.path.exists(log):
        return 0, [f"{build}: no record of a run"], []
    reasons = dict(read_reasons(os.path.join(build, "meson-logs", "testlog.json")))
    for suite in ElementTree.parse(log).getroot().iter("testsuite"):
        cases = list(suite.iter("testcase"))
        for case in cases:
            name = f"{suite.get('name')} / {case.get('name')}"
            if case.find("failure") is not None or case.find("error") is not None:
                failed.append(name)
            elif case.find("skipped") is not None:
                why = case.find("skipped").get("message") or reasons.get(case.get("name").split(" ", 1)[-1])
                # Some programs end with 77, which counts as skipped, for reasons of their own.
                (skipped if why else failed).append(f"{name}: {why or 'skipped, and did not say why'}")
            else:
                passed += 1
    # A program that ended badly although none of its cases failed, for instance by a leak that was found at its end.
    with open(os.path.join(build, "meson-logs", "testlog.json"), encoding="utf-8") as stream:
        for line in stream:
            test = json.loads(line)
            name = test["name"].split(" / ")[-1]
            if test["result"] in ("ERROR", "FAIL", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS") and not any(
                    f" / {name}" in f or f"{name} / " in f for f in failed):
                failed.append(f"{test['name']} (the program itself: {test['result'].lower()})")
    return passed, failed, skipped


def main():
    passed, failed, skipped = 0, [], []
    for build in sys.argv[1:]:
        p, f, s = count(build)
        passed, failed, skipped = passed + p, failed + f, skipped + s
    for name in skipped:
        print(f"skipped: {name}")
    for name in failed:
        print(f"failed: {name}")
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
