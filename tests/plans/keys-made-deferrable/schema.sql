CREATE TABLE nodes (id int PRIMARY KEY, next int CONSTRAINT nodes_next_fk REFERENCES nodes, rank int);
INSERT INTO nodes SELECT g, CASE WHEN g > 1 THEN g - 1 END, g FROM generate_series(1, 2000) g;
