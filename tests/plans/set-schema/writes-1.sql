INSERT INTO archive.orders (id, placed) VALUES (:n, '2026-01-01');
