INSERT INTO rooms (id, width, depth) VALUES (:n, 3, 4);
UPDATE rooms SET width = width + 1 WHERE id = :n - 999990;
