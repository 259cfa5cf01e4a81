CREATE TABLE accounts (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE events (
  id int PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES accounts (id),
  kind varchar(20) NOT NULL,
  amount numeric(10,2),
  happened_at timestamp NOT NULL DEFAULT '2024-01-01',
  UNIQUE (account_id, happened_at, id)
);
INSERT INTO accounts SELECT g, 'account ' || g FROM generate_series(1, 50) g;
INSERT INTO events SELECT g * 3, g % 50 + 1, 'kind ' || g % 5, g / 7.0, timestamp '2024-01-01' + g * interval '1 hour' FROM generate_series(1, 4000) g;
