INSERT INTO app."Orders" (id, "Customer", total, note) VALUES (:n, 1, 2, 'n');
