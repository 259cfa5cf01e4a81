ALTER TABLE seats ADD CONSTRAINT "seats pk" PRIMARY KEY ("row", seat), ALTER COLUMN guest SET DEFAULT 'nobody';
