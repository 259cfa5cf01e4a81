INSERT INTO hits VALUES (1, 1, 'again');
