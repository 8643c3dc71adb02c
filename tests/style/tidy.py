#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""How the tree is kept: licence lines, layout, names, translations, room sizes, and what a person with a screen reader
or a keyboard needs of every interface file."""
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import tap

TEXT = (".c", ".h", ".py", ".ui", ".css", ".sql", ".xml", ".build")


def licence():
    for path in tap.files(*TEXT, under=("src", "ui", "tests", "data")):
        head = tap.read(path)[:600]
        if "SPDX-License-Identifier:" not in head or "SPDX-FileCopyrightText:" not in head:
            if not path.endswith("meson.build"):
                yield path


def leftovers():
    pattern = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    for path in tap.files(".c", ".h", ".ui", ".css", ".sql", under=("src", "ui", "data")):
        for number, line in enumerate(tap.read(path).splitlines(), 1):
            if pattern.search(line):
                yield f"{path}:{number}"


# Past these a file or function is asked which second thing it does, and gives that a place of its own.
FILE_LINES = 600
TEST_LINES = 650
FUNCTION_LINES = 70


def rooms():
    for path in tap.files(".c", ".h", ".ui", under=("src", "ui", "tests")):
        text = tap.read(path)
        length = text.count("\n")
        if length > (TEST_LINES if path.startswith("tests/") else FILE_LINES):
            yield f"{path}: {length} lines: which second thing does it do?"
        for match in re.finditer(r"^\{\n(?:(?!\}).*\n)*", text, re.M):
            length = match.group().count("\n")
            if path.endswith(".c") and length > FUNCTION_LINES:
                yield f"{path}:{tap.line_of(text, match.start())}: a function of {length} lines: which part has a name?"


def plain_c():
    forbidden = re.compile(r"\b(gchar|gint|gpointer\s*\*\*\*|g_error|goto|strcpy|sprintf|g_type_init)\b(?! ?:)")
    for path in tap.files(".c", ".h", under=("src",)):
        text = tap.COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), tap.read(path))
        for match in forbidden.finditer(tap.STRING.sub('""', text)):
            yield f"{path}:{tap.line_of(text, match.start())}: {match.group()}"


def guarded():
    for path in tap.files(".h", under=("src",)):
        # What is precompiled is nobody's header: it is a file of its own, in which the line is an error.
        if "/pch/" not in path and "#pragma once" not in tap.read(path):
            yield f"{path}: no #pragma once"


def blanked(text):
    """The text without what stands in comments, strings and macros; every line stays where it is."""
    text = tap.COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), tap.STRING.sub('""', text))
    return re.sub(r"^#.*(?:\\\n.*)*", lambda m: re.sub(r"[^\n]", " ", m.group()), text, flags=re.M)


def promises():
    """(function, header) of each prototype in a header of src."""
    for path in tap.files(".h", under=("src",)):
        for statement in re.split(r"[;{}]", blanked(tap.read(path))):
            match = re.search(r"^\w[\w \*\n]*?[ \*\n](hearth_\w+) \(", statement, re.M)
            if match:
                yield match.group(1), path


def definitions():
    """function: (path, whether a comment stands right above it) of each function of src that other files may call."""
    found = {}
    for path in tap.files(".c", under=("src",)):
        text = tap.read(path)
        for match in re.finditer(r"^(?!static)(\w[^\n;]*)\n(hearth_\w+) \((?:[^;{}]*)\)\n\{", text, re.M):
            found[match.group(2)] = (path, text[:match.start()].rstrip().endswith("*/"))
    return found


def documented():
    """Each function that a header promises has a comment above its definition."""
    defined = definitions()
    for name, header in sorted(set(promises())):
        if name in defined and not defined[name][1]:
            yield f"{defined[name][0]}: {name} says nothing of itself"


def asked_for():
    """Each function that a header promises is used by somebody other than the file that defines it."""
    defined = definitions()
    used = {}
    for path in tap.files(".c", ".h", ".ui", under=("src", "tests", "ui")):
        for name in re.findall(r"\bhearth_\w+", tap.COMMENT.sub(" ", tap.read(path))):
            used.setdefault(name, []).append(path)
    for name, header in sorted(set(promises())):
        if name not in defined:
            continue
        others = [path for path in used[name] if path != defined[name][0]]
        others.remove(header)
        if not others:
            yield f"{header}: nobody asks for {name}"


def layout():
    tool = shutil.which("clang-format")
    if not tool:
        return None
    paths = tap.files(".c", ".h", under=("src", "tests"))
    out = subprocess.run([tool, "--dry-run", *paths], cwd=tap.ROOT, capture_output=True, text=True).stderr
    return sorted(set(re.findall(r"^([^:\s]+):\d+:\d+: warning", out, re.M)))


def potfiles():
    listed = {l.strip() for l in tap.read("po/POTFILES").splitlines() if l.strip() and not l.startswith("#")}
    for path in tap.files(".c", ".ui", under=("src", "ui")):
        text = tap.read(path)
        speaks = 'translatable="yes"' in text if path.endswith(".ui") else re.search(r"\b(?:_|N_|C_|ngettext) \(\"", text)
        if speaks and path not in listed:
            yield f"{path} is not in po/POTFILES"
    for path in sorted(listed):
        if not (path.startswith("data/") or path in tap.files(".c", ".ui", under=("src", "ui"))):
            yield f"po/POTFILES names {path}, which is not there"


def resources():
    listed = tap.read("ui/hearth.gresource.xml")
    for path in tap.files(".ui", under=("ui",)):
        if path[len("ui/"):] not in listed:
            yield f"{path} is not in ui/hearth.gresource.xml"


def prop(element, name):
    for child in element.findall("property"):
        if child.get("name") == name:
            return child
    return None


def has_name(element):
    for child in element.findall("accessibility"):
        if any(c.get("name") in ("label", "labelled-by") for c in child):
            return True
    return False


def names():
    """Every control says what it is."""
    for path in tap.files(".ui", under=("ui",)):
        for element in ElementTree.parse(f"{tap.ROOT}/{path}").getroot().iter():
            kind = element.get("class") or element.get("parent")
            where = f"{path}: {kind} {element.get('id') or ''}".rstrip()
            if kind in ("GtkButton", "GtkToggleButton", "GtkMenuButton"):
                if prop(element, "icon-name") is not None and prop(element, "label") is None \
                        and prop(element, "tooltip-text") is None and not has_name(element):
                    yield f"{where}: an icon alone"
                if (prop(element, "child") is not None or element.find("child") is not None) \
                        and prop(element, "label") is None and not has_name(element):
                    yield f"{where}: a child of its own, and no name"
            if kind in ("GtkEntry", "GtkSearchEntry", "GtkSpinButton", "GtkPasswordEntry", "GtkTextView", "GtkDropDown") \
                    and not has_name(element):
                yield f"{where}: without a name"


def translatable():
    for path in tap.files(".ui", under=("ui",)):
        for element in ElementTree.parse(f"{tap.ROOT}/{path}").getroot().iter():
            if element.tag in ("property", "attribute", "item") and element.text and element.get("translatable") != "yes":
                if element.get("name") in ("title", "subtitle", "tooltip-text", "placeholder-text", "description") or \
                        (element.get("name") == "label" and re.search(r"[^\W\d_]{2,}", element.text)
                         and not re.fullmatch(r"[⇧]?(?:F\d+|Ctrl\+\w+|Esc|Enter)", element.text.strip())):
                    if re.search(r"[^\W\d_]{2,}", element.text):
                        yield f"{path}: “{element.text.strip()}” cannot be translated"


def shortcuts():
    """Each accelerator of the program stands in the shortcuts window."""
    overlay = tap.read("ui/gtk/help-overlay.ui")
    shown = set(re.findall(r'name="accelerator">([^<]+)<', overlay))
    shown = {re.sub(r"&lt;|&gt;", lambda m: {"&lt;": "<", "&gt;": ">"}[m.group()], s) for s in shown}
    shown = {part.lower() for s in shown for part in s.split()}
    for path in tap.files(".c", under=("src/desk",)):
        text = tap.read(path)
        for match in re.finditer(r'set_accels_for_action\b|\{\s*"(?:win|app|page|checkin)\.[\w-]+(?:::\w+)?",\s*\{?([^}]*)\}', text):
            for accel in re.findall(r'"(<[^"]+|F\d+)"', match.group(1) or ""):
                if accel.lower() not in shown:
                    yield f"{path}:{tap.line_of(text, match.start())}: {accel} is not in ui/gtk/help-overlay.ui"


def main():
    report = tap.Report()
    report.check("every file says its licence", list(licence()))
    report.check("nothing is left for later", list(leftovers()))
    report.check("no room is too large", list(rooms()))
    report.check("plain C names", list(plain_c()))
    report.check("headers are guarded", list(guarded()))
    report.check("every promised function is explained", list(documented()))
    report.check("every promised function is asked for", list(asked_for()))
    faults = layout()
    if faults is None:
        report.skip("laid out by clang-format", "clang-format is not here")
    else:
        report.check("laid out by clang-format", faults)
    report.check("all that speaks is in POTFILES", list(potfiles()))
    report.check("all interface files are in the resource", list(resources()))
    report.check("every control has a name", list(names()))
    report.check("every text can be translated", list(translatable()))
    report.check("every accelerator is shown", list(shortcuts()))
    report.end()


main()
