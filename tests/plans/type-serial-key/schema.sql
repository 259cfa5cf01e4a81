CREATE TABLE accounts (
  id serial PRIMARY KEY,
  name text NOT NULL
);
CREATE TABLE payments (
  id bigserial PRIMARY KEY,
  account int NOT NULL REFERENCES accounts ON DELETE CASCADE,
  other int CONSTRAINT payments_other REFERENCES accounts (id) MATCH FULL ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO accounts (name) SELECT 'account ' || g FROM generate_series(1, 20000) g;
INSERT INTO payments (account, other) SELECT g, nullif(g % 50, 0) FROM generate_series(1, 9000) g;
