CREATE TABLE tasks (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text, state text NOT NULL DEFAULT 'new');
INSERT INTO tasks (code) SELECT 't' || g FROM generate_series(1, 2000) g;
