#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Hearth contributors
"""Compiles names.txt, the table of the sample center, from public tables of names.

usage: make-names.py FOLDER > names.txt

FOLDER holds 2010_Census_Surnames.csv (US Census Bureau: the 1,000 most common surnames of 2010 with their shares by group)
and nyc-given-name-gender-ethnicity.csv (New York City open data: given names by sex and group). The sections "older" and
"world" are written here: given names common among people born from 1945 to 1990 (Social Security Administration, top names
of those years), and names of more scripts and spellings.
"""

import csv
import sys

GIVEN_ROWS = 1200
FAMILY_ROWS = 1000

IRISH = {
    "OBRIEN": "O’Brien", "OCONNOR": "O’Connor", "ONEILL": "O’Neill", "ONEAL": "O’Neal", "ODONNELL": "O’Donnell",
    "OCONNELL": "O’Connell",
}
ACCENTS = {
    "Garcia": "García", "Rodriguez": "Rodríguez", "Martinez": "Martínez", "Hernandez": "Hernández", "Lopez": "López",
    "Gonzalez": "González", "Perez": "Pérez", "Sanchez": "Sánchez", "Ramirez": "Ramírez", "Gomez": "Gómez",
    "Diaz": "Díaz", "Gutierrez": "Gutiérrez", "Jimenez": "Jiménez", "Vasquez": "Vásquez", "Alvarez": "Álvarez",
    "Munoz": "Muñoz", "Nunez": "Núñez", "Pena": "Peña", "Dominguez": "Domínguez", "Vazquez": "Vázquez",
    "Suarez": "Suárez", "Velasquez": "Velásquez", "Rios": "Ríos", "Leon": "León", "Duran": "Durán",
    "Velazquez": "Velázquez", "Cortez": "Cortéz", "Calderon": "Calderón", "Delacruz": "De la Cruz",
    "Deleon": "De León", "Delarosa": "De la Rosa", "Dejesus": "De Jesús", "Avila": "Ávila", "Mejia": "Mejía",
    "Marquez": "Márquez", "Ibarra": "Ibarra", "Cardenas": "Cárdenas", "Davila": "Dávila", "Chavez": "Chávez",
    "Mendez": "Méndez", "Fernandez": "Fernández", "Nguyen": "Nguyễn", "Tran": "Trần", "Le": "Lê", "Pham": "Phạm",
    "Huynh": "Huỳnh", "Vo": "Võ", "Vu": "Vũ", "Bui": "Bùi", "Dang": "Đặng", "Do": "Đỗ", "Ngo": "Ngô", "Phan": "Phan",
}

OLDER = {
    "m": "James Robert Michael William David Richard Charles Joseph Thomas Christopher Paul Mark Donald Kenneth Steven "
         "Kevin Brian Ronald Gary Timothy Larry Jeffrey Frank Scott Eric Raymond Gregory Dennis Jerry Douglas Patrick "
         "Peter Walter Henry Carl Arthur Roger Keith Terry Lawrence Sean Craig Wayne Todd Chad Derek Shawn Marcus Tyrone "
         "Darnell Reggie Hector Miguel Carlos Juan Jose Luis Jorge Manuel Ramon Rafael Pedro Ricardo Eddie Darryl Curtis",
    "f": "Mary Linda Patricia Susan Deborah Barbara Debra Karen Nancy Donna Cynthia Sandra Pamela Sharon Kathleen Carol "
         "Diane Brenda Cheryl Janet Elizabeth Kathy Margaret Janice Carolyn Denise Judy Rebecca Joyce Teresa Christine "
         "Catherine Shirley Judith Betty Beverly Lisa Kimberly Michelle Tammy Angela Melissa Tina Dawn Jennifer Amy "
         "Heather Stephanie Nicole Jessica Crystal Latoya Keisha Yolanda Rosa Maria Carmen Gloria Luz Marisol Ivette Dolores",
}

# Preferred name; family name: as the person writes them.
WORLD = """
محمد;العلي|أحمد;حدّاد|فاطمة;الخطيب|مريم;منصور|يوسف;خليل|ليلى;درويش|علی;کریمی|زهرا;احمدی
Minh Anh;Nguyễn|Thị Ngọc;Trần|Văn Đức;Lê|Hồng Phúc;Phạm|Thuỳ Dương;Hoàng|Bảo Châu;Đặng|Quốc Huy;Võ|Mỹ Linh;Bùi
Zoë;Müller|André;Lefèvre|Chloé;Beauséjour|François;D’Amours|Renée;St-Pierre|Łukasz;Wójcik|Małgorzata;Dąbrowska
Søren;Ångström|Björn;Lindqvist|Þórunn;Jónsdóttir|Eoghan;Ó Súilleabháin|Siân;Llewelyn|João;Gonçalves|Conceição;Araújo
Inês;Tavares|Žofie;Dvořáková|Jiří;Novák|Çağla;Yıldız|Özgür;Şahin|İbrahim;Öztürk|Наталья;Иванова|Сергій;Коваленко
Олена;Шевченко|小明;王|美玲;陳|민수;김|지영;박|さくら;山田|שרה;לוי|דוד;כהן|Ελένη;Παπαδοπούλου|Γιώργος;Νικολάου
राम;शर्मा|प्रिया;सिंह|สมชาย;ใจดี|សុខា;ចាន់|Kaʻiulani;Kahananui|D’Andre;Baptiste-Moïse|Marie-Ange;Jean-Louis
Anne-Marie;Cruz-Vélez|Mary-Kate;O’Hara-Quinn|Nkechi;Okonkwo|Adébáyọ̀;Ògúnlésì|Fatoumata;Diallo|Aïssatou;N’Diaye
Tadesse;Woldemariam|Ayaan;Warsame
"""


def family_name(text):
    if text in IRISH:
        return IRISH[text]
    if text.startswith("MC") and len(text) > 4:
        return "Mc" + text[2:].capitalize()
    return text.capitalize()


def share(text):
    return round(float(text)) if text.replace(".", "").isdigit() else 0


def families(folder):
    print("[family]")
    with open(f"{folder}/2010_Census_Surnames.csv", encoding="utf-8-sig") as rows:
        for row in list(csv.reader(rows))[1:FAMILY_ROWS + 1]:
            name = family_name(row[0])
            fields = [name, ACCENTS.get(name, ""), round(float(row[3]))]
            print(*fields, share(row[5]), share(row[6]), share(row[7]), share(row[10]), sep=";")


def given_names(folder):
    counts = {}
    with open(f"{folder}/nyc-given-name-gender-ethnicity.csv", encoding="utf-8-sig") as rows:
        for row in csv.DictReader(rows):
            groups = counts.setdefault((row["given_name"], row["gender_code"]), [0, 0, 0, 0])
            groups["wbah".index(row["ethnicity_code"])] += int(row["count"])
    print("[given]")
    for (name, sex), groups in sorted(counts.items(), key=lambda item: (-sum(item[1]), item[0]))[:GIVEN_ROWS]:
        print(name, sex, *[round(count / 20) for count in groups], sep=";")


def main():
    print("# Names for the sample center; compiled by make-names.py, where the sources are named. Family names: as written")
    print("# in English; with accents; people of 100,000 who have it; of them, percent White, Black, Asian, Hispanic.")
    print("# Given names: sex; how many of each of these groups, in twenties. Older: sex. World: preferred; family.")
    families(sys.argv[1])
    given_names(sys.argv[1])
    print("[older]")
    for sex, names in OLDER.items():
        for name in names.split():
            print(name, sex, sep=";")
    print("[world]")
    print(WORLD.strip().replace("|", "\n"))


main()
