-- Indicators of plans (chỉ tiêu): what is to be measured, and how much of it by which year.

-- One row of a table of indicators. Rows are never deleted: one that a later import no longer has is withdrawn.
CREATE TABLE indicator (
    plan            INTEGER NOT NULL REFERENCES plan (id),
    seq             INTEGER NOT NULL CHECK (seq > 0),  -- its name within the plan: stays when rows are added or moved
    position        INTEGER NOT NULL,  -- place in the document of the newest import that had it
    revision        INTEGER NOT NULL,  -- site.revision of the last change
    ordinal         TEXT NOT NULL,     -- as printed, may repeat
    group_words     TEXT NOT NULL,     -- headings it stands under, outer first
    name            TEXT NOT NULL,
    unit_of_measure TEXT NOT NULL,
    owner_words     TEXT NOT NULL,     -- who does it and reports on it, as written
    advisor_words   TEXT NOT NULL,     -- who watches it, as written
    owners          TEXT NOT NULL,     -- ids of units or groups, one space between
    advisors        TEXT NOT NULL,     -- likewise
    note            TEXT NOT NULL,
    withdrawn_on    TEXT,              -- day of the import whose document no longer had the row
    PRIMARY KEY (plan, seq)
) STRICT, WITHOUT ROWID;

-- Its values: what was reached before and what is wanted, as the document has them now. Former ones stand in event.
CREATE TABLE indicator_value (
    plan       INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('baseline', 'target')),
    place      INTEGER NOT NULL,  -- from 0; a span is two values of one year
    year       INTEGER NOT NULL,  -- 0 where the document names none
    comparator TEXT NOT NULL CHECK (comparator IN ('=', '>=', '>', '<=', '<')),
    value      REAL,              -- NULL where the words are no number
    is_change  INTEGER NOT NULL,  -- 1: added to what was there before
    words      TEXT NOT NULL,     -- as written
    PRIMARY KEY (plan, seq, kind, place),
    FOREIGN KEY (plan, seq) REFERENCES indicator (plan, seq)
) STRICT, WITHOUT ROWID;
