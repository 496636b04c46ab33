-- What units have answered through the links in their messages. What it leads to stands in fact.
CREATE TABLE answer (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT NOT NULL CHECK (kind IN ('received', 'completed', 'extension', 'not_ours')),
    state        TEXT NOT NULL CHECK (state IN ('recorded', 'waiting', 'approved', 'rejected')),
    subject      TEXT NOT NULL,     -- key without period
    period       TEXT NOT NULL,
    version      INTEGER NOT NULL,  -- of the deadline that the answer is about
    unit         TEXT NOT NULL,
    recipient    TEXT NOT NULL,     -- whose link it was: 'so-y-te:head'
    address      TEXT NOT NULL,     -- of the computer that answered
    at           INTEGER NOT NULL,  -- instant
    day          TEXT,              -- completed on, wanted until
    document     TEXT NOT NULL,
    reason       TEXT NOT NULL,
    settled_by   TEXT NOT NULL,     -- of the planning office
    settled_at   INTEGER,
    settled_note TEXT NOT NULL
) STRICT;
CREATE INDEX answer_subject ON answer (subject, period);
CREATE INDEX answer_waiting ON answer (id) WHERE state = 'waiting';

CREATE TRIGGER answer_stays BEFORE UPDATE ON answer
WHEN old.state <> 'waiting' OR new.state NOT IN ('approved', 'rejected') OR old.id <> new.id OR old.kind <> new.kind
  OR old.subject <> new.subject OR old.period <> new.period OR old.version <> new.version OR old.unit <> new.unit
  OR old.recipient <> new.recipient OR old.address <> new.address OR old.at <> new.at OR old.day IS NOT new.day
  OR old.document <> new.document OR old.reason <> new.reason
BEGIN SELECT raise(ABORT, 'answer can only be settled'); END;
CREATE TRIGGER answer_is_kept BEFORE DELETE ON answer
BEGIN SELECT raise(ABORT, 'answer is append-only'); END;
