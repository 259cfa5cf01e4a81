INSERT INTO people (id, mood) VALUES (:n, 'sad');
UPDATE people SET mood = 'ok', score = score * 2 WHERE id = :n - 999990;
