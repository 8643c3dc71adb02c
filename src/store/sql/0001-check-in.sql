-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Hearth contributors
--
-- The first tables of a center: who signs in, who comes, when. Instants are UTC seconds (_at_s), days are local
-- YYYY-MM-DD (_on), optional texts are '' when nothing is known.

CREATE TABLE center (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  uuid TEXT NOT NULL,
  epoch TEXT NOT NULL,              -- a new UUID at each restore
  name TEXT NOT NULL CHECK (name <> ''),
  time_zone TEXT NOT NULL,
  emergency_card TEXT NOT NULL DEFAULT '',
  sample INTEGER NOT NULL DEFAULT 0 CHECK (sample IN (0, 1)),
  revision INTEGER NOT NULL DEFAULT 1,
  created_at_s INTEGER NOT NULL
) STRICT;

CREATE TABLE desk (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  front_desk INTEGER NOT NULL DEFAULT 0 CHECK (front_desk IN (0, 1)),
  created_at_s INTEGER NOT NULL
) STRICT;

CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  version TEXT NOT NULL UNIQUE CHECK (version <> ''),
  noticed_on TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE account (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  name_folded TEXT NOT NULL UNIQUE,
  preferred_name TEXT NOT NULL CHECK (preferred_name <> ''),
  passphrase_hash TEXT NOT NULL,    -- Argon2id, as libsodium writes it
  new_passphrase INTEGER NOT NULL DEFAULT 0 CHECK (new_passphrase IN (0, 1)),
  pin_hash TEXT NOT NULL DEFAULT '',
  failures INTEGER NOT NULL DEFAULT 0,
  wait_until_s INTEGER NOT NULL DEFAULT 0,
  disabled_at_s INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 1,
  created_at_s INTEGER NOT NULL
) STRICT;

CREATE TABLE account_role (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('greeter', 'coach', 'staff', 'supervisor', 'director')),
  PRIMARY KEY (account_id, role)
) STRICT, WITHOUT ROWID;

