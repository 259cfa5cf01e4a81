CREATE TABLE tasks (id int PRIMARY KEY, owner int NOT NULL, parent int, due date, spent int DEFAULT 0, UNIQUE (owner, parent));
CREATE TABLE notes (id bigint PRIMARY KEY, task int);
INSERT INTO tasks SELECT g, g % 40, g, date '2024-01-01' + g % 300 FROM generate_series(1, 20000) g;
INSERT INTO notes SELECT g, g FROM generate_series(1, 5000) g;
