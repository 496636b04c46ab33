-- More of what people tell: progress, work that is taken up again, why an acknowledgement was given; silences that
-- match by rule or condition and can be ended.

-- The kinds of facts are checked by the table itself, so it is made anew. Ids stay: they are the order of what was told.
CREATE TABLE told (
    id       INTEGER PRIMARY KEY,
    subject  TEXT NOT NULL,     -- key without period
    plan     INTEGER REFERENCES plan (id),  -- of an assignment; NULL for a report
    period   TEXT NOT NULL,     -- '2026-H1' for one period of a recurring subject
    kind     TEXT NOT NULL
        CHECK (kind IN ('completed', 'extended', 'cancelled', 'resumed', 'acknowledged', 'progress')),
    day      TEXT NOT NULL,     -- completed, cancelled, resumed, progress on; extended, acknowledged until
    decided  TEXT,              -- extended: day of the decision
    basis    TEXT NOT NULL,     -- completed: number of the document; progress: the note; else the reason
    unit     TEXT NOT NULL,     -- acknowledged: unit id
    who      TEXT NOT NULL,
    at       INTEGER NOT NULL,  -- instant it was told
    revision INTEGER NOT NULL,  -- site.revision it made
    event    TEXT NOT NULL DEFAULT '',  -- key of the event that moved the deadline; empty where a person did
    percent  INTEGER CHECK (percent BETWEEN 0 AND 100)  -- progress: how much is done, where it was said
) STRICT;
INSERT INTO told (id, subject, plan, period, kind, day, decided, basis, unit, who, at, revision, event)
SELECT id, subject, plan, period, kind, day, decided, basis, unit, who, at, revision, event FROM fact;
DROP TABLE fact;
ALTER TABLE told RENAME TO fact;
CREATE INDEX fact_subject ON fact (subject);
CREATE INDEX fact_report ON fact (subject) WHERE plan IS NULL;
CREATE TRIGGER fact_stays BEFORE UPDATE ON fact
BEGIN SELECT raise(ABORT, 'fact is append-only'); END;
CREATE TRIGGER fact_is_kept BEFORE DELETE ON fact
BEGIN SELECT raise(ABORT, 'fact is append-only'); END;

ALTER TABLE silence ADD COLUMN  -- id of a rule for report
    rule TEXT NOT NULL DEFAULT '';
ALTER TABLE silence ADD COLUMN  -- a condition, as policies have it
    match TEXT NOT NULL DEFAULT '';

-- A silence that somebody ended before its time. Rows are only added.
CREATE TABLE silence_end (
    silence    INTEGER PRIMARY KEY REFERENCES silence (id),
    until_time TEXT NOT NULL,     -- wall-clock, excluded
    who        TEXT NOT NULL,
    at         INTEGER NOT NULL   -- instant it was told
) STRICT;
