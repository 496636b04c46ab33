-- The first schema. Migrations only go forward: a file that was released is never changed, the next number
-- follows.
--
-- Days are TEXT '2026-06-09'. Wall-clock times of the site are TEXT '2026-06-09T08:00:00'. Instants are INTEGER
-- seconds since 1970 in UTC: datetime(x, 'unixepoch', '+7 hours') shows Vietnamese time. Subjects are named by
-- their key ('142-kh-ubnd-2025/12', 'kh142-nam/so-noi-vu'), units by their id. An empty text means "none"; NULL
-- is for days, times and references that are absent.

CREATE TABLE site (
    id                 INTEGER PRIMARY KEY CHECK (id = 1),  -- there is one row
    revision           INTEGER NOT NULL,  -- raised by every change that evaluation can see
    evaluated_revision INTEGER NOT NULL,  -- at the last cycle that was committed: what is newer is fresh
    evaluated_until    TEXT,              -- end of the last window that was committed, wall-clock time
    tracking_since     TEXT               -- periods of recurring duties due before this day are not asked for
) STRICT;
INSERT INTO site (id, revision, evaluated_revision) VALUES (1, 0, 0);

CREATE TABLE plan (
    id           INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,  -- '142-kh-ubnd-2025', part of every subject's key
    number       TEXT NOT NULL,         -- '142/KH-UBND'
    title        TEXT NOT NULL,
    issuer       TEXT NOT NULL,
    issued_on    TEXT,                  -- day on the document
    year         INTEGER NOT NULL,      -- what phrases without a year mean
    file_name    TEXT NOT NULL,         -- of the newest import
    content_hash TEXT NOT NULL,         -- hex, of that file's bytes
    imported_at  INTEGER NOT NULL,      -- instant of that import
    revision     INTEGER NOT NULL       -- site.revision of the last change
) STRICT;

-- Due places of recurring deadlines. There are few different ones; assignments share them.
CREATE TABLE recurrence (
    id                 INTEGER PRIMARY KEY,
    period             TEXT NOT NULL
        CHECK (period IN ('week', 'month', 'quarter', 'half-year', 'nine-months', 'year')),
    only_nth           INTEGER NOT NULL,  -- the one period of each year that counts; 0: all
    every_years        INTEGER NOT NULL,  -- 2: every other year
    anchor             TEXT NOT NULL      -- where the due day is looked for
        CHECK (anchor IN ('period-end', 'month-of-year', 'month-of-period', 'month-after', 'weekday')),
    month              INTEGER NOT NULL,  -- as the anchor counts months; 0 where it does not
    day                INTEGER NOT NULL,  -- day of the month, or of the week (1 is Monday)
    year_offset        INTEGER NOT NULL,  -- 1: in the year after the period's
    shift_days         INTEGER NOT NULL,  -- -1: the day before
    shift_working_days INTEGER NOT NULL,  -- counted after shift_days
    UNIQUE (period, only_nth, every_years, anchor, month, day, year_offset, shift_days, shift_working_days)
) STRICT;

-- What evaluation needs of an assignment, apart from its texts: a million rows are read in one quick pass.
CREATE TABLE assignment (
    plan            INTEGER NOT NULL REFERENCES plan (id),
    seq             INTEGER NOT NULL CHECK (seq > 0),  -- place in the plan's appendix
    revision        INTEGER NOT NULL,  -- site.revision of the last change of the row or of its facts
    added_revision  INTEGER NOT NULL,  -- site.revision that brought the row
    closed          INTEGER NOT NULL,  -- 1: done and not recurring, cancelled, or withdrawn
    has_facts       INTEGER NOT NULL,  -- 1: there are rows in fact
    deadline        TEXT NOT NULL      -- kind of deadline
        CHECK (deadline IN ('fixed', 'window', 'recurring', 'continuous', 'conditional', 'unresolved')),
    start_on        TEXT,              -- first day of a window
    due_on          TEXT,              -- last acceptable day as the document has it, extensions left aside
    then_continuous INTEGER NOT NULL,  -- 1: goes on without end after due_on
    has_condition   INTEGER NOT NULL,  -- 1: depends on an event, see assignment_text.condition
    recurrence      INTEGER REFERENCES recurrence (id),
    leads           TEXT NOT NULL,     -- ids of units or groups, one space between
    supports        TEXT NOT NULL,     -- likewise
    withdrawn_on    TEXT,              -- day of the import whose document no longer had the row
    PRIMARY KEY (plan, seq)
) STRICT, WITHOUT ROWID;