-- A sign-in with the passphrase begins a shift at that desk; within it the PIN is enough.
CREATE TABLE shift (
  account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  desk_id INTEGER NOT NULL REFERENCES desk (id) ON DELETE CASCADE,
  begun_at_s INTEGER NOT NULL,
  ended_at_s INTEGER NOT NULL DEFAULT 0,
  seen_at_s INTEGER NOT NULL,
  pin_failures INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, desk_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE visit_reason (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE CHECK (code <> ''),
  label TEXT NOT NULL CHECK (label <> ''),
  definition TEXT NOT NULL DEFAULT '',
  icon TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  retired INTEGER NOT NULL DEFAULT 0 CHECK (retired IN (0, 1))
) STRICT;

-- What a reason meant before it was edited: reports keep old meanings.
CREATE TABLE visit_reason_version (
  reason_id INTEGER NOT NULL REFERENCES visit_reason (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  label TEXT NOT NULL,
  definition TEXT NOT NULL,
  until_at_s INTEGER NOT NULL,
  PRIMARY KEY (reason_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  preferred_name TEXT NOT NULL CHECK (preferred_name <> ''),
  given_name TEXT NOT NULL DEFAULT '',
  family_name TEXT NOT NULL DEFAULT '',
  pronouns TEXT NOT NULL DEFAULT '',
  birth_kind TEXT NOT NULL DEFAULT '' CHECK (birth_kind IN ('', 'date', 'year', 'under-18', '18-or-over', 'not-asked')),
  birth_date TEXT NOT NULL DEFAULT '',
  recovery_date TEXT NOT NULL DEFAULT '',
  recovery_noticed INTEGER NOT NULL DEFAULT 0 CHECK (recovery_noticed IN (0, 1)),
  email TEXT NOT NULL DEFAULT '',
  postal_code TEXT NOT NULL DEFAULT '',
  card_code TEXT NOT NULL DEFAULT '' COLLATE NOCASE,
  note TEXT NOT NULL DEFAULT '',
  told_notice_id INTEGER NOT NULL REFERENCES notice (id) ON DELETE RESTRICT,
  told_on TEXT NOT NULL,
  last_visit_at_s INTEGER NOT NULL DEFAULT 0,   -- of visits that count; follows the visit in its transaction
  merged_into_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  import_batch_id INTEGER REFERENCES import_batch (id) ON DELETE SET NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  created_at_s INTEGER NOT NULL,
  created_by_id INTEGER REFERENCES account (id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX person_card_code ON person (card_code) WHERE card_code <> '';
CREATE INDEX person_birth_date ON person (birth_date) WHERE birth_date <> '';
CREATE INDEX person_merged_into ON person (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX person_import_batch ON person (import_batch_id) WHERE import_batch_id IS NOT NULL;

CREATE TABLE person_former_name (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  name TEXT NOT NULL CHECK (name <> '')
) STRICT;
CREATE INDEX person_former_name_person ON person_former_name (person_id);

CREATE TABLE person_phone (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  number TEXT NOT NULL CHECK (number <> ''),
  last_four TEXT NOT NULL DEFAULT '',
  label TEXT NOT NULL DEFAULT '',
  safe_to_call TEXT NOT NULL DEFAULT '',
  voicemail TEXT NOT NULL DEFAULT '' CHECK (voicemail IN ('', 'none', 'first-name', 'center')),
  texts INTEGER NOT NULL DEFAULT 0 CHECK (texts IN (0, 1))
) STRICT;
CREATE INDEX person_phone_person ON person_phone (person_id);
CREATE INDEX person_phone_last_four ON person_phone (last_four) WHERE last_four <> '';

CREATE TABLE person_language (
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  language TEXT NOT NULL CHECK (language <> ''),
  PRIMARY KEY (person_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE emergency_contact (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  name TEXT NOT NULL DEFAULT '',
  relation TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX emergency_contact_person ON emergency_contact (person_id);

-- Two records that somebody looked at and that are two people. The smaller id stands first.
CREATE TABLE person_not_same (
  a_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  b_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  PRIMARY KEY (a_id, b_id),
  CHECK (a_id < b_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_not_same_b ON person_not_same (b_id);

CREATE TABLE person_merge (
  id INTEGER PRIMARY KEY,
  kept_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
  gone_id INTEGER NOT NULL REFERENCES person (id) ON DELETE RESTRICT,
  kept_before BLOB NOT NULL,        -- both records as they were, serialized a{sv}
  gone_before BLOB NOT NULL,
  merged_at_s INTEGER NOT NULL,
  merged_by_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
  undone_at_s INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX person_merge_kept ON person_merge (kept_id);
CREATE INDEX person_merge_gone ON person_merge (gone_id);

CREATE TABLE import_batch (
  id INTEGER PRIMARY KEY,
  imported_at_s INTEGER NOT NULL,
  imported_by_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
  n_rows INTEGER NOT NULL,
  undone_at_s INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What a search reads of a person: all names, folded (hearth_person_search_names). The index over it holds no text of
-- its own. Folded text is letters and digits of any script with spaces between: the ascii tokenizer, for which every
-- other character belongs to a word, splits it at the spaces and nowhere else; unicode61 knows fewer letters than GLib.
CREATE TABLE person_search (
  person_id INTEGER PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
  names TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE person_fts USING fts5 (
  names, content = 'person_search', content_rowid = 'person_id', detail = none, prefix = '2 3',
  tokenize = 'ascii'
);
CREATE VIRTUAL TABLE person_fts_terms USING fts5vocab (person_fts, row);
CREATE TRIGGER person_search_insert AFTER INSERT ON person_search BEGIN
  INSERT INTO person_fts (rowid, names) VALUES (new.person_id, new.names);
END;
CREATE TRIGGER person_search_delete AFTER DELETE ON person_search BEGIN
  INSERT INTO person_fts (person_fts, rowid, names) VALUES ('delete', old.person_id, old.names);
END;
CREATE TRIGGER person_search_update AFTER UPDATE ON person_search BEGIN
  INSERT INTO person_fts (person_fts, rowid, names) VALUES ('delete', old.person_id, old.names);
  INSERT INTO person_fts (rowid, names) VALUES (new.person_id, new.names);
END;

CREATE TABLE visit (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'guest-new', 'guest-before', 'group')),
  person_id INTEGER REFERENCES person (id) ON DELETE RESTRICT,
  guest_name TEXT NOT NULL DEFAULT '',
  label TEXT NOT NULL DEFAULT '',
  head_count INTEGER NOT NULL DEFAULT 1 CHECK (head_count BETWEEN 1 AND 999),
  children INTEGER NOT NULL DEFAULT 0 CHECK (children BETWEEN 0 AND 99),
  reason_id INTEGER NOT NULL REFERENCES visit_reason (id) ON DELETE RESTRICT,
  reason_version INTEGER NOT NULL DEFAULT 1,
  arrived_at_s INTEGER NOT NULL,
  visited_on TEXT NOT NULL,         -- the center's local day of arrived_at_s
  left_at_s INTEGER NOT NULL DEFAULT 0,
  left_how TEXT NOT NULL DEFAULT '' CHECK (left_how IN ('', 'left', 'unknown')),
  late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)),
  recorded_at_s INTEGER NOT NULL,
  recorded_by_id INTEGER REFERENCES account (id) ON DELETE RESTRICT,
  desk_id INTEGER REFERENCES desk (id) ON DELETE RESTRICT,
  voided_at_s INTEGER NOT NULL DEFAULT 0,
  merge_id INTEGER REFERENCES person_merge (id) ON DELETE SET NULL, -- moved here by a merge: the way back
  revision INTEGER NOT NULL DEFAULT 1,
  CHECK ((kind = 'person') = (person_id IS NOT NULL)),
  CHECK (kind = 'group' OR head_count = 1)
) STRICT;
CREATE INDEX visit_day ON visit (visited_on, arrived_at_s);
-- All that a check-in asks about visits before this one: their rows lie scattered over the years and are not read.
CREATE INDEX visit_person ON visit (person_id, arrived_at_s, voided_at_s, reason_id, left_how, visited_on)
  WHERE person_id IS NOT NULL;
CREATE INDEX visit_here ON visit (arrived_at_s) WHERE left_how = '' AND voided_at_s = 0 AND kind <> 'group';
CREATE INDEX visit_merge ON visit (merge_id) WHERE merge_id IS NOT NULL;

-- Answers to writing calls: a repeated request gets the first answer. Numbered as they come: a new answer goes to the end
-- of the table, and the oldest are found at its beginning, without an index.
CREATE TABLE request (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  account_id INTEGER NOT NULL,
  method TEXT NOT NULL,
  answered_at_s INTEGER NOT NULL,
  answer BLOB NOT NULL              -- the serialized reply
) STRICT;

-- Every write, every opened record, every denial. Each row carries the hash of the row before: hearthctl verify walks
-- the chain. No names: ids only.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at_s INTEGER NOT NULL,
  account_id INTEGER NOT NULL,      -- 0: nobody was signed in, or hearthctl
  desk_id INTEGER NOT NULL,
  verb TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject_id INTEGER NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  hash BLOB NOT NULL CHECK (length (hash) = 32)
) STRICT;

-- The last row of the audit, once more: rows that are cut off its end are missed.
CREATE TABLE audit_end (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  last_id INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length (hash) = 32)
) STRICT;
