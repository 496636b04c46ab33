-- When the daemon was last awake, the times in which it was not, what waits for a later message, which summaries were made.

-- When a running daemon could write here last. Its one row comes with the first turn.
CREATE TABLE alive (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL  -- instant; moves back where the clock does
) STRICT;

-- A time in which nobody was awake and something should have been said. Rows are only added.
CREATE TABLE gap (
    id         INTEGER PRIMARY KEY,
    since      INTEGER NOT NULL,  -- instant the daemon was last seen awake
    until      INTEGER NOT NULL,  -- instant of the cycle that made up for it
    missed     INTEGER NOT NULL,  -- reminders that were for this time
    dropped    INTEGER NOT NULL,  -- of those, never sent: the policy says so, or a person did
    units      INTEGER NOT NULL   -- whom those that were missed were for
) STRICT;

-- Messages beyond the day's budget of their recipient. They have no row in outbox: another message says what they say.
-- Events message.deferred and message.carried say the same in the chain.
CREATE TABLE deferred (
    message    INTEGER PRIMARY KEY REFERENCES message (id),
    recipient  TEXT NOT NULL,
    since      INTEGER NOT NULL,                          -- instant
    content    TEXT NOT NULL CHECK (json_valid(content)), -- what it says, for the message that carries it
    carried_by INTEGER REFERENCES message (id)            -- NULL: it still waits
) STRICT;
CREATE INDEX deferred_waiting ON deferred (recipient) WHERE carried_by IS NULL;
CREATE INDEX message_of_recipient ON message (recipient, created_at);

-- A summary that was made, once for each period and recipient, with the figures that the next one compares with.
CREATE TABLE summary (
    kind      TEXT NOT NULL,     -- 'day', 'week', 'month', 'quarter'
    period    TEXT NOT NULL,     -- its day, ISO
    recipient TEXT NOT NULL,
    at        INTEGER NOT NULL,  -- instant
    sent      INTEGER NOT NULL,  -- 0: there was nothing to say
    figures   TEXT NOT NULL CHECK (json_valid(figures)),
    PRIMARY KEY (kind, period, recipient)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER deferred_is_carried_once BEFORE UPDATE ON deferred
WHEN OLD.carried_by IS NOT NULL OR NEW.carried_by IS NULL OR NEW.message IS NOT OLD.message OR
     NEW.recipient IS NOT OLD.recipient OR NEW.since IS NOT OLD.since OR NEW.content IS NOT OLD.content
BEGIN SELECT raise(ABORT, 'deferred is carried once and stays'); END;
CREATE TRIGGER deferred_is_kept BEFORE DELETE ON deferred
BEGIN SELECT raise(ABORT, 'deferred is append-only'); END;

CREATE TRIGGER gap_stays BEFORE UPDATE ON gap
BEGIN SELECT raise(ABORT, 'gap is append-only'); END;
CREATE TRIGGER gap_is_kept BEFORE DELETE ON gap
BEGIN SELECT raise(ABORT, 'gap is append-only'); END;
CREATE TRIGGER summary_stays BEFORE UPDATE ON summary
BEGIN SELECT raise(ABORT, 'summary is append-only'); END;
CREATE TRIGGER summary_is_kept BEFORE DELETE ON summary
BEGIN SELECT raise(ABORT, 'summary is append-only'); END;

-- What was missed in a long gap waits for confirmation as well: held_change anew with one kind more.
CREATE TABLE held_change_with_gaps (
    id         INTEGER PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('rules', 'import', 'catch-up')),
    hash       TEXT NOT NULL,     -- hex, of the files or the document; of a catch-up the instant its gap began
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
    days       INTEGER NOT NULL,  -- how far ahead was looked; of a catch-up how long the gap was
    who        TEXT NOT NULL,
    at         INTEGER NOT NULL,  -- instant it was held
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'rejected', 'replaced', 'done')),
    settled_by TEXT NOT NULL,
    settled_at INTEGER            -- instant of the last change of state
) STRICT;
INSERT INTO held_change_with_gaps SELECT * FROM held_change;
DROP TABLE held_change;
ALTER TABLE held_change_with_gaps RENAME TO held_change;
CREATE INDEX held_change_open ON held_change (state) WHERE state IN ('waiting', 'confirmed');
