-- Which row an assignment is a part of ("1.2" of "1"). Rows from before this are NULL until their document is imported again.

ALTER TABLE assignment ADD COLUMN  -- seq of the row in the same plan; NULL: of none
    parent INTEGER;
