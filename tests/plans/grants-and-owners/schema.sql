CREATE TABLE ledger (id bigint PRIMARY KEY, amount bigint, memo text);
INSERT INTO ledger SELECT g, g, 'm' FROM generate_series(1, 3000) g;
CREATE FUNCTION total() RETURNS numeric LANGUAGE sql STABLE AS 'SELECT sum(amount) FROM ledger';
