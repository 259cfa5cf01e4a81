CREATE TABLE parts (id bigint PRIMARY KEY, a int NOT NULL, b int NOT NULL);
INSERT INTO parts SELECT g, g, g FROM generate_series(1, 5000) g;
