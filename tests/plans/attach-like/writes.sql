INSERT INTO readings VALUES (:n, '2024-03-03', 'w', 4);
INSERT INTO readings_2025 VALUES (:n, '2025-03-03', 'w', 5);
INSERT INTO readings_2026 VALUES (:n, '2026-03-03', 'w', 6);
