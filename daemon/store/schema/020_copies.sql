-- Which messages say the same to one recipient. Whoever composes them says so: a guess from recipient, time and subject line
-- takes the other duties of a morning for the same where each has a message of its own.

-- A message that says at another address, on another channel or on a further page what the first one says. Rows are only added.
CREATE TABLE message_copy (
    message INTEGER PRIMARY KEY REFERENCES message (id),
    first   INTEGER NOT NULL REFERENCES message (id)  -- which is no copy itself
) STRICT;
CREATE INDEX message_copy_first ON message_copy (first);

CREATE TRIGGER message_copy_stays BEFORE UPDATE ON message_copy
BEGIN SELECT raise(ABORT, 'message_copy is append-only'); END;
CREATE TRIGGER message_copy_is_kept BEFORE DELETE ON message_copy
BEGIN SELECT raise(ABORT, 'message_copy is append-only'); END;
CREATE TRIGGER message_copy_is_chained AFTER INSERT ON message_copy
BEGIN
    INSERT INTO link (source, key, part, row)
    VALUES ('message_copy', NEW.message, NULL, row_hash(NEW.message, NEW.first));
END;

-- The last message from before, 0 where there was none. Up to it copies can only be guessed.
ALTER TABLE site ADD COLUMN copies_guessed_until INTEGER NOT NULL DEFAULT 0;
UPDATE site SET copies_guessed_until = (SELECT coalesce(max(id), 0) FROM message);
