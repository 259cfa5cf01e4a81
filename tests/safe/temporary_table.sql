CREATE TEMPORARY TABLE wanted (id bigint);
INSERT INTO wanted VALUES (1), (2);
CREATE INDEX ON wanted (id);
DROP TABLE wanted;
