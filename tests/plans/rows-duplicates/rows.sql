INSERT INTO members VALUES (9001, 1, 'm1@example.org', '2024-01-02'), (9002, 1, 'm1@example.org', NULL), (9003, 2, NULL, NULL), (9004, 2, NULL, NULL);
