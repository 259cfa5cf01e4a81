CREATE TABLE wares (kind text, sku text NOT NULL, CONSTRAINT wares_key UNIQUE (kind, sku)) PARTITION BY LIST (kind);
CREATE TABLE wares_a PARTITION OF wares FOR VALUES IN ('a', 'A');
CREATE TABLE wares_none (kind text, sku text NOT NULL);
INSERT INTO wares SELECT 'a', 'x' || g FROM generate_series(1, 1000) g;
INSERT INTO wares_none SELECT CASE WHEN g % 2 = 0 THEN 'none' END, 'x' || g FROM generate_series(1, 2000) g;
