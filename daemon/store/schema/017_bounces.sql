-- Reports of mails that came back: which attempt they are about, and what they are worth. New starts of messages.

-- How many attempts were made before its newest start: its pauses and its time to be given up count from there.
ALTER TABLE outbox ADD COLUMN tried_before INTEGER NOT NULL DEFAULT 0;

-- Random, made at its first use: what a report of a mail's fate must know to be believed.
ALTER TABLE site ADD COLUMN key BLOB;

-- Reports that a mail which its server took did not arrive after all, or not yet (RFC 3464). Rows are only added. The former
-- table was part of no release.
DROP TABLE bounce;
CREATE TABLE bounce (
    id         INTEGER PRIMARY KEY,
    message    INTEGER NOT NULL REFERENCES message (id),
    attempt    INTEGER NOT NULL,                                -- the newest one when the report was read
    recipient  TEXT NOT NULL,                                   -- one of the message's mailboxes
    permanent  INTEGER NOT NULL CHECK (permanent IN (0, 1)),    -- 0: delayed, the server goes on trying
    proven     INTEGER NOT NULL CHECK (proven IN (0, 1)),       -- 0: whoever knows the message's id may have written it
    status     TEXT NOT NULL,                                   -- '5.1.1'
    diagnostic TEXT NOT NULL,                                   -- words of the server that refused
    at         INTEGER NOT NULL,                                -- instant at which it was read
    UNIQUE (message, attempt, recipient, permanent, proven)
) STRICT;

CREATE TRIGGER bounce_stays BEFORE UPDATE ON bounce
BEGIN SELECT raise(ABORT, 'bounce is append-only'); END;
CREATE TRIGGER bounce_is_kept BEFORE DELETE ON bounce
BEGIN SELECT raise(ABORT, 'bounce is append-only'); END;
CREATE TRIGGER bounce_is_chained AFTER INSERT ON bounce
BEGIN
    INSERT INTO link (source, key, part, row)
    VALUES ('bounce', NEW.message, NEW.id,
            row_hash(NEW.message, NEW.id, NEW.attempt, NEW.recipient, NEW.permanent, NEW.proven, NEW.status,
                     NEW.diagnostic, NEW.at));
END;
