INSERT INTO staff (id, name, room) VALUES (:n, 'new', 'r');
UPDATE staff SET room = 'x' WHERE id = :n - 999990;
