INSERT INTO logs (line, level) VALUES ('writer :n', 1);
UPDATE logs SET level = 2 WHERE line = 'writer :n';
