INSERT INTO players (team_id, email) VALUES (3, 'w:n@example.org');
UPDATE players SET email = 'changed:n@example.org' WHERE id = :n - 999000;
UPDATE players SET id = -id WHERE id = :n - 998000;
DELETE FROM players WHERE id = :n - 997500;
DELETE FROM teams WHERE id = :n - 999995;
