#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""Person-first words: no text that people read may use a word that labels them. Names that are imported, and people's own
words, never come through here: only what the program itself says."""
import re
import xml.etree.ElementTree as ElementTree

import tap

# What not to say, after NIDA's "Words Matter" and the glossaries of recovery centers; the way to say it instead.
NOT = {
    r"addicts?|addicted|ex-addicts?": "person with a substance use disorder, person in recovery",
    r"abusers?|abus(?:e|es|ed|ing|ive)": "use, person who uses",
    r"junk(?:ie|ies)|alcoholics?|drunks?": "person who uses",
    r"habits?": "substance use disorder, use",
    r"clean|dirty": "substance-free, actively using, tested negative or positive",
    r"relaps(?:e|es|ed|ing)|slips?": "return to use",
    r"replacement|substitution": "medication for",
    r"complian(?:t|ce)|non-?complian(?:t|ce)": "pathway",
    r"patients?": "participant, guest",
}
# Of the program's own plumbing, in texts that only logs show.
NOT_ON_SCREEN = {
    r"clients?": "participant, guest",
    r"users?": "person",
}
# The same in Spanish.
NOT_SPANISH = {
    r"adict[oa]s?|drogadict[oa]s?|alcohólic[oa]s?": "persona con trastorno por consumo",
    r"abus(?:o|os|ador|adora|adores|ar)": "consumo",
    r"limpi[oa]s?|suci[oa]s?": "sin consumo",
    r"reca(?:ída|ídas|er|yó)": "volver a consumir",
    r"pacientes?|clientes?|usuari[oa]s?": "participante, invitado",
}
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|FROM|WHERE)\b")


def find(table, text):
    for pattern, instead in table.items():
        for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", text, re.I):
            yield match.group(), instead


def faults_of_c():
    for path in tap.files(".c", ".h", under=("src",)):
        text = tap.read(path)
        for position, value in tap.c_strings(text):
            before = text[max(0, position - 40):position]
            shown = re.search(r"(?:\b_|\bN_|\bC_|gettext)\s*\($|gettext\s*\([^;]*$", before) is not None
            if not shown and SQL.search(value):
                continue
            table = {**NOT, **NOT_ON_SCREEN} if shown else NOT
            for word, instead in find(table, value):
                yield f"{path}:{tap.line_of(text, position)}: “{word}”: say {instead}"


def faults_of_ui():
    for path in tap.files(".ui", under=("ui",)):
        for element in ElementTree.parse(f"{tap.ROOT}/{path}").getroot().iter():
            shown = element.get("translatable") == "yes" or element.get("name") in (
                "label", "title", "subtitle", "tooltip-text", "placeholder-text", "description")
            if element.text:
                for word, instead in find({**NOT, **NOT_ON_SCREEN} if shown else NOT, element.text):
                    yield f"{path}: “{word}” in “{element.text.strip()}”: say {instead}"


def faults_of_po():
    for path in tap.files(".po", ".pot", under=("po",)):
        text = tap.read(path)
        for match in re.finditer(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\s*)+)', text, re.M):
            value = "".join(s[1:-1] for s in tap.STRING.findall(match.group(2)))
            if "Content-Type:" in value:
                continue
            spanish = path.endswith("/es.po") and match.group(1).startswith("msgstr")
            for word, instead in find(NOT_SPANISH if spanish else {**NOT, **NOT_ON_SCREEN}, value):
                yield f"{path}:{tap.line_of(text, match.start())}: “{word}”: say {instead}"


def faults_of_data():
    for path in tap.files(".in", ".ini", ".json", ".txt", ".md", under=("data",)):
        if "/names/" in path or path.endswith("names.txt"):
            continue
        for number, line in enumerate(tap.read(path).splitlines(), 1):
            for word, instead in find(NOT, line):
                yield f"{path}:{number}: “{word}”: say {instead}"


def main():
    report = tap.Report()
    # The test can fail: each pattern finds the word it is for.
    sample = "An addict relapsed; the patient is clean, a junkie with a habit; compliance, abuse, replacement, slip"
    report.check("every pattern finds its word",
                 [p for p in NOT if "alcoholics" not in p and not list(find({p: ""}, sample))])
    report.check("src says nothing that labels", list(faults_of_c()))
    report.check("ui says nothing that labels", list(faults_of_ui()))
    report.check("po says nothing that labels", list(faults_of_po()))
    report.check("data says nothing that labels", list(faults_of_data()))
    report.end()


main()
