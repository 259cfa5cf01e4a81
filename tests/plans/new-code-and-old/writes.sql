INSERT INTO members (id, nick, mail, age) VALUES (:n, 'w', 'w:n', 5);
DELETE FROM members WHERE id = :n - 999990;
