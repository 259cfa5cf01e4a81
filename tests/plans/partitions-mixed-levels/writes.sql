INSERT INTO metrics VALUES (1, '2024-02-02', :n), (2, '2024-02-02', :n), (3, '2024-02-02', :n);