-- What the document says about an assignment, in its own words.
CREATE TABLE assignment_text (
    id               INTEGER PRIMARY KEY,
    plan             INTEGER NOT NULL,
    seq              INTEGER NOT NULL,
    ordinal          TEXT NOT NULL,  -- as printed, may repeat
    section          TEXT NOT NULL,
    title            TEXT NOT NULL,
    lead_words       TEXT NOT NULL,
    support_words    TEXT NOT NULL,
    deliverable      TEXT NOT NULL,
    deadline_words   TEXT NOT NULL,
    condition        TEXT NOT NULL,  -- the event a deadline waits for
    central_words    TEXT NOT NULL,  -- a second time column, kept as written
    note             TEXT NOT NULL,
    unresolved_units TEXT NOT NULL,  -- names that the register does not know, char(31) between
    UNIQUE (plan, seq),
    FOREIGN KEY (plan, seq) REFERENCES assignment (plan, seq)
) STRICT;

-- What people have told the program about a subject. Rows are only added.
CREATE TABLE fact (
    id       INTEGER PRIMARY KEY,
    subject  TEXT NOT NULL,     -- key without period
    plan     INTEGER REFERENCES plan (id),  -- of an assignment; NULL for a report
    period   TEXT NOT NULL,     -- '2026-H1' for one period of a recurring subject
    kind     TEXT NOT NULL CHECK (kind IN ('completed', 'extended', 'cancelled', 'acknowledged')),
    day      TEXT NOT NULL,     -- completed on, extended until, cancelled on, acknowledged until
    decided  TEXT,              -- extended: day of the decision
    basis    TEXT NOT NULL,     -- completed: number of the document; extended, cancelled: the reason
    unit     TEXT NOT NULL,     -- acknowledged: unit id
    who      TEXT NOT NULL,
    at       INTEGER NOT NULL,  -- instant it was told
    revision INTEGER NOT NULL   -- site.revision it made
) STRICT;
CREATE INDEX fact_subject ON fact (subject);
CREATE INDEX fact_report ON fact (subject) WHERE plan IS NULL;

CREATE TABLE silence (
    id         INTEGER PRIMARY KEY,
    plan       TEXT NOT NULL,  -- plan key; an empty matcher matches all
    subject    TEXT NOT NULL,  -- subject key
    unit       TEXT NOT NULL,  -- recipient's unit id
    author     TEXT NOT NULL,
    reason     TEXT NOT NULL,
    from_time  TEXT NOT NULL,  -- wall-clock, included
    until_time TEXT NOT NULL   -- wall-clock, excluded
) STRICT;

-- A complete message as it goes over the wire. Never changed: what becomes of it stands in outbox and
-- receipt.
CREATE TABLE message (
    id           INTEGER PRIMARY KEY,
    key          TEXT NOT NULL UNIQUE,  -- Message-ID's left part, webhook-id
    channel      TEXT NOT NULL,         -- id of the configured channel
    recipient    TEXT NOT NULL,         -- 'so-y-te', 'so-y-te:head'
    address      TEXT NOT NULL,         -- mailbox or URL
    subject_line TEXT NOT NULL,         -- for people who list deliveries
    reminders    INTEGER NOT NULL,      -- how many rows of reminder it carries
    created_at   INTEGER NOT NULL,      -- instant, from which the retry limit counts
    bytes        BLOB NOT NULL          -- last, so that listing does not read it
) STRICT;

