INSERT INTO jobs (id, code, status) VALUES (:n, 'writer :n', 'old');
