INSERT INTO books VALUES (9001, 99, 1, 'lost'), (9002, NULL, 99, 'half');
