CREATE TABLE IF NOT EXISTS priorities (name text PRIMARY KEY, rank int UNIQUE NOT NULL);
INSERT INTO priorities VALUES ('low', 1), ('high', 2) ON CONFLICT DO NOTHING;
ALTER TABLE tickets ADD CONSTRAINT tickets_priority_fk FOREIGN KEY (priority) REFERENCES priorities ON UPDATE CASCADE NOT VALID;
ALTER TABLE tickets VALIDATE CONSTRAINT tickets_priority_fk;
ALTER TABLE tickets ALTER COLUMN priority SET NOT NULL;
CREATE INDEX IF NOT EXISTS tickets_priority ON tickets (priority, opened DESC);
CREATE OR REPLACE VIEW urgent AS SELECT t.* FROM tickets t JOIN priorities p ON p.name = t.priority WHERE p.rank > 1;
ALTER TABLE priorities ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON priorities FOR SELECT USING (true);
