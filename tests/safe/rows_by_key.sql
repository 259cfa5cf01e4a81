UPDATE users SET active = true WHERE id = 1;
DELETE FROM orders WHERE id = 7;
INSERT INTO countries (id, code) VALUES (1, 'NL'), (2, 'BE');
