-- open: law 2, PostgreSQL has no online way to another expression
-- majors: 17-18
ALTER TABLE rooms ALTER COLUMN area SET EXPRESSION AS (width * depth);
