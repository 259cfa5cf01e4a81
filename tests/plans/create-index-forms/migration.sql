CREATE INDEX IF NOT EXISTS users_forms_idx ON users USING btree (age DESC NULLS LAST, (email || 'x') text_pattern_ops) INCLUDE (id) WITH (fillfactor = 70);
CREATE INDEX users_brin ON users USING brin (id);
CREATE INDEX users_hash ON users USING hash (email);
