CREATE TYPE state AS ENUM ('old', 'new');
CREATE TABLE jobs (id bigint PRIMARY KEY, code text UNIQUE, status state NOT NULL, note varchar(20));
INSERT INTO jobs SELECT g, 'job ' || g, CASE WHEN g % 3 = 0 THEN 'new' ELSE 'old' END::state, NULL FROM generate_series(1, 9000) g;
