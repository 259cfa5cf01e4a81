INSERT INTO nodes (kind, parent) VALUES (1, 5);
INSERT INTO links SELECT kind, id FROM nodes ORDER BY id DESC LIMIT 1;
INSERT INTO nodes (id, kind) OVERRIDING SYSTEM VALUE VALUES (:n, 3);
UPDATE nodes SET kind = 9 WHERE id = :n - 999985;
DELETE FROM nodes WHERE id = :n - 980000 + 7 AND id % 5 <> 0 AND id % 20 <> 3;
