INSERT INTO calls (id, caller, lasted) VALUES (:n, 'w', 3);
