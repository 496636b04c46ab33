-- What is written once for each message or reminder, anew with checks that cost next to nothing: SQLite builds a table of the
-- words of IN, three or more of them, for each row that is checked, and only compares with those of OR. One look at the
-- chain's end less for each link.

CREATE TABLE outbox_anew (
    message      INTEGER PRIMARY KEY REFERENCES message (id),
    channel      TEXT NOT NULL,     -- message.channel, again for the index
    state        TEXT NOT NULL CHECK (state = 'waiting' OR state = 'sending' OR state = 'sent' OR state = 'dead'),
    attempts     INTEGER NOT NULL,  -- number of the newest attempt, 0 before the first
    next_at      INTEGER,           -- waiting: instant it is due; sending: end of the lease; else NULL
    retried_at   INTEGER,           -- instant at which a person gave it a new start: the retry limit counts from there
    tried_before INTEGER NOT NULL DEFAULT 0,  -- attempts before its newest start
    CHECK ((next_at IS NULL) = (state = 'sent' OR state = 'dead'))
) STRICT;
INSERT INTO outbox_anew SELECT message, channel, state, attempts, next_at, retried_at, tried_before FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_anew RENAME TO outbox;
CREATE INDEX outbox_channel_due ON outbox (channel, next_at) WHERE next_at IS NOT NULL;

CREATE TABLE receipt_anew (
    message INTEGER NOT NULL REFERENCES message (id),
    attempt INTEGER NOT NULL,  -- from 1
    at      INTEGER NOT NULL,  -- instant of the answer
    outcome TEXT NOT NULL CHECK (outcome = 'sent' OR outcome = 'retry' OR outcome = 'rejected'),
    code    INTEGER NOT NULL,  -- SMTP reply or HTTP status; 0: no answer
    answer  TEXT NOT NULL,     -- the server's words
    reason  TEXT NOT NULL,     -- one sentence for a person
    PRIMARY KEY (message, attempt)
) STRICT, WITHOUT ROWID;
INSERT INTO receipt_anew SELECT message, attempt, at, outcome, code, answer, reason FROM receipt;
DROP TABLE receipt;
ALTER TABLE receipt_anew RENAME TO receipt;
CREATE TRIGGER receipt_stays BEFORE UPDATE ON receipt
BEGIN SELECT raise(ABORT, 'receipt is append-only'); END;
CREATE TRIGGER receipt_is_kept BEFORE DELETE ON receipt
BEGIN SELECT raise(ABORT, 'receipt is append-only'); END;
CREATE TRIGGER receipt_is_chained AFTER INSERT ON receipt
BEGIN
    INSERT INTO chain (source, key, part, hash)
    VALUES ('receipt', NEW.message, NEW.attempt,
            chain_hash((SELECT hash FROM chain ORDER BY place DESC LIMIT 1),
                       (SELECT place + 1 FROM chain ORDER BY place DESC LIMIT 1), 'receipt',
                       row_hash(NEW.message, NEW.attempt, NEW.at, NEW.outcome, NEW.code, NEW.answer, NEW.reason)));
END;

CREATE TABLE reminder_anew (
    subject   TEXT NOT NULL,     -- key without period
    key       TEXT NOT NULL,     -- identity: subject, period, version, stage, recipient
    period    TEXT NOT NULL,
    version   INTEGER NOT NULL,  -- of the deadline: 1, and one more for each extension
    stage     TEXT NOT NULL,     -- 'lead:-7d'
    recipient TEXT NOT NULL,
    policy    TEXT NOT NULL,     -- id of the policy that asked for it
    outcome   TEXT NOT NULL CHECK (outcome = 'send' OR outcome = 'merged' OR outcome = 'skipped'),
    late      INTEGER NOT NULL,  -- 1: sent after its day
    due_on    TEXT NOT NULL,     -- due day it was about
    day       TEXT NOT NULL,     -- day it is for
    message   INTEGER REFERENCES message (id),  -- that carries it; NULL for merged and skipped
    PRIMARY KEY (subject, key)
) STRICT, WITHOUT ROWID;
INSERT INTO reminder_anew
SELECT subject, key, period, version, stage, recipient, policy, outcome, late, due_on, day, message FROM reminder;
DROP TABLE reminder;
ALTER TABLE reminder_anew RENAME TO reminder;
CREATE TRIGGER reminder_stays BEFORE UPDATE ON reminder
BEGIN SELECT raise(ABORT, 'reminder is append-only'); END;
CREATE TRIGGER reminder_is_kept BEFORE DELETE ON reminder
BEGIN SELECT raise(ABORT, 'reminder is append-only'); END;
CREATE TRIGGER reminder_is_chained AFTER INSERT ON reminder
BEGIN
    INSERT INTO link (source, key, part, row)
    VALUES ('reminder', NEW.subject, NEW.key,
            row_hash(NEW.subject, NEW.key, NEW.period, NEW.version, NEW.stage, NEW.recipient, NEW.policy, NEW.outcome,
                     NEW.late, NEW.due_on, NEW.day, NEW.message));
END;

DROP TRIGGER link_is_appended;
CREATE TRIGGER link_is_appended INSTEAD OF INSERT ON link
BEGIN
    INSERT INTO chain (source, key, part, hash)  -- place: one more than the last
    VALUES (NEW.source, NEW.key, NEW.part,
            chain_hash((SELECT hash FROM chain ORDER BY place DESC LIMIT 1), (SELECT place + 1 FROM chain ORDER BY place DESC LIMIT 1),
                       NEW.source, NEW.row));
END;
