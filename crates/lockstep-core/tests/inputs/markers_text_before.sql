DROP TABLE before;
-- file: x.sql
-- migrate:up
DROP TABLE x;
-- migrate:down
CREATE TABLE x (a int);
-- file: y.sql
-- migrate:up transaction:false
DROP TABLE y;
