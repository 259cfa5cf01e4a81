INSERT INTO app."Orders" (id, total) VALUES (:n, 2);
