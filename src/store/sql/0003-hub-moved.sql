-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Hearth contributors
--
-- A center whose backup became the hub on another PC: until when desks bring what it lost, which hubs it has replaced, and
-- the desk of the PC that was the hub before. And a revision of the second place for backups.

-- When a backup took the place of this file last, by the clock of its hub; 0: never.
ALTER TABLE center ADD COLUMN restored_at_s INTEGER NOT NULL DEFAULT 0;
UPDATE center SET restored_at_s
  = ifnull ((SELECT max (at_s) FROM audit WHERE verb = 'restore' AND kind = 'center'), 0);

ALTER TABLE center ADD COLUMN backup_revision INTEGER NOT NULL DEFAULT 1;

-- The epochs that this one follows, oldest first: a desk that has seen this one does not go back to a hub of those.
CREATE TABLE epoch_before (
  id INTEGER PRIMARY KEY,
  epoch TEXT NOT NULL UNIQUE
) STRICT;

-- SHA-256, lower-case hex, of the public key in the desk's certificates, '' where it is not known; and whether the desk was
-- put out because the hub left its PC behind, not by a director: it comes back with a code, and what it kept is opened.
ALTER TABLE desk ADD COLUMN key_id TEXT NOT NULL DEFAULT '';
ALTER TABLE desk ADD COLUMN left_behind INTEGER NOT NULL DEFAULT 0 CHECK (left_behind IN (0, 1));
