-- What was said to whom and what came of it cannot be changed afterwards without showing: each row of these tables has a
-- link in a chain of hashes (docs/audit.md). Functions of the program: row_hash and chain_hash give BLAKE2b-256 of their
-- arguments, content_hash of one text or blob, in hexadecimal.

-- Link after link, without gaps; place 0 is the beginning. Rows are only added.
CREATE TABLE chain (
    place  INTEGER PRIMARY KEY,
    source TEXT NOT NULL,  -- table of the row
    key    ANY,            -- event, fact, message: id; receipt, bounce: message; reminder: subject
    part   ANY,            -- receipt: attempt; reminder: key; bounce: recipient and status, one space between
    hash   BLOB NOT NULL   -- chain_hash(hash of the link before, place, source, row_hash of the row's columns)
) STRICT;
INSERT INTO chain (place, source, hash) VALUES (0, 'start', zeroblob(32));

-- Appends a link for a row: INSERT INTO link (source, key, part, row).
CREATE VIEW link (source, key, part, row) AS SELECT source, key, part, hash FROM chain;
CREATE TRIGGER link_is_appended INSTEAD OF INSERT ON link
BEGIN
    INSERT INTO chain (place, source, key, part, hash)
    VALUES ((SELECT max(place) + 1 FROM chain), NEW.source, NEW.key, NEW.part,
            chain_hash((SELECT hash FROM chain ORDER BY place DESC LIMIT 1), (SELECT max(place) + 1 FROM chain),
                       NEW.source, NEW.row));
END;

CREATE TRIGGER message_is_chained AFTER INSERT ON message
BEGIN
    INSERT INTO link (source, key, part, row)
    VALUES ('message', NEW.id, NULL,
            row_hash(NEW.id, NEW.key, NEW.channel, NEW.recipient, NEW.address, NEW.subject_line, NEW.reminders,
                     NEW.created_at, content_hash(NEW.bytes)));
END;
CREATE TRIGGER reminder_is_chained AFTER INSERT ON reminder
BEGIN
    INSERT INTO link (source, key, part, row)
    VALUES ('reminder', NEW.subject, NEW.key,
            row_hash(NEW.subject, NEW.key, NEW.period, NEW.version, NEW.stage, NEW.recipient, NEW.policy, NEW.outcome,
                     NEW.late, NEW.due_on, NEW.day, NEW.message));
END;
CREATE TRIGGER receipt_is_chained AFTER INSERT ON receipt
BEGIN
    INSERT INTO link (source, key, part, row)
    VALUES ('receipt', NEW.message, NEW.attempt,
            row_hash(NEW.message, NEW.attempt, NEW.at, NEW.outcome, NEW.code, NEW.answer, NEW.reason));
END;
CREATE TRIGGER bounce_is_chained AFTER INSERT ON bounce
BEGIN
    INSERT INTO link (source, key, part, row)
    VALUES ('bounce', NEW.message, NEW.recipient || ' ' || NEW.status,
            row_hash(NEW.message, NEW.recipient, NEW.status, NEW.diagnostic, NEW.at));
END;
CREATE TRIGGER fact_is_chained AFTER INSERT ON fact
BEGIN
    INSERT INTO link (source, key, part, row)
    VALUES ('fact', NEW.id, NULL,
            row_hash(NEW.id, NEW.subject, NEW.plan, NEW.period, NEW.kind, NEW.day, NEW.decided, NEW.basis, NEW.unit,
                     NEW.who, NEW.at, NEW.revision, NEW.event, NEW.percent));
END;
CREATE TRIGGER event_is_chained AFTER INSERT ON event
BEGIN
    INSERT INTO link (source, key, part, row)
    VALUES ('event', NEW.id, NULL, row_hash(NEW.id, NEW.at, NEW.who, NEW.verb, NEW.subject, NEW.detail));
END;

-- Rows from before: chained from now on, in the order of each table. What was changed before this cannot be seen.
INSERT INTO link (source, key, part, row)
SELECT 'message', id, NULL,
       row_hash(id, key, channel, recipient, address, subject_line, reminders, created_at, content_hash(bytes))
FROM message ORDER BY id;
INSERT INTO link (source, key, part, row)
SELECT 'reminder', subject, key,
       row_hash(subject, key, period, version, stage, recipient, policy, outcome, late, due_on, day, message)
FROM reminder ORDER BY subject, key;
INSERT INTO link (source, key, part, row)
SELECT 'receipt', message, attempt, row_hash(message, attempt, at, outcome, code, answer, reason)
FROM receipt ORDER BY message, attempt;
INSERT INTO link (source, key, part, row)
SELECT 'bounce', message, recipient || ' ' || status, row_hash(message, recipient, status, diagnostic, at)
FROM bounce ORDER BY message, recipient, status;
INSERT INTO link (source, key, part, row)
SELECT 'fact', id, NULL,
       row_hash(id, subject, plan, period, kind, day, decided, basis, unit, who, at, revision, event, percent)
FROM fact ORDER BY id;
INSERT INTO link (source, key, part, row)
SELECT 'event', id, NULL, row_hash(id, at, who, verb, subject, detail) FROM event ORDER BY id;
INSERT INTO event (at, who, verb, subject, detail)
SELECT unixepoch(), 'dondoc', 'log.chained', '', json_object('rows', cast(max(place) AS TEXT)) FROM chain
HAVING max(place) > 0;

CREATE TRIGGER message_stays BEFORE UPDATE ON message
BEGIN SELECT raise(ABORT, 'message is append-only'); END;
CREATE TRIGGER message_is_kept BEFORE DELETE ON message
BEGIN SELECT raise(ABORT, 'message is append-only'); END;
CREATE TRIGGER chain_stays BEFORE UPDATE ON chain
BEGIN SELECT raise(ABORT, 'chain is append-only'); END;
CREATE TRIGGER chain_is_kept BEFORE DELETE ON chain
BEGIN SELECT raise(ABORT, 'chain is append-only'); END;
