CREATE TABLE docs (id bigint PRIMARY KEY, owner text, body text, org int);
INSERT INTO docs SELECT g, 'o' || g % 10, 'b', g % 4 FROM generate_series(1, 3000) g;
ALTER TABLE docs ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON docs FOR UPDATE USING (owner = current_user) WITH CHECK (body <> '');
GRANT SELECT (id, body), INSERT ON docs TO PUBLIC;
