INSERT INTO jobs (id, code, status, note) VALUES (:n, 'writer :n', 'old', 'was old');
