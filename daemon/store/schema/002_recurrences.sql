-- One deadline may name several times ("6 tháng, 9 tháng và năm", "quý I và quý III hằng năm"), or wait for an event and
-- then run for a while ("trong vòng 10 ngày kể từ khi ...").

PRAGMA defer_foreign_keys = ON;  -- assignments keep pointing at the same ids while the table is made anew
CREATE TEMP TABLE single_recurrence AS SELECT * FROM recurrence;
DROP TABLE recurrence;

-- Due places of recurring deadlines. There are few different ones; assignments share them. A deadline with several has
-- a list, whose rows follow each other by next_id.
CREATE TABLE recurrence (
    id                 INTEGER PRIMARY KEY,
    period             TEXT NOT NULL
        CHECK (period IN ('week', 'month', 'quarter', 'half-year', 'nine-months', 'year')),
    only_periods       INTEGER NOT NULL,  -- the periods of each year that count, bit n-1 for the n-th; 0: all
    every_years        INTEGER NOT NULL,  -- 2: every other year
    in_year            INTEGER NOT NULL,  -- periods of this year alone, for a list of one-off days; 0: each year
    anchor             TEXT NOT NULL      -- where the due day is looked for
        CHECK (anchor IN ('period-end', 'month-of-year', 'month-of-period', 'month-after', 'weekday')),
    month              INTEGER NOT NULL,  -- as the anchor counts months; 0 where it does not
    day                INTEGER NOT NULL,  -- day of the month, or of the week (1 is Monday)
    year_offset        INTEGER NOT NULL,  -- 1: in the year after the period's
    shift_days         INTEGER NOT NULL,  -- -1: the day before
    shift_working_days INTEGER NOT NULL,  -- counted after shift_days
    next_id            INTEGER NOT NULL,  -- id of the next one of the list; 0: the last
    UNIQUE (period, only_periods, every_years, in_year, anchor, month, day, year_offset, shift_days,
            shift_working_days, next_id)
) STRICT;

INSERT INTO recurrence
SELECT id, period, iif(only_nth = 0, 0, 1 << (only_nth - 1)), every_years, 0, anchor, month, day, year_offset, shift_days,
       shift_working_days, 0
FROM single_recurrence;
DROP TABLE single_recurrence;

ALTER TABLE assignment ADD COLUMN  -- of a conditional deadline, from the event on: '10d' days, '10wd' working days, '1m' months
    term TEXT NOT NULL DEFAULT '';
