INSERT INTO seats VALUES (1, 1, 'double');
