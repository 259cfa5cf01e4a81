INSERT INTO devices (id, serial_no) VALUES (:n, 'new');
UPDATE devices SET kind = 'tablet' WHERE id = :n - 999990;
