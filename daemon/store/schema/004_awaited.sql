-- What conditional deadlines wait for. An entry serves every assignment whose words mean the same; that it happened is
-- told by a person, and a later row of awaited_record corrects an earlier one.

CREATE TABLE awaited_event (
    id          INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,  -- 'van-ban-huong-dan-cua-bo-y-te', never changes
    words       TEXT NOT NULL,         -- as first met in a document, or as a person named it
    core        TEXT NOT NULL,         -- comparable form of the words; empty: shared with no other words
    since       TEXT NOT NULL,         -- day of the import (or decision) that brought it
    merged_into INTEGER REFERENCES awaited_event (id)  -- means the same as that one, as a person said
) STRICT;
CREATE INDEX awaited_event_core ON awaited_event (core);

-- What an assignment waits for: all its parts must have happened.
CREATE TABLE awaited_link (
    plan    INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    part    INTEGER NOT NULL,  -- from 1
    event   INTEGER REFERENCES awaited_event (id),  -- NULL: "theo yêu cầu", which no single day settles
    since   TEXT NOT NULL,     -- day from which it waits
    by_hand INTEGER NOT NULL,  -- 1: a person chose the event, an import leaves it
    PRIMARY KEY (plan, seq, part),
    FOREIGN KEY (plan, seq) REFERENCES assignment (plan, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX awaited_link_event ON awaited_link (event);

-- That an event happened. Rows are only added.
CREATE TABLE awaited_record (
    id       INTEGER PRIMARY KEY,
    event    INTEGER NOT NULL REFERENCES awaited_event (id),
    on_day   TEXT NOT NULL,     -- day of the document
    document TEXT NOT NULL,     -- its number
    who      TEXT NOT NULL,
    at       INTEGER NOT NULL,  -- instant it was told
    revision INTEGER NOT NULL   -- site.revision it made
) STRICT;
CREATE INDEX awaited_record_event ON awaited_record (event);

-- What that means for one assignment: each row is announced to its units once. Rows are only added.
CREATE TABLE awaited_arrival (
    id      INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,     -- key of the assignment
    number  INTEGER NOT NULL,  -- 1, and one more for each correction and each day that was set later
    record  INTEGER NOT NULL REFERENCES awaited_record (id),
    told_on TEXT NOT NULL,     -- day it became known for this assignment
    due_on  TEXT               -- due day that follows from it; NULL: none does
) STRICT;
CREATE INDEX awaited_arrival_subject ON awaited_arrival (subject);

-- The key of the event that moved the deadline; empty where a person or a new document did.
ALTER TABLE fact ADD COLUMN event TEXT NOT NULL DEFAULT '';

CREATE TRIGGER awaited_record_stays BEFORE UPDATE ON awaited_record
BEGIN SELECT raise(ABORT, 'awaited_record is append-only'); END;
CREATE TRIGGER awaited_record_is_kept BEFORE DELETE ON awaited_record
BEGIN SELECT raise(ABORT, 'awaited_record is append-only'); END;
CREATE TRIGGER awaited_arrival_stays BEFORE UPDATE ON awaited_arrival
BEGIN SELECT raise(ABORT, 'awaited_arrival is append-only'); END;
CREATE TRIGGER awaited_arrival_is_kept BEFORE DELETE ON awaited_arrival
BEGIN SELECT raise(ABORT, 'awaited_arrival is append-only'); END;
