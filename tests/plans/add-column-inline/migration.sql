-- open: law 2, no recipe for constraints that come with a new column
ALTER TABLE users ADD COLUMN team_id int DEFAULT 5 REFERENCES teams (id);
ALTER TABLE users ADD COLUMN score int DEFAULT 1 CHECK (score > 0);
ALTER TABLE users ADD COLUMN code text UNIQUE;
