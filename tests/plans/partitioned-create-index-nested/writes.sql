INSERT INTO metrics."Readings" VALUES (:n, '2025-03-03', 'w', 7);