-- The moving part of a message, kept small because it is rewritten at each claim and each answer.
CREATE TABLE outbox (
    message  INTEGER PRIMARY KEY REFERENCES message (id),
    channel  TEXT NOT NULL,     -- message.channel, again for the index
    state    TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'dead')),
    attempts INTEGER NOT NULL,  -- number of the newest attempt, 0 before the first
    next_at  INTEGER,           -- waiting: instant it is due; sending: end of the lease; else NULL
    CHECK ((next_at IS NULL) = (state IN ('sent', 'dead')))
) STRICT;
CREATE INDEX outbox_due ON outbox (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_channel_due ON outbox (channel, next_at) WHERE next_at IS NOT NULL;

-- What the receiving server answered, one row an attempt. Rows are only added.
CREATE TABLE receipt (
    message INTEGER NOT NULL REFERENCES message (id),
    attempt INTEGER NOT NULL,  -- from 1
    at      INTEGER NOT NULL,  -- instant of the answer
    outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'retry', 'rejected')),
    code    INTEGER NOT NULL,  -- SMTP reply or HTTP status; 0: no answer
    answer  TEXT NOT NULL,     -- the server's words
    reason  TEXT NOT NULL,     -- one sentence for a person
    PRIMARY KEY (message, attempt)
) STRICT, WITHOUT ROWID;

-- Reminders that were decided on. A key is unique for ever. It starts with its subject, so that one tree serves
-- both the identity and the question what a subject has had. Rows are only added.
CREATE TABLE reminder (
    subject   TEXT NOT NULL,     -- key without period
    key       TEXT NOT NULL,     -- identity: subject, period, version, stage, recipient
    period    TEXT NOT NULL,
    version   INTEGER NOT NULL,  -- of the deadline: 1, and one more for each extension
    stage     TEXT NOT NULL,     -- 'lead:-7d'
    recipient TEXT NOT NULL,
    policy    TEXT NOT NULL,     -- id of the policy that asked for it
    outcome   TEXT NOT NULL CHECK (outcome IN ('send', 'merged', 'skipped')),
    late      INTEGER NOT NULL,  -- 1: sent after its day
    due_on    TEXT NOT NULL,     -- due day it was about
    day       TEXT NOT NULL,     -- day it is for
    message   INTEGER REFERENCES message (id),  -- that carries it; NULL for merged and skipped
    PRIMARY KEY (subject, key)
) STRICT, WITHOUT ROWID;

-- Everything that happened, in order. Rows are only added; a later migration chains them by hash.
CREATE TABLE event (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      INTEGER NOT NULL,  -- instant
    who     TEXT NOT NULL,
    verb    TEXT NOT NULL,     -- 'plan.imported', 'assignment.changed', 'completed', ...
    subject TEXT NOT NULL,     -- plan key, subject key or empty
    detail  TEXT NOT NULL CHECK (json_valid(detail))  -- object; for a change the former values
) STRICT;
CREATE INDEX event_subject ON event (subject);

CREATE TRIGGER fact_stays BEFORE UPDATE ON fact
BEGIN SELECT raise(ABORT, 'fact is append-only'); END;
CREATE TRIGGER fact_is_kept BEFORE DELETE ON fact
BEGIN SELECT raise(ABORT, 'fact is append-only'); END;
CREATE TRIGGER receipt_stays BEFORE UPDATE ON receipt
BEGIN SELECT raise(ABORT, 'receipt is append-only'); END;
CREATE TRIGGER receipt_is_kept BEFORE DELETE ON receipt
BEGIN SELECT raise(ABORT, 'receipt is append-only'); END;
CREATE TRIGGER reminder_stays BEFORE UPDATE ON reminder
BEGIN SELECT raise(ABORT, 'reminder is append-only'); END;
CREATE TRIGGER reminder_is_kept BEFORE DELETE ON reminder
BEGIN SELECT raise(ABORT, 'reminder is append-only'); END;
CREATE TRIGGER event_stays BEFORE UPDATE ON event
BEGIN SELECT raise(ABORT, 'event is append-only'); END;
CREATE TRIGGER event_is_kept BEFORE DELETE ON event
BEGIN SELECT raise(ABORT, 'event is append-only'); END;
