
-- file: db/001_users.sql
CREATE TABLE users (
  id bigint PRIMARY KEY
);
-- file: see db/001_users.sql for the table, no marker
INSERT INTO users VALUES ('never closed;
-- file: db/002_orders.SQL
CREATE TABLE orders (id bigint, user_id bigint);

-- file: db/empty.sql
-- file: db/003_index.sql
CREATE INDEX ON orders (user_id);
CREATE INDEX CONCURRENTLY IF NOT EXISTS größe ON elsewhere (a);
