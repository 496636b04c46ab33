-- What people ask for and answer beside the documents: reports on request, and values of indicators.

-- That somebody has asked for a report (đột xuất). Its subjects are 'RULE/UNIT' in period 'R1'. Rows are only added.
CREATE TABLE report_request (
    id       INTEGER PRIMARY KEY,
    rule     TEXT NOT NULL,     -- id of the report rule
    number   INTEGER NOT NULL,  -- 1.. within the rule
    due_on   TEXT NOT NULL,
    asked_on TEXT NOT NULL,
    basis    TEXT NOT NULL,     -- document that asks, may be empty
    units    TEXT NOT NULL,     -- ids of those asked, one space between; empty: all that the rule names
    who      TEXT NOT NULL,
    at       INTEGER NOT NULL,  -- instant it was told
    revision INTEGER NOT NULL,  -- site.revision it made
    UNIQUE (rule, number)
) STRICT;

-- What an indicator has reached in a period. A later row corrects an earlier one. Rows are only added.
CREATE TABLE indicator_measure (
    id       INTEGER PRIMARY KEY,
    plan     INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    period   TEXT NOT NULL,     -- '2026', '2026-Q1'
    value    REAL,              -- NULL where the words are no number
    words    TEXT NOT NULL,     -- as told
    document TEXT NOT NULL,     -- that proves it, may be empty
    on_day   TEXT NOT NULL,     -- day it was reported
    who      TEXT NOT NULL,
    at       INTEGER NOT NULL,
    FOREIGN KEY (plan, seq) REFERENCES indicator (plan, seq)
) STRICT;
CREATE INDEX indicator_measure_of ON indicator_measure (plan, seq);

CREATE TRIGGER report_request_stays BEFORE UPDATE ON report_request
BEGIN SELECT raise(ABORT, 'report_request is append-only'); END;
CREATE TRIGGER report_request_is_kept BEFORE DELETE ON report_request
BEGIN SELECT raise(ABORT, 'report_request is append-only'); END;
CREATE TRIGGER indicator_measure_stays BEFORE UPDATE ON indicator_measure
BEGIN SELECT raise(ABORT, 'indicator_measure is append-only'); END;
CREATE TRIGGER indicator_measure_is_kept BEFORE DELETE ON indicator_measure
BEGIN SELECT raise(ABORT, 'indicator_measure is append-only'); END;
