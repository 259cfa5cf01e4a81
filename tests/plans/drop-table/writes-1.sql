INSERT INTO people (id, tenant) VALUES (:n, 1);
