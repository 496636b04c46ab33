-- Alerts that stand: what checks have raised and not yet cleared. Their history is in event.

CREATE TABLE check_state (
    key        TEXT PRIMARY KEY,  -- 'don-vi-cham-keo-dai/so-y-te': the check and what it looks at
    since      TEXT NOT NULL,     -- day it was raised
    told       TEXT NOT NULL,     -- last day it was told
    message    TEXT NOT NULL,     -- as it was told then
    recipients TEXT NOT NULL      -- who was told, as in reminder.recipient, one space between
) STRICT, WITHOUT ROWID;
