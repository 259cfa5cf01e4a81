CREATE TABLE logs (line text, level int);
INSERT INTO logs SELECT 'line ' || g, g % 5 FROM generate_series(1, 20000) g;
DELETE FROM logs WHERE level = 3;
