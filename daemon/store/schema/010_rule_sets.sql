-- Which rules were in force from when, as text; and changes that wait until somebody confirms them.

-- A set of rules that came into force. The newest one applies: a daemon that finds other files when it starts goes on with
-- these until the change has been looked at. Rows are only added.
CREATE TABLE rule_set (
    id    INTEGER PRIMARY KEY,
    hash  TEXT NOT NULL,     -- hex, of the files
    who   TEXT NOT NULL,
    at    INTEGER NOT NULL   -- instant from which it applied
) STRICT;

-- Its files, as they were read.
CREATE TABLE rule_set_file (
    rule_set INTEGER NOT NULL REFERENCES rule_set (id),
    position INTEGER NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('units', 'rules', 'calendar')),
    path     TEXT NOT NULL,  -- as shown to people
    text     BLOB NOT NULL,
    PRIMARY KEY (rule_set, position)
) STRICT;

-- Its policies and rules for report: since when each has meant what it means.
CREATE TABLE rule_set_piece (
    rule_set INTEGER NOT NULL REFERENCES rule_set (id),
    name     TEXT NOT NULL,  -- 'policy:mac-dinh', 'report:kh142-nam', 'begun:kh142-nam', 'joined:kh142-nam/so-y-te'
    meaning  TEXT NOT NULL,  -- hex, of what decides which reminders there are
    since    TEXT,           -- wall-clock time of the change; NULL: from the beginning
    PRIMARY KEY (rule_set, name)
) STRICT, WITHOUT ROWID;

-- A change of rules or an import that would send or drop much at once.
CREATE TABLE held_change (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('rules', 'import')),
    hash       TEXT NOT NULL,     -- hex, of the files or the document
    name       TEXT NOT NULL,     -- import: id of the plan; a newer change of the same kind and name takes its place
    file_name  TEXT NOT NULL,     -- import: of the document
    content    BLOB NOT NULL,     -- import: the document, so that it can be read again
    options    TEXT NOT NULL,     -- import: what was said beside it, one word a line
    before     INTEGER NOT NULL,  -- reminders that were planned
    after      INTEGER NOT NULL,  -- reminders that would be
    added      INTEGER NOT NULL,
    removed    INTEGER NOT NULL,
    moved      INTEGER NOT NULL,  -- to another day
    at_once    INTEGER NOT NULL,  -- more messages on one day, through the next working one
    days       INTEGER NOT NULL,  -- how far ahead was looked
    who        TEXT NOT NULL,
    at         INTEGER NOT NULL,  -- instant it was held
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'rejected', 'replaced', 'done')),
    settled_by TEXT NOT NULL,
    settled_at INTEGER            -- instant of the last change of state
) STRICT;
CREATE INDEX held_change_open ON held_change (state) WHERE state IN ('waiting', 'confirmed');

CREATE TRIGGER rule_set_stays BEFORE UPDATE ON rule_set
BEGIN SELECT raise(ABORT, 'rule_set is append-only'); END;
CREATE TRIGGER rule_set_is_kept BEFORE DELETE ON rule_set
BEGIN SELECT raise(ABORT, 'rule_set is append-only'); END;
CREATE TRIGGER rule_set_file_stays BEFORE UPDATE ON rule_set_file
BEGIN SELECT raise(ABORT, 'rule_set_file is append-only'); END;
CREATE TRIGGER rule_set_file_is_kept BEFORE DELETE ON rule_set_file
BEGIN SELECT raise(ABORT, 'rule_set_file is append-only'); END;
