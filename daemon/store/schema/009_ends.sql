-- The end of a silence is never taken back or changed: a new silence is set instead.

CREATE TRIGGER silence_end_stays BEFORE UPDATE ON silence_end
BEGIN SELECT raise(ABORT, 'silence_end is append-only'); END;
CREATE TRIGGER silence_end_is_kept BEFORE DELETE ON silence_end
BEGIN SELECT raise(ABORT, 'silence_end is append-only'); END;
