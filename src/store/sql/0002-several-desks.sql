-- SPDX-License-Identifier: GPL-3.0-or-later
-- SPDX-FileCopyrightText: 2026 The Hearth contributors
--
-- Several desks on one network: who they are, the keys by which hub and desks know each other, and ids that a restored
-- center never gives again.

-- Fingerprints are SHA-256, lower-case hex. A desk without one sits inside the application of the hub's own PC.
ALTER TABLE desk ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE desk ADD COLUMN fingerprint TEXT NOT NULL DEFAULT '';
ALTER TABLE desk ADD COLUMN expires_at_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desk ADD COLUMN next_fingerprint TEXT NOT NULL DEFAULT '';  -- renewed, not used yet
ALTER TABLE desk ADD COLUMN next_expires_at_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desk ADD COLUMN version TEXT NOT NULL DEFAULT '';           -- of Hearth there
ALTER TABLE desk ADD COLUMN seen_at_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desk ADD COLUMN joined_at_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desk ADD COLUMN removed_at_s INTEGER NOT NULL DEFAULT 0;    -- kept for the audit
ALTER TABLE desk ADD COLUMN keeps_backups INTEGER NOT NULL DEFAULT 0 CHECK (keeps_backups IN (0, 1));
ALTER TABLE desk ADD COLUMN backup_at_s INTEGER NOT NULL DEFAULT 0;     -- of the newest backup that it fetched
ALTER TABLE desk ADD COLUMN kept_public_key TEXT NOT NULL DEFAULT '';   -- hex: seals what it keeps while the hub is away
ALTER TABLE desk ADD COLUMN kept_secret_key TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX desk_fingerprint ON desk (fingerprint) WHERE fingerprint <> '';
CREATE UNIQUE INDEX desk_next_fingerprint ON desk (next_fingerprint) WHERE next_fingerprint <> '';

-- The center's authority and its hub, PEM. In the file, so that a restored hub is trusted by its desks at once.
CREATE TABLE hub (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  authority TEXT NOT NULL,
  authority_key TEXT NOT NULL,
  certificate TEXT NOT NULL,
  certificate_key TEXT NOT NULL
) STRICT;

-- A second place for the backup of each day: a folder of the hub's PC, '' for none; whether it lay on another disk than
-- this file when it was chosen; and the key that the passphrase of the backups gave (HearthSealing), empty for none.
ALTER TABLE center ADD COLUMN backup_place TEXT NOT NULL DEFAULT '';
ALTER TABLE center ADD COLUMN backup_place_apart INTEGER NOT NULL DEFAULT 0 CHECK (backup_place_apart IN (0, 1));
ALTER TABLE center ADD COLUMN backup_sealing BLOB NOT NULL DEFAULT x'';

-- SHA-256, hex, of the secret with which somebody comes back after a lost connection; '' where nobody can.
ALTER TABLE shift ADD COLUMN resume_hash TEXT NOT NULL DEFAULT '';

-- The largest id that was given, or may have been given since the backup that this center was restored from: new rows
-- get larger ones.
CREATE TABLE id_floor (
  kind TEXT PRIMARY KEY CHECK (kind IN ('person', 'visit', 'account', 'desk', 'person_merge', 'import_batch')),
  last_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
