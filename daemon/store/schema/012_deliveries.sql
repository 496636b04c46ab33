-- What becomes of messages after the first answer, and of the servers that carry them.

-- Instant at which a person gave it a new start: the retry limit counts from there. NULL: from message.created_at.
ALTER TABLE outbox ADD COLUMN retried_at INTEGER;

-- Messages that wait for another to die: they have no row in outbox until then.
CREATE TABLE stand_in (
    instead_of INTEGER NOT NULL REFERENCES message (id),
    message    INTEGER NOT NULL REFERENCES message (id),
    PRIMARY KEY (instead_of, message)
) STRICT, WITHOUT ROWID;

-- Servers that nothing is sent to for a while, as the running daemon sees them. It forgets them when it starts.
CREATE TABLE server_state (
    channel  TEXT NOT NULL,
    server   TEXT NOT NULL,     -- host of a URL; empty: the channel's own server
    since    INTEGER NOT NULL,  -- instant
    until    INTEGER NOT NULL,  -- instant of the next probe
    failures INTEGER NOT NULL,  -- in a row
    reason   TEXT NOT NULL,     -- of the last one
    PRIMARY KEY (channel, server)
) STRICT, WITHOUT ROWID;

-- Reports that a mail which its server took did not arrive after all (RFC 3464). Rows are only added.
CREATE TABLE bounce (
    message    INTEGER NOT NULL REFERENCES message (id),
    recipient  TEXT NOT NULL,     -- mailbox that the report names
    status     TEXT NOT NULL,     -- '5.1.1'
    diagnostic TEXT NOT NULL,     -- words of the server that refused
    at         INTEGER NOT NULL,  -- instant at which it was read
    PRIMARY KEY (message, recipient, status)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER bounce_stays BEFORE UPDATE ON bounce
BEGIN SELECT raise(ABORT, 'bounce is append-only'); END;
CREATE TRIGGER bounce_is_kept BEFORE DELETE ON bounce
BEGIN SELECT raise(ABORT, 'bounce is append-only'); END;
